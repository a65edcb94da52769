package goals

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditProcessMeasures shows which process measures are collected in a year.
func (h *Handlers) EditProcessMeasures(w http.ResponseWriter, r *http.Request) error {
	year, err := yearIn(r)
	if err != nil {
		return err
	}
	return h.showProcessMeasures(w, r, year, nil)
}

// showProcessMeasures shows the form as it is stored, or as it was sent.
func (h *Handlers) showProcessMeasures(w http.ResponseWriter, r *http.Request, year int, sent *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	o, err := h.room.Overview(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	if o.Lock().Locked() && sent == nil {
		return showLocked(w, r, o.Lock())
	}
	form := sent
	if form == nil {
		values := url.Values{}
		for _, s := range o.Selected {
			values.Add("indicators", number(s.IndicatorID))
		}
		form = page.NewForm(values)
	}
	v := newProcessMeasuresView(ctx, form, o)
	return page.Show(w, r, form.Status(), page.Page{Title: i18n.T(ctx, "Processmått"), Content: view.ProcessMeasures(v)})
}

func newProcessMeasuresView(ctx context.Context, form *page.Form, o goals.Overview) view.ProcessMeasuresView {
	v := view.ProcessMeasuresView{
		FormState: ui.FormState{Action: "/mal/processmatt", BackURL: yearURL("/mal", o.Year),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Year: strconv.Itoa(o.Year), YearURL: yearURL("/mal", o.Year), Chosen: form.Values("indicators"),
	}
	for _, i := range inOrder(o) {
		option := ui.Option{Value: number(i.ID), Label: i.Definition.Name,
			Description: words.ReportingLength(ctx, i.Definition.ReportingMonths)}
		if o.Measured[i.ID] > 0 {
			option.Description = i18n.T(ctx, "Har siffror för året och kan inte tas bort.")
		}
		v.Options = append(v.Options, option)
	}
	return v
}

// inOrder is the library's process measures: those collected first, in the order
// they are collected, so that saving without a change changes nothing.
func inOrder(o goals.Overview) []quality.Indicator {
	var list []quality.Indicator
	for _, s := range o.Selected {
		if i, known := o.Indicator(s.IndicatorID); known && i.Category == quality.Process {
			list = append(list, i)
		}
	}
	for _, i := range o.Library {
		has := slices.ContainsFunc(list, func(other quality.Indicator) bool { return other.ID == i.ID })
		if i.Category == quality.Process && !has {
			list = append(list, i)
		}
	}
	return list
}

// SaveProcessMeasures stores which process measures are collected in a year.
func (h *Handlers) SaveProcessMeasures(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	chosen := goals.ProcessMeasures{GroupID: visitor.Group.ID}
	if chosen.Year, err = strconv.Atoi(form.Value("year")); err != nil {
		return fault.ErrNotFound
	}
	for _, id := range form.IDs("indicators") {
		chosen.Indicators = append(chosen.Indicators, quality.IndicatorID(id))
	}
	if err = form.Err(); err == nil {
		err = h.room.ChooseProcessMeasures(ctx, visitor.Actor, chosen)
	}
	if form.Rejected(err) {
		return h.showProcessMeasures(w, r, chosen.Year, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, yearURL("/mal", chosen.Year), page.Done(i18n.T(ctx, "Processmåtten är sparade.")))
}
