package goals

import (
	"context"
	"errors"
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
	form, begins := sent, o
	if form == nil {
		if begins, err = h.processMeasuresOf(r, o); err != nil {
			return err
		}
		values := url.Values{}
		for _, s := range begins.Selected {
			values.Add("indicators", number(s.IndicatorID))
		}
		form = page.NewForm(values)
	}
	v := newProcessMeasuresView(ctx, form, o)
	if begins.Year != o.Year {
		v.Note = i18n.T(ctx, "Inget är sparat för året än. De som samlades in %d är förvalda.", begins.Year)
	}
	return page.Show(w, r, form.Status(), page.Page{Title: i18n.T(ctx, "Processmått"), Content: view.ProcessMeasures(v)})
}

// processMeasuresOf is the year that the form opens with: the one asked for, or the year
// before when it has no process measure yet.
func (h *Handlers) processMeasuresOf(r *http.Request, o goals.Overview) (goals.Overview, error) {
	if hasProcessMeasures(o) {
		return o, nil
	}
	visitor := page.VisitorOf(r)
	before, err := h.room.Overview(r.Context(), visitor.Actor, visitor.Group.ID, o.Year-1)
	switch {
	case errors.Is(err, fault.ErrNotFound): // the first year that there can be
		return o, nil
	case err != nil || !hasProcessMeasures(before):
		return o, err
	}
	return before, nil
}

func hasProcessMeasures(o goals.Overview) bool {
	return slices.ContainsFunc(o.Selected, func(s goals.Selected) bool {
		i, known := o.Indicator(s.IndicatorID)
		return known && i.Category == quality.Process
	})
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
