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

// Submit hands in the unit's period. A *fault.ValidationError names every row
// that is still empty, each at the field where filling it in begins, or says
// that the period has not ended; fault.ErrWrongState when nothing is due.
func (room *Room) Submit(ctx context.Context, actor org.Actor, where Where) error {
	return room.step(ctx, actor, where, stepping{
		action: submitAction, permission: org.EnterFigures,
		take: func(ctx context.Context, tx *postgres.Tx, at place, s *quality.Submission) error {
			if err := s.Submit(actor, room.now()); err != nil {
				return err
			}
			form, err := room.readForm(ctx, tx, actor, at)
			if err != nil {
				return err
			}
			return form.complete()
		},
	})
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
	return v.OrNil()
}
