package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const saveCalendarAddress = `-- name: save calendar address
INSERT INTO calendar_address (person_id, token_hash, created_at) VALUES (@person, @hash, @at)
ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`

// SaveCalendarAddress gives the person a calendar address, of which only the
// SHA-256 is kept; an address the person had before ends.
func (tx *Tx) SaveCalendarAddress(ctx context.Context, person org.PersonID, hash []byte, at time.Time) error {
	return exec(ctx, tx, saveCalendarAddress, pgx.StrictNamedArgs{"person": person, "hash": hash, "at": at}, 1, nil)
}

const deleteCalendarAddress = `-- name: delete calendar address
DELETE FROM calendar_address WHERE person_id = @person`

// DeleteCalendarAddress ends the person's calendar address; fault.ErrNotFound
// when there is none.
func (tx *Tx) DeleteCalendarAddress(ctx context.Context, person org.PersonID) error {
	return exec(ctx, tx, deleteCalendarAddress, pgx.StrictNamedArgs{"person": person}, 1, fault.ErrNotFound)
}

const selectCalendarSince = `-- name: calendar address since
SELECT c.created_at FROM calendar_address c WHERE c.person_id = @person`

// CalendarSince reads when the person's calendar address was made;
// fault.ErrNotFound when there is none.
func (tx *Tx) CalendarSince(ctx context.Context, person org.PersonID) (time.Time, error) {
	return value[time.Time](ctx, tx, selectCalendarSince, pgx.StrictNamedArgs{"person": person})
}

const selectCalendarPerson = `-- name: calendar person
SELECT c.person_id FROM calendar_address c WHERE c.token_hash = @hash`

// CalendarPerson reads whose calendar address it is, or fault.ErrNotFound.
func (tx *Tx) CalendarPerson(ctx context.Context, hash []byte) (org.PersonID, error) {
	return value[org.PersonID](ctx, tx, selectCalendarPerson, pgx.StrictNamedArgs{"hash": hash})
}
