package goals

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// ShowGoal shows one goal with its measures and targets.
func (h *Handlers) ShowGoal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.goalPage(r)
	if err != nil {
		return err
	}
	visitor := page.VisitorOf(r)
	v := newGoalView(r.Context(), p)
	v.CanEdit = canEdit(r) && !p.Lock().Locked()
	v.Comments = looks.Comments(r.Context(), p.Comments)
	v.Talk = looks.Talk(r.Context(), p.Talk, visitor.Now)
	if visitor.MayAtAny(org.AskSupport, p.Units) {
		v.Talk.Ask = looks.SupportAbout(r.Context(), v.Card.URL, p.Goal.Title)
	}
	v.Ways, v.Documents = goalWays(r.Context(), visitor, p), documentWays(r.Context(), p.Documents)
	if v.Levels, err = h.goalLevels(r, p.Goal); err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: p.Goal.Title, Content: view.Goal(v)})
}

// goalPage reads the goal that the address names.
func (h *Handlers) goalPage(r *http.Request) (goals.GoalPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "goal")
	if err != nil {
		return goals.GoalPage{}, err
	}
	return h.room.Goal(r.Context(), visitor.Actor, visitor.Group.ID, quality.GoalID(id))
}

func newGoalView(ctx context.Context, p goals.GoalPage) view.GoalView {
	v := view.GoalView{
		Card: newGoalCard(ctx, p.Overview, p.Goal),
		Year: strconv.Itoa(p.Goal.Year), YearURL: yearURL("/mal", p.Goal.Year), Changed: changed(ctx, p.Last),
	}
	v.Locked, v.Chain = lockedWords(ctx, p.Lock()), chainRows(ctx, p)
	if p.Goal.Retired.Why != "" {
		v.Retired = i18n.T(ctx, "Gruppen beslutade %s att inte gå vidare med målet: %s", i18n.LongDate(ctx, p.Goal.Retired.On), p.Goal.Retired.Why)
	}
	if p.From.ID != 0 {
		v.Decided = decisionFacts(ctx, p.From.Decision, p.Meeting)
		if mayWeigh(ctx) {
			v.ProposalURL = proposalURL(p.From.ID)
		}
	}
	v.EditURL, v.TargetsURL = v.Card.URL+"/andra", v.Card.URL+"/malvarden"
	for _, promise := range p.Promises {
		if slices.Contains(p.Goal.Promises, promise.ID) {
			v.Promises = append(v.Promises, ui.Definition{Term: promise.Code, Text: promise.Text})
		}
	}
	if v.Card.LongTerm != "" {
		v.LongTerm = ui.Link{Text: v.Card.LongTerm, URL: longTermURL + "/" + number(p.Goal.LongTermGoalID)}
	}
	return v
}

// goalWays is where the work with the goal goes on: its thread, and what the visitor's
// own units do about it.
func goalWays(ctx context.Context, visitor page.Visitor, p goals.GoalPage) []ui.Link {
	ways := []ui.Link{{Text: i18n.T(ctx, "Röd tråd"), URL: "/mal/" + number(p.Goal.ID) + "/trad"}}
	for _, u := range p.Units {
		if u.Participation == org.Full && slices.Contains(visitor.Actor.Units(visitor.Group.ID), u.ID) {
			ways = append(ways, ui.Link{Text: i18n.T(ctx, "Gapanalys för %s", u.ShortName), URL: "/forbattring/gap/" + number(p.Goal.ID) + "/" + u.Code})
		}
	}
	if visitor.MayAtAny(org.EditActions, p.Units) {
		ways = append(ways, ui.Link{Text: i18n.T(ctx, "Ny åtgärd"), URL: page.NewAction{Goal: int64(p.Goal.ID)}.URL()})
	}
	return ways
}
