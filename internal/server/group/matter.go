package group

import (
	"context"
	"errors"
	"net/http"
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

// ShowMatter shows a question: what has happened to it and what can be done.
func (h *Handlers) ShowMatter(w http.ResponseWriter, r *http.Request) error {
	return h.showMatter(w, r, page.NewForm(nil), false)
}

func (h *Handlers) showMatter(w http.ResponseWriter, r *http.Request, form *page.Form, overtaken bool) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.matterPage(r)
	if err != nil {
		return err
	}
	v, status := newMatterView(ctx, visitor, form, p), form.Status()
	if overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Matter(v)})
}

func (h *Handlers) matterPage(r *http.Request) (group.MatterPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "matter")
	if err != nil {
		return group.MatterPage{}, err
	}
	return h.room.Matter(r.Context(), visitor.Actor, visitor.Group.ID, improvement.MatterID(id))
}

func newMatterView(ctx context.Context, visitor page.Visitor, form *page.Form, p group.MatterPage) view.MatterView {
	m, manages, decides := p.Matter, visitor.May(org.ManageMeetings, 0), p.MayDecide(visitor.Actor)
	v := view.MatterView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: i18n.T(ctx, "Frågor"), URL: mattersURL}}, Title: m.Title, Lead: asker(ctx, p.MatterRow)},
		Form: ui.FormState{Action: mattersURL + "/" + page.Digits(m.ID), Version: strconv.Itoa(m.Version),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		State: words.MatterState(ctx, m.State), Kind: string(m.State), Body: m.Body, Link: m.Link, History: matterHistory(ctx, p),
		Done: form.Value("do"), Fields: view.MatterFields{Title: m.Title, Body: m.Body, Link: m.Link},
		CanEdit: m.Waits() && p.MayEdit(visitor.Actor), CanAnswer: manages && m.Waits() || decides,
		CanTakeUp: manages && m.State == improvement.MatterOpen, CanLift: manages && (m.State == improvement.MatterOpen || m.State == improvement.MatterOnAgenda),
	}
	if manages && m.State != improvement.MatterWithdrawn {
		step := preparationStep(ctx, form, p)
		v.Prepare = &step
	}
	v.CanWithdraw = v.CanEdit && m.State != improvement.MatterLifted
	if form.Has("title") {
		v.Fields = matterFields(form)
	}
	v.Answer = ui.TextAreaProps{Name: "answer", Label: i18n.T(ctx, "Svar"), Value: form.Value("answer"), Error: form.Error(ctx, "answer"), Rows: 5, Required: true}
	if m.State == improvement.MatterLifted {
		v.Answer.Label = i18n.T(ctx, "Svaret från %s", p.LiftedToName)
	}
	if decides && !manages {
		v.Answer.Label, v.Answer.Description = i18n.T(ctx, "Beslut eller svar"), i18n.T(ctx, "Du svarar för %s. Gruppen ser ditt namn och dagens datum.", p.LiftedToName)
	}
	if !visitor.May(org.AskMatter, 0) {
		v.Heading.Trail = nil
	}
	v.LiftedNote = ui.TextAreaProps{Name: "lifted_note", Label: i18n.T(ctx, "Vad mottagaren behöver veta"), Value: form.Value("lifted_note"), Error: form.Error(ctx, "lifted_note"), Rows: 5, Required: true}
	v.LiftedTo = ui.SelectProps{Name: "lifted_to", Label: i18n.T(ctx, "Till"), Value: form.Value("lifted_to"), Error: form.Error(ctx, "lifted_to"), Required: true}
	for _, b := range p.Bodies {
		v.LiftedTo.Options = append(v.LiftedTo.Options, ui.Option{Value: page.Digits(b.ID), Label: b.Name})
	}
	v.Meeting = ui.SelectProps{Name: "meeting", Label: i18n.T(ctx, "Möte"), Value: form.Value("meeting"), Error: form.Error(ctx, "meeting"), Required: true}
	for _, meeting := range p.Meetings {
		v.Meeting.Options = append(v.Meeting.Options, ui.Option{Value: page.Digits(meeting.ID), Label: meeting.Title + ", " + i18n.LongDate(ctx, meeting.StartsAt)})
	}
	return v
}

