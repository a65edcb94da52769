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
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditPathwayUnit shows the form for how far a unit has come.
func (h *Handlers) EditPathwayUnit(w http.ResponseWriter, r *http.Request) error {
	p, u, err := h.pathwayUnit(r)
	if err != nil {
		return err
	}
	return showPathwayUnit(w, r, p, u, page.NewForm(url.Values{"state": {string(u.State)}, "since": {dateValue(u.Since)}, "why": {u.Why}, "version": {strconv.Itoa(u.Version)}}), http.StatusOK)
}

// pathwayUnit reads the introduction and the unit that the address names, for those who may
// say how far it has come.
func (h *Handlers) pathwayUnit(r *http.Request) (improve.PathwayPage, improve.PathwayUnitRow, error) {
	p, err := h.pathway(r)
	if err != nil {
		return p, improve.PathwayUnitRow{}, err
	}
	u, ok := p.Unit(chi.URLParam(r, "unit"))
	switch {
	case !ok:
		err = fault.ErrNotFound
	case !improve.MayNoteUnit(page.VisitorOf(r).Actor, p.GroupID, u.UnitID):
		err = fault.ErrForbidden
	}
	return p, u, err
}

func showPathwayUnit(w http.ResponseWriter, r *http.Request, p improve.PathwayPage, u improve.PathwayUnitRow, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := pathwayFields(ctx, form, p, status)
	v.Action, v.BackURL = pathwayURL(p.ID)+"/enheter/"+u.UnitCode, pathwayURL(p.ID)+"#enheter"
	v.Heading.Title, v.Save = i18n.T(ctx, "Hur långt har %s kommit?", u.UnitName), i18n.T(ctx, "Spara läget")
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(u.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, u.NoterName, *u.NotedAt), Now: page.Differing(pathwayUnitTexts(ctx, u.PathwayUnit), pathwayUnitTexts(ctx, readPathwayUnit(form, u)))}
	}
	state := ui.ChoiceGroupProps{Name: "state", Legend: i18n.T(ctx, "Läge"), Chosen: form.Values("state"), Error: form.Error(ctx, "state")}
	for _, s := range improvement.PathwayUnitStates() {
		state.Options = append(state.Options, ui.Option{Value: string(s), Label: words.PathwayUnitState(ctx, s)})
	}
	since := f.field(ui.FieldProps{Name: "since", Label: i18n.T(ctx, "Sedan"), Type: "date", Optional: true,
		Description: i18n.T(ctx, "Behövs när enheten har börjat: från den dagen jämförs enhetens siffror före och efter.")})
	why := f.area(ui.TextAreaProps{Name: "why", Label: i18n.T(ctx, "Varför, eller hur det går"), MaxLength: improvement.MaxText, Rows: 3,
		Description: i18n.T(ctx, "Behövs när det inte gäller er. Läses av alla som får läsa införandet.")})
	v.Parts = []view.FieldsPart{{Radio: &state}, {Field: &since}, {Area: &why}}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

func pathwayUnitTexts(ctx context.Context, u improvement.PathwayUnit) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Läge"), Text: words.PathwayUnitState(ctx, u.State)}, {Term: i18n.T(ctx, "Sedan"), Text: day(ctx, u.Since)},
		{Term: i18n.T(ctx, "Varför, eller hur det går"), Text: u.Why}}
}

func readPathwayUnit(form *page.Form, u improve.PathwayUnitRow) improvement.PathwayUnit {
	return improvement.PathwayUnit{PathwayID: u.PathwayID, GroupID: u.GroupID, UnitID: u.UnitID, State: improvement.PathwayUnitState(form.Value("state")),
		Since: form.Date("since"), Why: form.Text("why", maxTyped), Version: version(form)}
}

// SavePathwayUnit stores how far a unit has come. When somebody else was first the form
// comes back with what was typed and what is stored now.
func (h *Handlers) SavePathwayUnit(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, u, err := h.pathwayUnit(r)
	if err != nil {
		return err
	}
	typed := readPathwayUnit(form, u)
	if err = form.Err(); err == nil {
		err = h.room.NotePathwayUnit(ctx, visitor.Actor, typed)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, u, err = h.pathwayUnit(r); err != nil { // as it has become
			return err
		}
		return showPathwayUnit(w, r, p, u, form, http.StatusConflict)
	case form.Rejected(err):
		return showPathwayUnit(w, r, p, u, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(p.ID)+"#enheter", page.Done(i18n.T(ctx, "Läget är sparat.")))
}
