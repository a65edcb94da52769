package goals

import (
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// goalLevels is what stands above and below one of the group's goals.
func (h *Handlers) goalLevels(r *http.Request, g quality.Goal) (view.GoalLevels, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.room.Serving(ctx, visitor.Actor, visitor.Group.ID, g.ID)
	if err != nil {
		return view.GoalLevels{}, err
	}
	v := view.GoalLevels{ServeURL: "/mal/" + number(g.ID) + "/overordnade", LocalURL: localQuery(goals.LocalFilter{Goal: g.ID}, g.Year, 1)}
	for _, higher := range p.Higher {
		if slices.Contains(p.Serves, higher.ID) {
			v.Higher = append(v.Higher, ui.Link{Text: higherName(ctx, higher, p.Units),
				URL: levelsURL + "?" + yearName + "=" + strconv.Itoa(g.Year) + "#overordnat-" + number(higher.ID)})
		}
	}
	return v, nil
}
