package improvement

import (
	"regexp"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// RecipientDirection is which way from the group somebody is told.
type RecipientDirection string

// The directions: to those above the group, to its own clinics, and to others like it.
const (
	TellUp       RecipientDirection = "up"
	TellDown     RecipientDirection = "down"
	TellSideways RecipientDirection = "sideways"
)

// RecipientDirections lists the directions in the order they are shown.
func RecipientDirections() []RecipientDirection {
	return []RecipientDirection{TellUp, TellDown, TellSideways}
}

// Recipient is somebody whom the group tells of what it publishes and decides.
type Recipient struct {
	ID        RecipientID
	GroupID   org.GroupID
	Direction RecipientDirection
	Name      string
	Way       string // how they are told, in words
	Email     string
	EndedAt   *time.Time // when they were taken off the list; nil while they are on it
	WrittenAt time.Time
	Version   int
}

// Check lists what is wrong with the recipient, or nil. Fields: "direction", "name", "way"
// and "email".
func (r Recipient) Check() error {
	var v fault.ValidationError
	choice(&v, "direction", r.Direction, RecipientDirections())
	quality.NeededText(&v, "name", r.Name, MaxLine)
	quality.FreeText(&v, "way", r.Way, MaxLine)
	if r.Email != "" && (len(r.Email) > 254 || !emailPattern.MatchString(r.Email)) {
		v.Add("email", "email_invalid")
	}
	return v.OrNil()
}

// emailPattern is an address that can be written to.
var emailPattern = regexp.MustCompile(`^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>".]+$`)

// TellingOf is what somebody is told of: one of the ids is set, and none for nothing.
type TellingOf struct {
	DocumentID DocumentID
	DecisionID DecisionID
	EditionID  int64 // of the yearly report
}

// One reports whether it is one thing.
func (o TellingOf) One() bool {
	set := 0
	for _, id := range []int64{int64(o.DocumentID), int64(o.DecisionID), o.EditionID} {
		if id != 0 {
			set++
		}
	}
	return set == 1
}

// Telling is that somebody was told of one thing.
type Telling struct {
	GroupID     org.GroupID
	RecipientID RecipientID
	TellingOf
	ToldOn   time.Time
	Note     string
	ByLetter bool // that a letter about it went
	NotedAt  time.Time
	NotedBy  org.PersonID
}

// Check lists what is wrong with it on the day that is today, or nil. Fields: "told_on" and
// "note".
func (t Telling) Check(today time.Time) error {
	var v fault.ValidationError
	if t.ToldOn.IsZero() {
		v.Add("told_on", "required")
	} else {
		checkPast(&v, "told_on", t.ToldOn, today)
	}
	quality.FreeText(&v, "note", t.Note, MaxText)
	return v.OrNil()
}
