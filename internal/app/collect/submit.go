package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// submitAction is what handing in is called in the audit.
const submitAction = "submission.submit"

// Submit hands in the unit's period, or again the figures of it that were sent
// back. What follows from other figures and has not been entered is stored with
// it. A *fault.ValidationError names every row that is still empty, each at the
// field where filling it in begins, and every figure that was sent back and is as
// it was, or says that the period has not ended; fault.ErrWrongState when nothing
// is due.
func (room *Room) Submit(ctx context.Context, actor org.Actor, where Where) error {
	return room.step(ctx, actor, where, stepping{
		action: submitAction, permission: org.EnterFigures,
		take: func(ctx context.Context, tx *postgres.Tx, at place, s *quality.Submission) error {
			reading, err := room.readPage(ctx, tx, actor, at)
			if err != nil {
				return err
			}
			form := &reading.form
			before := *s
			if err := s.Submit(actor, room.now(), len(form.SentBack())); err != nil {
				return err
			}
			if err := form.complete(); err != nil {
				return err
			}
			if err := tx.HandInReturned(ctx, s.ID); err != nil {
				return err
			}
			saving := saving{tx: tx, actor: actor, at: at, now: room.now(), form: form, submission: before}
			return saving.follows(ctx)
		},
	})
}

// follows stores what the rows say without anything having been entered.
func (s *saving) follows(ctx context.Context) error {
	for _, row := range s.form.Rows {
		if row.Figure.Version > 0 || row.Implied.Figure.State == "" {
			continue
		}
		why := "carried"
		if row.Implied.Because.ID != 0 {
			why = row.Implied.Because.Code
		}
		if err := s.store(ctx, change{row: row, now: row.Implied.Figure, follows: why}); err != nil {
			return err
		}
	}
	return s.audit(ctx)
}

// complete lists what stands in the way of handing in.
func (form *Form) complete() error {
	if len(form.Rows) == 0 {
		return fault.ErrWrongState
	}
	var v fault.ValidationError
	if !form.Period.End().Before(form.Today) {
		v.Add("", "period_not_ended", form.Period.End())
	}
	for _, row := range form.Empty() {
		v.Add(FieldName(row.Key(), firstPart(row.Indicator.Kind)), "figure_required")
	}
	for _, row := range form.SentBack() {
		if !row.Figure.Mended() {
			v.Add(FieldName(row.Key(), firstPart(row.Indicator.Kind)), "sent_back_unchanged")
		}
	}
	return v.OrNil()
}
