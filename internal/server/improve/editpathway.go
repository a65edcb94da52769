package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

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

// EditNewPathway shows the form for a new introduction.
func (h *Handlers) EditNewPathway(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	c, err := h.room.PathwayChoices(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	values := url.Values{"lead": {page.Digits(visitor.Actor.Person.ID)}, "starts_on": {visitor.Today().Format(time.DateOnly)}, "template": {page.Digits(c.Templates[0].ID)}}
	for _, u := range c.Units {
		values.Add("units", page.Digits(u.ID))
	}
	return showNewPathway(w, r, c, page.NewForm(values))
}

func showNewPathway(w http.ResponseWriter, r *http.Request, c improve.PathwayChoices, form *page.Form) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := view.FieldsView{FormState: ui.FormState{Action: pathwaysURL + "/nytt", BackURL: pathwaysURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Nytt införande"), Trail: []ui.Link{{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}},
			Lead: i18n.T(ctx, "Fasernas dagar räknas ut från den första dagen, och går att flytta sedan.")},
		Save: i18n.T(ctx, "Börja införandet")}
	start := f.field(ui.FieldProps{Name: "starts_on", Label: i18n.T(ctx, "Första dag"), Type: "date", Required: true})
	template := f.pick(ui.SelectProps{Name: "template", Label: i18n.T(ctx, "Mall för faserna")})
	for _, t := range c.Templates {
		template.Options = append(template.Options, ui.Option{Value: page.Digits(t.ID), Label: t.Title})
	}
	v.Parts = pathwayParts(f, c.Choices, improvement.PathwayIntroduction{})
	v.Parts = append(v.Parts[:3:3], append([]view.FieldsPart{{Beside: []view.FieldsPart{{Field: &start}, {Select: &template}}}}, v.Parts[3:]...)...)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

// pathwayParts are the fields that a new and a stored introduction share; before is the
// stored one.
func pathwayParts(f formFields, c improve.Choices, before improvement.PathwayIntroduction) []view.FieldsPart {
	title := f.field(ui.FieldProps{Name: "title", Label: i18n.T(f.ctx, "Vårdförlopp"), MaxLength: improvement.MaxLine, Required: true,
		Description: i18n.T(f.ctx, "Vad som ska införas, till exempel vårdförloppets namn.")})
	aim := f.area(ui.TextAreaProps{Name: "aim", Label: i18n.T(f.ctx, "Syfte"), MaxLength: improvement.MaxText, Rows: 3, Optional: true,
		Description: i18n.T(f.ctx, "Vad som ska bli bättre för patienterna, i någon mening.")})
	source := f.area(ui.TextAreaProps{Name: "source", Label: i18n.T(f.ctx, "Underlag"), MaxLength: improvement.MaxText, Rows: 2, Optional: true,
		Description: i18n.T(f.ctx, "Vårdförloppet eller kunskapsstödet som införs, med version eller adress.")})
	lead := f.pick(ui.SelectProps{Name: "lead", Label: i18n.T(f.ctx, "Leder arbetet"), Empty: i18n.T(f.ctx, "Ingen utsedd"), Optional: true,
		Description: i18n.T(f.ctx, "Den som väljs är med i kärntruppen och leder den.")})
	for _, m := range c.Members {
		lead.Options = append(lead.Options, ui.Option{Value: page.Digits(m.ID), Label: m.Name})
	}
	units := ui.ChoiceGroupProps{Name: "units", Legend: i18n.T(f.ctx, "Enheter som berörs"), Chosen: f.form.Values("units"), Error: f.form.Error(f.ctx, "units"), Inline: true}
	for _, u := range c.Units {
		units.Options = append(units.Options, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	followed := ui.ChoiceGroupProps{Name: "measures", Legend: i18n.T(f.ctx, "Mått som vårdförloppet följs med"), Chosen: f.form.Values("measures"), Error: f.form.Error(f.ctx, "measures"), Optional: true}
	for _, m := range c.Measures {
		if m.Category != quality.Process || before.Follows(m.ID) {
			followed.Options = append(followed.Options, ui.Option{Value: page.Digits(m.ID), Label: m.Definition.Name})
		}
	}
	return []view.FieldsPart{{Field: &title}, {Area: &aim}, {Area: &source}, {Select: &lead}, {Boxes: &units}, {Boxes: &followed}}
}

// readPathway reads an introduction, and its units, as they were typed.
func readPathway(form *page.Form, group org.GroupID) (improvement.PathwayIntroduction, []org.UnitID) {
	p := improvement.PathwayIntroduction{GroupID: group, Title: form.Text("title", maxTyped), Aim: form.Text("aim", maxTyped), Source: form.Text("source", maxTyped),
		LeadID: org.PersonID(form.ID("lead")), EffectFrom: form.Date("effect_from"), Version: version(form)}
	if day := form.Date("starts_on"); day != nil {
		p.StartsOn = *day
	}
	for _, id := range form.IDs("measures") {
		p.Measures = append(p.Measures, quality.IndicatorID(id))
	}
	var units []org.UnitID
	for _, id := range form.IDs("units") {
		units = append(units, org.UnitID(id))
	}
	return p, units
}

// CreatePathway begins an introduction.
func (h *Handlers) CreatePathway(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	b := improve.BeginPathway{}
	b.PathwayIntroduction, b.Units = readPathway(form, visitor.Group.ID)
	if t := form.Whole("template"); t != nil {
		b.Template = improvement.PathwayTemplateID(*t)
	}
	var id improvement.PathwayID
	if err = form.Err(); err == nil {
		id, err = h.room.CreatePathway(ctx, visitor.Actor, b)
	}
	if form.Rejected(err) {
		c, err := h.room.PathwayChoices(ctx, visitor.Actor, visitor.Group.ID)
		if err != nil {
			return err
		}
		return showNewPathway(w, r, c, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(id), page.Done(i18n.T(ctx, "Införandet är påbörjat. Utse kärntruppen härnäst.")))
}

// EditPathway shows the form for a stored introduction.
func (h *Handlers) EditPathway(w http.ResponseWriter, r *http.Request) error {
	e, err := h.pathwayToEdit(r)
	if err != nil {
		return err
	}
	values := url.Values{"title": {e.Title}, "aim": {e.Aim}, "source": {e.Source}, "lead": {number(e.LeadID)}, "effect_from": {dateValue(e.EffectFrom)}, "version": {strconv.Itoa(e.Version)}}
	for _, m := range e.Measures {
		values.Add("measures", page.Digits(m))
	}
	for _, u := range e.Units {
		values.Add("units", page.Digits(u.UnitID))
	}
	return showPathwayForm(w, r, e, page.NewForm(values), http.StatusOK)
}

func (h *Handlers) pathwayToEdit(r *http.Request) (improve.EditPathway, error) {
	ref, err := pathwayRef(r)
	if err != nil {
		return improve.EditPathway{}, err
	}
	return h.room.PathwayToEdit(r.Context(), page.VisitorOf(r).Actor, ref)
}

func showPathwayForm(w http.ResponseWriter, r *http.Request, e improve.EditPathway, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := pathwayFields(ctx, form, e.PathwayPage, status)
	v.Action, v.Save = pathwayURL(e.ID)+"/andra", i18n.T(ctx, "Spara införandet")
	v.Heading.Title = i18n.T(ctx, "Ändra införandet")
	from := f.field(ui.FieldProps{Name: "effect_from", Label: i18n.T(ctx, "Effekt räknas från"), Type: "date", Optional: true,
		Description: i18n.T(ctx, "Dagen då måtten delas i före och efter. Utan dag räknas den sista fasens första dag, %s.", i18n.LongDate(ctx, standardEffectDay(e.PathwayPage)))})
	v.Parts = append(pathwayParts(f, e.Choices, e.PathwayIntroduction), view.FieldsPart{Field: &from})
	v.Note = i18n.T(ctx, "En enhet som har sagt hur långt den har kommit står kvar även om den väljs bort. Fasernas dagar flyttas på fasens egen sida.")
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

// standardEffectDay is the day from which an effect is looked for when nobody has chosen one.
func standardEffectDay(p improve.PathwayPage) time.Time {
	p.EffectFrom = nil
	return p.LooksFrom(p.Phases)
}

// pathwayFields is the beginning of a form about an introduction. After a conflict it says
// who was first.
func pathwayFields(ctx context.Context, form *page.Form, p improve.PathwayPage, status int) view.FieldsView {
	v := view.FieldsView{FormState: ui.FormState{BackURL: pathwayURL(p.ID), Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Trail: pathwayTrail(ctx, p)}}
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Version)
		v.Conflict.Text = page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return v
}

// SavePathway changes an introduction. When somebody else was first the form comes back
// with what was typed and what is stored now.
func (h *Handlers) SavePathway(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	e, err := h.pathwayToEdit(r)
	if err != nil {
		return err
	}
	p, units := readPathway(form, visitor.Group.ID)
	p.ID, p.StartsOn = e.ID, e.StartsOn
	if err = form.Err(); err == nil {
		err = h.room.SavePathway(ctx, visitor.Actor, p, units)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if e, err = h.pathwayToEdit(r); err != nil { // as it has become
			return err
		}
		return showPathwayForm(w, r, e, form, http.StatusConflict)
	case form.Rejected(err):
		return showPathwayForm(w, r, e, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(e.ID), page.Done(i18n.T(ctx, "Införandet är sparat.")))
}
