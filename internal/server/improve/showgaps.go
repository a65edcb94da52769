package improve

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowGaps lists which units have written a gap sheet for the year's goals.
func (h *Handlers) ShowGaps(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	g, err := h.room.GapSheets(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Gapanalys"), Content: view.Gaps(newGapsView(ctx, visitor, g))})
}

// yearIn is the year in the address, zero when none is chosen; what is not a year leads
// nowhere.
func yearIn(r *http.Request) (int, error) {
	form := page.Query(r)
	year := form.Whole(yearName)
	if form.Err() != nil || year != nil && (*year < 1 || *year > 9999) {
		return 0, fault.ErrNotFound
	}
	if year == nil {
		return 0, nil
	}
	return int(*year), nil
}

func newGapsView(ctx context.Context, visitor page.Visitor, g improve.GapSheets) view.GapsView {
	v := view.GapsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, gapsURL)},
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Gruppen har inga mål än"), Text: i18n.T(ctx, "När målen för ett år är valda kan varje enhet skriva var den står mot dem.")}}
	years := ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Value: strconv.Itoa(g.Year)}
	for _, y := range slices.Backward(g.Years) {
		years.Options = append(years.Options, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	v.Filter = view.Filter{Action: gapsURL, Selects: []ui.SelectProps{years}}
	own := visitor.Actor.Units(visitor.Group.ID)
	for _, goal := range g.Goals {
		shown := view.GapGoal{ID: "mal-" + number(goal.ID), Title: goal.Title}
		count := 0
		for _, u := range g.Units {
			unit := view.GapUnit{Name: u.ShortName, URL: gapURL(goal.ID, u.Code), State: i18n.T(ctx, "inte skriven"), Own: slices.Contains(own, u.ID)}
			if s, ok := g.Sheet(goal.ID, u.ID); ok {
				count++
				unit.State = i18n.T(ctx, "skriven %s", i18n.Date(ctx, s.WrittenAt))
			}
			shown.Units = append(shown.Units, unit)
		}
		shown.Count = i18n.T(ctx, "%d av %d enheter har skrivit.", count, len(g.Units))
		v.Goals = append(v.Goals, shown)
	}
	return v
}

// gapURL leads to a unit's sheet about a goal.
func gapURL(goal quality.GoalID, unit string) string {
	return gapsURL + "/" + number(goal) + "/" + unit
}
