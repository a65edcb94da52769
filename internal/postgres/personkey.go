package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// KeyPurpose is what a person's key is for.
type KeyPurpose string

// The purposes: the first password, and one instead of one that is forgotten or unsafe.
const (
	InvitationKey KeyPurpose = "invitation"
	ResetKey      KeyPurpose = "reset"
)

// PersonKey is what is known of a key by which a person chooses a password; never the key.
type PersonKey struct {
	ID        int64
	PersonID  org.PersonID
	Purpose   KeyPurpose
	MadeBy    org.PersonID // zero when the person asked
	MadeAt    time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time // when a password was chosen with it
	EndedAt   *time.Time // when it was put out of use before that
}

const insertPersonKey = `-- name: insert person key
INSERT INTO person_key (person_id, purpose, key_hash, made_by, made_at, expires_at)
VALUES (@person, @purpose, @hash, nullif(@by::bigint, 0), @at, @expires)
RETURNING id`

// AddPersonKey stores the hash of a new key and gives its id.
func (tx *Tx) AddPersonKey(ctx context.Context, k PersonKey, hash []byte) (int64, error) {
	return value[int64](ctx, tx, insertPersonKey, pgx.StrictNamedArgs{"person": k.PersonID, "purpose": k.Purpose,
		"hash": hash, "by": k.MadeBy, "at": k.MadeAt, "expires": k.ExpiresAt})
}

const selectPersonKey = `-- name: person key
SELECT k.id, k.person_id, k.purpose, coalesce(k.made_by, 0) AS made_by, k.made_at, k.expires_at, k.used_at, k.ended_at
FROM person_key k WHERE k.key_hash = @hash`

// PersonKeyByHash reads the key with the hash, or fault.ErrNotFound.
func (tx *Tx) PersonKeyByHash(ctx context.Context, hash []byte) (PersonKey, error) {
	return one[PersonKey](ctx, tx, selectPersonKey, pgx.StrictNamedArgs{"hash": hash})
}

const usePersonKey = `-- name: use person key
UPDATE person_key SET used_at = @at
WHERE id = @id AND used_at IS NULL AND ended_at IS NULL AND expires_at > @at`

// UsePersonKey takes the key into use: it works once. fault.ErrWrongState when it has been
// used or ended, or is too old.
func (tx *Tx) UsePersonKey(ctx context.Context, id int64, at time.Time) error {
	return exec(ctx, tx, usePersonKey, pgx.StrictNamedArgs{"id": id, "at": at}, 1, fault.ErrWrongState)
}

const endPersonKeys = `-- name: end person keys
UPDATE person_key SET ended_at = @at
WHERE person_id = @person AND used_at IS NULL AND ended_at IS NULL`

// EndPersonKeys puts every key of the person's that has not been used out of use.
func (tx *Tx) EndPersonKeys(ctx context.Context, person org.PersonID, at time.Time) error {
	return exec(ctx, tx, endPersonKeys, pgx.StrictNamedArgs{"person": person, "at": at}, -1, nil)
}

const selectHasUsedKey = `-- name: has used key
SELECT EXISTS (SELECT FROM person_key k WHERE k.person_id = @person AND k.used_at IS NOT NULL)`

// HasUsedKey reports whether the person has once chosen a password with a key.
func (tx *Tx) HasUsedKey(ctx context.Context, person org.PersonID) (bool, error) {
	return value[bool](ctx, tx, selectHasUsedKey, pgx.StrictNamedArgs{"person": person})
}

// OpenInvitation is how far somebody's invitation has come who has no password yet.
type OpenInvitation struct {
	PersonID org.PersonID
	// KeyMadeAt and KeyExpiresAt are the latest key's that is not ended; nil when there is none.
	KeyMadeAt, KeyExpiresAt *time.Time
	// Mail is the state of the latest mail with an invitation, "" when there is none, with
	// when it was queued and what the mail server said.
	Mail     ReminderState
	QueuedAt *time.Time
	Problem  string
}

const selectOpenInvitations = `-- name: open invitations
SELECT p.id AS person_id, k.made_at AS key_made_at, k.expires_at AS key_expires_at,
       coalesce(m.state, '') AS mail, m.queued_at, coalesce(m.problem, '') AS problem
FROM person p
LEFT JOIN LATERAL (SELECT k.made_at, k.expires_at FROM person_key k
                   WHERE k.person_id = p.id AND k.purpose = 'invitation' AND k.used_at IS NULL AND k.ended_at IS NULL
                   ORDER BY k.id DESC LIMIT 1) k ON true
LEFT JOIN LATERAL (SELECT m.state, m.queued_at, m.problem FROM account_mail m
                   WHERE m.person_id = p.id AND m.kind = 'invitation' ORDER BY m.id DESC LIMIT 1) m ON true
WHERE p.password_hash IS NULL AND p.left_on IS NULL AND (k.made_at IS NOT NULL OR m.state IS NOT NULL)
  AND NOT EXISTS (SELECT FROM person_key u WHERE u.person_id = p.id AND u.used_at IS NOT NULL)
ORDER BY p.id`

// OpenInvitations reads everybody who has been invited and has never chosen a password.
func (tx *Tx) OpenInvitations(ctx context.Context) ([]OpenInvitation, error) {
	return collect[OpenInvitation](ctx, tx, selectOpenInvitations, pgx.StrictNamedArgs{})
}
