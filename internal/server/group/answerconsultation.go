package group

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/document"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
	"samsyn/web"
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
	said := ""
	switch form.Value("do") {
	case "approve":
		said, err = i18n.T(ctx, "Svaret är godkänt och ska skickas."), h.room.ApproveAnswer(ctx, visitor.Actor, seen)
	case "return":
		note := form.Text("returned_note", maxWritten)
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Svaret är lämnat tillbaka."), h.room.ReturnAnswer(ctx, visitor.Actor, seen, note)
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
	return page.End(w, r, page.Ending{Form: form, Err: err, To: consultationURL(seen.ID), Said: said,
		Again: func(late bool) error { return h.showConsultation(w, r, form, late) }})
}

// EditAnswer shows where an answer is written, with the views beside.
func (h *Handlers) EditAnswer(w http.ResponseWriter, r *http.Request) error {
	p, err := h.answerIn(r)
	if err != nil {
		return err
	}
	return showAnswer(w, r, page.NewForm(url.Values{"answer": {p.Answer}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// answerIn reads the consultation for those who may write its answer now.
func (h *Handlers) answerIn(r *http.Request) (group.ConsultationPage, error) {
	p, err := h.consultationIn(r)
	switch {
	case err != nil:
	case !group.MayWriteAnswer(page.VisitorOf(r).Actor, p.Consultation):
		err = fault.ErrForbidden
	case p.State != improvement.ConsultationOpen:
		err = fault.ErrWrongState
	}
	return p, err
}

func showAnswer(w http.ResponseWriter, r *http.Request, form *page.Form, p group.ConsultationPage, late bool) error {
	ctx, address := r.Context(), consultationURL(p.ID)
	v := view.AnswerView{Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Remisser"), URL: consultationsURL}, ui.Link{Text: p.Title, URL: address}),
		Title: i18n.T(ctx, "Skriv svaret")}, Form: ui.FormState{Action: address + "/svar", BackURL: address, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Svar senast"), Text: i18n.LongDate(ctx, p.DueOn)}, {Term: i18n.T(ctx, "Ändras"), Text: p.ReturnedNote}}, Read: proposal(ctx, p),
		Answer: ui.TextAreaProps{Name: "answer", Label: i18n.T(ctx, "Gruppens svar"), Description: i18n.T(ctx, "Skriv som i årsrapporten: en tom rad mellan stycken, ett streck först på raden för en lista."),
			Value: form.Value("answer"), Error: form.Error(ctx, "answer"), Rows: 22},
		Chair: i18n.T(ctx, "Gruppen har ingen ordförande som kan godkänna svaret. Ge någon den rollen under Personer.")}
	if len(p.Chair) > 0 {
		v.Chair = i18n.T(ctx, "Svaret godkänns av %s.", strings.Join(p.Chair, ", "))
	}
	for _, region := range p.Views {
		v.Views = append(v.Views, regionCard(ctx, region))
	}
	status := form.Status()
	if late {
		status, v.Form.Version, v.Form.Conflict = http.StatusConflict, strconv.Itoa(p.Version), overtaken(ctx, p.Last.ActorName, p.Last.At)
		v.Form.Conflict.Now = []ui.Definition{{Term: i18n.T(ctx, "Gruppens svar"), Text: p.Answer}}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Answer(v)})
}

// SaveAnswer stores an answer as far as it is written, takes a region's view into it, or
// hands it over to the chair.
func (h *Handlers) SaveAnswer(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.answerIn(r)
	if err != nil {
		return err
	}
	answer, do, back := form.Text("answer", maxWritten), form.Value("do"), consultationURL(p.ID)
	said := i18n.T(ctx, "Svaret är sparat.")
	if region, take := strings.CutPrefix(do, "take."); take {
		answer = withView(answer, region, p)
		form.All().Set("answer", answer)
		said, back = i18n.T(ctx, "Synpunkterna står sist i svaret."), back+"/svar"
	} else if do == "hand_over" {
		said = i18n.T(ctx, "Svaret väntar på att ordföranden godkänner det.")
	}
	if err = form.Err(); err == nil {
		err = h.room.WriteAnswer(ctx, visitor.Actor, group.SeenConsultation{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)}, answer, do == "hand_over")
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: back, Said: said,
		Again: func(late bool) error { return showAnswer(w, r, form, p, late) }})
}

// withView is the answer with the view of the region's card last, under its name.
func withView(answer, card string, p group.ConsultationPage) string {
	for _, v := range p.Views {
		if regionID(v.Region.ID) == card && v.Body != "" {
			answer = strings.TrimSpace(answer + "\n\n**" + v.Region.Name + "**\n\n" + v.Body)
		}
	}
	return answer
}

// ShowConsultationPDF is the answer as a PDF: what was sent when it has been, else as it
// stands, marked as a draft. fault.ErrNotFound when the program that makes it is missing.
func (h *Handlers) ShowConsultationPDF(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := i18n.WithLanguage(r.Context(), i18n.Swedish), page.VisitorOf(r)
	p, err := h.consultationIn(r)
	if err != nil {
		return err
	}
	if h.press.Missing(document.PDF) != nil || p.Answer == "" && p.Copy == nil {
		return fault.ErrNotFound
	}
	v := view.ConsultationPaperView{Title: i18n.T(ctx, "Remissvar: %s", p.Title), Group: visitor.Group.Line(), Lead: i18n.T(ctx, "Till %s", p.Sender), Draft: p.Copy == nil,
		Example: visitor.Group.ExampleData, Body: show.Prose(p.Answer), Sheet: minutesSheet}
	paper := document.Paper{At: p.CreatedAt, Within: minutesWithin}
	if p.Copy != nil {
		v.Body, paper.At = show.Prose(string(p.Copy.Content)), p.Copy.MadeAt
	}
	if paper.Files, err = paperSheet(); err != nil {
		return err
	}
	var html bytes.Buffer
	if err := view.ConsultationPaper(v).Render(ctx, &html); err != nil {
		return err
	}
	paper.HTML = html.Bytes()
	pdf, err := h.press.PDF(ctx, paper, document.Accessible)
	if err != nil {
		return err
	}
	name := "remissvar-" + page.Digits(p.ID)
	if v.Draft {
		name += "-utkast"
	}
	if v.Example {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".pdf", Type: "application/pdf", Content: pdf})
}

// paperSheet is the style sheet of a page on paper, by its name.
func paperSheet() (map[string][]byte, error) {
	sheet, err := web.Static.ReadFile("static/css/" + minutesSheet)
	return map[string][]byte{minutesSheet: sheet}, err
}
