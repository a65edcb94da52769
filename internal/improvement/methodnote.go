package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// MethodState is how far a unit has come with a method, whichever way that is going.
type MethodState string

// The states. A unit that has said nothing has none, which is another thing than
// MethodUntouched.
const (
	// MethodUntouched: nothing has begun, or it is used as before.
	MethodUntouched     MethodState = "untouched"
	MethodPlanned       MethodState = "planned"
	MethodPartly        MethodState = "partly"
	MethodDone          MethodState = "done"           // introduced everywhere, or phased out
	MethodNotApplicable MethodState = "not_applicable" // with why
)

// MethodStates lists the states in the order they are shown.
func MethodStates() []MethodState {
	return []MethodState{MethodUntouched, MethodPlanned, MethodPartly, MethodDone, MethodNotApplicable}
}

// Moved reports whether something is done otherwise than before, so that it can be seen in
// the figures.
func (s MethodState) Moved() bool { return s == MethodPartly || s == MethodDone }

// MethodNote is what a unit has said of itself at a time: how far it has come, and since
// which day. It is never changed.
type MethodNote struct {
	ID       MethodNoteID
	MethodID MethodID
	GroupID  org.GroupID
	UnitID   org.UnitID
	// Follows is the note that was the unit's latest when this one was written; zero for
	// the first.
	Follows MethodNoteID
	State   MethodState
	// Since is the first day of the state.
	Since time.Time
	// Comment is needed for MethodNotApplicable: why; otherwise what the unit wants to say.
	Comment string
	NotedAt time.Time
	NotedBy org.PersonID // zero for a command
}

// Check lists what is wrong with the note on the day that is today, or nil. Fields: "unit",
// "state", "since" and "comment".
func (n MethodNote) Check(today time.Time) error {
	var v fault.ValidationError
	if n.UnitID == 0 {
		v.Add("unit", "unit_required")
	}
	choice(&v, "state", n.State, MethodStates())
	if n.Since.IsZero() {
		v.Add("since", "required")
	} else {
		checkPast(&v, "since", n.Since, today)
	}
	if n.State == MethodNotApplicable {
		quality.NeededText(&v, "comment", n.Comment, MaxText)
	} else {
		quality.FreeText(&v, "comment", n.Comment, MaxText)
	}
	return v.OrNil()
}

// Same reports whether the note says what the other says.
func (n MethodNote) Same(other MethodNote) bool {
	return n.State == other.State && n.Since.Equal(other.Since) && n.Comment == other.Comment
}

// MethodCourse is what a unit has said of one method as a course over time, from its notes
// in the order that they were written: each state with the day it began, none twice in a
// row. A later note mends what was said of the time from its day on; one with the state
// that the unit was in mends since when.
func MethodCourse(notes []MethodNote) []MethodNote {
	var course []MethodNote
	for _, n := range notes {
		for len(course) > 0 && !course[len(course)-1].Since.Before(n.Since) {
			course = course[:len(course)-1]
		}
		if last := len(course) - 1; last >= 0 && course[last].State == n.State {
			course[last] = n
			continue
		}
		course = append(course, n)
	}
	return course
}

// MethodOn is the note that holds on the day; false when the course begins later.
func MethodOn(course []MethodNote, day time.Time) (MethodNote, bool) {
	for i := len(course) - 1; i >= 0; i-- {
		if !course[i].Since.After(day) {
			return course[i], true
		}
	}
	return MethodNote{}, false
}

// MethodBegan is the day from which the unit does otherwise than before, for as long as the
// course ends so; nil when it does not.
func MethodBegan(course []MethodNote) *time.Time {
	var began *time.Time
	for i := len(course) - 1; i >= 0 && course[i].State.Moved(); i-- {
		began = &course[i].Since
	}
	return began
}

// MethodTally is how many units stand where with a method.
type MethodTally struct{ Untouched, Planned, Partly, Done, NotApplicable, Silent int }

// Count adds a unit in the state; "" has said nothing.
func (t *MethodTally) Count(s MethodState) {
	switch s {
	case MethodUntouched:
		t.Untouched++
	case MethodPlanned:
		t.Planned++
	case MethodPartly:
		t.Partly++
	case MethodDone:
		t.Done++
	case MethodNotApplicable:
		t.NotApplicable++
	default:
		t.Silent++
	}
}

// Concerned is how many units the method is for, as far as they have said.
func (t MethodTally) Concerned() int {
	return t.Untouched + t.Planned + t.Partly + t.Done + t.Silent
}

// MethodUnit names a method at a unit.
type MethodUnit struct {
	MethodID MethodID
	UnitID   org.UnitID
}

// At is where the note belongs.
func (n MethodNote) At() MethodUnit { return MethodUnit{n.MethodID, n.UnitID} }

// MethodCourses are the courses of all the methods and units that the notes are about.
func MethodCourses(notes []MethodNote) map[MethodUnit][]MethodNote {
	courses := map[MethodUnit][]MethodNote{}
	for _, n := range notes {
		courses[n.At()] = append(courses[n.At()], n)
	}
	for at, of := range courses {
		courses[at] = MethodCourse(of)
	}
	return courses
}
