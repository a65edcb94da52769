package goals

import (
	"net/http"
	"net/url"

	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditMeasureDivision asks how the children of a measure are divided.
func (h *Handlers) EditMeasureDivision(w http.ResponseWriter, r *http.Request) error {
	return h.showMeasureDivision(w, r, nil)
}

func (h *Handlers) showMeasureDivision(w http.ResponseWriter, r *http.Request, typed *page.Form) error {
	ctx := r.Context()
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	d, err := h.divisions(r)
	if err != nil {
		return err
	}
	v := view.MeasureDivisionView{
		FormState: ui.FormState{Action: measureURL(p.Indicator.Code) + "/uppdelning", BackURL: measureURL(p.Indicator.Code)},
		Trail:     []ui.Link{{Text: i18n.T(ctx, "Mått"), URL: "/mal/matt"}, {Text: p.Indicator.Definition.Name, URL: measureURL(p.Indicator.Code)}},
		Title:     i18n.T(ctx, "Dela upp barnen"), DivisionsURL: divisionsURL,
		Choice: ui.SelectProps{Name: "stratification", Label: i18n.T(ctx, "Uppdelning av barnen"), Empty: i18n.T(ctx, "Ingen uppdelning"), Optional: true},
	}
	for _, u := range d.List {
		v.Choice.Options = append(v.Choice.Options, ui.Option{Value: number(u.ID), Label: u.Name})
		for _, m := range u.Measures {
			if m.ID == p.Indicator.ID {
				v.Choice.Value = number(u.ID)
			}
		}
	}
	form := typed
	if form == nil {
		form = page.NewForm(url.Values{"stratification": {v.Choice.Value}})
	}
	v.Choice.Value, v.Choice.Error, v.Problems = form.Value("stratification"), form.Error(ctx, "stratification"), form.Summary(ctx)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Title, Content: view.MeasureDivision(v)})
}

// SaveMeasureDivision says how the children of a measure are divided.
func (h *Handlers) SaveMeasureDivision(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	division := form.ID("stratification")
	if err = form.Err(); err == nil {
		err = h.room.DivideMeasure(ctx, visitor.Actor, visitor.Group.ID, p.Indicator.Code, division)
	}
	if form.Rejected(err) {
		return h.showMeasureDivision(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, measureURL(p.Indicator.Code), page.Done(i18n.T(ctx, "Måttets uppdelning är sparad.")))
}
