package quality

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// TimeNoteKind tells what was done from what happened.
type TimeNoteKind string

// The kinds.
const (
	Intervention TimeNoteKind = "intervention" // something done to get better
	Remark       TimeNoteKind = "note"         // something else that may be seen in the figures
)

// TimeNoteKinds lists the kinds in the order they are shown.
func TimeNoteKinds() []TimeNoteKind { return []TimeNoteKind{Intervention, Remark} }

// TimeNote is something that happened on a day, written on a measure's time line.
type TimeNote struct {
	ID          TimeNoteID
	GroupID     org.GroupID
	IndicatorID IndicatorID
	UnitID      org.UnitID // where it happened; zero for all units
	On          time.Time  // the day, at midnight UTC
	Kind        TimeNoteKind
	Text        string
	Version     int
	WrittenAt   time.Time
	WrittenBy   org.PersonID // zero when a command wrote it
}

// MaxNote is the longest note, in characters.
const MaxNote = 500

// The days that a note can be about; the database's own limits.
var (
	firstNoteDay = time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastNoteDay  = time.Date(2200, time.December, 31, 0, 0, 0, 0, time.UTC)
)

// Check lists what is wrong with the note, or nil. Fields: "on", "kind" and "text".
func (n TimeNote) Check() error {
	var v fault.ValidationError
	switch {
	case n.On.IsZero():
		v.Add("on", "required")
	case n.On.Before(firstNoteDay) || n.On.After(lastNoteDay):
		v.Add("on", "date_limits", firstNoteDay, lastNoteDay)
	}
	if !slices.Contains(TimeNoteKinds(), n.Kind) {
		v.Add("kind", "unknown_choice")
	}
	NeededText(&v, "text", n.Text, MaxNote)
	return v.OrNil()
}
