package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// EditionEvent is something that has happened to an edition. Kind is "delivered",
// "presented" or "acknowledged", and Direction of what was delivered "up", "down" or
// "sideways". Names are empty where a command did it.
type EditionEvent struct {
	ID         int64
	EditionID  int64
	Kind       string
	HappenedOn time.Time
	Direction  string
	// WithWhom is to whom it was delivered, at which meeting it was presented, or who
	// acknowledged it.
	WithWhom  string
	MeetingID org.MeetingID // where it was presented; zero for none of the group's
	Note      string
	NotedAt   time.Time
	NotedBy   string
	// TakenBackAt is when it was said to be wrong; nil while it holds.
	TakenBackAt *time.Time
	TakenBackBy string
}

const selectEditionEvents = `-- name: edition events
SELECT v.id, v.edition_id, v.kind, v.happened_on, v.direction, v.with_whom, coalesce(v.meeting_id, 0) AS meeting_id, v.note,
       v.noted_at, coalesce(n.name, '') AS noted_by, v.taken_back_at, coalesce(t.name, '') AS taken_back_by
FROM report_edition_event v
JOIN report_edition e ON e.id = v.edition_id
LEFT JOIN person n ON n.id = v.noted_by
LEFT JOIN person t ON t.id = v.taken_back_by
WHERE e.group_id = @group AND (@year::integer = 0 OR e.year = @year)
ORDER BY v.happened_on, v.id`

// EditionEvents reads what has happened to the editions of the year's report, or of every
// year's when it is zero, by day; also what has been taken back.
func (tx *Tx) EditionEvents(ctx context.Context, group org.GroupID, year int) ([]EditionEvent, error) {
	return collect[EditionEvent](ctx, tx, selectEditionEvents, pgx.StrictNamedArgs{"group": group, "year": year})
}

const insertEditionEvent = `-- name: add edition event
INSERT INTO report_edition_event (edition_id, kind, happened_on, direction, with_whom, meeting_id, note, noted_at, noted_by)
VALUES (@edition, @kind, @day, @direction, @whom, nullif(@meeting::bigint, 0), @note, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddEditionEvent notes that something has happened, at NotedAt by somebody.
// fault.ErrConflict when it is acknowledged already.
func (tx *Tx) AddEditionEvent(ctx context.Context, v EditionEvent, by org.PersonID) (int64, error) {
	return value[int64](ctx, tx, insertEditionEvent, pgx.StrictNamedArgs{"edition": v.EditionID, "kind": v.Kind, "day": v.HappenedOn,
		"direction": v.Direction, "whom": v.WithWhom, "meeting": v.MeetingID, "note": v.Note, "at": v.NotedAt, "by": by})
}

const updateEditionEvent = `-- name: take back edition event
UPDATE report_edition_event SET taken_back_at = @at, taken_back_by = nullif(@by::bigint, 0)
WHERE id = @id AND edition_id = @edition AND taken_back_at IS NULL`

// TakeBackEditionEvent says that it was wrong; fault.ErrConflict when it is taken back already.
func (tx *Tx) TakeBackEditionEvent(ctx context.Context, v EditionEvent, at time.Time, by org.PersonID) error {
	return exec(ctx, tx, updateEditionEvent, pgx.StrictNamedArgs{"id": v.ID, "edition": v.EditionID, "at": at, "by": by}, 1, fault.ErrConflict)
}
