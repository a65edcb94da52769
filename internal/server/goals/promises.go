package goals

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// ShowPromises shows which of a year's goals serve each patient promise.
func (h *Handlers) ShowPromises(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	o, err := h.room.Overview(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newPromisesView(ctx, o)
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Promises(v)})
}

func newPromisesView(ctx context.Context, o goals.Overview) view.PromisesView {
	v := view.PromisesView{
		Frame: view.Frame{Tabs: tabs(ctx, "/mal/loften")},
		Title: i18n.T(ctx, "Patientlöften %s", strconv.Itoa(o.Year)), Year: yearSelect(ctx, o),
	}
	without := 0
	for _, p := range o.Promises {
		row := view.PromiseRow{Code: p.Code, Text: p.Text}
		for _, g := range o.Goals {
			if slices.Contains(g.Promises, p.ID) {
				row.Goals = append(row.Goals, ui.Link{Text: g.Title, URL: "/mal/" + number(g.ID)})
			}
		}
		if len(row.Goals) == 0 {
			without++
		}
		v.Promises = append(v.Promises, row)
	}
	if without > 0 {
		v.Without = i18n.N(ctx, "%d löfte har inget mål %s.", "%d löften har inget mål %s.",
			without, without, strconv.Itoa(o.Year))
	}
	return v
}
