package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// AdoptionState is how far a unit has come with another unit's example.
type AdoptionState string

// The states.
const (
	Considering AdoptionState = "considering"
	Trying      AdoptionState = "trying"
	Introduced  AdoptionState = "introduced" // it is how the unit works now
	NotForUs    AdoptionState = "not_for_us" // with why
)

// AdoptionStates lists the states in the order they are shown.
func AdoptionStates() []AdoptionState {
	return []AdoptionState{Considering, Trying, Introduced, NotForUs}
}

// Valid reports whether s is one of the states.
func (s AdoptionState) Valid() bool {
	for _, known := range AdoptionStates() {
		if s == known {
			return true
		}
	}
	return false
}

// Uses reports whether a unit in the state does as in the example, so that it can be
// seen in its figures.
func (s AdoptionState) Uses() bool { return s == Trying || s == Introduced }

// MostWhy is the most characters of why an example is not for a unit.
const MostWhy = 2000

// Adoption is how far one unit has come with one example.
type Adoption struct {
	ExampleID ExampleID
	GroupID   org.GroupID
	UnitID    org.UnitID
	State     AdoptionState
	// Why is needed for NotForUs; otherwise it is what the unit wants to say.
	Why string
	// Since is the first day of the state.
	Since time.Time
	// ActionID is the action that it is done by, zero for none.
	ActionID ActionID
	PersonID org.PersonID
	NotedAt  time.Time
	// Version is 0 for a unit that has said nothing before.
	Version int
}

// Check lists what is wrong with what the unit says of itself on the day, by the fields
// of its form; nil when nothing is.
func (a Adoption) Check(today time.Time) error {
	var v fault.ValidationError
	if a.UnitID == 0 {
		v.Add("unit", "unit_required")
	}
	if !a.State.Valid() {
		v.Add("state", "unknown_choice")
	}
	if a.Since.IsZero() {
		v.Add("since", "required")
	} else {
		checkPast(&v, "since", a.Since, today)
	}
	if a.State == NotForUs {
		quality.NeededText(&v, "why", a.Why, MostWhy)
	} else {
		quality.FreeText(&v, "why", a.Why, MostWhy)
	}
	return v.OrNil()
}

// Spread is how many units stand where with an example.
type Spread struct{ Considering, Trying, Introduced, NotForUs int }

// SpreadOf counts the adoptions.
func SpreadOf(adoptions []Adoption) Spread {
	var s Spread
	for _, a := range adoptions {
		switch a.State {
		case Considering:
			s.Considering++
		case Trying:
			s.Trying++
		case Introduced:
			s.Introduced++
		case NotForUs:
			s.NotForUs++
		}
	}
	return s
}
