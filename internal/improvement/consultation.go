package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ConsultationID is a consultation's identity.
type ConsultationID int64

// ConsultationState is how far the answer to a consultation has come.
type ConsultationState string

// The states.
const (
	ConsultationOpen     ConsultationState = "open"     // views are gathered and the answer is written
	ConsultationReady    ConsultationState = "ready"    // the answer waits for the chair
	ConsultationApproved ConsultationState = "approved" // the answer is fixed and is to be sent
	ConsultationSent     ConsultationState = "sent"
	ConsultationDeclined ConsultationState = "declined" // the group does not answer, and says why
)

// ConsultationStates lists them, in the order they are shown.
func ConsultationStates() []ConsultationState {
	return []ConsultationState{ConsultationOpen, ConsultationReady, ConsultationApproved, ConsultationSent, ConsultationDeclined}
}

// MaxAnswer is the most characters of an answer.
const MaxAnswer = 50_000

// Consultation is something that others ask the group's opinion of: a proposed guideline,
// what is to be highly specialised care.
type Consultation struct {
	ID         ConsultationID
	GroupID    org.GroupID
	Title      string
	Sender     string // who asks, in words
	ReceivedOn time.Time
	DueOn      time.Time // the sender's last day
	ViewsDueOn time.Time // the group's own last day for the regions' views
	Link       string    // to the proposal: a page of the site, or an https address; "" for none
	// Asked is what the sender wants to know, Consequences which consequences the views
	// are to be about.
	Asked        string
	Consequences string
	// OwnerID or OwnerRole sees to the answer; with neither it is nobody's yet.
	OwnerID       org.PersonID
	OwnerRole     org.Role
	State         ConsultationState
	Answer        string // Markdown
	ReturnedNote  string // why the chair gave it back, until it is handed over again
	ApprovedAt    *time.Time
	ApprovedBy    org.PersonID
	SentOn        *time.Time
	SentTo        string
	SentBy        org.PersonID
	DeclineReason string
	CreatedAt     time.Time
	CreatedBy     org.PersonID
	Version       int
}

// Check lists what is wrong with what is said of the consultation at its fields, or nil.
func (c Consultation) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", c.Title, 200)
	quality.NeededText(&v, "sender", c.Sender, 200)
	quality.FreeText(&v, "asked", c.Asked, 5000)
	quality.FreeText(&v, "consequences", c.Consequences, 5000)
	checkLink(&v, "link", c.Link)
	neededDays(&v, namedDay{"received_on", c.ReceivedOn}, namedDay{"due_on", c.DueOn}, namedDay{"views_due_on", c.ViewsDueOn})
	if !c.DueOn.IsZero() && c.DueOn.Before(c.ReceivedOn) {
		v.Add("due_on", "date_order")
	}
	if !c.DueOn.IsZero() && c.ViewsDueOn.After(c.DueOn) {
		v.Add("views_due_on", "views_after_due")
	}
	if c.OwnerID != 0 && c.OwnerRole != "" || c.OwnerRole != "" && !c.OwnerRole.Valid() {
		v.Add("owner", "unknown_choice")
	}
	return v.OrNil()
}

// Waits reports whether the answer has still to be written, approved or sent.
func (c Consultation) Waits() bool {
	return c.State != ConsultationSent && c.State != ConsultationDeclined
}

// Late reports whether the sender's last day has passed without an answer.
func (c Consultation) Late(today time.Time) bool { return c.Waits() && c.DueOn.Before(today) }

// OwnedBy reports whether the actor is who sees to the answer.
func (c Consultation) OwnedBy(actor org.Actor) bool {
	if c.OwnerID != 0 {
		return c.OwnerID == actor.Person.ID
	}
	return c.OwnerRole != "" && actor.Has(c.OwnerRole, c.GroupID)
}

// Write changes the answer's text while it is written.
func (c *Consultation) Write(answer string) error {
	if c.State != ConsultationOpen {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.FreeText(&v, "answer", answer, MaxAnswer)
	if err := v.OrNil(); err != nil {
		return err
	}
	c.Answer = answer
	return nil
}

// HandOver gives the written answer to the chair. Without the views of the regions that are
// missing it is given only when that is confirmed; a problem stands at "confirm" else.
func (c *Consultation) HandOver(missing []Region, confirmed bool) error {
	if c.State != ConsultationOpen {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "answer", c.Answer, MaxAnswer)
	if len(missing) > 0 && !confirmed {
		v.Add("confirm", "views_missing", RegionNames(missing))
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	c.State, c.ReturnedNote = ConsultationReady, ""
	return nil
}

// LeavesOut reports whether the answer is given without the region's view.
func (c Consultation) LeavesOut(v RegionView) bool {
	return !v.Done() && (c.State == ConsultationReady || c.State == ConsultationApproved || c.State == ConsultationSent)
}

// Return gives the answer back to be changed; why is needed.
func (c *Consultation) Return(why string) error {
	if c.State != ConsultationReady {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "returned_note", why, 2000)
	if err := v.OrNil(); err != nil {
		return err
	}
	c.State, c.ReturnedNote = ConsultationOpen, why
	return nil
}

// Approve fixes the answer.
func (c *Consultation) Approve(at time.Time, by org.PersonID) error {
	if c.State != ConsultationReady {
		return fault.ErrWrongState
	}
	c.State, c.ApprovedAt, c.ApprovedBy = ConsultationApproved, &at, by
	return nil
}

// Sending is how an answer left the group.
type Sending struct {
	On    time.Time
	To    string
	By    org.PersonID
	Today time.Time
}

// Send notes that the approved answer has been sent. Problems stand at "sent_on" and
// "sent_to".
func (c *Consultation) Send(s Sending) error {
	if c.State != ConsultationApproved {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "sent_to", s.To, 200)
	switch {
	case s.On.IsZero():
		v.Add("sent_on", "required")
	case s.On.After(s.Today):
		v.Add("sent_on", "date_future")
	case s.On.Before(c.ReceivedOn):
		v.Add("sent_on", "date_order")
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	c.State, c.SentOn, c.SentTo, c.SentBy = ConsultationSent, &s.On, s.To, s.By
	return nil
}

// Decline ends a consultation that the group does not answer; why is needed.
func (c *Consultation) Decline(why string) error {
	if c.State != ConsultationOpen && c.State != ConsultationReady {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	quality.NeededText(&v, "decline_reason", why, 2000)
	if err := v.OrNil(); err != nil {
		return err
	}
	c.State, c.DeclineReason = ConsultationDeclined, why
	return nil
}

// namedDay is a day with the field it was written in.
type namedDay struct {
	field string
	day   time.Time
}

// neededDays adds a problem for each day that is missing, or so far off that it must be a
// slip of the finger.
func neededDays(v *fault.ValidationError, days ...namedDay) {
	for _, d := range days {
		switch {
		case d.day.IsZero():
			v.Add(d.field, "required")
		case d.day.Year() < FirstTaskYear || d.day.Year() > LastTaskYear:
			v.Add(d.field, "date_limits", time.Date(FirstTaskYear, time.January, 1, 0, 0, 0, 0, time.UTC),
				time.Date(LastTaskYear, time.December, 31, 0, 0, 0, 0, time.UTC))
		}
	}
}
