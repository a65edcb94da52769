package quality

import (
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// SubmissionState is how far a unit's period has come.
type SubmissionState string

// The states.
const (
	Draft     SubmissionState = "draft"
	Submitted SubmissionState = "submitted"
	Returned  SubmissionState = "returned" // sent back with a reason
	Approved  SubmissionState = "approved"
	Reopened  SubmissionState = "reopened" // approved once, open for changes until a day
	Final     SubmissionState = "final"    // fixed for the yearly report
)

// SubmissionStates lists the states in the order of the path.
func SubmissionStates() []SubmissionState {
	return []SubmissionState{Draft, Submitted, Returned, Approved, Reopened, Final}
}

// Standing is how settled a figure is, shown beside every number.
type Standing string

// The standings.
const (
	Preliminary    Standing = "preliminary"
	ApprovedFigure Standing = "approved"
	FinalFigure    Standing = "final"
)

// Submission is one unit's figures for one collection period, on their way from
// draft to final. Each step keeps who took it and when.
type Submission struct {
	ID            SubmissionID
	GroupID       org.GroupID
	UnitID        org.UnitID
	Period        Period
	State         SubmissionState
	SubmittedAt   *time.Time
	SubmittedBy   org.PersonID
	ReturnedAt    *time.Time
	ReturnedBy    org.PersonID
	ReturnReason  string
	ApprovedAt    *time.Time
	ApprovedBy    org.PersonID
	ReopenedAt    *time.Time
	ReopenedBy    org.PersonID
	ReopenedUntil *time.Time // last day for changes
	ReopenReason  string
	FinalisedAt   *time.Time
	FinalisedBy   org.PersonID
	Version       int
}

// transitions is the whole state machine: from where, to where, and which
// permission the step takes. What is not here cannot happen.
var transitions = map[SubmissionState]map[SubmissionState]org.Action{
	Draft: {Submitted: org.EnterFigures},
	// From submitted to submitted: figures that were sent back are handed in again.
	Submitted: {Submitted: org.EnterFigures, Returned: org.ApproveFigures, Approved: org.ApproveFigures},
	Returned:  {Submitted: org.EnterFigures},
	Approved:  {Reopened: org.ApproveFigures, Final: org.ApproveFigures},
	Reopened:  {Submitted: org.EnterFigures, Reopened: org.ApproveFigures},
}

// Can reports whether the actor may take the submission to the state.
func (s Submission) Can(actor org.Actor, to SubmissionState) bool {
	return s.step(actor, to) == nil
}

// step is fault.ErrWrongState when no such step exists from here, and
// fault.ErrForbidden when it does but the actor may not take it.
func (s Submission) step(actor org.Actor, to SubmissionState) error {
	action, exists := transitions[s.State][to]
	if !exists {
		return fault.ErrWrongState
	}
	if !actor.May(action, s.GroupID, s.UnitID) {
		return fault.ErrForbidden
	}
	return nil
}

// CanRecord reports whether the actor may change figures on the day.
func (s Submission) CanRecord(actor org.Actor, today time.Time) bool {
	return s.record(actor, today) == nil
}

func (s Submission) record(actor org.Actor, today time.Time) error {
	switch {
	case !actor.May(org.EnterFigures, s.GroupID, s.UnitID):
		return fault.ErrForbidden
	case s.State == Draft, s.State == Returned:
		return nil
	case s.State == Reopened && !today.After(*s.ReopenedUntil):
		return nil
	}
	return fault.ErrWrongState
}

// Record checks that the actor may change the submission's figures at the time
// (the clinics' own) and that its period has begun: figures about the future
// are fault.ErrWrongState.
func (s Submission) Record(actor org.Actor, now time.Time) error {
	if err := s.record(actor, org.DayOf(now)); err != nil {
		return err
	}
	if s.Period.Start().After(org.DayOf(now)) {
		return fault.ErrWrongState
	}
	return nil
}

// CanSubmit reports whether the actor may hand the figures in, when so many of
// them have been sent back one by one.
func (s Submission) CanSubmit(actor org.Actor, sentBack int) bool {
	return s.submit(actor, sentBack) == nil
}

// submit: what waits already can only be handed in again when some of it was
// sent back.
func (s Submission) submit(actor org.Actor, sentBack int) error {
	if err := s.step(actor, Submitted); err != nil {
		return err
	}
	if s.State == Submitted && sentBack == 0 {
		return fault.ErrWrongState
	}
	return nil
}

// Submit hands the figures in; sentBack is how many of them have been sent back
// one by one.
func (s *Submission) Submit(actor org.Actor, now time.Time, sentBack int) error {
	if err := s.submit(actor, sentBack); err != nil {
		return err
	}
	s.State, s.SubmittedAt, s.SubmittedBy = Submitted, &now, actor.Person.ID
	return nil
}

// Approve accepts the figures.
func (s *Submission) Approve(actor org.Actor, now time.Time) error {
	if err := s.step(actor, Approved); err != nil {
		return err
	}
	s.State, s.ApprovedAt, s.ApprovedBy = Approved, &now, actor.Person.ID
	return nil
}

// Return sends the figures back; the reason is required and is shown to the unit.
func (s *Submission) Return(actor org.Actor, now time.Time, reason string) error {
	if err := s.step(actor, Returned); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	var v fault.ValidationError
	checkReason(reason, &v)
	if err := v.OrNil(); err != nil {
		return err
	}
	s.State, s.ReturnedAt, s.ReturnedBy, s.ReturnReason = Returned, &now, actor.Person.ID, reason
	return nil
}

// Reopen lets the unit change approved figures until the day, both counted; the
// reason is required. A submission already reopened can be given a new day.
func (s *Submission) Reopen(actor org.Actor, now, until time.Time, reason string) error {
	if err := s.step(actor, Reopened); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	var v fault.ValidationError
	checkReason(reason, &v)
	if until.Before(org.DayOf(now)) {
		v.Add("until", "date_past")
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	s.State, s.ReopenedAt, s.ReopenedBy = Reopened, &now, actor.Person.ID
	s.ReopenedUntil, s.ReopenReason = &until, reason
	return nil
}

// Finalise fixes approved figures for good.
func (s *Submission) Finalise(actor org.Actor, now time.Time) error {
	if err := s.step(actor, Final); err != nil {
		return err
	}
	s.State, s.FinalisedAt, s.FinalisedBy = Final, &now, actor.Person.ID
	return nil
}

func checkReason(reason string, v *fault.ValidationError) {
	if reason == "" {
		v.Add("reason", "required")
	}
	FreeText(v, "reason", reason, MaxComment)
}

// Standing is how settled the submission is as a whole; single figures in it may
// be more or less so (Figure.Standing).
func (s SubmissionState) Standing() Standing {
	switch s {
	case Approved:
		return ApprovedFigure
	case Final:
		return FinalFigure
	}
	return Preliminary
}

// Shown reports whether the figures appear in results: those once handed in and
// not sent back. A draft is nobody's but the unit's own.
func (s SubmissionState) Shown() bool { return s != Draft && s != Returned }

// ShownStates lists the states whose figures appear in results.
func ShownStates() []SubmissionState {
	var shown []SubmissionState
	for _, s := range SubmissionStates() {
		if s.Shown() {
			shown = append(shown, s)
		}
	}
	return shown
}

// Lesser is the less settled of two standings: a sum is no more settled than
// its least settled part.
func (s Standing) Lesser(t Standing) Standing {
	order := map[Standing]int{Preliminary: 0, ApprovedFigure: 1, FinalFigure: 2}
	if order[t] < order[s] {
		return t
	}
	return s
}
