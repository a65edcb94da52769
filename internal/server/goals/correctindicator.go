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
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// EditIndicator shows the form that mends a mistake in a measure; ?fran= names the
// definition by its first day, the newest when it is left out.
func (h *Handlers) EditIndicator(w http.ResponseWriter, r *http.Request) error {
	if !canEdit(r) {
		return fault.ErrForbidden
	}
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	d := p.Newest()
	if from := page.Query(r).Date("fran"); from != nil {
		if d, err = definitionFrom(p, *from); err != nil {
			return err
		}
	}
	if year, locked := p.LockedIn(d); locked {
		return showLockedDefinition(w, r, p, year)
	}
	form := page.NewForm(useValues(definitionValues(r.Context(), d), p))
	v := newCorrectionView(r.Context(), form, p, d)
	v.Version = strconv.Itoa(p.Revision)
	return showIndicatorForm(w, r, form.Status(), v)
}

func showIndicatorForm(w http.ResponseWriter, r *http.Request, status int, v view.IndicatorFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.IndicatorForm(v)})
}

// definitionFrom is the definition that begins on the day.
func definitionFrom(p goals.IndicatorPage, day time.Time) (quality.Version, error) {
	for _, d := range p.Versions {
		if d.ValidFrom.Equal(day) {
			return d, nil
		}
	}
	return quality.Version{}, fault.ErrNotFound
}

func newCorrectionView(ctx context.Context, form *page.Form, p goals.IndicatorPage, d quality.Version) view.IndicatorFormView {
	v := newIndicatorFormView(ctx, form, p.Promises, p.Conditions)
	v.Title = i18n.T(ctx, "Rätta måttet")
	v.Lead = i18n.T(ctx, "%s, definitionen som gäller från %s.", d.Name, i18n.LongDate(ctx, d.ValidFrom))
	v.Submit = i18n.T(ctx, "Spara rättelsen")
	v.Trail = indicatorTrail(ctx, p)
	v.Action, v.BackURL = measureURL(p.Indicator.Code)+"/ratta", measureURL(p.Indicator.Code)
	v.ValidFrom, v.Use, v.Measuring = i18n.Date(ctx, d.ValidFrom), true, p.Figures == 0
	v.ShowRate, v.ShowScale = scalesOf(p.Indicator.Kind)
	v.Fixed = append([]ui.Definition{{Term: i18n.T(ctx, "Slag av mått"), Text: words.Kind(ctx, p.Indicator.Kind)}}, measuring(ctx, d)...)
	v.FixedWhy = i18n.N(ctx, "En siffra är redan lämnad. Att ändra det här kräver en ny definition.",
		"%d siffror är redan lämnade. Att ändra det här kräver en ny definition.", p.Figures)
	return v
}

func indicatorTrail(ctx context.Context, p goals.IndicatorPage) []ui.Link {
	return []ui.Link{{Text: i18n.T(ctx, "Mått"), URL: "/mal/matt"},
		{Text: p.Indicator.Definition.Name, URL: measureURL(p.Indicator.Code)}}
}

// scalesOf reports whether a kind is shown per something, and whether it has a scale.
func scalesOf(k quality.Kind) (rate, scale bool) {
	return k == quality.Rate, k == quality.Mean || k == quality.Score
}

// SaveIndicator mends a mistake in a measure. When somebody else was first the
// form comes back with what was typed and what is stored now.
func (h *Handlers) SaveIndicator(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.indicatorPage(r)
	if err != nil {
		return err
	}
	d, err := definitionFrom(p, readDay(form, "valid_from"))
	if err != nil {
		return err
	}
	typed := readWords(form, d)
	if form.Has("direction") { // what is measured was in the form
		typed = readMeasuring(form, typed)
	}
	if err = form.Err(); err == nil {
		err = h.room.CorrectIndicator(ctx, visitor.Actor, goals.Correction{GroupID: visitor.Group.ID, Code: p.Indicator.Code,
			Revision: readRevision(form), Use: readUse(form), Definition: typed})
	}
	switch {
	case form.Rejected(err):
		return showIndicatorForm(w, r, form.Status(), newCorrectionView(ctx, form, p, d))
	case errors.Is(err, fault.ErrConflict):
		v := newCorrectionView(ctx, form, p, d)
		if v.Version, v.Conflict, err = h.indicatorConflict(r, typed); err != nil {
			return err
		}
		return showIndicatorForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, measureURL(p.Indicator.Code), page.Done(i18n.T(ctx, "Rättelsen är sparad.")))
}

// indicatorConflict is what a form must say when the measure has been changed by
// somebody else: the revision it has now, and how the newest definition differs
// from the typed one.
func (h *Handlers) indicatorConflict(r *http.Request, typed quality.Version) (revision string, c ui.Conflict, err error) {
	ctx := r.Context()
	p, err := h.indicatorPage(r) // as it has become
	if err != nil {
		return "", c, err
	}
	now, err := definitionFrom(p, typed.ValidFrom)
	if err != nil {
		now = p.Newest()
	}
	all := func(d quality.Version) []ui.Definition {
		first := ui.Definition{Term: i18n.T(ctx, "Gäller från"), Text: i18n.LongDate(ctx, d.ValidFrom)}
		return append(append([]ui.Definition{first}, definitionWords(ctx, d)...), measuring(ctx, d)[:2]...)
	}
	c = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(all(now), all(typed))}
	return strconv.Itoa(p.Revision), c, nil
}
