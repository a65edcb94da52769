package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// mandateIn reads the version that the address names, if it may be edited.
func (h *Handlers) mandateIn(r *http.Request) (group.MandatePage, error) {
	visitor := page.VisitorOf(r)
	number, err := strconv.Atoi(chi.URLParam(r, "mandate"))
	if err != nil || number < 1 {
		return group.MandatePage{}, fault.ErrNotFound
	}
	return h.room.Mandate(r.Context(), visitor.Actor, visitor.Group.ID, number)
}

// EditNewMandate shows the form for the next version, with the text of the one that holds.
func (h *Handlers) EditNewMandate(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	p, err := h.room.Mandate(r.Context(), visitor.Actor, visitor.Group.ID, 0)
	switch {
	case err != nil:
		return err
	case !p.CanEdit:
		return fault.ErrForbidden
	}
	form := page.NewForm(url.Values{"title": {p.Current.Title}, "given_by": {p.Current.GivenBy}, "body": {p.Current.Body}})
	return showMandateForm(w, r, form.Status(), newMandateFormView(r.Context(), form, 0))
}

// CreateMandate begins the next version as a draft.
func (h *Handlers) CreateMandate(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	m, number := readMandate(form, visitor.Group.ID), 0
	if err = form.Err(); err == nil {
		number, err = h.room.CreateMandate(ctx, visitor.Actor, m)
	}
	if form.Rejected(err) {
		return showMandateForm(w, r, form.Status(), newMandateFormView(ctx, form, 0))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, versionURL(number), page.Done(i18n.T(ctx, "Utkastet är sparat. Det gäller när det antas.")))
}

// EditMandate shows the form for a draft.
func (h *Handlers) EditMandate(w http.ResponseWriter, r *http.Request) error {
	p, err := h.mandateIn(r)
	switch {
	case err != nil:
		return err
	case !p.CanEdit:
		return fault.ErrForbidden
	case !p.Shown.Draft():
		return fault.ErrWrongState
	}
	m := p.Shown
	values := url.Values{"title": {m.Title}, "given_by": {m.GivenBy}, "body": {m.Body}, "change_note": {m.ChangeNote}, "version": {strconv.Itoa(m.Version)}}
	if m.GivenOn != nil {
		values.Set("given_on", i18n.Date(r.Context(), *m.GivenOn))
	}
	form := page.NewForm(values)
	return showMandateForm(w, r, form.Status(), newMandateFormView(r.Context(), form, m.Number))
}

// SaveMandate changes a draft. When somebody else was first the form comes back with what
// was typed and what is stored now.
func (h *Handlers) SaveMandate(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.mandateIn(r)
	if err != nil {
		return err
	}
	m := readMandate(form, visitor.Group.ID)
	m.ID = p.Shown.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveMandate(ctx, visitor.Actor, m)
	}
	switch {
	case form.Rejected(err):
		return showMandateForm(w, r, form.Status(), newMandateFormView(ctx, form, p.Shown.Number))
	case errors.Is(err, fault.ErrConflict):
		v := newMandateFormView(ctx, form, p.Shown.Number)
		v.Version = strconv.Itoa(p.Shown.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At), Now: page.Differing(mandateTexts(ctx, p.Shown), mandateTexts(ctx, m))}
		return showMandateForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, versionURL(p.Shown.Number), page.Done(i18n.T(ctx, "Utkastet är sparat. Det gäller när det antas.")))
}

func readMandate(form *page.Form, g org.GroupID) org.Mandate {
	m := org.Mandate{GroupID: g, Title: form.Text("title", maxTyped), GivenBy: form.Text("given_by", maxTyped), GivenOn: form.Date("given_on"),
		ChangeNote: form.Text("change_note", maxTyped), Body: form.Text("body", 2*org.MaxMandateBody)}
	m.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	return m
}

// mandateTexts is a draft in words, to hold two against each other.
func mandateTexts(ctx context.Context, m org.Mandate) []ui.Definition {
	given := ""
	if m.GivenOn != nil {
		given = i18n.LongDate(ctx, *m.GivenOn)
	}
	return []ui.Definition{
		{Term: i18n.T(ctx, "Rubrik"), Text: m.Title},
		{Term: i18n.T(ctx, "Givet av"), Text: m.GivenBy},
		{Term: i18n.T(ctx, "Datum"), Text: given},
		{Term: i18n.T(ctx, "Uppdraget"), Text: m.Body},
		{Term: i18n.T(ctx, "Nytt i versionen"), Text: m.ChangeNote},
	}
}

// newMandateFormView is the form for the draft with the number, zero for a new one.
func newMandateFormView(ctx context.Context, form *page.Form, number int) view.MandateFormView {
	v := view.MandateFormView{
		FormState: ui.FormState{Action: mandateURL + "/nytt", BackURL: mandateURL, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Uppdrag"), URL: mandateURL}}, Title: i18n.T(ctx, "Ny version av uppdraget")},
		Title:     ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Rubrik"), Value: form.Value("title"), Error: form.Error(ctx, "title"), MaxLength: org.MaxMandateTitle, Required: true},
		GivenBy: ui.FieldProps{Name: "given_by", Label: i18n.T(ctx, "Givet av"), Value: form.Value("given_by"), Error: form.Error(ctx, "given_by"),
			Description: i18n.T(ctx, "Den eller de som ger gruppen uppdraget, till exempel verksamhetscheferna i regionen."), MaxLength: org.MaxMandateGiver, Required: true},
		GivenOn: ui.FieldProps{Name: "given_on", Label: i18n.T(ctx, "Datum"), Type: "date", Value: form.Value("given_on"), Error: form.Error(ctx, "given_on"), Optional: true},
		Body: ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Uppdraget"), Value: form.Value("body"), Error: form.Error(ctx, "body"), Rows: 18,
			Description: i18n.T(ctx, "En tom rad mellan stycken. Versioner jämförs stycke för stycke."), MaxLength: org.MaxMandateBody, Required: true},
		ChangeNote: ui.TextAreaProps{Name: "change_note", Label: i18n.T(ctx, "Nytt i versionen"), Value: form.Value("change_note"), Error: form.Error(ctx, "change_note"), Rows: 3,
			Description: i18n.T(ctx, "Det verksamhetscheferna behöver veta innan de tar del av den."), MaxLength: org.MaxMandateChange, Optional: true},
	}
	if number != 0 {
		v.Action, v.BackURL = mandatePath(number)+"/andra", versionURL(number)
		v.Heading.Title = i18n.T(ctx, "Ändra utkastet, version %d", number)
	}
	return v
}

func showMandateForm(w http.ResponseWriter, r *http.Request, status int, v view.MandateFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.MandateForm(v)})
}
