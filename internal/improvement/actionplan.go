package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// Plan is the rest of the region's action plan: what is good to have thought of, none of
// which is needed in order to begin.
//
// Source: the south-eastern healthcare region's instructions for action plans, 2019.
type Plan struct {
	Reason         string
	MeasurableGoal string
	MeasuredHow    string
	MeasuredBy     string
	// ForPatients, ForStaff and ForGovernance are the consequences for each.
	ForPatients   string
	ForStaff      string
	ForGovernance string
	Activities    string
	FollowUp      string
	// NationalPlan is the national programme area's plan that it belongs to.
	NationalPlan string
}

// PlanField is one field of a plan.
type PlanField struct {
	Name string // as in forms and problems
	Text *string
	Most int // characters
}

// Fields are the plan's fields in the order of the instructions.
func (p *Plan) Fields() []PlanField {
	return []PlanField{
		{"reason", &p.Reason, MaxLongText},
		{"measurable_goal", &p.MeasurableGoal, MaxText},
		{"measured_how", &p.MeasuredHow, MaxText},
		{"measured_by", &p.MeasuredBy, MaxLine},
		{"for_patients", &p.ForPatients, MaxText},
		{"for_staff", &p.ForStaff, MaxText},
		{"for_governance", &p.ForGovernance, MaxText},
		{"activities", &p.Activities, MaxLongText},
		{"follow_up", &p.FollowUp, MaxLongText},
		{"national_plan", &p.NationalPlan, MaxLine},
	}
}

// The longest texts, in characters; the database's own limits.
const (
	MaxLine     = 200
	MaxOrigin   = 1000
	MaxText     = 2000
	MaxLongText = 5000
)

// The days that something can be about; the database's own limits.
var (
	firstDay = time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2200, time.December, 31, 0, 0, 0, 0, time.UTC)
)

// Check lists what is wrong with the action on the day that is today, or nil. Fields:
// "area", "kind", "state", "priority", "owner", "due_on", "began_on", "result", "origin"
// and those of the plan.
func (a Action) Check(today time.Time) error {
	var v fault.ValidationError
	quality.NeededText(&v, "area", a.Area, MaxLine)
	choice(&v, "kind", a.Kind, ActionKinds())
	choice(&v, "state", a.State, ActionStates())
	choice(&v, "origin", a.Origin, ActionOrigins())
	if a.Origin == FromExample && a.ExampleID == 0 { // which one is not said
		v.Add("origin", "unknown_choice")
	}
	choice(&v, "priority", a.Priority, []int{HighPriority, MediumPriority, LowPriority})
	if a.OwnerID == 0 {
		v.Add("owner", "required")
	}
	if a.DueOn.IsZero() {
		v.Add("due_on", "required")
	} else {
		within(&v, "due_on", a.DueOn)
	}
	a.checkBegan(&v, today)
	if a.State == ActionDone {
		quality.NeededText(&v, "result", a.Result, MaxLongText)
	} else {
		quality.FreeText(&v, "result", a.Result, MaxLongText)
	}
	for _, f := range a.Plan.Fields() {
		quality.FreeText(&v, f.Name, *f.Text, f.Most)
	}
	quality.FreeText(&v, "origin", a.OriginText, MaxOrigin)
	return v.OrNil()
}

// checkBegan: what is done at the bedside has begun, and is no longer only planned.
func (a Action) checkBegan(v *fault.ValidationError, today time.Time) {
	if a.BeganOn == nil {
		return
	}
	within(v, "began_on", *a.BeganOn)
	if a.BeganOn.After(today) {
		v.Add("began_on", "date_future")
	}
	if a.State == ActionPlanned {
		v.Add("state", "action_begun")
	}
}

// choice adds what is wrong with a choice among the values.
func choice[T comparable](v *fault.ValidationError, field string, chosen T, values []T) {
	var none T
	switch {
	case chosen == none:
		v.Add(field, "required")
	case !slices.Contains(values, chosen):
		v.Add(field, "unknown_choice")
	}
}

// within adds a day that is too far away.
func within(v *fault.ValidationError, field string, day time.Time) {
	if day.Before(firstDay) || day.After(lastDay) {
		v.Add(field, "date_limits", firstDay, lastDay)
	}
}

func withinIfGiven(v *fault.ValidationError, field string, day *time.Time) {
	if day != nil {
		within(v, field, *day)
	}
}
