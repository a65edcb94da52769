package goals

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
)

// ShowThread shows how everything about a goal hangs together, from the mandate to the
// next year's goal.
func (h *Handlers) ShowThread(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "goal")
	if err != nil {
		return err
	}
	p, err := h.room.Thread(r.Context(), visitor.Actor, visitor.Group.ID, quality.GoalID(id))
	if err != nil {
		return err
	}
	v := newThreadView(r.Context(), thread{p, visitor})
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(r.Context(), "Röd tråd: %s", p.Goal.Title), Content: view.Thread(v)})
}

// thread is what the page is made from.
type thread struct {
	goals.ThreadPage
	visitor page.Visitor
}

func newThreadView(ctx context.Context, p thread) view.ThreadView {
	v := view.ThreadView{Title: p.Goal.Title, Year: strconv.Itoa(p.Goal.Year), YearURL: yearURL("/mal", p.Goal.Year),
		GoalURL: "/mal/" + number(p.Goal.ID),
		Lead:    i18n.T(ctx, "Från uppdraget till nästa års mål. En tom ring är något som ännu inte finns.")}
	v.Knots = []view.Knot{p.mandate(ctx), p.promises(ctx), p.goal(ctx), p.results(ctx), p.comments(ctx)}
	if p.Inside {
		v.Knots = append(v.Knots, p.gaps(ctx))
	}
	v.Knots = append(v.Knots, p.programmes(ctx), p.actions(ctx), p.examples(ctx), p.report(ctx), p.next(ctx))
	return v
}
