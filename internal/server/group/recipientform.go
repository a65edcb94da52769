package group

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewRecipient shows the form for somebody to tell.
func (h *Handlers) EditNewRecipient(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if p, err := h.room.Recipients(r.Context(), visitor.Actor, visitor.Group.ID, improvement.TellingOf{}); err != nil {
		return err
	} else if !p.CanWrite {
		return fault.ErrForbidden
	}
	return showRecipientForm(w, r, page.NewForm(nil), improvement.Recipient{}, "")
}

// recipient reads whoever the address names; zero for a new one.
func (h *Handlers) recipient(r *http.Request) (improvement.Recipient, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "recipient")
	if err != nil {
		return improvement.Recipient{}, err
	}
	return h.room.Recipient(r.Context(), visitor.Actor, visitor.Group.ID, improvement.RecipientID(id))
}

// EditRecipient shows the form for somebody who is on the list.
func (h *Handlers) EditRecipient(w http.ResponseWriter, r *http.Request) error {
	of, err := h.recipient(r)
	if err != nil {
		return err
	}
	return showRecipientForm(w, r, page.NewForm(url.Values{"direction": {string(of.Direction)}, "name": {of.Name}, "way": {of.Way}, "email": {of.Email}, "version": {strconv.Itoa(of.Version)}}), of, "")
}

func showRecipientForm(w http.ResponseWriter, r *http.Request, form *page.Form, of improvement.Recipient, conflict string) error {
	ctx := r.Context()
	t := typed{ctx, form}
	v := view.RecipientFormView{FormState: ui.FormState{Action: recipientsURL + "/ny", BackURL: recipientsURL, Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Ny mottagare"), Trail: []ui.Link{{Text: i18n.T(ctx, "Mottagare"), URL: recipientsURL}}},
		Direction: radios(t, "direction", i18n.T(ctx, "Riktning"), improvement.RecipientDirections(), words.RecipientDirection),
		Name:      t.field(ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Vem"), Description: i18n.T(ctx, "En funktion eller grupp hellre än en person."), MaxLength: improvement.MaxLine, Required: true}),
		Way:       t.field(ui.FieldProps{Name: "way", Label: i18n.T(ctx, "Hur"), Description: i18n.T(ctx, "Till exempel mejl, möte eller webbplats."), MaxLength: improvement.MaxLine, Optional: true}),
		Email:     t.field(ui.FieldProps{Name: "email", Label: i18n.T(ctx, "E-postadress"), Type: "email", MaxLength: 254, Optional: true})}
	status := form.Status()
	if of.ID != 0 {
		v.Action, v.Heading.Title, v.EndURL = recipientsURL+"/"+page.Digits(of.ID), i18n.T(ctx, "Ändra mottagaren"), recipientsURL+"/"+page.Digits(of.ID)+"/ta-bort"
	}
	if conflict != "" {
		status, v.Version, v.Conflict = http.StatusConflict, strconv.Itoa(of.Version), ui.Conflict{Text: conflict}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.RecipientForm(v)})
}

// SaveRecipient stores somebody to tell: anew when the address names nobody.
func (h *Handlers) SaveRecipient(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	var of improvement.Recipient
	if chi.URLParam(r, "recipient") != "" {
		if of, err = h.recipient(r); err != nil {
			return err
		}
	}
	to := improvement.Recipient{ID: of.ID, GroupID: visitor.Group.ID, Direction: improvement.RecipientDirection(form.Value("direction")), Name: form.Text("name", maxWritten),
		Way: form.Text("way", maxWritten), Email: form.Text("email", maxWritten), EndedAt: of.EndedAt}
	to.Version = versionIn(form)
	if err = form.Err(); err == nil {
		err = h.room.SaveRecipient(ctx, visitor.Actor, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: recipientsURL, Said: i18n.T(ctx, "Mottagaren är sparad."), Again: func(late bool) error {
		conflict := ""
		if late {
			conflict = i18n.T(ctx, "Någon annan har ändrat mottagaren: %s, %s.", of.Name, of.Way)
		}
		return showRecipientForm(w, r, form, of, conflict)
	}})
}

// EndRecipient takes somebody off the list.
func (h *Handlers) EndRecipient(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "recipient")
	if err != nil {
		return err
	}
	if err := h.room.EndRecipient(r.Context(), visitor.Actor, visitor.Group.ID, improvement.RecipientID(id)); err != nil {
		return err
	}
	return page.RedirectWith(w, r, recipientsURL, page.Done(i18n.T(r.Context(), "Mottagaren är borttagen från listan.")))
}
