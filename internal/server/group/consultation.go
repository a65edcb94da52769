package group

import (
	"context"
	"encoding/hex"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/document"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/show"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func (h *Handlers) consultationIn(r *http.Request) (group.ConsultationPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "consultation")
	if err != nil {
		return group.ConsultationPage{}, err
	}
	return h.room.Consultation(r.Context(), visitor.Actor, visitor.Group.ID, improvement.ConsultationID(id))
}

// ShowConsultation shows a consultation, its views and its answer.
func (h *Handlers) ShowConsultation(w http.ResponseWriter, r *http.Request) error {
	return h.showConsultation(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showConsultation(w http.ResponseWriter, r *http.Request, form *page.Form, late bool) error {
	ctx := r.Context()
	p, err := h.consultationIn(r)
	if err != nil {
		return err
	}
	v, status := newConsultationView(ctx, page.VisitorOf(r), form, p), form.Status()
	if late {
		status, v.Form.Conflict = http.StatusConflict, overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	if (p.Answer != "" || p.Copy != nil) && h.press.Missing(document.PDF) == nil {
		v.PDFURL = consultationURL(p.ID) + "/svar.pdf"
	}
	return page.Show(w, r, status, page.Page{Title: p.Title, Content: view.Consultation(v)})
}

func newConsultationView(ctx context.Context, visitor page.Visitor, form *page.Form, p group.ConsultationPage) view.ConsultationView {
	c, address := p.Consultation, consultationURL(p.ID)
	v := view.ConsultationView{
		Heading: ui.PageHeadingProps{Trail: areaTrail(ctx, ui.Link{Text: i18n.T(ctx, "Remisser"), URL: consultationsURL}), Title: c.Title, Lead: i18n.T(ctx, "Från %s", c.Sender)},
		Form:    ui.FormState{Problems: form.Summary(ctx)}, Badge: consultationBadge(ctx, c), Steps: consultationSteps(ctx, p),
		Returned: c.ReturnedNote, Declined: c.DeclineReason, Files: consultationFiles(ctx, visitor, form, p),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Kom"), Text: i18n.LongDate(ctx, c.ReceivedOn)}, {Term: i18n.T(ctx, "Synpunkter senast"), Text: i18n.LongDate(ctx, c.ViewsDueOn)},
			{Term: i18n.T(ctx, "Svar senast"), Text: i18n.LongDate(ctx, c.DueOn)}, {Term: i18n.T(ctx, "Sätter ihop svaret"), Text: answerer(ctx, p)}},
	}
	if !visitor.May(org.Discuss, 0) {
		v.Heading.Trail = nil
	} else if p.Outlook != 0 {
		v.Origin = ui.Link{Text: i18n.T(ctx, "Läs det under Omvärld som remissen kommer ur"), URL: outlookNoteURL(p.Outlook)}
	}
	if c.SentOn != nil {
		v.Facts = append(v.Facts, ui.Definition{Term: i18n.T(ctx, "Skickat"), Text: i18n.T(ctx, "%s till %s, av %s", i18n.LongDate(ctx, *c.SentOn), c.SentTo, p.SentByName)})
	}
	if c.ApprovedAt != nil {
		v.Facts = append(v.Facts, ui.Definition{Term: i18n.T(ctx, "Godkänt"), Text: i18n.T(ctx, "%s av %s", i18n.LongDate(ctx, *c.ApprovedAt), p.ApprovedByName)})
	}
	for _, a := range []ui.Definition{{Term: i18n.T(ctx, "Vad som efterfrågas"), Text: c.Asked}, {Term: i18n.T(ctx, "Konsekvenser att beskriva"), Text: c.Consequences}} {
		if a.Text != "" {
			v.Asked = append(v.Asked, a)
		}
	}
	for _, region := range p.Views {
		card := regionCard(ctx, region)
		if c.LeavesOut(region.RegionView) {
			card.Badge = stateBadge("left_out", i18n.T(ctx, "Svaret är lämnat utan regionens synpunkter"), ui.Neutral, ui.IconDash)
		}
		if region.MayWrite {
			card.Step = viewStep(ctx, form, p, region)
		}
		v.Views = append(v.Views, card)
	}
	if c.Answer != "" {
		v.Answer = show.Prose(c.Answer)
	}
	if p.Copy != nil {
		v.Archive = &view.ConsultationArchive{URL: address + "/arkiv.md", SHA256: hex.EncodeToString(p.Copy.SHA256), Made: i18n.LongDate(ctx, p.Copy.MadeAt)}
	}
	if visitor.May(org.ManageArea, 0) && c.Waits() {
		v.EditURL = address + "/andra"
	}
	if c.State == improvement.ConsultationOpen && group.MayWriteAnswer(visitor.Actor, c) {
		v.AnswerURL = address + "/svar"
	}
	v.Actions = consultationActions(ctx, visitor, form, p)
	return v
}

// answerer is who sees to the answer, in words.
func answerer(ctx context.Context, p group.ConsultationPage) string {
	switch {
	case p.OwnerID != 0:
		return p.OwnerName
	case p.OwnerRole != "":
		return words.Role(ctx, p.OwnerRole)
	}
	return i18n.T(ctx, "Ingen ännu")
}

// consultationSteps is how far the answer has come.
func consultationSteps(ctx context.Context, p group.ConsultationPage) []ui.Step {
	given := 0
	for _, v := range p.Views {
		if v.Done() {
			given++
		}
	}
	now := 0
	switch p.State {
	case improvement.ConsultationOpen:
		if given == len(p.Views) || p.ViewsDueOn.Before(p.Today) {
			now = 1
		}
	case improvement.ConsultationReady:
		now = 2
	case improvement.ConsultationApproved:
		now = 3
	default:
		now = 4
	}
	if p.State == improvement.ConsultationDeclined {
		return nil
	}
	steps := []ui.Step{{Text: i18n.T(ctx, "Synpunkter"), Detail: i18n.T(ctx, "%d av %d regioner", given, len(p.Views))}, {Text: i18n.T(ctx, "Svaret skrivs")},
		{Text: i18n.T(ctx, "Godkänt")}, {Text: i18n.T(ctx, "Skickat")}}
	for n := range steps {
		switch {
		case n == 0 && n < now && given < len(p.Views): // the answer went on, but this was never done
			steps[n].State = ui.StepNext
		case n < now:
			steps[n].State = ui.StepDone
		case n == now:
			steps[n].State = ui.StepCurrent
		default:
			steps[n].State = ui.StepNext
		}
	}
	return steps
}

// confirmMissing asks whoever hands over an answer whether it may go without the regions
// that have said nothing; nil until it is asked for.
func confirmMissing(ctx context.Context, form *page.Form, p group.ConsultationPage) *ui.CheckboxProps {
	problem := form.Error(ctx, "confirm")
	if problem == "" && !form.Bool("confirm") {
		return nil
	}
	var missing []improvement.Region
	for _, v := range p.Views {
		if !v.Done() && v.Region.Name != "" {
			missing = append(missing, v.Region)
		}
	}
	return &ui.CheckboxProps{Name: "confirm", Label: i18n.T(ctx, "Ja, lämna svaret utan synpunkter från %s", improvement.RegionNames(missing)),
		Error: problem, Checked: form.Bool("confirm")}
}

// ShowConsultationCopy hands out what was sent, as it was.
func (h *Handlers) ShowConsultationCopy(w http.ResponseWriter, r *http.Request) error {
	p, err := h.consultationIn(r)
	if err != nil {
		return err
	}
	if p.Copy == nil {
		return fault.ErrNotFound
	}
	name := "remissvar-" + page.Digits(p.ID) + "-" + p.SentOn.Format("2006-01-02")
	if page.VisitorOf(r).Group.ExampleData {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".md", Type: "text/markdown; charset=utf-8", Content: p.Copy.Content})
}
