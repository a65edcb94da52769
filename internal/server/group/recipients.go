package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const recipientsURL = "/gruppen/mottagare"

// ShowRecipients is whom the group tells and whom it has told; ?dokument= or ?beslut= asks
// who has been told of that.
func (h *Handlers) ShowRecipients(w http.ResponseWriter, r *http.Request) error {
	q := page.Query(r)
	document, decision := q.ID("dokument"), q.ID("beslut")
	if q.Err() != nil {
		return fault.ErrNotFound
	}
	visitor := page.VisitorOf(r)
	form := page.NewForm(url.Values{"document": {q.Value("dokument")}, "decision": {q.Value("beslut")}, "told_on": {visitor.Today().Format("2006-01-02")}})
	return h.showRecipients(w, r, form, improvement.DocumentID(document), improvement.DecisionID(decision))
}

func (h *Handlers) showRecipients(w http.ResponseWriter, r *http.Request, form *page.Form, document improvement.DocumentID, decision improvement.DecisionID) error {
	visitor := page.VisitorOf(r)
	p, err := h.room.Recipients(r.Context(), visitor.Actor, visitor.Group.ID, document, decision)
	if err != nil {
		return err
	}
	v := newRecipientsView(r.Context(), p, form)
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.Recipients(v)})
}

func newRecipientsView(ctx context.Context, p group.Recipients, form *page.Form) view.RecipientsView {
	v := view.RecipientsView{FormState: ui.FormState{Action: recipientsURL, BackURL: recipientsURL, Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Mottagare"), Lead: i18n.T(ctx, "Vem gruppen berättar för uppåt, nedåt och åt sidan, och vem som har fått veta vad. Årsrapportens överlämningar står med."),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Dokument"), URL: documentsURL}}}, Told: toldRows(ctx, p.Told)}
	if p.CanWrite {
		v.NewURL = recipientsURL + "/ny"
	}
	if p.Title != "" {
		v.Heading.Title = i18n.T(ctx, "Vem har fått veta?")
		v.Heading.Lead, v.Heading.Trail = p.Title, append(v.Heading.Trail, ui.Link{Text: i18n.T(ctx, "Mottagare"), URL: recipientsURL})
		v.Action, v.Tell = recipientsURL+"/fatt-veta", newTellForm(ctx, p, form)
		return v
	}
	for _, d := range improvement.RecipientDirections() {
		part := view.RecipientPart{Title: words.RecipientDirection(ctx, d)}
		for _, r := range p.List {
			if r.Direction != d {
				continue
			}
			row := view.RecipientRow{Name: r.Name, Way: r.Way, Email: r.Email}
			if p.CanWrite {
				row.EditURL = recipientsURL + "/" + page.Digits(r.ID)
			}
			part.Rows = append(part.Rows, row)
		}
		v.Parts = append(v.Parts, part)
	}
	return v
}

// newTellForm is the form that notes who has been told.
func newTellForm(ctx context.Context, p group.Recipients, form *page.Form) *view.TellForm {
	t := typed{ctx, form}
	f := &view.TellForm{Of: p.Title, Hidden: []ui.Hidden{{Name: "document", Value: form.Value("document")}, {Name: "decision", Value: form.Value("decision")}},
		ToldOn: t.field(ui.FieldProps{Name: "told_on", Label: i18n.T(ctx, "Dag"), Type: "date", Required: true}),
		Note:   t.area(ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Anteckning"), Rows: 2, MaxLength: improvement.MaxText, Optional: true})}
	for _, d := range improvement.RecipientDirections() {
		g := ui.ChoiceGroupProps{Name: "recipients", ID: "recipients-" + string(d), Legend: words.RecipientDirection(ctx, d), Chosen: form.Values("recipients")}
		for _, r := range p.List {
			if r.Direction == d {
				g.Options = append(g.Options, ui.Option{Value: page.Digits(r.ID), Label: r.Name, Description: r.Way})
			}
		}
		if len(g.Options) > 0 {
			f.Recipients = append(f.Recipients, g)
		}
	}
	if len(f.Recipients) > 0 {
		f.Recipients[0].ID, f.Recipients[0].Error = "", form.Error(ctx, "recipients")
	}
	return f
}

// toldRows are who has been told, and of what.
func toldRows(ctx context.Context, told []group.TellingRow) (rows []view.ToldRow) {
	for _, t := range told {
		row := view.ToldRow{Day: i18n.Date(ctx, t.ToldOn), Who: i18n.T(ctx, "%s (%s)", t.Recipient, words.RecipientDirection(ctx, t.Direction)), Of: t.Title, Note: t.Note, By: t.NotedByName}
		switch {
		case t.Year != 0:
			row.Of = i18n.T(ctx, "Årsrapport %s", edition.Name(t.Year, t.Number))
			row.URL = "/arsrapport/" + strconv.Itoa(t.Year) + "/utgavor/" + strconv.Itoa(t.Number)
		case t.DocumentID != 0:
			row.URL = documentURL(t.DocumentID)
		case t.DecisionID != 0:
			row.URL = decisionsURL + "/" + page.Digits(t.DecisionID)
		}
		if row.By == "" {
			row.By = i18n.NoValue
		}
		rows = append(rows, row)
	}
	return rows
}

// TellRecipients notes who has been told of a document or a decision.
func (h *Handlers) TellRecipients(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	t := improvement.Telling{GroupID: visitor.Group.ID, DocumentID: improvement.DocumentID(form.ID("document")), DecisionID: improvement.DecisionID(form.ID("decision")),
		Note: form.Text("note", maxWritten)}
	if told := form.Date("told_on"); told != nil {
		t.ToldOn = *told
	}
	if (t.DocumentID == 0) == (t.DecisionID == 0) {
		return fault.ErrNotFound
	}
	var recipients []improvement.RecipientID
	for _, id := range form.IDs("recipients") {
		recipients = append(recipients, improvement.RecipientID(id))
	}
	if err = form.Err(); err == nil {
		err = h.room.Tell(ctx, visitor.Actor, t, recipients)
	}
	if form.Rejected(err) {
		return h.showRecipients(w, r, form, t.DocumentID, t.DecisionID)
	}
	if err != nil {
		return err
	}
	back := decisionsURL + "/" + page.Digits(t.DecisionID)
	if t.DocumentID != 0 {
		back = documentURL(t.DocumentID) + "#mottagare"
	}
	return page.RedirectWith(w, r, back, page.Done(i18n.N(ctx, "En mottagare är antecknad.", "%d mottagare är antecknade.", len(recipients), len(recipients))))
}

// EditNewRecipient shows the form for somebody to tell.
func (h *Handlers) EditNewRecipient(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	if p, err := h.room.Recipients(r.Context(), visitor.Actor, visitor.Group.ID, 0, 0); err != nil {
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
	to.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	if err = form.Err(); err == nil {
		err = h.room.SaveRecipient(ctx, visitor.Actor, to)
	}
	switch {
	case form.Rejected(err):
		return showRecipientForm(w, r, form, of, "")
	case errors.Is(err, fault.ErrConflict):
		return showRecipientForm(w, r, form, of, i18n.T(ctx, "Någon annan har ändrat mottagaren: %s, %s.", of.Name, of.Way))
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, recipientsURL, page.Done(i18n.T(ctx, "Mottagaren är sparad.")))
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
