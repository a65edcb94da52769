package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// economicsTexts are the notes on health economy in words.
func economicsTexts(ctx context.Context, e improvement.Economics) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Kostnader"), Text: e.Costs}, {Term: i18n.T(ctx, "Effekter"), Text: e.Effects},
		{Term: i18n.T(ctx, "Antaganden"), Text: e.Assumptions}, {Term: i18n.T(ctx, "Källa till antagandena"), Text: e.AssumedFrom}}
}

// endTexts are how an introduction ended, in words.
func endTexts(ctx context.Context, p improve.PathwayPage) []ui.Definition {
	if p.EndNote == "" {
		return nil
	}
	list := []ui.Definition{{Term: i18n.T(ctx, "Slutnotering"), Text: p.EndNote}, {Term: i18n.T(ctx, "Vad som fortsätter"), Text: p.CarriedOn}}
	if p.EndedOn != nil {
		list = append([]ui.Definition{{Term: words.PathwayState(ctx, p.State), Text: i18n.LongDate(ctx, *p.EndedOn)}}, list...)
	}
	return list
}

// pathwayPart is a form about a part of an introduction.
type pathwayPart struct {
	// fill is the form's fields as they are stored, and show adds them to the page.
	fill func(improve.PathwayPage) url.Values
	show func(formFields, improve.PathwayPage, *view.FieldsView)
	save func(*page.Form, improve.PathwayRef) error
	may  func(improve.PathwayRights) bool
	done string
}

func (h *Handlers) editPart(w http.ResponseWriter, r *http.Request, part pathwayPart) error {
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	if !part.may(p.Rights) {
		return fault.ErrForbidden
	}
	values := part.fill(p)
	values.Set("version", strconv.Itoa(p.Version))
	return showPart(w, r, part, p, page.NewForm(values), http.StatusOK)
}

