package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

type submissionRow struct {
	ID            quality.SubmissionID
	GroupID       org.GroupID
	UnitID        org.UnitID
	PeriodStart   time.Time
	PeriodMonths  int
	State         quality.SubmissionState
	SubmittedAt   *time.Time
	SubmittedBy   org.PersonID
	ReturnedAt    *time.Time
	ReturnedBy    org.PersonID
	ReturnReason  string
	ApprovedAt    *time.Time
	ApprovedBy    org.PersonID
	ReopenedAt    *time.Time
	ReopenedBy    org.PersonID
	ReopenedUntil *time.Time
	ReopenReason  string
	FinalisedAt   *time.Time
	FinalisedBy   org.PersonID
	Version       int
}

func (r submissionRow) submission() quality.Submission {
	return quality.Submission{
		ID: r.ID, GroupID: r.GroupID, UnitID: r.UnitID,
		Period: quality.PeriodFrom(r.PeriodStart, r.PeriodMonths), State: r.State,
		SubmittedAt: r.SubmittedAt, SubmittedBy: r.SubmittedBy,
		ReturnedAt: r.ReturnedAt, ReturnedBy: r.ReturnedBy, ReturnReason: r.ReturnReason,
		ApprovedAt: r.ApprovedAt, ApprovedBy: r.ApprovedBy,
		ReopenedAt: r.ReopenedAt, ReopenedBy: r.ReopenedBy,
		ReopenedUntil: r.ReopenedUntil, ReopenReason: r.ReopenReason,
		FinalisedAt: r.FinalisedAt, FinalisedBy: r.FinalisedBy, Version: r.Version,
	}
}

const submissionColumns = `
SELECT s.id, s.group_id, s.unit_id, s.period_start, s.period_months, s.state,
       s.submitted_at, coalesce(s.submitted_by, 0) AS submitted_by,
       s.returned_at, coalesce(s.returned_by, 0) AS returned_by, s.return_reason,
       s.approved_at, coalesce(s.approved_by, 0) AS approved_by,
       s.reopened_at, coalesce(s.reopened_by, 0) AS reopened_by, s.reopened_until, s.reopen_reason,
       s.finalised_at, coalesce(s.finalised_by, 0) AS finalised_by, s.version
FROM submission s`

const selectSubmission = `-- name: submission
` + submissionColumns + `
WHERE s.group_id = @group AND s.unit_id = @unit AND s.period_start = @start AND s.period_months = @months`

// Submission reads a unit's submission for the period, or fault.ErrNotFound when
// nothing has been entered yet.
func (tx *Tx) Submission(ctx context.Context, group org.GroupID, unit org.UnitID, p quality.Period) (quality.Submission, error) {
	row, err := one[submissionRow](ctx, tx, selectSubmission, submissionKey(group, unit, p))
	return row.submission(), err
}

const lockSubmission = `-- name: lock submission
INSERT INTO submission (group_id, unit_id, period_start, period_months)
VALUES (@group, @unit, @start, @months)
ON CONFLICT ON CONSTRAINT submission_unique DO NOTHING`

// LockSubmission reads a unit's submission for the period, making a draft if
// there is none, and keeps everybody else from changing it until the
// transaction ends. What the group has chosen to collect stays as it is as long
// (ShareGoals): read it after this.
func (tx *Tx) LockSubmission(ctx context.Context, group org.GroupID, unit org.UnitID, p quality.Period) (quality.Submission, error) {
	if err := tx.ShareGoals(ctx, group, p); err != nil {
		return quality.Submission{}, err
	}
	key := submissionKey(group, unit, p)
	if err := exec(ctx, tx, lockSubmission, key, -1, nil); err != nil {
		return quality.Submission{}, err
	}
	row, err := one[submissionRow](ctx, tx, selectSubmission+"\nFOR UPDATE", key)
	return row.submission(), err
}

func submissionKey(group org.GroupID, unit org.UnitID, p quality.Period) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": group, "unit": unit, "start": p.Start(), "months": p.Months}
}

const selectSubmissions = `-- name: submissions
` + submissionColumns + `
WHERE s.group_id = @group AND s.period_start BETWEEN @from AND @to
ORDER BY s.period_start, s.unit_id`

// Submissions reads the group's submissions for periods that start between the
// two days.
func (tx *Tx) Submissions(ctx context.Context, group org.GroupID, from, to time.Time) ([]quality.Submission, error) {
	rows, err := collect[submissionRow](ctx, tx, selectSubmissions,
		pgx.StrictNamedArgs{"group": group, "from": from, "to": to})
	return submissions(rows), err
}

const selectUnitSubmissions = `-- name: unit submissions
` + submissionColumns + `
WHERE s.group_id = @group AND s.unit_id = ANY(@units) AND s.period_start BETWEEN @from AND @to
ORDER BY s.period_start, s.unit_id`

// UnitSubmissions reads the units' submissions for periods that start between the
// two days.
func (tx *Tx) UnitSubmissions(ctx context.Context, group org.GroupID, units []org.UnitID, from, to time.Time) ([]quality.Submission, error) {
	rows, err := collect[submissionRow](ctx, tx, selectUnitSubmissions,
		pgx.StrictNamedArgs{"group": group, "units": nonNil(units), "from": from, "to": to})
	return submissions(rows), err
}

func submissions(rows []submissionRow) []quality.Submission {
	list := make([]quality.Submission, len(rows))
	for n, r := range rows {
		list[n] = r.submission()
	}
	return list
}

const updateSubmission = `-- name: update submission
UPDATE submission SET
    state = @state,
    submitted_at = @submitted_at, submitted_by = nullif(@submitted_by::bigint, 0),
    returned_at = @returned_at, returned_by = nullif(@returned_by::bigint, 0), return_reason = @return_reason,
    approved_at = @approved_at, approved_by = nullif(@approved_by::bigint, 0),
    reopened_at = @reopened_at, reopened_by = nullif(@reopened_by::bigint, 0),
    reopened_until = @reopened_until, reopen_reason = @reopen_reason,
    finalised_at = @finalised_at, finalised_by = nullif(@finalised_by::bigint, 0),
    version = version + 1
WHERE id = @id AND version = @version`

// SaveSubmission stores the state and its facts if nobody has changed the
// submission since it was read, else fault.ErrConflict.
func (tx *Tx) SaveSubmission(ctx context.Context, s quality.Submission) error {
	return exec(ctx, tx, updateSubmission, pgx.StrictNamedArgs{
		"id": s.ID, "version": s.Version, "state": s.State,
		"submitted_at": s.SubmittedAt, "submitted_by": s.SubmittedBy,
		"returned_at": s.ReturnedAt, "returned_by": s.ReturnedBy, "return_reason": s.ReturnReason,
		"approved_at": s.ApprovedAt, "approved_by": s.ApprovedBy,
		"reopened_at": s.ReopenedAt, "reopened_by": s.ReopenedBy,
		"reopened_until": s.ReopenedUntil, "reopen_reason": s.ReopenReason,
		"finalised_at": s.FinalisedAt, "finalised_by": s.FinalisedBy}, 1, fault.ErrConflict)
}
