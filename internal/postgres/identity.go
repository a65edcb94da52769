package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Identity is who a person is to an identity provider.
type Identity struct {
	Issuer, Subject string
	PersonID        org.PersonID
	AddedAt, UsedAt time.Time
}

const identityColumns = `
SELECT i.issuer, i.subject, i.person_id, i.added_at, i.used_at
FROM identity i`

const selectIdentity = `-- name: identity
` + identityColumns + `
WHERE i.issuer = @issuer AND i.subject = @subject`

// Identity reads who the provider's subject is, or fault.ErrNotFound.
func (tx *Tx) Identity(ctx context.Context, issuer, subject string) (Identity, error) {
	return one[Identity](ctx, tx, selectIdentity, pgx.StrictNamedArgs{"issuer": issuer, "subject": subject})
}

const selectIdentities = `-- name: identities of person
` + identityColumns + `
WHERE i.person_id = @person
ORDER BY i.issuer`

// Identities reads who the person is to each provider used so far.
func (tx *Tx) Identities(ctx context.Context, person org.PersonID) ([]Identity, error) {
	return collect[Identity](ctx, tx, selectIdentities, pgx.StrictNamedArgs{"person": person})
}

const saveIdentity = `-- name: save identity
INSERT INTO identity (issuer, subject, person_id, added_at, used_at) VALUES (@issuer, @subject, @person, @used, @used)
ON CONFLICT (issuer, subject) DO UPDATE SET used_at = excluded.used_at WHERE identity.person_id = excluded.person_id`

// SaveIdentity keeps who a subject is, or that it was used again. A subject that is
// somebody else, and a person who is another subject to the same provider, is
// fault.ErrConflict.
func (tx *Tx) SaveIdentity(ctx context.Context, i Identity) error {
	return exec(ctx, tx, saveIdentity, pgx.StrictNamedArgs{
		"issuer": i.Issuer, "subject": i.Subject, "person": i.PersonID, "used": i.UsedAt}, 1, fault.ErrConflict)
}

const deleteIdentities = `-- name: delete identities of person
WITH gone AS (DELETE FROM identity WHERE person_id = @person RETURNING issuer)
SELECT count(*) FROM gone`

// DeleteIdentities forgets who the person is to every provider, and says how many knew.
func (tx *Tx) DeleteIdentities(ctx context.Context, person org.PersonID) (int, error) {
	return value[int](ctx, tx, deleteIdentities, pgx.StrictNamedArgs{"person": person})
}

const selectHSAID = `-- name: HSA-id of person
SELECT coalesce(p.hsa_id, '') FROM person p WHERE p.id = @person`

// HSAID reads the person's HSA-id, "" for none, or fault.ErrNotFound.
func (tx *Tx) HSAID(ctx context.Context, person org.PersonID) (string, error) {
	return value[string](ctx, tx, selectHSAID, pgx.StrictNamedArgs{"person": person})
}

const updateHSAID = `-- name: update HSA-id of person
UPDATE person SET hsa_id = nullif(@hsa_id, '') WHERE id = @person`

// SetHSAID stores the person's HSA-id, "" for none. One that somebody else has is a
// problem at "hsa_id".
func (tx *Tx) SetHSAID(ctx context.Context, person org.PersonID, hsaID string) error {
	return exec(ctx, tx, updateHSAID, pgx.StrictNamedArgs{"person": person, "hsa_id": hsaID}, 1, fault.ErrNotFound)
}

const selectPersonByHSAID = `-- name: person by HSA-id
SELECT p.id FROM person p WHERE upper(p.hsa_id) = upper(@hsa_id)`

// PersonByHSAID reads who has the HSA-id, whatever its case, or fault.ErrNotFound.
func (tx *Tx) PersonByHSAID(ctx context.Context, hsaID string) (org.PersonID, error) {
	return value[org.PersonID](ctx, tx, selectPersonByHSAID, pgx.StrictNamedArgs{"hsa_id": hsaID})
}
