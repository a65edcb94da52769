package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// reviewing is one transaction's decisions about the figures of a submission that
// is locked.
type reviewing struct {
	room       *Room
	tx         *postgres.Tx
	actor      org.Actor
	submission quality.Submission
	form       Form
	decided    map[quality.FigureID]quality.ReviewState
}

// review locks the submission and lets the function decide. What the figures said
// when they were approved is kept, and when the last of them is, so is the
// submission.
func (room *Room) review(ctx context.Context, actor org.Actor, where Where, decide func(*reviewing) error) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		at, err := where.place(ctx, tx, actor, org.ApproveFigures)
		if err != nil {
			return err
		}
		r := &reviewing{room: room, tx: tx, actor: actor, decided: map[quality.FigureID]quality.ReviewState{}}
		if r.submission, err = tx.LockSubmission(ctx, at.group.ID, at.unit.ID, at.period); err != nil {
			return err
		}
		if !r.submission.Can(actor, quality.Approved) {
			return fault.ErrWrongState
		}
		if r.form, err = room.readForm(ctx, tx, actor, at); err != nil {
			return err
		}
		if err := decide(r); err != nil {
			return err
		}
		if err := tx.KeepApproved(ctx, []quality.SubmissionID{r.submission.ID}); err != nil {
			return err
		}
		if r.left() > 0 {
			return nil
		}
		before := r.submission
		if err := r.submission.Approve(actor, room.now()); err != nil {
			return err
		}
		return room.saveStep(ctx, tx, actor, "submission.approve", [2]quality.Submission{before, r.submission})
	})
}

// row finds the figure to decide about. fault.ErrConflict when it says something
// else than what was seen.
func (r *reviewing) row(d Deciding) (Row, error) {
	for row := range r.form.Entered() {
		if row.Key() != d.Key {
			continue
		}
		if Mark(row.Figure) != d.Seen {
			return Row{}, fault.ErrConflict
		}
		return row, nil
	}
	return Row{}, fault.ErrNotFound
}

func (r *reviewing) approve(ctx context.Context, row Row) error {
	f := row.Figure
	if err := r.submission.ApproveFigure(r.actor, r.room.now(), &f); err != nil {
		return err
	}
	return r.decide(ctx, row, f)
}

// decide stores a decision about a figure and logs it.
func (r *reviewing) decide(ctx context.Context, row Row, f quality.Figure) error {
	if err := r.tx.SaveReview(ctx, f); err != nil {
		return err
	}
	r.decided[f.ID] = f.Review.State
	action := map[quality.ReviewState]string{quality.ReviewedApproved: "figure.approve", quality.ReviewedReturned: "figure.return"}
	after := named(row, f)
	if f.Review.State == quality.ReviewedReturned {
		after.Returned = f.Review.ReturnReason
	}
	return r.tx.AppendAudit(ctx, r.actor, postgres.AuditEntry{
		At: r.room.now(), Action: action[f.Review.State], GroupID: r.submission.GroupID, UnitID: r.submission.UnitID,
		Subject: "figure", SubjectID: int64(f.ID), After: after})
}

// left is how many of the figures are not approved.
func (r *reviewing) left() int {
	left := 0
	for row := range r.form.Entered() {
		state := row.Figure.Review.State
		if now, decided := r.decided[row.Figure.ID]; decided {
			state = now
		}
		if state != quality.ReviewedApproved {
			left++
		}
	}
	return left
}
