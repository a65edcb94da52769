package quality

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// FiguresSeen is a head of clinic's word for having seen what a unit handed in.
type FiguresSeen struct {
	SubmissionID SubmissionID
	SubmittedAt  time.Time // which handing in it is about
	PersonID     org.PersonID
	Name         string
	Comment      string // to the unit's people
	At           time.Time
}

// Check is what is wrong with the comment, at "comment", or nil.
func (s FiguresSeen) Check() error {
	var v fault.ValidationError
	FreeText(&v, "comment", s.Comment, MaxComment)
	return v.OrNil()
}

// SeenOf are those among the list that are about the submission as it stands, in the
// list's order.
func SeenOf(list []FiguresSeen, s Submission) []FiguresSeen {
	var seen []FiguresSeen
	for _, f := range list {
		if f.SubmissionID == s.ID && s.SubmittedAt != nil && f.SubmittedAt.Equal(*s.SubmittedAt) {
			seen = append(seen, f)
		}
	}
	return seen
}

// Acknowledge checks that the actor may say, as head of the clinic, that the figures are
// seen: they are handed in, and are the actor's unit's.
func (s Submission) Acknowledge(actor org.Actor) error {
	switch {
	case !actor.May(org.AcknowledgeFigures, s.GroupID, s.UnitID):
		return fault.ErrForbidden
	case s.SubmittedAt == nil || !s.State.Shown():
		return fault.ErrWrongState
	}
	return nil
}
