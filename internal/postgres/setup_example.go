package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const markExample = `-- name: mark group as example
UPDATE programme_group SET example_data = true WHERE id = @group`

// MarkExample says of the group that its figures are made up.
func (tx *Tx) MarkExample(ctx context.Context, group org.GroupID) error {
	return exec(ctx, tx, markExample, pgx.StrictNamedArgs{"group": group}, 1, fault.ErrNotFound)
}

const backdateDefinitions = `-- name: backdate definitions
UPDATE indicator_version v SET valid_from = @day
FROM indicator i
WHERE i.id = v.indicator_id AND i.group_id = @group AND v.valid_from > @day
  AND NOT EXISTS (SELECT FROM indicator_version w WHERE w.indicator_id = v.indicator_id AND w.valid_from < v.valid_from)`

// BackdateDefinitions lets each of the group's first definitions hold from the
// day, where it held from a later one. For a library that no figure uses yet.
func (tx *Tx) BackdateDefinitions(ctx context.Context, group org.GroupID, day time.Time) error {
	return exec(ctx, tx, backdateDefinitions, pgx.StrictNamedArgs{"group": group, "day": day}, -1, nil)
}

const backdateMandate = `-- name: backdate mandate
UPDATE mandate SET adopted_at = @at WHERE group_id = @group AND number = 1 AND adopted_at > @at`

// BackdateMandate lets the first version of the group's mandate hold from the moment,
// where it held from a later one.
func (tx *Tx) BackdateMandate(ctx context.Context, group org.GroupID, at time.Time) error {
	return exec(ctx, tx, backdateMandate, pgx.StrictNamedArgs{"group": group, "at": at}, -1, nil)
}

var submissionColumnNames = []string{"group_id", "unit_id", "period_start", "period_months", "state",
	"submitted_at", "submitted_by", "returned_at", "returned_by", "return_reason", "approved_at", "approved_by",
	"finalised_at", "finalised_by"}

// CopySubmissions stores many new submissions at once. None may be reopened.
func (tx *Tx) CopySubmissions(ctx context.Context, list []quality.Submission) error {
	_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{"submission"}, submissionColumnNames,
		pgx.CopyFromSlice(len(list), func(n int) ([]any, error) {
			s := list[n]
			return []any{s.GroupID, s.UnitID, s.Period.Start(), s.Period.Months, s.State,
				s.SubmittedAt, orNull(s.SubmittedBy), s.ReturnedAt, orNull(s.ReturnedBy), s.ReturnReason,
				s.ApprovedAt, orNull(s.ApprovedBy), s.FinalisedAt, orNull(s.FinalisedBy)}, nil
		}))
	return translate(err)
}

// orNull is nil for the zero value, which stands for none.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
