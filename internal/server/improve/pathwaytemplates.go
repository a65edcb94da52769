package improve

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// templatesURL is where the group's templates for introductions are.
const templatesURL = pathwaysURL + "/mallar"

// ShowPathwayTemplates lists how the group's introductions begin.
func (h *Handlers) ShowPathwayTemplates(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, err := h.room.PathwayTemplates(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.PathwayTemplatesView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Mallar för införanden"), Trail: []ui.Link{{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}},
		Lead: i18n.T(ctx, "Faserna som ett nytt införande börjar med. De som redan pågår ändras inte.")}, NewURL: templatesURL + "/ny"}
	for _, t := range list {
		row := view.PathwayTemplateRow{ID: "mall-" + page.Digits(t.ID), Title: t.Title}
		for _, p := range t.Phases {
			row.Phases = append(row.Phases, ui.Definition{Term: p.Name, Text: i18n.T(ctx, "%s, %d klarkriterier, %d på checklistan", words.Length(ctx, p.Length), len(p.Criteria), len(p.Checks))})
		}
		switch {
		case t.ID == 0:
			row.Note = i18n.T(ctx, "Följer med Samsyn. Skriv en egen mall, så används den i stället.")
		case t.Retired:
			row.Note = i18n.T(ctx, "Används inte längre.")
		}
		if t.ID != 0 {
			row.EditURL = templatesURL + "/" + page.Digits(t.ID)
		}
		v.Rows = append(v.Rows, row)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Heading.Title, Content: view.PathwayTemplates(v)})
}

// EditPathwayTemplate shows the form for a template, a new one when the address names none.
func (h *Handlers) EditPathwayTemplate(w http.ResponseWriter, r *http.Request) error {
	t, err := h.pathwayTemplate(r)
	if err != nil {
		return err
	}
	values := url.Values{"title": {t.Title}, "version": {strconv.Itoa(t.Version)}}
	if t.Retired {
		values.Set("retired", "1")
	}
	for _, p := range t.Phases {
		n := strconv.Itoa(p.Number)
		values.Set("name"+n, p.Name)
		values.Set("count"+n, strconv.Itoa(p.Count))
		values.Set("unit"+n, string(p.Unit))
		values.Set("criteria"+n, strings.Join(p.Criteria, "\n"))
		values.Set("checks"+n, strings.Join(p.Checks, "\n"))
	}
	return h.showTemplateForm(w, r, t, page.NewForm(values), http.StatusOK)
}

// pathwayTemplate reads the template that the address names.
func (h *Handlers) pathwayTemplate(r *http.Request) (improvement.PathwayTemplate, error) {
	visitor := page.VisitorOf(r)
	var id int64
	if chi.URLParam(r, "template") != "" {
		var err error
		if id, err = page.ID(r, "template"); err != nil {
			return improvement.PathwayTemplate{}, err
		}
	}
	return h.room.PathwayTemplate(r.Context(), visitor.Actor, visitor.Group.ID, improvement.PathwayTemplateID(id))
}

func (h *Handlers) showTemplateForm(w http.ResponseWriter, r *http.Request, t improvement.PathwayTemplate, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := view.FieldsView{FormState: ui.FormState{Action: templatesURL + "/ny", BackURL: templatesURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Ny mall"), Trail: []ui.Link{{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}, {Text: i18n.T(ctx, "Mallar för införanden"), URL: templatesURL}}},
		Save:    i18n.T(ctx, "Spara mallen")}
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(t.Version)
		v.Conflict.Text = page.Overtaken(ctx, "", t.WrittenAt)
	}
	title := f.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Namn"), MaxLength: improvement.MaxLine, Required: true})
	v.Parts = []view.FieldsPart{{Field: &title}}
	for n := 1; n <= improvement.PhaseCount; n++ {
		v.Parts = append(v.Parts, templateParts(f, n)...)
	}
	if t.ID != 0 {
		v.Action, v.Heading.Title = templatesURL+"/"+page.Digits(t.ID), t.Title
		retired := ui.ChoiceGroupProps{Name: "retired", Legend: i18n.T(ctx, "Användning"), Chosen: form.Values("retired"), Options: []ui.Option{{Value: "1", Label: i18n.T(ctx, "Erbjud inte längre mallen")}}}
		v.Parts = append(v.Parts, view.FieldsPart{Boxes: &retired})
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

// templateParts are the fields of the phase with the number.
func templateParts(f formFields, number int) []view.FieldsPart {
	n := strconv.Itoa(number)
	name := f.field(ui.FieldProps{Name: "name" + n, Label: i18n.T(f.ctx, "Namn på fas %d", number), MaxLength: improvement.MostPhaseName, Required: true})
	count := f.field(ui.NumberField(ui.FieldProps{Name: "count" + n, Label: i18n.T(f.ctx, "Längd"), Required: true, Width: 6}, 0))
	unit := f.pick(ui.SelectProps{Name: "unit" + n, Label: i18n.T(f.ctx, "Räknad i")})
	for _, u := range improvement.LengthUnits() {
		unit.Options = append(unit.Options, ui.Option{Value: string(u), Label: words.LengthUnit(f.ctx, u)})
	}
	criteria, checks := lineAreas(f, n)
	return []view.FieldsPart{{Legend: i18n.T(f.ctx, "Fas %d", number), Field: &name}, {Beside: []view.FieldsPart{{Field: &count}, {Select: &unit}}}, {Area: &criteria}, {Area: &checks}}
}

// readTemplate reads a template as it was typed.
func readTemplate(form *page.Form, group org.GroupID) improvement.PathwayTemplate {
	t := improvement.PathwayTemplate{GroupID: group, Title: form.Text("title", maxTyped), Retired: form.Bool("retired"), Version: version(form)}
	for n := 1; n <= improvement.PhaseCount; n++ {
		at := func(name string) string { return fmt.Sprintf("%s%d", name, n) }
		p := improvement.TemplatePhase{Number: n, Name: form.Text(at("name"), maxTyped), Criteria: improvement.Lines(form.Text(at("criteria"), maxTyped)),
			Checks: improvement.Lines(form.Text(at("checks"), maxTyped))}
		p.Unit = improvement.LengthUnit(form.Value(at("unit")))
		if count := form.Whole(at("count")); count != nil && *count < 10_000 {
			p.Count = int(*count)
		}
		t.Phases = append(t.Phases, p)
	}
	return t
}

// SavePathwayTemplate stores a template.
func (h *Handlers) SavePathwayTemplate(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t, err := h.pathwayTemplate(r)
	if err != nil {
		return err
	}
	typed := readTemplate(form, visitor.Group.ID)
	typed.ID = t.ID
	if err = form.Err(); err == nil {
		err = h.room.SavePathwayTemplate(ctx, visitor.Actor, typed)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if t, err = h.pathwayTemplate(r); err != nil { // as it has become
			return err
		}
		return h.showTemplateForm(w, r, t, form, http.StatusConflict)
	case form.Rejected(err):
		return h.showTemplateForm(w, r, t, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, templatesURL, page.Done(i18n.T(ctx, "Mallen är sparad.")))
}
