package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// consultationActions are the steps that the visitor may take with a consultation now.
func consultationActions(ctx context.Context, visitor page.Visitor, form *page.Form, p group.ConsultationPage) []view.AreaStep {
	f, version := filled{ctx, form}, strconv.Itoa(p.Version)
	manages, approves := visitor.May(org.ManageArea, 0), visitor.May(org.ApproveAnswers, 0)
	step := func(id, title, lead string, buttons []ui.ButtonProps, fields ...templ.Component) view.AreaStep {
		return view.AreaStep{ID: id, Title: title, Lead: lead, Action: consultationURL(p.ID), Version: version, Fields: fields, Buttons: buttons}
	}
	var steps []view.AreaStep
	if p.State == improvement.ConsultationReady && approves {
		steps = append(steps, step("godkann", i18n.T(ctx, "Godkänn svaret"), i18n.T(ctx, "När svaret är godkänt ändras det inte mer."),
			[]ui.ButtonProps{{Text: i18n.T(ctx, "Godkänn"), Name: "do", Value: "approve"}}),
			step("lamna-tillbaka", i18n.T(ctx, "Lämna tillbaka"), "",
				[]ui.ButtonProps{{Text: i18n.T(ctx, "Lämna tillbaka"), Name: "do", Value: "return", Variant: ui.Secondary}},
				f.text(ui.TextAreaProps{Name: "returned_note", Label: i18n.T(ctx, "Vad som ska ändras"), Rows: 3, Required: true})))
	}
	if p.State == improvement.ConsultationApproved && manages {
		if !form.Has("sent_on") {
			f.form = page.NewForm(url.Values{"sent_on": {i18n.Date(ctx, p.Today)}, "sent_to": {p.Sender}})
		}
		steps = append(steps, step("skicka", i18n.T(ctx, "Skickat"), i18n.T(ctx, "Skicka svaret på det sätt avsändaren vill ha det, och skriv här när det är gjort. Då sparas en arkivkopia."),
			[]ui.ButtonProps{{Text: i18n.T(ctx, "Svaret är skickat"), Name: "do", Value: "send", Icon: ui.IconSend}},
			f.day("sent_on", i18n.T(ctx, "Vilken dag"), "", true),
			f.line(ui.FieldProps{Name: "sent_to", Label: i18n.T(ctx, "Till vem"), MaxLength: 200, Required: true})))
	}
	if manages && (p.State == improvement.ConsultationOpen || p.State == improvement.ConsultationReady) {
		s := step("avsta", i18n.T(ctx, "Gruppen svarar inte"), "",
			[]ui.ButtonProps{{Text: i18n.T(ctx, "Avsluta utan svar"), Name: "do", Value: "decline", Variant: ui.Secondary, Color: ui.Danger}},
			filled{ctx, form}.text(ui.TextAreaProps{Name: "decline_reason", Label: i18n.T(ctx, "Varför gruppen avstår"), Rows: 3, Required: true}))
		s.Folded, s.Open = true, form.Has("decline_reason") && form.Value("do") == "decline"
		steps = append(steps, s)
	}
	return steps
}

// StepConsultation takes a consultation one step further, as the pressed button says.
func (h *Handlers) StepConsultation(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "consultation")
	if err != nil {
		return err
	}
	seen := group.SeenConsultation{GroupID: visitor.Group.ID, ID: improvement.ConsultationID(id), Version: versionIn(form)}
	said, to := "", consultationURL(seen.ID)
	switch form.Value("do") {
	case "approve":
		said, err = i18n.T(ctx, "Svaret är godkänt och ska skickas."), h.room.ApproveAnswer(ctx, visitor.Actor, seen)
	case "return":
		note := form.Text("returned_note", maxWritten)
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Svaret är lämnat tillbaka."), h.room.ReturnAnswer(ctx, visitor.Actor, seen, note)
		}
		if !visitor.May(org.Discuss, 0) {
			to = "/" // an answer that is written is read within the group alone
		}
	case "send":
		on, to := dayIn(form, "sent_on"), form.Text("sent_to", maxTyped)
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Svaret är skickat och en arkivkopia är sparad."), h.room.SendAnswer(ctx, visitor.Actor, seen, on, to)
		}
	case "decline":
		why := form.Text("decline_reason", maxWritten)
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Remissen är avslutad utan svar."), h.room.DeclineConsultation(ctx, visitor.Actor, seen, why)
		}
	default:
		return fault.ErrNotFound
	}
	if err != nil && !visitor.May(org.Discuss, 0) {
		to = "/"
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: to, Said: said,
		Again:  func(late bool) error { return h.showConsultation(w, r, form, late) },
		Passed: i18n.T(ctx, "Remissen har gått vidare sedan du öppnade sidan, så steget går inte att ta."),
		Typed:  []page.Typed{{Name: "returned_note", Label: i18n.T(ctx, "Vad som ska ändras")}, {Name: "decline_reason", Label: i18n.T(ctx, "Varför gruppen avstår")}}})
}
