package improvement

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// TeamState is how far a learning team has come.
type TeamState string

// The states. One that is handed over or ended is fixed.
const (
	TeamPlanned    TeamState = "planned"
	TeamRunning    TeamState = "running"
	TeamHandedOver TeamState = "handed_over" // ordinary work goes on with it
	TeamEnded      TeamState = "ended"       // without that, for a reason
)

// TeamStates lists the states in the order they are shown.
func TeamStates() []TeamState {
	return []TeamState{TeamRunning, TeamPlanned, TeamHandedOver, TeamEnded}
}

// Open reports whether the team can still be changed.
func (s TeamState) Open() bool { return s == TeamPlanned || s == TeamRunning }

// TeamYears is about how long a team goes on, in years.
const TeamYears = 2

// maxTeamYears is the longest that one can.
const maxTeamYears = 5

// Team is a learning and quality team: a network of units that together make one thing
// better for children and families, for about two years.
type Team struct {
	ID      TeamID
	GroupID org.GroupID
	Title   string
	Aim     string // what is to become better for children and families
	Parties string // who else it takes, in words
	// BeginsOn and EndsOn are its first and last day, at midnight UTC.
	BeginsOn, EndsOn time.Time
	State            TeamState
	// NominationID is the nomination that it was begun from; zero for none.
	NominationID NominationID
	SettledOn    *time.Time // when it was handed over or ended
	EndNote      string     // what was learnt, or why it ended
	Continues    string     // what goes on in ordinary work
	ActionID     ActionID   // the action that sees to it; zero for none
	WrittenAt    time.Time
	WrittenBy    org.PersonID // zero when a command wrote it
	Version      int
}

// On is the team as it stood on the day: one that was settled later still went on.
func (t Team) On(day time.Time) Team {
	if t.SettledOn != nil && t.SettledOn.After(day) {
		t.State, t.SettledOn, t.EndNote, t.Continues, t.ActionID = TeamRunning, nil, "", "", 0
	}
	return t
}

// Check lists what is wrong with the team, or nil. Fields: "title", "aim", "parties",
// "begins_on" and "ends_on".
func (t Team) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", t.Title, MaxLine)
	quality.NeededText(&v, "aim", t.Aim, MaxLongText)
	quality.FreeText(&v, "parties", t.Parties, MaxText)
	checkDay(&v, "begins_on", t.BeginsOn)
	checkDay(&v, "ends_on", t.EndsOn)
	switch {
	case t.BeginsOn.IsZero() || t.EndsOn.IsZero():
	case !t.EndsOn.After(t.BeginsOn):
		v.Add("ends_on", "date_order")
	case t.EndsOn.After(t.BeginsOn.AddDate(maxTeamYears, 0, 0)):
		v.Add("ends_on", "team_too_long", maxTeamYears)
	}
	return v.OrNil()
}

// checkDay is about a day that there must be.
func checkDay(v *fault.ValidationError, field string, day time.Time) {
	if day.IsZero() {
		v.Add(field, "required")
	} else {
		within(v, field, day)
	}
}

// Start makes a planned team a running one; fault.ErrWrongState for others.
func (t *Team) Start() error {
	if t.State != TeamPlanned {
		return fault.ErrWrongState
	}
	t.State = TeamRunning
	return nil
}

// TeamEnding is how a team ends.
type TeamEnding struct {
	// As is TeamHandedOver or TeamEnded.
	As        TeamState
	Note      string // what was learnt, or why it ended
	Continues string // what goes on; for TeamHandedOver alone
	OwnerID   org.PersonID
	DueOn     time.Time // when it is followed up that it does
	// CarriedOn are the team's goals that are to become the group's.
	CarriedOn []TeamGoalID
}

// Check lists what is wrong with the ending, or nil. Fields: "as", "end_note", and for a
// handing over "continues", "owner" and "due_on".
func (e TeamEnding) Check(today time.Time) error {
	var v fault.ValidationError
	if e.As != TeamHandedOver && e.As != TeamEnded {
		v.Add("as", "required")
	}
	quality.NeededText(&v, "end_note", e.Note, MaxLongText)
	if e.As == TeamHandedOver {
		quality.NeededText(&v, "continues", e.Continues, MaxLongText)
		if e.OwnerID == 0 {
			v.Add("owner", "required")
		}
		checkDay(&v, "due_on", e.DueOn)
		if !e.DueOn.IsZero() && e.DueOn.Before(today) {
			v.Add("due_on", "date_past")
		}
	}
	return v.OrNil()
}

// End makes the team handed over or ended today; fault.ErrWrongState for one that is
// already, or that is handed over before it has run.
func (t *Team) End(e TeamEnding, today time.Time) error {
	if !t.State.Open() || e.As == TeamHandedOver && t.State != TeamRunning {
		return fault.ErrWrongState
	}
	t.State, t.SettledOn, t.EndNote = e.As, &today, e.Note
	if e.As == TeamHandedOver {
		t.Continues = e.Continues
	}
	return nil
}

// seminars is how many learning seminars a team has over its time.
const seminars = 4

// SeminarDays are the days that are suggested for a team's learning seminars, evenly over
// its time: one soon after it begins, so that all know the figures, and one before it ends.
// A Saturday or a Sunday gives way to the Monday after.
func (t Team) SeminarDays() []time.Time {
	const edge = 21 // days from the ends
	first, last := t.BeginsOn.AddDate(0, 0, edge), t.EndsOn.AddDate(0, 0, -edge)
	if !last.After(first) {
		return nil
	}
	days := make([]time.Time, seminars)
	between := int(last.Sub(first).Hours()/24) / (seminars - 1)
	for n := range days {
		day := first.AddDate(0, 0, n*between)
		switch day.Weekday() {
		case time.Saturday:
			day = day.AddDate(0, 0, 2)
		case time.Sunday:
			day = day.AddDate(0, 0, 1)
		}
		days[n] = day
	}
	return days
}

// SeminarsToPlan are those of SeminarDays that come after today, without as many of the first
// as there are seminars planned after today.
func (t Team) SeminarsToPlan(today time.Time, planned []time.Time) []time.Time {
	passed := func(day time.Time) bool { return !day.After(today) }
	days := slices.DeleteFunc(t.SeminarDays(), passed)
	coming := slices.DeleteFunc(slices.Clone(planned), passed)
	return days[min(len(coming), len(days)):]
}

// TeamUnit is a unit that takes part. One that has opened its results lets the other units
// that have see them, and sees theirs: all agree in writing.
type TeamUnit struct {
	UnitID   org.UnitID
	Code     string
	Name     string // short
	OpenedAt *time.Time
	OpenedBy string // who said so, by name
}

// Open reports whether the unit has opened its results to the others.
func (u TeamUnit) Open() bool { return u.OpenedAt != nil }
