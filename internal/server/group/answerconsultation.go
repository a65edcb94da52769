package group

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// EditAnswer shows where an answer is written, with the views beside.
func (h *Handlers) EditAnswer(w http.ResponseWriter, r *http.Request) error {
	p, err := h.answerIn(r)
	switch {
	case err != nil:
		return err
	case p.State != improvement.ConsultationOpen:
		return fault.ErrWrongState
	}
	return showAnswer(w, r, page.NewForm(url.Values{"answer": {p.Answer}, "version": {strconv.Itoa(p.Version)}}), p, false)
}

// answerIn reads the consultation for those who may write its answer while it is open.
func (h *Handlers) answerIn(r *http.Request) (group.ConsultationPage, error) {
	p, err := h.consultationIn(r)
	if err == nil && !group.MayWriteAnswer(page.VisitorOf(r).Actor, p.Consultation) {
		err = fault.ErrForbidden
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
	v.Confirm = confirmMissing(ctx, form, p)
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
		err = h.room.WriteAnswer(ctx, visitor.Actor, group.SeenConsultation{GroupID: visitor.Group.ID, ID: p.ID, Version: versionIn(form)},
			group.AnswerWriting{Text: answer, HandOver: do == "hand_over", Confirmed: form.Bool("confirm")})
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: back, Said: said,
		Again:  func(late bool) error { return showAnswer(w, r, form, p, late) },
		Passed: i18n.T(ctx, "Remissen har gått vidare medan du skrev: svaret är lämnat till ordföranden, eller så är remissen avslutad."),
		Typed:  []page.Typed{{Name: "answer", Label: i18n.T(ctx, "Gruppens svar")}}})
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
