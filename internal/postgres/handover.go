package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectHandovers = `-- name: handovers
SELECT h.id, h.group_id, coalesce(h.from_person, 0) AS "from", h.to_person AS "to", coalesce(f.name, '') AS from_name,
       t.name AS to_name, h.first_day AS first, h.former_last, h.note, m.name AS made_by, h.made_at, h.taken_back_at,
       coalesce(b.name, '') AS taken_back_by
FROM handover h
LEFT JOIN person f ON f.id = h.from_person
JOIN person t ON t.id = h.to_person
JOIN person m ON m.id = h.made_by
LEFT JOIN person b ON b.id = h.taken_back_by
WHERE h.group_id = @group
ORDER BY h.id DESC`

// Handovers reads how the group's coordinator has been handed over, the latest first.
func (tx *Tx) Handovers(ctx context.Context, group org.GroupID) ([]org.Handover, error) {
	return collect[org.Handover](ctx, tx, selectHandovers, pgx.StrictNamedArgs{"group": group})
}

const insertHandover = `-- name: insert handover
INSERT INTO handover (group_id, from_person, to_person, first_day, former_last, note, made_by, made_at)
VALUES (@group, nullif(@from::bigint, 0), @to, @first, @former_last, @note, @by, @at)
RETURNING id`

// AddHandover stores that the coordinator's role goes to another, decided by somebody at
// MadeAt, and gives its id.
func (tx *Tx) AddHandover(ctx context.Context, h org.Handover, by org.PersonID) (int64, error) {
	return value[int64](ctx, tx, insertHandover, pgx.StrictNamedArgs{"group": h.GroupID, "from": h.From, "to": h.To,
		"first": h.First, "former_last": h.FormerLast, "note": h.Note, "by": by, "at": h.MadeAt})
}

const takeBackHandover = `-- name: take back handover
UPDATE handover SET taken_back_at = @at, taken_back_by = @by WHERE id = @id AND taken_back_at IS NULL`

// TakeBackHandover notes that it has been taken back; fault.ErrConflict when it is already.
func (tx *Tx) TakeBackHandover(ctx context.Context, id int64, at time.Time, by org.PersonID) error {
	return exec(ctx, tx, takeBackHandover, pgx.StrictNamedArgs{"id": id, "at": at, "by": by}, 1, fault.ErrConflict)
}

const reopenMembership = `-- name: reopen membership
UPDATE membership SET valid_to = @last WHERE id = @id AND valid_to = @seen`

// ReopenMembership gives a role that was to end on the day that somebody has seen its
// former last day, nil for none; fault.ErrConflict when it ends on another by now.
func (tx *Tx) ReopenMembership(ctx context.Context, id org.MembershipID, seen time.Time, last *time.Time) error {
	return exec(ctx, tx, reopenMembership, pgx.StrictNamedArgs{"id": id, "seen": seen, "last": last}, 1, fault.ErrConflict)
}

const deleteComing = `-- name: delete membership that has not begun
DELETE FROM membership WHERE id = @id AND valid_from > @today`

// RemoveComing takes a role back that nobody has held for a day yet; fault.ErrConflict
// when it has begun.
func (tx *Tx) RemoveComing(ctx context.Context, id org.MembershipID, today time.Time) error {
	return exec(ctx, tx, deleteComing, pgx.StrictNamedArgs{"id": id, "today": today}, 1, fault.ErrConflict)
}

const lockCoordinators = `-- name: lock coordinators
SELECT g.id FROM programme_group g WHERE g.id = @group FOR NO KEY UPDATE`

const selectCoordinators = `-- name: coordinators
` + membershipColumns + `
WHERE m.group_id = @group AND m.role = 'convener'
ORDER BY m.valid_from, m.id`

// LockCoordinators reads every role of coordinator that there is or has been in the
// group, by when it begins, and keeps others from doing so until the transaction ends. The
// lock is a statement of its own, so that the next sees what whoever had it has done.
func (tx *Tx) LockCoordinators(ctx context.Context, group org.GroupID) ([]org.Membership, error) {
	if _, err := value[org.GroupID](ctx, tx, lockCoordinators, pgx.StrictNamedArgs{"group": group}); err != nil {
		return nil, err
	}
	return collect[org.Membership](ctx, tx, selectCoordinators, pgx.StrictNamedArgs{"group": group})
}
