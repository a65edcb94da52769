package goals

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
)

// EditNewVersion shows the form for a new definition, beginning with the newest.
func (h *Handlers) EditNewVersion(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	values := definitionValues(r.Context(), p.Newest())
	values.Del("valid_from")
	form := page.NewForm(values)
	v := newVersionView(r.Context(), form, p, page.VisitorOf(r).Now.Year())
	v.Version = strconv.Itoa(p.Revision)
	return showIndicatorForm(w, r, form.Status(), v)
}

// newVersionView proposes days from the beginning of the year on, and never one
// that the newest definition already covers the start of.
func newVersionView(ctx context.Context, form *page.Form, p goals.IndicatorPage, year int) view.IndicatorFormView {
	v := newIndicatorFormView(ctx, form, nil, nil)
	v.Title = i18n.T(ctx, "Ny definition")
	v.Lead = i18n.T(ctx, "%s. Siffror för tidigare perioder behåller definitionen de lämnades in med.", p.Newest().Name)
	v.Submit = i18n.T(ctx, "Spara den nya definitionen")
	v.Trail = indicatorTrail(ctx, p)
	v.Action, v.BackURL = measureURL(p.Indicator.Code)+"/ny-definition", measureURL(p.Indicator.Code)
	v.Change, v.Measuring = true, true
	v.ShowRate, v.ShowScale = scalesOf(p.Indicator.Kind)
	newest := p.Newest()
	for _, option := range periodStarts(ctx, max(year, newest.ValidFrom.Year()), max(year, newest.ValidFrom.Year())+2) {
		day, err := time.Parse(time.DateOnly, option.Value)
		if err == nil && day.After(newest.ValidFrom) && p.MayBegin(day) { // not in a locked year
			v.ValidFromList = append(v.ValidFromList, option)
		}
	}
	return v
}

// CreateVersion gives a measure a new definition. When somebody else was first the
// form comes back with what was typed and what is stored now.
func (h *Handlers) CreateVersion(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	d := readMeasuring(form, readWords(form, quality.Version{ValidFrom: readDay(form, "valid_from")}))
	d.ChangeNote = form.Text("change_note", maxTyped)
	d.Comparable = form.RequiredChoice("comparable", "ja", "nej") == "ja"
	if err = form.Err(); err == nil {
		err = h.room.AddVersion(ctx, visitor.Actor, goals.NewVersion{
			GroupID: visitor.Group.ID, Code: p.Indicator.Code, Revision: readRevision(form), Definition: d})
	}
	switch {
	case form.Rejected(err):
		return showIndicatorForm(w, r, form.Status(), newVersionView(ctx, form, p, visitor.Now.Year()))
	case errors.Is(err, fault.ErrConflict):
		v := newVersionView(ctx, form, p, visitor.Now.Year())
		if v.Version, v.Conflict, err = h.indicatorConflict(r, d); err != nil {
			return err
		}
		return showIndicatorForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, measureURL(p.Indicator.Code), page.Done(i18n.T(ctx, "Den nya definitionen är sparad.")))
}
