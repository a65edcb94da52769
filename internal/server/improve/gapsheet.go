package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowGap is a unit's sheet about a goal with the figures beside it, to write for those
// who may.
func (h *Handlers) ShowGap(w http.ResponseWriter, r *http.Request) error {
	p, err := h.gap(r)
	if err != nil {
		return err
	}
	return showGap(w, r, p, page.NewForm(gapValues(p.Sheet)), http.StatusOK)
}

// gap reads the sheet that the address names.
func (h *Handlers) gap(r *http.Request) (improve.GapPage, error) {
	visitor := page.VisitorOf(r)
	goal, err := page.ID(r, "goal")
	if err != nil {
		return improve.GapPage{}, err
	}
	return h.room.GapSheet(r.Context(), visitor.Actor, visitor.Group.ID, quality.GoalID(goal), chi.URLParam(r, "unit"))
}

// SaveGap stores a sheet. When somebody else was first the form comes back with what was
// typed and what is stored now.
func (h *Handlers) SaveGap(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.gap(r)
	if err != nil {
		return err
	}
	s := readGap(form)
	s.GroupID, s.GoalID, s.UnitID = visitor.Group.ID, p.Goal.ID, p.Unit.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveGapSheet(ctx, visitor.Actor, s)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.gap(r); err != nil { // as it has become
			return err
		}
		return showGap(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showGap(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, gapURL(p.Goal.ID, p.Unit.Code), page.Done(i18n.T(ctx, "Gapanalysen är sparad.")))
}

// readGap reads a sheet as it was typed.
func readGap(form *page.Form) improvement.GapSheet {
	return improvement.GapSheet{Current: form.Text("current", maxTyped), Gap: form.Text("gap", maxTyped), Causes: form.Text("causes", maxTyped),
		Effort: form.Text("effort", maxTyped), Version: version(form)}
}

// gapValues is a stored sheet as if it had been typed.
func gapValues(s improvement.GapSheet) url.Values {
	return url.Values{"current": {s.Current}, "gap": {s.Gap}, "causes": {s.Causes}, "effort": {s.Effort}, "version": {number(s.Version)}}
}

// gapTexts are a sheet's parts in words.
func gapTexts(ctx context.Context, s improvement.GapSheet) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Nuläge"), Text: s.Current}, {Term: i18n.T(ctx, "Gap"), Text: s.Gap},
		{Term: i18n.T(ctx, "Orsaker"), Text: s.Causes}, {Term: i18n.T(ctx, "Vald insats"), Text: s.Effort}}
}

func showGap(w http.ResponseWriter, r *http.Request, p improve.GapPage, form *page.Form, status int) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	v := newGapView(ctx, visitor, p, form)
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Sheet.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Writer, p.Sheet.WrittenAt), Now: page.Differing(gapTexts(ctx, p.Sheet), gapTexts(ctx, readGap(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Gap(v)})
}

func newGapView(ctx context.Context, visitor page.Visitor, p improve.GapPage, form *page.Form) view.GapView {
	year := strconv.Itoa(p.Goal.Year)
	v := view.GapView{
		FormState: ui.FormState{Action: gapURL(p.Goal.ID, p.Unit.Code), BackURL: gapsURL + "?" + yearName + "=" + year, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Gapanalys: %s", p.Unit.ShortName), Lead: i18n.T(ctx, "Mål %s: %s", year, p.Goal.Title),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Gapanalys"), URL: gapsURL + "?" + yearName + "=" + year}}},
		Value: p.Goal.ValueForChildren, Texts: gapTexts(ctx, p.Sheet),
	}
	addFigures(ctx, p, &v)
	if p.Sheet.Version == 0 {
		v.Unread = i18n.T(ctx, "Enheten har inte skrivit något än.")
	} else {
		v.Last = i18n.T(ctx, "Senast skrivet %s.", i18n.LongDate(ctx, p.Sheet.WrittenAt))
		if p.Writer != "" {
			v.Last = i18n.T(ctx, "Senast skrivet av %s %s.", p.Writer, i18n.LongDate(ctx, p.Sheet.WrittenAt))
		}
	}
	for _, a := range p.Actions {
		v.Actions = append(v.Actions, actionRow(ctx, a, visitor.Today()))
	}
	if !visitor.May(org.EditActions, p.Unit.ID) {
		return v
	}
	f := formFields{ctx, form}
	for _, field := range []ui.TextAreaProps{
		{Name: "current", Label: i18n.T(ctx, "Nuläge"), Description: i18n.T(ctx, "Vad siffrorna bredvid säger, och vad ni vet som inte syns i dem.")},
		{Name: "gap", Label: i18n.T(ctx, "Gap"), Description: i18n.T(ctx, "Hur långt det är till målet, och för vilka barn.")},
		{Name: "causes", Label: i18n.T(ctx, "Orsaker"), Description: i18n.T(ctx, "Varför det ser ut så. Fråga varför flera gånger.")},
		{Name: "effort", Label: i18n.T(ctx, "Vald insats"), Description: i18n.T(ctx, "Vad ni väljer att göra först, och varför just det.")},
	} {
		field.MaxLength, field.Optional = improvement.MaxLongText, true
		v.Fields = append(v.Fields, f.area(field))
	}
	n := page.NewAction{Unit: p.Unit.Code, Goal: int64(p.Goal.ID), Origin: string(improvement.FromGap), Text: i18n.T(ctx, "Gapanalysen för målet ”%s”.", p.Goal.Title)}
	if len(p.Rows) > 0 {
		n.Measure = p.Rows[0].Measure.Code
	}
	v.NewActionURL = n.URL()
	return v
}
