package quality

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// LocalState is how it went with a unit's own goal, as the unit says.
type LocalState string

// The states.
const (
	LocalActive     LocalState = "active"
	LocalReached    LocalState = "reached"
	LocalNotReached LocalState = "not_reached"
	LocalDropped    LocalState = "dropped" // the unit went another way
)

// LocalStates lists the states in the order they are shown.
func LocalStates() []LocalState {
	return []LocalState{LocalActive, LocalReached, LocalNotReached, LocalDropped}
}

// LocalGoal is what one unit wants to reach in a year: a step towards a goal that all
// share, or something of its own. How it goes about it is its own choice.
type LocalGoal struct {
	ID      LocalGoalID
	GroupID org.GroupID
	UnitID  org.UnitID
	Year    int
	// GoalID is the shared goal that it is a step towards; zero for a goal of the
	// unit's own.
	GoalID GoalID
	Title  string
	Method string
	// How it is seen that it is reached: a measure, perhaps with the value to reach in
	// the unit shown (90 is 90 %), or words.
	IndicatorID IndicatorID
	Threshold   *float64
	SignText    string
	DueOn       *time.Time // at midnight UTC; nil when no day is set
	State       LocalState
	Outcome     string // how it went, in the unit's words
	WrittenAt   time.Time
	WrittenBy   org.PersonID // zero when a command wrote it
	Version     int
}

// MaxSign is the longest text about how it is seen that something is reached, in
// characters.
const MaxSign = 1000

// Check lists what is wrong with the unit's goal, or nil; i is its measure, nil when it
// has none. Fields: "title", "method", "sign_text", "threshold", "due_on", "state" and
// "outcome".
func (g LocalGoal) Check(i *Indicator) error {
	var v fault.ValidationError
	NeededText(&v, "title", g.Title, MaxTitle)
	FreeText(&v, "method", g.Method, MaxText)
	FreeText(&v, "sign_text", g.SignText, MaxSign)
	if g.IndicatorID == 0 && g.SignText == "" {
		v.Add("sign_text", "sign_or_measure")
	}
	if g.Threshold != nil {
		i.checkThreshold("threshold", *g.Threshold, &v)
	}
	if d := g.DueOn; d != nil && (d.Before(firstNoteDay) || d.After(lastNoteDay)) {
		v.Add("due_on", "date_limits", firstNoteDay, lastNoteDay)
	}
	if !slices.Contains(LocalStates(), g.State) {
		v.Add("state", "unknown_choice")
	}
	FreeText(&v, "outcome", g.Outcome, MaxText)
	if (g.State == LocalNotReached || g.State == LocalDropped) && g.Outcome == "" {
		v.Add("outcome", "say_why")
	}
	return v.OrNil()
}

// Overdue reports whether the day has passed without anybody saying how it went.
func (g LocalGoal) Overdue(today time.Time) bool {
	return g.State == LocalActive && g.DueOn != nil && g.DueOn.Before(today)
}

// Aim is the value to reach as a target, to hold a result against; false when the goal
// has no such value.
func (g LocalGoal) Aim() (Target, bool) {
	return aim(g.IndicatorID, g.Year, g.Threshold)
}

// aim is a single value to reach as a target.
func aim(id IndicatorID, year int, threshold *float64) (Target, bool) {
	if threshold == nil {
		return Target{}, false
	}
	return Target{IndicatorID: id, Year: year, Kind: ValueTarget, Threshold: threshold}, true
}

// checkThreshold adds what is wrong with a single value to reach in the measure, nil
// for none: it takes a measure where either higher or lower is better.
func (i *Indicator) checkThreshold(field string, threshold float64, v *fault.ValidationError) {
	switch {
	case i == nil:
		v.Add(field, "threshold_without_measure")
	case !i.Kind.Numeric() || i.Definition.Direction != Higher && i.Definition.Direction != Lower:
		v.Add(field, "no_value_to_reach")
	default:
		i.checkLimit(field, threshold, v)
	}
}
