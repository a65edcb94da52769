package goals

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// decisionFields are the fields of the form for a decision.
var decisionFields = []string{"decided_on", "meeting", "decision_reason"}

// DecideProposal stores what the group decided about a proposal.
func (h *Handlers) DecideProposal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "proposal")
	if err != nil {
		return err
	}
	d := goals.Deciding{GroupID: visitor.Group.ID, ID: quality.ProposalID(id), Version: readRevision(form),
		To: quality.ProposalState(form.Value("do")), Decision: quality.Decision{On: readDay(form, "decided_on"),
			MeetingID: org.MeetingID(form.ID("meeting")), Reason: form.Text("decision_reason", maxTyped)}}
	goal := quality.GoalID(0)
	if err = form.Err(); err == nil {
		goal, err = h.room.DecideProposal(ctx, visitor.Actor, d)
	}
	form.Rejected(atDecision(err))
	if err != nil {
		return h.answer(w, r, proposalForms{stand: page.NewForm(nil), decision: form}, err)
	}
	if goal != 0 {
		return page.RedirectWith(w, r, "/mal/"+number(goal), page.Done(i18n.T(ctx, "Beslutet är sparat. Målet är valt.")))
	}
	return page.RedirectWith(w, r, proposalURL(d.ID), page.Done(i18n.T(ctx, "Beslutet är sparat.")))
}

// atDecision moves the problems with what is proposed to the decision: its own fields
// are on another page.
func atDecision(err error) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	var moved fault.ValidationError
	for _, p := range invalid.Problems {
		if p.Field != "" && !slices.Contains(decisionFields, p.Field) {
			p.Field = "beslut"
		}
		moved.Problems = append(moved.Problems, p)
	}
	return &moved
}

// decisionForm is the form for those who decide, with what was typed; none for others,
// and when it is decided.
func decisionForm(ctx context.Context, p goals.ProposalPage, form *page.Form) view.DecisionForm {
	if !p.MayDecide {
		return view.DecisionForm{}
	}
	f := view.DecisionForm{URL: proposalURL(p.Proposal.ID) + "/beslut", Meeting: meetingSelect(ctx, p.Meetings, form),
		On: form.Value("decided_on"), Reason: form.Value("decision_reason"), Errors: form.Errors(ctx), MayChoose: !p.Lock().Locked(),
		Choose: string(quality.Chosen), Decline: string(quality.Declined)}
	if !form.Has("decided_on") {
		f.On = i18n.Date(ctx, page.VisitorIn(ctx).Today())
	}
	f.Meeting.Description = i18n.T(ctx, "Där beslutet fattades, om mötet finns i listan.")
	f.Warning = ui.NoticeProps{Kind: ui.Warning, Level: 3}
	switch c := standCount(p); {
	case c.Against > 0:
		f.Warning.Title = i18n.T(ctx, "Alla kliniker stöder inte förslaget")
	case c.Silent > 0:
		f.Warning.Title = i18n.T(ctx, "Alla kliniker har inte svarat")
	}
	return f
}