// matterHistory is what has happened to the question, in order.
func matterHistory(ctx context.Context, p group.MatterPage) []view.MatterEvent {
	m := p.Matter
	events := []view.MatterEvent{{Title: i18n.T(ctx, "Ställd"), Detail: asker(ctx, p.MatterRow)}}
	events = append(events, preparedEvents(ctx, p.Preparation)...)
	if p.MeetingID != 0 {
		events = append(events, view.MatterEvent{Title: i18n.T(ctx, "På dagordningen"), Link: ui.Link{Text: p.MeetingTitle, URL: meetingURL(p.MeetingID)}})
	}
	if m.LiftedAt != nil {
		events = append(events, view.MatterEvent{Title: i18n.T(ctx, "Lyft till %s", p.LiftedToName),
			Detail: i18n.T(ctx, "%s, %s", p.LiftedByName, i18n.LongDate(ctx, *m.LiftedAt)), Text: m.LiftedNote})
	}
	if m.AnsweredAt != nil {
		title := i18n.T(ctx, "Besvarad")
		if m.LiftedAt != nil {
			title = i18n.T(ctx, "Besvarad av %s", p.LiftedToName)
		}
		events = append(events, view.MatterEvent{Title: title, Detail: i18n.T(ctx, "%s, %s", p.AnsweredByName, i18n.LongDate(ctx, *m.AnsweredAt)), Text: m.Answer})
	}
	if p.Preparation.Followed != "" {
		events = append(events, view.MatterEvent{Title: i18n.T(ctx, "Vad gruppen gjorde med svaret"), Text: p.Preparation.Followed})
	}
	if m.State == improvement.MatterWithdrawn {
		events = append(events, view.MatterEvent{Title: i18n.T(ctx, "Återtagen"), Detail: i18n.T(ctx, "%s, %s", p.Last.ActorName, i18n.LongDate(ctx, p.Last.At))})
	}
	return events
}

// SaveMatter does with the question what the pressed button says.
func (h *Handlers) SaveMatter(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "matter")
	if err != nil {
		return err
	}
	seen := group.SeenMatter{GroupID: visitor.Group.ID, ID: improvement.MatterID(id)}
	seen.Version, _ = strconv.Atoi(form.Value("version")) // what is no number is nobody's version
	said, err := h.doWithMatter(r, form, seen)
	switch {
	case form.Rejected(err):
		return h.showMatter(w, r, form, false)
	case errors.Is(err, fault.ErrConflict):
		return h.showMatter(w, r, form, true)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, mattersURL+"/"+page.Digits(id), page.Done(said))
}

// doWithMatter does what the pressed button says, and gives what to say of it.
func (h *Handlers) doWithMatter(r *http.Request, form *page.Form, seen group.SeenMatter) (said string, err error) {
	ctx, actor := r.Context(), page.VisitorOf(r).Actor
	switch form.Value("do") {
	case "save":
		to := readMatter(r, form)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Frågan är sparad."), h.room.SaveMatter(ctx, actor, seen, to)
	case "take":
		meeting := group.SeenMeeting{GroupID: seen.GroupID, ID: org.MeetingID(form.ID("meeting"))}
		if meeting.ID == 0 {
			form.Problem("meeting", "required")
		}
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Frågan står på mötets dagordning."), h.room.AddAgendaItems(ctx, actor, meeting, nil, []improvement.MatterID{seen.ID})
	case "lift":
		l := group.Lifting{Seen: seen, To: org.BodyID(form.ID("lifted_to")), Note: form.Text("lifted_note", maxWritten)}
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Frågan är lyft."), h.room.LiftMatter(ctx, actor, l)
	case "answer":
		answer := form.Text("answer", maxWritten)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Svaret är sparat."), h.room.AnswerMatter(ctx, actor, seen, answer)
	case "prepare":
		prepared := readPreparation(form, seen)
		if err := form.Err(); err != nil {
			return "", err
		}
		return i18n.T(ctx, "Beredningen är sparad."), h.room.SavePreparation(ctx, actor, prepared)
	case "withdraw":
		return i18n.T(ctx, "Frågan är återtagen."), h.room.WithdrawMatter(ctx, actor, seen)
	}
	return "", fault.ErrNotFound
}
