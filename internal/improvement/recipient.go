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

// emailPattern is an address that can be written to: it is shown as a link, and nobody is
// sent anything by it.
var emailPattern = regexp.MustCompile(`^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>".]+$`)

// Telling is that somebody was told of a document or a decision: one of the two ids is set.
type Telling struct {
	GroupID     org.GroupID
	RecipientID RecipientID
	DocumentID  DocumentID
	DecisionID  DecisionID
	ToldOn      time.Time
	Note        string
	NotedAt     time.Time
	NotedBy     org.PersonID
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
