package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// MethodNote is what a unit has said of itself, with the name of who wrote it.
type MethodNote struct {
	improvement.MethodNote
	NotedByName string // "" for a command
}

const selectMethodNotes = `-- name: method notes
SELECT n.id, n.method_id, n.group_id, n.unit_id, n.follows, n.state, n.since, n.comment, n.noted_at,
       coalesce(n.noted_by, 0) AS noted_by, coalesce(p.name, '') AS noted_by_name
FROM method_note n
LEFT JOIN person p ON p.id = n.noted_by
WHERE n.group_id = @group AND (@method::bigint = 0 OR n.method_id = @method)
ORDER BY n.id`

// MethodNotes reads what the group's units have said of the method, or of all methods for
// zero, in the order it was written.
func (tx *Tx) MethodNotes(ctx context.Context, group org.GroupID, method improvement.MethodID) ([]MethodNote, error) {
	return collect[MethodNote](ctx, tx, selectMethodNotes, pgx.StrictNamedArgs{"group": group, "method": method})
}

const insertMethodNote = `-- name: insert method note
INSERT INTO method_note (method_id, group_id, unit_id, follows, state, since, comment, noted_at, noted_by)
SELECT @method, @group, @unit, @follows, @state, @since, @comment, @at, nullif(@by::bigint, 0)
WHERE @follows::bigint = coalesce((SELECT max(n.id) FROM method_note n WHERE n.method_id = @method AND n.unit_id = @unit), 0)
ON CONFLICT ON CONSTRAINT method_note_once DO NOTHING`

// AddMethodNote stores what a unit says of itself, once and for all. fault.ErrConflict when
// something else was said after the note that it follows, and fault.ErrNotFound for a method
// or a unit that is not the group's.
func (tx *Tx) AddMethodNote(ctx context.Context, n improvement.MethodNote) error {
	return exec(ctx, tx, insertMethodNote, pgx.StrictNamedArgs{"method": n.MethodID, "group": n.GroupID, "unit": n.UnitID,
		"follows": n.Follows, "state": n.State, "since": n.Since, "comment": n.Comment, "at": n.NotedAt, "by": n.NotedBy}, 1, fault.ErrConflict)
}

// MethodFollowUp is what a unit saw when it was asked again, with the name of who wrote it.
type MethodFollowUp struct {
	improvement.MethodFollowUp
	NotedByName string // "" for a command
}

const selectMethodFollowUps = `-- name: method follow-ups
SELECT f.id, f.method_id, f.group_id, f.unit_id, f.asked_on, f.outcome, f.result, f.noted_at,
       coalesce(f.noted_by, 0) AS noted_by, coalesce(p.name, '') AS noted_by_name
FROM method_follow_up f
LEFT JOIN person p ON p.id = f.noted_by
WHERE f.group_id = @group AND (@method::bigint = 0 OR f.method_id = @method)
ORDER BY f.id`

// MethodFollowUps reads what the group's units have seen of the method, or of all methods
// for zero, in the order it was written.
func (tx *Tx) MethodFollowUps(ctx context.Context, group org.GroupID, method improvement.MethodID) ([]MethodFollowUp, error) {
	return collect[MethodFollowUp](ctx, tx, selectMethodFollowUps, pgx.StrictNamedArgs{"group": group, "method": method})
}

const insertMethodFollowUp = `-- name: insert method follow-up
INSERT INTO method_follow_up (method_id, group_id, unit_id, asked_on, outcome, result, noted_at, noted_by)
VALUES (@method, @group, @unit, @asked_on, @outcome, @result, @at, nullif(@by::bigint, 0))`

// AddMethodFollowUp stores what a unit saw, once and for all; fault.ErrNotFound for a method
// or a unit that is not the group's.
func (tx *Tx) AddMethodFollowUp(ctx context.Context, f improvement.MethodFollowUp) error {
	return exec(ctx, tx, insertMethodFollowUp, pgx.StrictNamedArgs{"method": f.MethodID, "group": f.GroupID, "unit": f.UnitID,
		"asked_on": f.AskedOn, "outcome": f.Outcome, "result": f.Result, "at": f.NotedAt, "by": f.NotedBy}, 1, nil)
}
