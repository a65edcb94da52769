package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditNewConsultation shows the form for a consultation that has come. The address may name
// the note of what happens elsewhere that it comes out of, whose words it then begins with.
func (h *Handlers) EditNewConsultation(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	values := url.Values{"received_on": {i18n.Date(ctx, visitor.Today())}, "owner": {ownerValue(0, org.ProcessSupport)}}
	query := page.Query(r)
	if id := query.ID("omvarld"); id != 0 {
		n, err := h.room.OutlookNote(ctx, visitor.Actor, visitor.Group.ID, improvement.OutlookID(id))
		if err != nil {
			return err
		}
		values.Set("outlook", page.Digits(id))
		values.Set("title", n.Title)
		values.Set("sender", n.Source)
		values.Set("link", n.Link)
		values.Set("asked", n.Body)
	}
	return h.showNewConsultation(w, r, page.NewForm(values))
}

func (h *Handlers) showNewConsultation(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	c, err := h.room.AreaChoices(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := consultationForm(ctx, form, c)
	v.Heading.Title, v.Submit = i18n.T(ctx, "Ny remiss"), i18n.T(ctx, "Lägg till remissen")
	v.Form.Action, v.Form.BackURL = consultationsURL+"/ny", consultationsURL
	v.Hidden = []ui.Hidden{{Name: "outlook", Value: form.Value("outlook")}}
	return showAreaForm(w, r, form, v)
}

// consultationForm is what is asked of a consultation.
func consultationForm(ctx context.Context, form *page.Form, c group.Choices) view.AreaFormView {
	f := filled{ctx, form}
	v := view.AreaFormView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Remisser"), URL: consultationsURL})}}
	v.Fields = append(v.Fields,
		f.line(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Vad remissen gäller"), MaxLength: 200, Required: true}),
		f.line(ui.FieldProps{Name: "sender", Label: i18n.T(ctx, "Från vem"), MaxLength: 200, Required: true}),
		f.day("received_on", i18n.T(ctx, "Kom"), "", true),
		f.day("due_on", i18n.T(ctx, "Svar senast"), i18n.T(ctx, "Avsändarens sista dag."), true),
		f.day("views_due_on", i18n.T(ctx, "Regionernas synpunkter senast"), i18n.T(ctx, "Gruppens egen sista dag. Lämna tid att sätta ihop svaret."), true),
		f.line(ui.FieldProps{Name: "link", Label: i18n.T(ctx, "Länk till förslaget"), MaxLength: 500, Optional: true,
			Description: i18n.T(ctx, "En sida i Samsyn, eller en adress som börjar med https://. Har du förslaget som fil lägger du in den på remissens sida sedan.")}),
		f.text(ui.TextAreaProps{Name: "asked", Label: i18n.T(ctx, "Vad som efterfrågas"), Rows: 4, Optional: true}),
		f.text(ui.TextAreaProps{Name: "consequences", Label: i18n.T(ctx, "Konsekvenser att beskriva"), Description: i18n.T(ctx, "Till exempel för patienter, arbetssätt, kompetens och kostnader."), Rows: 3, Optional: true}),
		f.choice(ui.SelectProps{Name: "owner", Label: i18n.T(ctx, "Vem som sätter ihop svaret"), Empty: i18n.T(ctx, "Ingen ännu"), Groups: ownerOptions(ctx, c), Optional: true}))
	return v
}

func readConsultation(form *page.Form, g org.GroupID) improvement.Consultation {
	c := improvement.Consultation{GroupID: g, Title: form.Text("title", maxTyped), Sender: form.Text("sender", maxTyped), ReceivedOn: dayIn(form, "received_on"),
		DueOn: dayIn(form, "due_on"), ViewsDueOn: dayIn(form, "views_due_on"), Link: form.Text("link", maxTyped), Asked: form.Text("asked", maxWritten),
		Consequences: form.Text("consequences", maxWritten)}
	if owner := form.Value("owner"); owner != "" {
		var err error
		if c.OwnerID, c.OwnerRole, err = readOwner(owner); err != nil {
			form.Problem("owner", "unknown_choice")
		}
	}
	return c
}

// CreateConsultation stores a consultation that has come.
func (h *Handlers) CreateConsultation(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	c, outlook := readConsultation(form, visitor.Group.ID), improvement.OutlookID(form.ID("outlook"))
	var id improvement.ConsultationID
	if err = form.Err(); err == nil {
		id, err = h.room.CreateConsultation(ctx, visitor.Actor, c, outlook)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: consultationURL(id),
		Said:  i18n.T(ctx, "Remissen är tillagd. Regionernas ledamöter ser den på sin startsida. Lägg in förslaget som fil om du har det."),
		Again: func(bool) error { return h.showNewConsultation(w, r, form) }})
}

// EditConsultation shows the form for a consultation that waits.
func (h *Handlers) EditConsultation(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p, err := h.consultationIn(r)
	switch {
	case err != nil:
		return err
	case !page.VisitorOf(r).May(org.ManageArea, 0):
		return fault.ErrForbidden
	case !p.Waits():
		return fault.ErrWrongState
	}
	form := page.NewForm(url.Values{"title": {p.Title}, "sender": {p.Sender}, "received_on": {i18n.Date(ctx, p.ReceivedOn)}, "due_on": {i18n.Date(ctx, p.DueOn)},
		"views_due_on": {i18n.Date(ctx, p.ViewsDueOn)}, "link": {p.Link}, "asked": {p.Asked}, "consequences": {p.Consequences},
		"owner": {ownerValue(p.OwnerID, p.OwnerRole)}, "version": {strconv.Itoa(p.Version)}})
	return showConsultationForm(w, r, form, p, false)
}

func showConsultationForm(w http.ResponseWriter, r *http.Request, form *page.Form, p group.ConsultationPage, late bool) error {
	ctx := r.Context()
	v := consultationForm(ctx, form, p.Choices)
	v.Heading.Title, v.Submit = i18n.T(ctx, "Ändra remissen"), i18n.T(ctx, "Spara remissen")
	v.Form.Action, v.Form.BackURL = consultationURL(p.ID)+"/andra", consultationURL(p.ID)
	if late {
		form.All().Set("version", strconv.Itoa(p.Version))
		v.Form.Conflict = overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return showAreaForm(w, r, form, v)
}

// SaveConsultation changes what is said of a consultation.
func (h *Handlers) SaveConsultation(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.consultationIn(r)
	if err != nil {
		return err
	}
	to := readConsultation(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		err = h.room.SaveConsultation(ctx, visitor.Actor, group.SeenConsultation{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, to)
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: consultationURL(p.ID), Said: i18n.T(ctx, "Remissen är sparad."),
		Again:  func(late bool) error { return showConsultationForm(w, r, form, p, late) },
		Passed: i18n.T(ctx, "Remissen är besvarad eller avslutad sedan du öppnade sidan."),
		Typed:  []page.Typed{{Name: "asked", Label: i18n.T(ctx, "Vad som efterfrågas")}, {Name: "consequences", Label: i18n.T(ctx, "Konsekvenser att beskriva")}}})
}
