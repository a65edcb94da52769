package group

import (
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewPersonNomination shows the form for a nomination.
func (h *Handlers) EditNewPersonNomination(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if !visitor.May(org.ManageArea, 0) {
		return fault.ErrForbidden
	}
	return showNominationForm(w, r, page.NewForm(url.Values{"received_on": {i18n.Date(r.Context(), visitor.Today())}}), group.PersonNominationPage{}, false)
}

// showNominationForm shows the form for the stored nomination, or for a new one.
func showNominationForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.PersonNominationPage, late bool) error {
	ctx := r.Context()
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Nomineringar"), URL: nominationsURL}), Title: i18n.T(ctx, "Ny nominering")},
		Submit: i18n.T(ctx, "Lägg till nomineringen"), Form: ui.FormState{Action: nominationsURL + "/ny", BackURL: nominationsURL}}
	if p.ID != 0 {
		v.Heading.Title, v.Submit = i18n.T(ctx, "Ändra nomineringen"), i18n.T(ctx, "Spara nomineringen")
		v.Form.Action, v.Form.BackURL = nominationURL(p.ID)+"/andra", nominationURL(p.ID)
	}
	if late {
		form.All().Set("version", strconv.Itoa(p.Version))
		v.Form.Conflict = overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	kinds := ui.SelectProps{Name: "kind", Label: i18n.T(ctx, "Slag"), Empty: i18n.T(ctx, "Välj"), Required: true}
	for _, k := range improvement.AssignmentKinds() {
		kinds.Options = append(kinds.Options, ui.Option{Value: string(k), Label: words.AssignmentKind(ctx, k)})
	}
	v.Fields = append(v.Fields,
		f.line(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Till vad"), Description: i18n.T(ctx, "Namnet på gruppen eller uppdraget."), MaxLength: 200, Required: true}),
		f.choice(kinds),
		f.line(ui.FieldProps{Name: "asked_by", Label: i18n.T(ctx, "Vem som frågar"), MaxLength: 200, Required: true}),
		f.day("received_on", i18n.T(ctx, "Kom"), "", true),
		f.day("due_on", i18n.T(ctx, "Svar senast"), "", true),
		f.text(ui.TextAreaProps{Name: "competence", Label: i18n.T(ctx, "Kompetens som söks"), Rows: 3, Optional: true}),
		f.link("link", i18n.T(ctx, "Mer om uppdraget")),
		f.text(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Rows: 3, Optional: true}))
	return showAreaForm(w, r, form, v)
}

func readNomination(form *page.Form, g org.GroupID) improvement.PersonNomination {
	return improvement.PersonNomination{GroupID: g, Title: form.Text("title", maxTyped), Kind: improvement.AssignmentKind(form.Value("kind")), AskedBy: form.Text("asked_by", maxTyped),
		ReceivedOn: dayIn(form, "received_on"), DueOn: dayIn(form, "due_on"), Competence: form.Text("competence", maxWritten), Link: form.Text("link", maxTyped), Note: form.Text("note", maxWritten)}
}

// CreatePersonNomination stores a nomination.
func (h *Handlers) CreatePersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := readNomination(form, visitor.Group.ID)
	var id improvement.PersonNominationID
	if err = form.Err(); err == nil {
		id, err = h.room.CreatePersonNomination(ctx, visitor.Actor, n)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: nominationURL(id),
		Said:  i18n.T(ctx, "Nomineringen är tillagd. Lägg till dem som ska tillfrågas."),
		Again: func(late bool) error { return showNominationForm(w, r, form, group.PersonNominationPage{}, late) }})
}

// EditPersonNomination shows the form for a stored nomination.
func (h *Handlers) EditPersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.nominationIn(r)
	switch {
	case err != nil:
		return err
	case !page.VisitorOf(r).May(org.ManageArea, 0):
		return fault.ErrForbidden
	}
	return showNominationForm(w, r, page.NewForm(url.Values{"title": {p.Title}, "kind": {string(p.Kind)}, "asked_by": {p.AskedBy}, "received_on": {i18n.Date(ctx, p.ReceivedOn)},
		"due_on": {i18n.Date(ctx, p.DueOn)}, "competence": {p.Competence}, "link": {p.Link}, "note": {p.Note}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// SavePersonNomination changes what is said of a nomination.
func (h *Handlers) SavePersonNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.nominationIn(r)
	if err != nil {
		return err
	}
	to := readNomination(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SavePersonNomination(ctx, visitor.Actor, group.SeenNomination{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: nominationURL(p.ID), Said: i18n.T(ctx, "Nomineringen är sparad."),
		Again: func(late bool) error { return showNominationForm(w, r, form, p, late) }})
}
