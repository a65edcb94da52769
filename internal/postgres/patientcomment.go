package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// CommentFilter says which of a group's comments from those who speak for patients to read;
// what is zero is not asked for.
type CommentFilter struct {
	GroupID    org.GroupID
	Subject    improvement.CommentSubject
	GoalID     quality.GoalID
	ProposalID quality.ProposalID
	Year       int
	WrittenBy  org.PersonID
	Waiting    bool // only those that are not answered
	Limit      int
}

const commentColumns = `
SELECT c.id, c.group_id, c.subject, coalesce(c.goal_id, 0) AS goal_id, coalesce(c.proposal_id, 0) AS proposal_id, c.year::int AS year,
       c.about, c.body, c.written_at, c.written_by, p.name AS writer, c.read_at, c.answer, c.answered_at, c.version
FROM patient_comment c
JOIN person p ON p.id = c.written_by`

const selectComments = `-- name: patient comments
` + commentColumns + `
WHERE c.group_id = @group
  AND (@subject::text = '' OR c.subject = @subject)
  AND (@goal::bigint = 0 OR c.goal_id = @goal)
  AND (@proposal::bigint = 0 OR c.proposal_id = @proposal)
  AND (@year::integer = 0 OR c.year = @year)
  AND (@writer::bigint = 0 OR c.written_by = @writer)
  AND (NOT @waiting::boolean OR c.answered_at IS NULL)
ORDER BY c.answered_at IS NOT NULL, c.written_at DESC, c.id DESC
LIMIT @limit`

// PatientComments reads so many of the comments that the filter asks for: those that wait for
// an answer first, then the newest.
func (tx *Tx) PatientComments(ctx context.Context, f CommentFilter) ([]improvement.PatientComment, error) {
	return collect[improvement.PatientComment](ctx, tx, selectComments, pgx.StrictNamedArgs{"group": f.GroupID, "subject": f.Subject,
		"goal": f.GoalID, "proposal": f.ProposalID, "year": f.Year, "writer": f.WrittenBy, "waiting": f.Waiting, "limit": f.Limit})
}

const lockComment = `-- name: lock patient comment
` + commentColumns + `
WHERE c.group_id = @group AND c.id = @id
FOR UPDATE OF c`

// LockPatientComment reads one of the group's comments, which stays as it is until the
// transaction ends; fault.ErrNotFound when it is not the group's.
func (tx *Tx) LockPatientComment(ctx context.Context, group org.GroupID, id improvement.CommentID) (improvement.PatientComment, error) {
	return one[improvement.PatientComment](ctx, tx, lockComment, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertComment = `-- name: add patient comment
INSERT INTO patient_comment (group_id, subject, goal_id, proposal_id, year, about, body, written_at, written_by)
VALUES (@group, @subject, nullif(@goal::bigint, 0), nullif(@proposal::bigint, 0), @year, @about, @body, @at, @by)
RETURNING id`

// AddPatientComment stores a comment and gives its id.
func (tx *Tx) AddPatientComment(ctx context.Context, c improvement.PatientComment) (improvement.CommentID, error) {
	return value[improvement.CommentID](ctx, tx, insertComment, pgx.StrictNamedArgs{"group": c.GroupID, "subject": c.Subject, "goal": c.GoalID,
		"proposal": c.ProposalID, "year": c.Year, "about": c.About, "body": c.Body, "at": c.WrittenAt, "by": c.WrittenBy})
}

const updateComment = `-- name: answer patient comment
UPDATE patient_comment SET read_at = @read_at, read_by = coalesce(read_by, @by), answer = @answer, answered_at = @answered_at,
    answered_by = CASE WHEN @answered_at::timestamptz IS NULL THEN NULL ELSE @by::bigint END, version = version + 1
WHERE id = @id AND version = @version`

// SavePatientComment stores that the comment is read or answered by the person;
// fault.ErrConflict when somebody else did so since it was read.
func (tx *Tx) SavePatientComment(ctx context.Context, c improvement.PatientComment, by org.PersonID) error {
	return exec(ctx, tx, updateComment, pgx.StrictNamedArgs{"id": c.ID, "version": c.Version, "read_at": c.ReadAt, "answer": c.Answer,
		"answered_at": c.AnsweredAt, "by": by}, 1, fault.ErrConflict)
}
