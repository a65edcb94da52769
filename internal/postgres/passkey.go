package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Passkey is a key in a person's telephone, computer or security key (WebAuthn).
type Passkey struct {
	ID           int64
	CredentialID []byte // what the browser calls it
	Credential   []byte // what checks its answers, as JSON
	Name         string // the person's own
	AddedAt      time.Time
	UsedAt       *time.Time // nil until somebody has signed in with it
}

const selectPasskeys = `-- name: passkeys
SELECT id, credential_id, credential, name, added_at, used_at FROM passkey WHERE person_id = @person ORDER BY id`

// Passkeys lists the person's passkeys, oldest first.
func (tx *Tx) Passkeys(ctx context.Context, person org.PersonID) ([]Passkey, error) {
	return collect[Passkey](ctx, tx, selectPasskeys, pgx.StrictNamedArgs{"person": person})
}

const insertPasskey = `-- name: add passkey
INSERT INTO passkey (person_id, credential_id, credential, name, added_at)
VALUES (@person, @credential_id, @credential, @name, @added)`

// AddPasskey adds a passkey of the person's; fault.ErrConflict when somebody has it already.
func (tx *Tx) AddPasskey(ctx context.Context, person org.PersonID, k Passkey) error {
	return exec(ctx, tx, insertPasskey, pgx.StrictNamedArgs{"person": person, "credential_id": k.CredentialID,
		"credential": k.Credential, "name": k.Name, "added": k.AddedAt}, 1, nil)
}

const usePasskey = `-- name: use passkey
UPDATE passkey SET credential = @credential, used_at = @used WHERE person_id = @person AND credential_id = @credential_id`

// UsePasskey notes that the person has signed in with the passkey, and keeps what checks its
// next answer; fault.ErrNotFound when it has been taken away.
func (tx *Tx) UsePasskey(ctx context.Context, person org.PersonID, k Passkey) error {
	return exec(ctx, tx, usePasskey, pgx.StrictNamedArgs{"person": person, "credential_id": k.CredentialID,
		"credential": k.Credential, "used": k.UsedAt}, 1, fault.ErrNotFound)
}

const deletePasskey = `-- name: delete passkey
DELETE FROM passkey WHERE person_id = @person AND id = @id RETURNING name`

// DeletePasskey takes away the person's passkey and gives its name; fault.ErrNotFound when
// the person has none with the id.
func (tx *Tx) DeletePasskey(ctx context.Context, person org.PersonID, id int64) (string, error) {
	return value[string](ctx, tx, deletePasskey, pgx.StrictNamedArgs{"person": person, "id": id})
}

const deletePasskeys = `-- name: delete passkeys
WITH gone AS (DELETE FROM passkey WHERE person_id = @person RETURNING 1) SELECT count(*) FROM gone`

// DeletePasskeys takes away all of the person's passkeys and says how many there were.
func (tx *Tx) DeletePasskeys(ctx context.Context, person org.PersonID) (int, error) {
	return value[int](ctx, tx, deletePasskeys, pgx.StrictNamedArgs{"person": person})
}
