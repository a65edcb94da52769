package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// NeedKind is what sort of need it is.
type NeedKind string

// The kinds.
const (
	DevelopmentNeed NeedKind = "development"
	TrainingNeed    NeedKind = "training"
)

// NeedKinds lists the kinds in the order they are shown.
func NeedKinds() []NeedKind { return []NeedKind{DevelopmentNeed, TrainingNeed} }

// NeedState is how far a need has come.
type NeedState string

// The states.
const (
	NeedOpen      NeedState = "open"
	NeedMet       NeedState = "met"
	NeedWithdrawn NeedState = "withdrawn"
)

// NeedStates lists the states in the order they are shown.
func NeedStates() []NeedState { return []NeedState{NeedOpen, NeedMet, NeedWithdrawn} }

// Need is what a unit, or the group for UnitID zero, needs to develop or to learn. It is
// told in the yearly report of its year, unless it is withdrawn.
type Need struct {
	ID       NeedID
	GroupID  org.GroupID
	UnitID   org.UnitID
	Year     int
	Kind     NeedKind
	Text     string
	ActionID ActionID // the action that it came up in; zero for none
	State    NeedState
	Outcome  string // what became of it
	// WrittenAt is the last time, and WrittenBy is zero when a command wrote it.
	WrittenAt time.Time
	WrittenBy org.PersonID
	Version   int
}

// Check lists what is wrong with the need, or nil. Fields: "year", "kind", "text", "state"
// and "outcome", which is needed of one that is met.
func (n Need) Check() error {
	var v fault.ValidationError
	quality.YearWithin(&v, "year", n.Year, firstDay.Year(), lastDay.Year())
	choice(&v, "kind", n.Kind, NeedKinds())
	choice(&v, "state", n.State, NeedStates())
	quality.NeededText(&v, "text", n.Text, MaxText)
	if n.State == NeedMet {
		quality.NeededText(&v, "outcome", n.Outcome, MaxText)
	} else {
		quality.FreeText(&v, "outcome", n.Outcome, MaxText)
	}
	return v.OrNil()
}
