package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// TimeNote is a note on a time line, with the name of who wrote it ("" when a
// command did).
type TimeNote struct {
	quality.TimeNote
	WriterName string
}

const selectTimeNotes = `-- name: time notes
SELECT t.id, t.group_id, t.indicator_id, coalesce(t.unit_id, 0) AS unit_id, t.happened_on AS "on", t.kind, t.text,
       t.version, t.written_at, coalesce(t.written_by, 0) AS written_by, coalesce(p.name, '') AS writer_name
FROM time_note t
LEFT JOIN person p ON p.id = t.written_by
WHERE t.group_id = @group AND t.indicator_id = ANY(@indicators::bigint[])
ORDER BY t.indicator_id, t.happened_on, t.id`

// TimeNotes reads what is written on the indicators' time lines, by indicator and
// day. One query.
func (tx *Tx) TimeNotes(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID) ([]TimeNote, error) {
	return collect[TimeNote](ctx, tx, selectTimeNotes, pgx.StrictNamedArgs{"group": group, "indicators": nonNil(indicators)})
}

const insertTimeNote = `-- name: insert time note
INSERT INTO time_note (group_id, indicator_id, unit_id, happened_on, kind, text, written_at, written_by)
VALUES (@group, @indicator, nullif(@unit::bigint, 0), @on, @kind, @text, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddTimeNote stores a new note and gives its id. fault.ErrNotFound for a measure or
// a unit that is not the group's.
func (tx *Tx) AddTimeNote(ctx context.Context, n quality.TimeNote) (quality.TimeNoteID, error) {
	args := timeNoteArgs(n)
	args["indicator"] = n.IndicatorID
	return value[quality.TimeNoteID](ctx, tx, insertTimeNote, args)
}

const updateTimeNote = `-- name: update time note
UPDATE time_note SET unit_id = nullif(@unit::bigint, 0), happened_on = @on, kind = @kind, text = @text,
    written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveTimeNote stores a changed note, whose measure never changes; fault.ErrConflict
// when somebody else changed or removed it since it was read.
func (tx *Tx) SaveTimeNote(ctx context.Context, n quality.TimeNote) error {
	args := timeNoteArgs(n)
	args["id"], args["version"] = n.ID, n.Version
	return exec(ctx, tx, updateTimeNote, args, 1, fault.ErrConflict)
}

// timeNoteArgs are the arguments that storing and changing a note share.
func timeNoteArgs(n quality.TimeNote) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": n.GroupID, "unit": n.UnitID, "on": n.On, "kind": n.Kind, "text": n.Text,
		"at": n.WrittenAt, "by": n.WrittenBy}
}

const deleteTimeNote = `-- name: delete time note
DELETE FROM time_note WHERE id = @id AND group_id = @group AND version = @version`

// DeleteTimeNote removes a note; fault.ErrConflict when somebody else changed or
// removed it since it was read.
func (tx *Tx) DeleteTimeNote(ctx context.Context, n quality.TimeNote) error {
	return exec(ctx, tx, deleteTimeNote,
		pgx.StrictNamedArgs{"id": n.ID, "group": n.GroupID, "version": n.Version}, 1, fault.ErrConflict)
}
