package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// meetingText is a meeting's title and day.
func meetingText(ctx context.Context, m improve.MeetingName) string {
	return i18n.T(ctx, "%s, %s", m.Title, i18n.LongDate(ctx, m.StartsAt.In(page.VisitorIn(ctx).Now.Location())))
}

// EditRoundDecision shows the form for what the group decided about a round's nominations.
func (h *Handlers) EditRoundDecision(w http.ResponseWriter, r *http.Request) error {
	p, err := h.decidedRound(r)
	if err != nil {
		return err
	}
	return showRoundDecision(w, r, decisionForm{page.NewForm(decisionValues(r.Context(), p)), p, false})
}

// decidedRound reads the round that the address names, for those who decide, when it has
// closed.
func (h *Handlers) decidedRound(r *http.Request) (improve.RoundPage, error) {
	visitor := page.VisitorOf(r)
	p, err := h.roundOf(r)
	switch {
	case err != nil:
		return p, err
	case !improve.DecidesRounds(visitor.Actor, visitor.Group.ID):
		return p, fault.ErrForbidden
	case p.State != improvement.RoundWeighing && p.State != improvement.RoundDecided:
		return p, fault.ErrWrongState
	}
	return p, nil
}

// decisionValues is what is decided as if it had been typed; today when nothing is.
func decisionValues(ctx context.Context, p improve.RoundPage) url.Values {
	today := page.VisitorIn(ctx).Today()
	values := url.Values{"version": {page.Digits(p.Round.Version)}, "decided_on": {dateValue(&today)}, "meeting": {number(p.Round.MeetingID)}}
	if p.Round.DecidedOn != nil {
		values.Set("decided_on", dateValue(p.Round.DecidedOn))
	}
	for _, n := range p.Sent() {
		values.Set(improvement.OutcomeField(n.ID), string(n.Outcome))
		values.Set(improvement.ReasonField(n.ID), n.OutcomeReason)
	}
	return values
}

// decisionForm is what the form for a decision is made from.
type decisionForm struct {
	form      *page.Form
	page      improve.RoundPage
	overtaken bool
}

func showRoundDecision(w http.ResponseWriter, r *http.Request, f decisionForm) error {
	ctx, form, p := r.Context(), f.form, f.page
	fields := formFields{ctx, form}
	v := view.RoundDecisionView{
		FormState: ui.FormState{Action: roundURL(p.Round.ID) + "/beslut", BackURL: roundURL(p.Round.ID), Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Gruppens beslut"), Trail: roundTrail(ctx, &p.Round),
			Lead: i18n.T(ctx, "Skriv in vad gruppen beslutade om varje nominering, och varför. De som har nominerat får ett brev.")},
		DecidedOn:   fields.field(ui.FieldProps{Name: "decided_on", Label: i18n.T(ctx, "Beslutat den"), Type: "date", Required: true}),
		Meeting:     fields.pick(ui.SelectProps{Name: "meeting", Label: i18n.T(ctx, "Möte"), Optional: true, Empty: i18n.T(ctx, "Inget möte i listan"), Description: i18n.T(ctx, "Där beslutet fattades, om mötet finns i listan.")}),
		Wanted:      i18n.N(ctx, "Omgången gäller ett team.", "Omgången gäller %d team.", p.Round.Wanted, p.Round.Wanted),
		WeighingURL: roundURL(p.Round.ID) + "/vagning",
	}
	for _, m := range p.Meetings {
		v.Meeting.Options = append(v.Meeting.Options, ui.Option{Value: number(m.ID), Label: meetingText(ctx, m)})
	}
	if problem := form.Error(ctx, "confirm"); problem != "" || form.Bool("confirm") {
		chosen := strconv.Itoa(readDecision(form, p).Chosen())
		v.Confirm = &ui.CheckboxProps{Name: "confirm", Label: i18n.T(ctx, "Ja, gruppen beslutade om %s team", chosen), Error: problem, Checked: form.Bool("confirm")}
	}
	for _, n := range p.Sent() {
		v.Topics = append(v.Topics, view.TopicDecision{Link: ui.Link{Text: n.Title, URL: topicURL(n.ID)}, Stands: words.Stands(ctx, p.StandsOn(n.ID)),
			Outcome: ui.ChoiceGroupProps{Name: improvement.OutcomeField(n.ID), Legend: i18n.T(ctx, "Beslut om ”%s”", n.Title), Options: choices(ctx, improvement.Outcomes(), words.TopicOutcome),
				Chosen: form.Values(improvement.OutcomeField(n.ID)), Error: form.Error(ctx, improvement.OutcomeField(n.ID)), Inline: true},
			Reason: fields.area(ui.TextAreaProps{Name: improvement.ReasonField(n.ID), Label: i18n.T(ctx, "Skäl till beslutet om ”%s”", n.Title), Rows: 2, MaxLength: improvement.MostRoundWhy, Required: true})})
	}
	status := form.Status()
	if f.overtaken {
		v.Version, status = page.Digits(p.Round.Version), http.StatusConflict
		v.Conflict.Text = page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.RoundDecision(v)})
}

// readDecision reads what was decided as it was typed.
func readDecision(form *page.Form, p improve.RoundPage) improvement.RoundDecision {
	d := improvement.RoundDecision{On: readDay(form, "decided_on"), MeetingID: org.MeetingID(form.ID("meeting")), Confirmed: form.Bool("confirm")}
	for _, n := range p.Sent() {
		d.Outcomes = append(d.Outcomes, improvement.OutcomeOf{ID: n.ID, Outcome: improvement.Outcome(form.Value(improvement.OutcomeField(n.ID))),
			Reason: form.Text(improvement.ReasonField(n.ID), maxTyped)})
	}
	return d
}

// DecideRound stores what the group decided about a round's nominations.
func (h *Handlers) DecideRound(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.decidedRound(r)
	if err != nil {
		return err
	}
	d := improve.DecidingRound{GroupID: visitor.Group.ID, ID: p.Round.ID, Version: version(form), Decision: readDecision(form, p)}
	if err = form.Err(); err == nil {
		err = h.room.DecideRound(ctx, visitor.Actor, d)
	}
	switch {
	case form.Rejected(err):
		return showRoundDecision(w, r, decisionForm{form, p, false})
	case errors.Is(err, fault.ErrConflict):
		return showRoundDecision(w, r, decisionForm{form, p, true})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, roundURL(p.Round.ID), page.Done(i18n.T(ctx, "Beslutet är sparat.")))
}
