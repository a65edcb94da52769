package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const insertFiguresSeen = `-- name: insert acknowledgement of submission
INSERT INTO submission_acknowledgement (submission_id, submitted_at, person_id, comment, at)
VALUES (@submission, @submitted_at, @person, @comment, @at)
ON CONFLICT ON CONSTRAINT submission_acknowledgement_once DO NOTHING`

// AddFiguresSeen stores that a head of clinic has seen what was handed in at SubmittedAt;
// fault.ErrWrongState when the person has said so already.
func (tx *Tx) AddFiguresSeen(ctx context.Context, s quality.FiguresSeen) error {
	return exec(ctx, tx, insertFiguresSeen, pgx.StrictNamedArgs{"submission": s.SubmissionID, "submitted_at": s.SubmittedAt,
		"person": s.PersonID, "comment": s.Comment, "at": s.At}, 1, fault.ErrWrongState)
}

const selectFiguresSeen = `-- name: acknowledgements of submissions
SELECT a.submission_id, a.submitted_at, a.person_id, p.name, a.comment, a.at
FROM submission_acknowledgement a
JOIN submission s ON s.id = a.submission_id
JOIN person p ON p.id = a.person_id
WHERE s.group_id = @group AND s.period_start BETWEEN @from AND @to AND a.submitted_at = s.submitted_at
ORDER BY a.at, a.id`

// FiguresSeen reads what heads of clinics have seen of the group's submissions for periods
// that start between the two days, as these stand: what has been handed in anew since is
// to be seen anew.
func (tx *Tx) FiguresSeen(ctx context.Context, group org.GroupID, from, to time.Time) ([]quality.FiguresSeen, error) {
	return collect[quality.FiguresSeen](ctx, tx, selectFiguresSeen, pgx.StrictNamedArgs{"group": group, "from": from, "to": to})
}
