package quality

import (
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ReviewState is how far the convener has come with one figure.
type ReviewState string

// The states.
const (
	NotReviewed      ReviewState = ""         // not looked at, or changed since
	ReviewedApproved ReviewState = "approved" // accepted as it stands
	ReviewedReturned ReviewState = "returned" // sent back to be mended, with a reason
)

// Review is what the convener has said of one figure.
type Review struct {
	State ReviewState
	At    *time.Time
	By    org.PersonID
	// ReturnReason is why the figure was sent back. It stays until the figure is
	// approved, so that what was mended can be read beside it.
	ReturnReason string
	// ReturnedVersion is the figure's version that was sent back.
	ReturnedVersion int
	// ChangeReason is why the unit changed an approved figure. It stays until the
	// figure is approved again.
	ChangeReason string
	// Approved is what the figure said when it was last approved; nil when it never was.
	Approved *Settled
}

// Settled is what a figure said when it was approved, by whom and when.
type Settled struct {
	State           FigureState
	Value           Value
	MissingReasonID ReasonID
	Comment         string
	Version         int
	At              time.Time
	By              org.PersonID // zero when a command approved it
}

// Figure is the approved content as a figure, to be shown or compared.
func (a Settled) Figure() Figure {
	return Figure{State: a.State, Value: a.Value, MissingReasonID: a.MissingReasonID, Comment: a.Comment, Version: a.Version}
}

// ChangedSinceApproval reports whether the figure says something else than when
// it was approved.
func (f Figure) ChangedSinceApproval() bool {
	return f.Review.Approved != nil && !f.Same(f.Review.Approved.Figure())
}

// Standing is how settled the figure is in a submission of that state.
func (f Figure) Standing(s SubmissionState) Standing {
	switch {
	case s == Final:
		return FinalFigure
	case f.Review.State == ReviewedApproved:
		return ApprovedFigure
	}
	return Preliminary
}

// RecordFigure checks that the actor may change the figure at the time (the
// clinics' own). The whole form is open in a draft, and in what came back or was
// opened again; while the submission waits to be approved only the figures that
// were sent back are. fault.ErrWrongState when it may not be changed now, also
// when its period has not begun.
func (s Submission) RecordFigure(actor org.Actor, now time.Time, f Figure) error {
	if s.State == Submitted && f.Review.State == ReviewedReturned {
		if !actor.May(org.EnterFigures, s.GroupID, s.UnitID) {
			return fault.ErrForbidden
		}
		return nil
	}
	return s.Record(actor, now)
}

// ApproveFigure accepts one figure of a submission that waits.
func (s Submission) ApproveFigure(actor org.Actor, now time.Time, f *Figure) error {
	if err := s.review(actor); err != nil {
		return err
	}
	f.approve(actor.Person.ID, now)
	return nil
}

func (f *Figure) approve(by org.PersonID, now time.Time) {
	f.Review = Review{State: ReviewedApproved, At: &now, By: by,
		Approved: &Settled{State: f.State, Value: f.Value, MissingReasonID: f.MissingReasonID, Comment: f.Comment,
			Version: f.Version, At: now, By: by}}
}

// ReturnFigure sends one figure of a submission that waits back to be mended;
// the reason is required and is shown to the unit at the figure.
func (s Submission) ReturnFigure(actor org.Actor, now time.Time, reason string, f *Figure) error {
	if err := s.review(actor); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	var v fault.ValidationError
	checkReason(reason, &v)
	if err := v.OrNil(); err != nil {
		return err
	}
	f.Review.State, f.Review.At, f.Review.By = ReviewedReturned, &now, actor.Person.ID
	f.Review.ReturnReason, f.Review.ReturnedVersion = reason, f.Version
	return nil
}

// Mended reports whether the figure was sent back and the unit has changed it since.
func (f Figure) Mended() bool {
	return f.Review.State == ReviewedReturned && f.Version != f.Review.ReturnedVersion
}

// review checks that the actor may decide about single figures now.
func (s Submission) review(actor org.Actor) error {
	if s.State != Submitted {
		return fault.ErrWrongState
	}
	if !actor.May(org.ApproveFigures, s.GroupID, s.UnitID) {
		return fault.ErrForbidden
	}
	return nil
}

// Changed is the figure's review after the unit has changed what it says. An
// approved figure awaits review anew, and why it was changed is kept with it; one
// that was sent back stays so until the unit hands it in again.
func (r Review) Changed(why string) Review {
	if r.State == ReviewedApproved {
		r.State, r.At, r.By = NotReviewed, nil, 0
	}
	r.ChangeReason = ""
	if r.Approved != nil {
		r.ChangeReason = why
	}
	return r
}
