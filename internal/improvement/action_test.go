package improvement

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

var today = day(2026, time.May, 4)

// told is the problems as "field code".
func told(err error) string {
	var v *fault.ValidationError
	if !errors.As(err, &v) {
		return ""
	}
	var all []string
	for _, p := range v.Problems {
		all = append(all, p.Field+" "+p.Code)
	}
	return strings.Join(all, ", ")
}

func TestCheckAction(t *testing.T) {
	began, tomorrow, long := day(2026, time.March, 2), day(2026, time.May, 5), day(202, time.March, 2)
	for _, test := range []struct {
		name   string
		change func(*Action)
		want   string
	}{
		{"enough to begin with", func(*Action) {}, ""},
		{"nothing", func(a *Action) { *a = Action{} }, "area required, kind required, state required, origin required, priority required, owner required, due_on required"},
		{"made-up choices", func(a *Action) { a.Kind, a.State, a.Origin, a.Priority = "x", "x", "x", 4 },
			"kind unknown_choice, state unknown_choice, origin unknown_choice, priority unknown_choice"},
		{"a year with a digit too few", func(a *Action) { a.DueOn, a.BeganOn, a.State = long, &long, ActionOngoing }, "due_on date_limits, began_on date_limits"},
		{"due long ago", func(a *Action) { a.DueOn = day(2020, time.May, 4) }, ""},
		{"has begun", func(a *Action) { a.BeganOn, a.State = &began, ActionOngoing }, ""},
		{"begins today", func(a *Action) { a.BeganOn, a.State = &today, ActionOngoing }, ""},
		{"begins tomorrow", func(a *Action) { a.BeganOn, a.State = &tomorrow, ActionOngoing }, "began_on date_future"},
		{"has begun but is planned", func(a *Action) { a.BeganOn = &began }, "state action_begun"},
		{"done without a result", func(a *Action) { a.State = ActionDone }, "result required"},
		{"stopped without a result", func(a *Action) { a.State = ActionStopped }, ""},
		{"from an example", func(a *Action) { a.Origin, a.ExampleID = FromExample, 1 }, ""},
		{"from no example", func(a *Action) { a.Origin = FromExample }, "origin unknown_choice"},
		{"long texts", func(a *Action) {
			a.Area, a.Reason, a.MeasuredBy, a.Result = strings.Repeat("å", 201), strings.Repeat("å", 5001), strings.Repeat("å", 201), strings.Repeat("å", 5001)
		}, "area too_long, result too_long, reason too_long, measured_by too_long"},
		{"somebody's number", func(a *Action) { a.FollowUp, a.OriginText = "20121212-1212", "20121212-1212" }, "follow_up personal_number, origin personal_number"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := Action{Area: "Varma barn", Kind: RoutineAction, State: ActionPlanned, Origin: OwnIdea, Priority: MediumPriority, OwnerID: 1, DueOn: day(2026, time.June, 30)}
			test.change(&a)
			if got := told(a.Check(today)); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestSettle: the day that an action was done stays, and goes when it is taken up again.
func TestSettle(t *testing.T) {
	earlier := day(2026, time.April, 1)
	open, done := Action{State: ActionOngoing}, Action{State: ActionDone, SettledOn: &earlier}
	a := Action{State: ActionDone}
	if a.Settle(open, today); a.SettledOn == nil || *a.SettledOn != today {
		t.Errorf("done today: %v", a.SettledOn)
	}
	if a.Settle(done, today); *a.SettledOn != earlier {
		t.Errorf("done before: %v", a.SettledOn)
	}
	a.State = ActionOngoing
	if a.Settle(done, today); a.SettledOn != nil {
		t.Errorf("taken up again: %v", a.SettledOn)
	}
}

func TestOverdue(t *testing.T) {
	for _, test := range []struct {
		state ActionState
		due   time.Time
		want  bool
	}{
		{ActionPlanned, today.AddDate(0, 0, -1), true}, {ActionOngoing, today.AddDate(0, 0, -1), true},
		{ActionOngoing, today, false}, {ActionDone, today.AddDate(0, 0, -1), false}, {ActionStopped, today.AddDate(0, 0, -1), false},
	} {
		if got := (Action{State: test.state, DueOn: test.due}).Overdue(today); got != test.want {
			t.Errorf("%s due %s: %v", test.state, test.due, got)
		}
	}
}

// TestConcerns: a signal is answered by what is open, or was done since, at the unit or by
// all together.
func TestConcerns(t *testing.T) {
	settled := day(2026, time.February, 1)
	for _, test := range []struct {
		name string
		mark ActionMark
		want bool
	}{
		{"open", ActionMark{IndicatorID: 1, UnitID: 2, State: ActionPlanned}, true},
		{"joint", ActionMark{IndicatorID: 1, State: ActionOngoing}, true},
		{"another unit's", ActionMark{IndicatorID: 1, UnitID: 3, State: ActionOngoing}, false},
		{"another measure's", ActionMark{IndicatorID: 2, UnitID: 2, State: ActionOngoing}, false},
		{"done since", ActionMark{IndicatorID: 1, UnitID: 2, State: ActionDone, SettledOn: &settled}, true},
		{"done before", ActionMark{IndicatorID: 1, UnitID: 2, State: ActionDone, SettledOn: new(settled.AddDate(0, 0, -2))}, false},
	} {
		if got := test.mark.Concerns(1, 2, settled.AddDate(0, 0, -1)); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestCheckCycle(t *testing.T) {
	for _, test := range []struct {
		name string
		c    Cycle
		want string
	}{
		{"only a plan", Cycle{Plan: "Pröva med fem barn"}, ""},
		{"nothing", Cycle{}, "plan required"},
		{"whole", Cycle{Plan: "P", Prediction: "F", Done: "D", Study: "S", Act: "A", Outcome: AdaptChange, StartedOn: &today, EndedOn: &today}, ""},
		{"made-up outcome", Cycle{Plan: "P", Outcome: "maybe"}, "outcome unknown_choice"},
		{"ended and never begun", Cycle{Plan: "P", EndedOn: &today}, "started_on required"},
		{"ended before", Cycle{Plan: "P", StartedOn: &today, EndedOn: new(today.AddDate(0, 0, -1))}, "ended_on date_order"},
		{"far away", Cycle{Plan: "P", StartedOn: new(day(202, 1, 1)), EndedOn: new(day(2999, 1, 1))}, "started_on date_limits, ended_on date_limits"},
		{"long", Cycle{Plan: "P", Prediction: strings.Repeat("å", 2001), Study: "20121212-1212"}, "prediction too_long, study personal_number"},
	} {
		if got := told(test.c.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCheckGapSheetAndNeed(t *testing.T) {
	if got := told(GapSheet{Causes: "Ont om värmetäcken"}.Check()); got != "" {
		t.Errorf("a bit of a sheet: %q", got)
	}
	if got := told(GapSheet{}.Check()); got != "current required" {
		t.Errorf("an empty sheet: %q", got)
	}
	if got := told(GapSheet{Gap: strings.Repeat("å", 5001), Effort: "20121212-1212"}.Check()); got != "gap too_long, effort personal_number" {
		t.Errorf("a long sheet: %q", got)
	}
	if got := told(Need{Year: 2026, Kind: TrainingNeed, Text: "Lära sig", State: NeedOpen}.Check()); got != "" {
		t.Errorf("a need: %q", got)
	}
	if got := told(Need{Year: 26, Kind: "wish", State: NeedMet}.Check()); got != "year year_limits, kind unknown_choice, text required, outcome required" {
		t.Errorf("a bad need: %q", got)
	}
}
