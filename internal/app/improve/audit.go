package improve

import (
	"context"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
)

// auditedAction is what the audit keeps of an action: words and codes that can be read
// without the tables they come from.
type auditedAction struct {
	Area      string                   `json:"area"`
	Kind      improvement.ActionKind   `json:"action_kind"`
	State     improvement.ActionState  `json:"action_state"`
	Priority  int                      `json:"priority"`
	Owner     string                   `json:"owner"`
	DueOn     string                   `json:"due_on"`
	BeganOn   string                   `json:"began_on,omitempty"`
	Result    string                   `json:"result,omitempty"`
	Goal      string                   `json:"goal,omitempty"`
	Indicator string                   `json:"indicator,omitempty"`
	Promises  []string                 `json:"promises"`
	Origin    improvement.ActionOrigin `json:"origin"`
	Seen      string                   `json:"origin_text,omitempty"`
	auditedPlan
}

// auditedPlan are the plan's fields by their names in the log.
type auditedPlan struct {
	Reason         string `json:"plan_reason,omitempty"`
	MeasurableGoal string `json:"measurable_goal,omitempty"`
	MeasuredHow    string `json:"measured_how,omitempty"`
	MeasuredBy     string `json:"measured_by,omitempty"`
	ForPatients    string `json:"for_patients,omitempty"`
	ForStaff       string `json:"for_staff,omitempty"`
	ForGovernance  string `json:"for_governance,omitempty"`
	Activities     string `json:"activities,omitempty"`
	FollowUp       string `json:"follow_up,omitempty"`
	NationalPlan   string `json:"national_plan,omitempty"`
}

// audited is the action as the log keeps it.
func (c Choices) audited(ctx context.Context, a improvement.Action) auditedAction {
	kept := auditedAction{Area: a.Area, Kind: a.Kind, State: a.State, Priority: a.Priority, DueOn: i18n.Date(ctx, a.DueOn), BeganOn: dayOf(ctx, a.BeganOn),
		Result: a.Result, Promises: []string{}, Origin: a.Origin, Seen: a.OriginText, auditedPlan: auditedPlan(a.Plan)}
	if m, ok := first(c.Members, func(m Member) bool { return m.ID == a.OwnerID }); ok {
		kept.Owner = m.Name
	}
	if g, ok := c.Goal(a.GoalID); ok {
		kept.Goal = g.Title
	}
	if m, ok := c.MeasureOf(a.IndicatorID); ok {
		kept.Indicator = m.Code
	}
	for _, id := range a.Promises {
		kept.Promises = append(kept.Promises, c.promiseCode(id))
	}
	return kept
}

// promiseCode is the promise's; "" when the group has no such promise.
func (c Choices) promiseCode(id quality.PromiseID) string {
	p, _ := first(c.Promises, func(p quality.Promise) bool { return p.ID == id })
	return p.Code
}

// dayOf is a day that there may be.
func dayOf(ctx context.Context, day *time.Time) string {
	if day == nil {
		return ""
	}
	return i18n.Date(ctx, *day)
}
