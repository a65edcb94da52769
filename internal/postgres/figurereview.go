package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const updateReview = `-- name: update figure review
UPDATE figure SET review = nullif(@review, ''), reviewed_at = @at, reviewed_by = nullif(@by::bigint, 0),
    return_reason = @return_reason, returned_version = nullif(@returned_version::integer, 0), change_reason = @change_reason
WHERE id = @id AND version = @version`

// SaveReview stores how far the convener has come with the figure, if it is the
// one with that version still, else fault.ErrConflict. What it said when it was
// approved is stored by KeepApproved.
func (tx *Tx) SaveReview(ctx context.Context, f quality.Figure) error {
	r := f.Review
	return exec(ctx, tx, updateReview, pgx.StrictNamedArgs{"id": f.ID, "version": f.Version, "review": r.State,
		"at": r.At, "by": r.By, "return_reason": r.ReturnReason, "returned_version": r.ReturnedVersion, "change_reason": r.ChangeReason}, 1, fault.ErrConflict)
}

// keepApproved takes the place of an earlier approval of the same figure.
const keepApproved = `-- name: keep approved figures
INSERT INTO approved_figure AS a (figure_id, state, numerator, denominator, mean, sd, text_value, yes_value, valid_from,
    valid_to, missing_reason_id, comment, version, approved_at, approved_by)
SELECT f.id, f.state, f.numerator, f.denominator, f.mean, f.sd, f.text_value, f.yes_value, f.valid_from,
    f.valid_to, f.missing_reason_id, f.comment, f.version, f.reviewed_at, f.reviewed_by
FROM figure f
WHERE f.submission_id = ANY(@submissions) AND f.review = 'approved'
ON CONFLICT (figure_id) DO UPDATE SET state = excluded.state, numerator = excluded.numerator,
    denominator = excluded.denominator, mean = excluded.mean, sd = excluded.sd, text_value = excluded.text_value,
    yes_value = excluded.yes_value, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    missing_reason_id = excluded.missing_reason_id, comment = excluded.comment, version = excluded.version,
    approved_at = excluded.approved_at, approved_by = excluded.approved_by
WHERE a.version <> excluded.version`

// KeepApproved keeps what the approved figures of the submissions say now, so
// that later changes can be told from it.
func (tx *Tx) KeepApproved(ctx context.Context, submissions []quality.SubmissionID) error {
	return exec(ctx, tx, keepApproved, pgx.StrictNamedArgs{"submissions": nonNil(submissions)}, -1, nil)
}

const approveAll = `-- name: approve figures with their submissions
UPDATE figure f SET review = 'approved', reviewed_at = s.approved_at, reviewed_by = s.approved_by,
    return_reason = '', returned_version = NULL, change_reason = ''
FROM submission s
WHERE s.id = f.submission_id AND s.id = ANY(@submissions) AND s.state IN ('approved', 'final')
  AND f.review IS DISTINCT FROM 'approved'`

// ApproveFiguresOf approves every figure of those of the submissions that are
// approved: for figures that come approved from elsewhere.
func (tx *Tx) ApproveFiguresOf(ctx context.Context, submissions []quality.SubmissionID) error {
	err := exec(ctx, tx, approveAll, pgx.StrictNamedArgs{"submissions": nonNil(submissions)}, -1, nil)
	if err != nil {
		return err
	}
	return tx.KeepApproved(ctx, submissions)
}

const handInReturned = `-- name: hand in returned figures
UPDATE figure SET review = NULL, reviewed_at = NULL, reviewed_by = NULL
WHERE submission_id = @submission AND review = 'returned'`

// HandInReturned lets the figures that were sent back wait for review again. Why
// they were sent back stays with them.
func (tx *Tx) HandInReturned(ctx context.Context, submission quality.SubmissionID) error {
	return exec(ctx, tx, handInReturned, pgx.StrictNamedArgs{"submission": submission}, -1, nil)
}

const selectSentBack = `-- name: figures sent back
SELECT s.id, count(*) AS figures
FROM figure f
JOIN submission s ON s.id = f.submission_id
WHERE s.group_id = @group AND s.state = 'submitted' AND f.review = 'returned'
  AND s.period_start BETWEEN @from AND @to
GROUP BY s.id
ORDER BY s.id`

// SentBack counts the figures that the convener has sent back one by one, by the
// submission that waits for them, of periods that start between the two days.
func (tx *Tx) SentBack(ctx context.Context, group org.GroupID, from, to time.Time) (map[quality.SubmissionID]int, error) {
	type sentBackRow struct {
		ID      quality.SubmissionID
		Figures int
	}
	rows, err := collect[sentBackRow](ctx, tx, selectSentBack, pgx.StrictNamedArgs{"group": group, "from": from, "to": to})
	counts := map[quality.SubmissionID]int{}
	for _, r := range rows {
		counts[r.ID] = r.Figures
	}
	return counts, err
}

const selectStanding = `-- name: standing answers
SELECT ` + figureColumns + figureTables + `
JOIN indicator i ON i.id = f.indicator_id
WHERE s.group_id = @group AND i.carries_over AND f.period_start BETWEEN @from AND @to
ORDER BY f.unit_id, f.period_start, f.indicator_id, f.stratum_id`

// StandingFigures reads what all units have answered to measures that carry over,
// for periods that start between the two days, drafts too.
func (tx *Tx) StandingFigures(ctx context.Context, group org.GroupID, from, to time.Time) ([]quality.Figure, error) {
	rows, err := collect[figureRow](ctx, tx, selectStanding, pgx.StrictNamedArgs{"group": group, "from": from, "to": to})
	return figures(rows), err
}
