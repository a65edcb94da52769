package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// PathwayUnitState is how far one unit has come with an introduction.
type PathwayUnitState string

// The states.
const (
	UnitNotBegun      PathwayUnitState = "not_begun"
	UnitBegun         PathwayUnitState = "begun"
	UnitIntroduced    PathwayUnitState = "introduced"     // it is how the unit works now
	UnitNotApplicable PathwayUnitState = "not_applicable" // with why
)

// PathwayUnitStates lists the states in the order they are shown.
func PathwayUnitStates() []PathwayUnitState {
	return []PathwayUnitState{UnitNotBegun, UnitBegun, UnitIntroduced, UnitNotApplicable}
}

// Works reports whether a unit in the state works by the pathway, so that it can be seen
// in its figures.
func (s PathwayUnitState) Works() bool { return s == UnitBegun || s == UnitIntroduced }

// PathwayUnit is how far a unit that an introduction concerns has come.
type PathwayUnit struct {
	PathwayID PathwayID
	GroupID   org.GroupID
	UnitID    org.UnitID
	State     PathwayUnitState
	Why       string // needed for UnitNotApplicable
	// Since is the first day of the state; nil before the unit has begun.
	Since *time.Time
	// NotedAt is when the unit said so, nil before it has, and NotedBy who did.
	NotedAt *time.Time
	NotedBy org.PersonID
	Version int
}

// Check lists what is wrong with what the unit says of itself on the day, or nil. Fields:
// "state", "why" and "since", which is needed of a unit that has begun.
func (u PathwayUnit) Check(today time.Time) error {
	var v fault.ValidationError
	choice(&v, "state", u.State, PathwayUnitStates())
	switch {
	case u.Since != nil:
		checkPast(&v, "since", *u.Since, today)
	case u.State.Works():
		v.Add("since", "required")
	}
	if u.State == UnitNotApplicable {
		quality.NeededText(&v, "why", u.Why, MaxText)
	} else {
		quality.FreeText(&v, "why", u.Why, MaxText)
	}
	return v.OrNil()
}

// PathwaySpread is how many units stand where with an introduction.
type PathwaySpread struct{ NotBegun, Begun, Introduced, NotApplicable int }

// PathwaySpreadOf counts the units.
func PathwaySpreadOf(units []PathwayUnit) (s PathwaySpread) {
	for _, u := range units {
		switch u.State {
		case UnitNotBegun:
			s.NotBegun++
		case UnitBegun:
			s.Begun++
		case UnitIntroduced:
			s.Introduced++
		case UnitNotApplicable:
			s.NotApplicable++
		}
	}
	return s
}

// PatientGroup is a group of patients that the pathway is for, and how it is to be for
// them (målbild).
type PatientGroup struct {
	ID        PatientGroupID
	PathwayID PathwayID
	GroupID   org.GroupID
	Name      string
	Vision    string
	Version   int
}

// Check lists what is wrong with the patient group, or nil. Fields: "name" and "vision".
func (g PatientGroup) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "name", g.Name, MaxLine)
	quality.NeededText(&v, "vision", g.Vision, MaxLongText)
	return v.OrNil()
}

// PathwayGap is where a unit stands against one of the pathway's measures, why, what it
// aims for and which effort it has chosen. It is for the group alone, as GapSheet is.
type PathwayGap struct {
	PathwayID   PathwayID
	GroupID     org.GroupID
	UnitID      org.UnitID
	IndicatorID quality.IndicatorID
	Current     string
	Gap         string
	Goal        string
	Causes      string
	Effort      string
	// WrittenAt is the last time, and WrittenBy is zero when a command wrote it.
	WrittenAt time.Time
	WrittenBy org.PersonID
	Version   int // zero before it is written
}

// Check lists what is wrong with the sheet, or nil. Fields: "current", "gap", "goal",
// "causes" and "effort". It may be written bit by bit, but not be empty.
func (g PathwayGap) Check() error {
	var v fault.ValidationError
	if g.Current+g.Gap+g.Goal+g.Causes+g.Effort == "" {
		v.Add("current", "required")
	}
	quality.FreeText(&v, "current", g.Current, MaxLongText)
	quality.FreeText(&v, "gap", g.Gap, MaxLongText)
	quality.FreeText(&v, "goal", g.Goal, MaxText)
	quality.FreeText(&v, "causes", g.Causes, MaxLongText)
	quality.FreeText(&v, "effort", g.Effort, MaxLongText)
	return v.OrNil()
}
