package improve

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditPhase shows the form for a phase's lists.
func (h *Handlers) EditPhase(w http.ResponseWriter, r *http.Request) error {
	p, err := h.phase(r)
	if err != nil {
		return err
	}
	if !p.Rights.Lead {
		return fault.ErrForbidden
	}
	text := func(kind improvement.ItemKind) string {
		var lines []string
		for _, i := range p.phase.Of(kind) {
			lines = append(lines, i.Text)
		}
		return strings.Join(lines, "\n")
	}
	return showPhaseForm(w, r, p, page.NewForm(url.Values{"name": {p.phase.Name}, "criteria": {text(improvement.DoneCriterion)}, "checks": {text(improvement.CheckItem)},
		"version": {strconv.Itoa(p.Version)}}), http.StatusOK)
}

func showPhaseForm(w http.ResponseWriter, r *http.Request, p phasePage, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := pathwayFields(ctx, form, p.PathwayPage, status)
	at := phaseURL(p.ID, p.phase.Number)
	v.Action, v.BackURL, v.Save = at+"/andra", at, i18n.T(ctx, "Spara fasen")
	v.Heading.Title = i18n.T(ctx, "Ändra fasen %s", p.phase.Name)
	name := f.field(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Namn"), MaxLength: improvement.MostPhaseName, Required: true})
	criteria, checks := lineAreas(f, "")
	v.Parts = []view.FieldsPart{{Field: &name}, {Area: &criteria}, {Area: &checks}}
	v.Note = i18n.T(ctx, "Rader som står kvar med samma ord behåller sin bock.")
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

// lineAreas are the fields of a phase's lists, their names ending in suffix.
func lineAreas(f formFields, suffix string) (criteria, checks ui.TextAreaProps) {
	return f.area(ui.TextAreaProps{Name: "criteria" + suffix, Label: i18n.T(f.ctx, "Klarkriterier"), Rows: 5, Required: true,
			Description: i18n.T(f.ctx, "Vad som ska vara uppfyllt för att fasen ska vara klar. Ett på varje rad.")}),
		f.area(ui.TextAreaProps{Name: "checks" + suffix, Label: i18n.T(f.ctx, "Checklista"), Rows: 6, Optional: true,
			Description: i18n.T(f.ctx, "Vad som är bra att komma ihåg på vägen. En sak på varje rad.")})
}

// SavePhase changes a phase's lists.
func (h *Handlers) SavePhase(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.phase(r)
	if err != nil {
		return err
	}
	lines := improve.PhaseLines{Phase: p.phase.Number, Name: form.Text("name", maxTyped), Criteria: improvement.Lines(form.Text("criteria", maxTyped)),
		Checks: improvement.Lines(form.Text("checks", maxTyped))}
	if err = form.Err(); err == nil {
		err = h.room.SavePhaseLines(ctx, page.VisitorOf(r).Actor, improve.PathwayRef{GroupID: p.GroupID, ID: p.ID, Version: version(form)}, lines)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.phase(r); err != nil { // as it has become
			return err
		}
		return showPhaseForm(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showPhaseForm(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, phaseURL(p.ID, p.phase.Number), page.Done(i18n.T(ctx, "Fasen är sparad.")))
}