func showPart(w http.ResponseWriter, r *http.Request, part pathwayPart, p improve.PathwayPage, form *page.Form, status int) error {
	v := pathwayFields(r.Context(), form, p, status)
	part.show(formFields{r.Context(), form}, p, &v)
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

// savePart stores what was typed. When somebody else was first the form comes back with it.
func (h *Handlers) savePart(w http.ResponseWriter, r *http.Request, part pathwayPart) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.pathway(r)
	if err != nil {
		return err
	}
	if !part.may(p.Rights) {
		return fault.ErrForbidden
	}
	err = part.save(form, improve.PathwayRef{GroupID: p.GroupID, ID: p.ID, Version: version(form)})
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.pathway(r); err != nil { // as it has become
			return err
		}
		return showPart(w, r, part, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showPart(w, r, part, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(p.ID), page.Done(part.done))
}

// economicsPart is the notes on health economy.
func (h *Handlers) economicsPart(r *http.Request) pathwayPart {
	ctx := r.Context()
	return pathwayPart{done: i18n.T(ctx, "Avsnittet om hälsoekonomi är sparat."), may: func(rights improve.PathwayRights) bool { return rights.Work },
		fill: func(p improve.PathwayPage) url.Values {
			return url.Values{"costs": {p.Costs}, "effects": {p.Effects}, "assumptions": {p.Assumptions}, "assumed_from": {p.AssumedFrom}}
		},
		show: func(f formFields, p improve.PathwayPage, v *view.FieldsView) {
			v.Action, v.BackURL, v.Save = pathwayURL(p.ID)+"/halsoekonomi", pathwayURL(p.ID)+"#halsoekonomi", i18n.T(ctx, "Spara")
			v.Heading.Title, v.Heading.Lead = i18n.T(ctx, "Hälsoekonomi"), i18n.T(ctx, "Frivilligt. Anteckningar till en analys: vad införandet kostar, vad det ger, och vad ni antar. Samsyn räknar inte på dem.")
			for _, field := range []ui.TextAreaProps{
				{Name: "costs", Label: i18n.T(ctx, "Kostnader"), Description: i18n.T(ctx, "Vad det kostar i tid, utrustning och utbildning, för vem och när.")},
				{Name: "effects", Label: i18n.T(ctx, "Effekter"), Description: i18n.T(ctx, "Vad som väntas bli bättre, för hur många, och vad som väntas minska.")},
				{Name: "assumptions", Label: i18n.T(ctx, "Antaganden"), Description: i18n.T(ctx, "Vad som antas och inte är mätt.")},
				{Name: "assumed_from", Label: i18n.T(ctx, "Källa till antagandena"), Rows: 2, Description: i18n.T(ctx, "Behövs när något antas: varifrån det är hämtat.")},
			} {
				field.MaxLength, field.Optional = improvement.MaxLongText, true
				area := f.area(field)
				v.Parts = append(v.Parts, view.FieldsPart{Area: &area})
			}
		},
		save: func(form *page.Form, ref improve.PathwayRef) error {
			return h.room.SaveEconomics(ctx, page.VisitorOf(r).Actor, ref, improvement.Economics{Costs: form.Text("costs", maxTyped), Effects: form.Text("effects", maxTyped),
				Assumptions: form.Text("assumptions", maxTyped), AssumedFrom: form.Text("assumed_from", maxTyped)})
		}}
}

// EditEconomics shows the form for the notes on health economy.
func (h *Handlers) EditEconomics(w http.ResponseWriter, r *http.Request) error {
	return h.editPart(w, r, h.economicsPart(r))
}

// SaveEconomics stores the notes on health economy.
func (h *Handlers) SaveEconomics(w http.ResponseWriter, r *http.Request) error {
	return h.savePart(w, r, h.economicsPart(r))
}

// endPart is the form that ends an introduction.
func (h *Handlers) endPart(r *http.Request) pathwayPart {
	ctx := r.Context()
	return pathwayPart{done: i18n.T(ctx, "Införandet är avslutat."), may: func(rights improve.PathwayRights) bool { return rights.Lead },
		fill: func(p improve.PathwayPage) url.Values {
			values := url.Values{"end_note": {p.EndNote}, "carried_on": {p.CarriedOn}}
			if p.Phases.Current() == nil {
				values.Set("state", string(improvement.PathwayFinished))
			}
			return values
		},
		show: func(f formFields, p improve.PathwayPage, v *view.FieldsView) {
			v.Action, v.BackURL, v.Save = pathwayURL(p.ID)+"/avsluta", pathwayURL(p.ID)+"#avslut", i18n.T(ctx, "Avsluta införandet")
			v.Heading.Title = i18n.T(ctx, "Avsluta införandet")
			state := ui.ChoiceGroupProps{Name: "state", Legend: i18n.T(ctx, "Hur slutade det?"), Chosen: f.form.Values("state"), Error: f.form.Error(ctx, "state"), Options: []ui.Option{
				{Value: string(improvement.PathwayFinished), Label: i18n.T(ctx, "Det är genomfört"), Description: i18n.T(ctx, "Alla faser ska vara stängda.")},
				{Value: string(improvement.PathwayStopped), Label: i18n.T(ctx, "Det avbryts"), Description: i18n.T(ctx, "Skriv varför i slutnoteringen.")}}}
			note := f.area(ui.TextAreaProps{Name: "end_note", Label: i18n.T(ctx, "Slutnotering"), MaxLength: improvement.MaxLongText, Rows: 4, Required: true,
				Description: i18n.T(ctx, "Vad som kom ut av införandet, och vad ni lärde er.")})
			carried := f.area(ui.TextAreaProps{Name: "carried_on", Label: i18n.T(ctx, "Vad som fortsätter"), MaxLength: improvement.MaxLongText, Rows: 4,
				Description: i18n.T(ctx, "Vad som blir vanligt arbete, vem som följer det och med vilka mått. Behövs när det är genomfört.")})
			v.Parts = []view.FieldsPart{{Radio: &state}, {Area: &note}, {Area: &carried}}
			v.LeftOpen = leftOpen(ctx, page.VisitorOf(r), p)
		},
		save: func(form *page.Form, ref improve.PathwayRef) error {
			return h.room.EndPathway(ctx, page.VisitorOf(r).Actor, ref, improvement.Ending{State: improvement.PathwayState(form.Value("state")),
				EndNote: form.Text("end_note", maxTyped), CarriedOn: form.Text("carried_on", maxTyped)})
		}}
}

// EditEnd shows the form that ends an introduction.
func (h *Handlers) EditEnd(w http.ResponseWriter, r *http.Request) error {
	return h.editPart(w, r, h.endPart(r))
}

// EndPathway ends an introduction.
func (h *Handlers) EndPathway(w http.ResponseWriter, r *http.Request) error {
	return h.savePart(w, r, h.endPart(r))
}

// ReopenPathway lets an introduction that has ended go on. When somebody else has changed
// it since, the page says so.
func (h *Handlers) ReopenPathway(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	ref, err := pathwayRef(r)
	if err != nil {
		return err
	}
	ref.Version = version(form)
	if err := h.room.ReopenPathway(ctx, page.VisitorOf(r).Actor, ref); err != nil {
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(ref.ID), page.Done(i18n.T(ctx, "Införandet fortsätter.")))
}
