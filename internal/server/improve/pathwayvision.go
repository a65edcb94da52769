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
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditVision shows the form for a patient group with its vision, a new one when the address
// names none.
func (h *Handlers) EditVision(w http.ResponseWriter, r *http.Request) error {
	p, g, err := h.vision(r)
	if err != nil {
		return err
	}
	return showVision(w, r, p, g, page.NewForm(url.Values{"name": {g.Name}, "vision": {g.Vision}, "version": {number(g.Version)}}), http.StatusOK)
}

// vision reads the introduction and the patient group that the address names, for those who
// may change it.
func (h *Handlers) vision(r *http.Request) (improve.PathwayPage, improvement.PatientGroup, error) {
	var none improvement.PatientGroup
	p, err := h.pathway(r)
	if err != nil {
		return p, none, err
	}
	if !p.Rights.Work {
		return p, none, fault.ErrForbidden
	}
	if chi.URLParam(r, "patients") == "" {
		return p, none, nil
	}
	id, err := page.ID(r, "patients")
	if err != nil {
		return p, none, err
	}
	for _, g := range p.PatientGroups {
		if g.ID == improvement.PatientGroupID(id) {
			return p, g, nil
		}
	}
	return p, none, fault.ErrNotFound
}

func showVision(w http.ResponseWriter, r *http.Request, p improve.PathwayPage, g improvement.PatientGroup, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	v := pathwayFields(ctx, form, p, status)
	v.Action, v.BackURL = pathwayURL(p.ID)+"/malbilder/ny", pathwayURL(p.ID)+"#malbild"
	v.Heading.Title, v.Save = i18n.T(ctx, "Ny patientgrupp"), i18n.T(ctx, "Spara målbilden")
	if g.ID != 0 {
		v.Action = pathwayURL(p.ID) + "/malbilder/" + page.Digits(g.ID)
		v.Heading.Title = g.Name
		v.Remove = &view.RemoveForm{Text: i18n.T(ctx, "Ta bort patientgruppen"), URL: v.Action + "/ta-bort", Version: strconv.Itoa(g.Version)}
		if status == http.StatusConflict {
			v.Version = strconv.Itoa(g.Version)
			v.Conflict.Now = page.Differing(visionTexts(ctx, g), visionTexts(ctx, readVision(form)))
		}
	}
	name := f.field(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Patientgrupp"), MaxLength: improvement.MaxLine, Required: true})
	vision := f.area(ui.TextAreaProps{Name: "vision", Label: i18n.T(ctx, "Målbild"), MaxLength: improvement.MaxLongText, Rows: 5, Required: true,
		Description: i18n.T(ctx, "Hur det ska vara för patienterna när vårdförloppet är infört, sett med deras ögon.")})
	v.Parts = []view.FieldsPart{{Field: &name}, {Area: &vision}}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.FieldsForm(v)})
}

func visionTexts(ctx context.Context, g improvement.PatientGroup) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Patientgrupp"), Text: g.Name}, {Term: i18n.T(ctx, "Målbild"), Text: g.Vision}}
}

func readVision(form *page.Form) improvement.PatientGroup {
	return improvement.PatientGroup{Name: form.Text("name", maxTyped), Vision: form.Text("vision", maxTyped), Version: version(form)}
}

// SaveVision stores a patient group with its vision.
func (h *Handlers) SaveVision(w http.ResponseWriter, r *http.Request) error {
	return h.changeVision(w, r, i18n.T(r.Context(), "Målbilden är sparad."), h.room.SavePatientGroup)
}

// RemoveVision takes a patient group away.
func (h *Handlers) RemoveVision(w http.ResponseWriter, r *http.Request) error {
	return h.changeVision(w, r, i18n.T(r.Context(), "Patientgruppen är borttagen."), h.room.RemovePatientGroup)
}

func (h *Handlers) changeVision(w http.ResponseWriter, r *http.Request, done string, do func(context.Context, org.Actor, improvement.PatientGroup) error) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, g, err := h.vision(r)
	if err != nil {
		return err
	}
	typed := readVision(form)
	typed.ID, typed.PathwayID, typed.GroupID = g.ID, p.ID, p.GroupID
	if err = form.Err(); err == nil {
		err = do(ctx, visitor.Actor, typed)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, g, err = h.vision(r); err != nil { // as it has become
			return err
		}
		return showVision(w, r, p, g, form, http.StatusConflict)
	case form.Rejected(err):
		return showVision(w, r, p, g, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, pathwayURL(p.ID)+"#malbild", page.Done(done))
}
