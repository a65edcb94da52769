package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectSignInMeans = `-- name: sign-in means
SELECT coalesce(p.password_hash, '') AS password_hash, f.person_id IS NOT NULL AS code,
       (SELECT count(*) FROM passkey k WHERE k.person_id = p.id) AS passkeys
FROM person p LEFT JOIN second_factor f ON f.person_id = p.id
WHERE p.id = @id`

// SignInMeans is what a person can show who they are with.
type SignInMeans struct {
	PasswordHash string // "" for somebody without a password
	Code         bool   // has a second factor
	Passkeys     int
}

// SignInMeans reads what the person can sign in with, or fault.ErrNotFound.
func (tx *Tx) SignInMeans(ctx context.Context, id org.PersonID) (SignInMeans, error) {
	return one[SignInMeans](ctx, tx, selectSignInMeans, pgx.StrictNamedArgs{"id": id})
}

// SharedSecret is the secret that a person's app and Samsyn share, as it is stored.
type SharedSecret struct {
	Secret []byte
	Sealed bool // with the installation's key
}

// SecondFactor is a person's second factor.
type SecondFactor struct {
	SharedSecret
	ConfirmedAt time.Time
	// LastStep is the time step of the last code that was taken (RFC 6238).
	LastStep int64
	// RecoverySalt is what the recovery codes are hashed with.
	RecoverySalt []byte
	// RecoveryLeft is how many recovery codes have not been used.
	RecoveryLeft int
}

const selectSecondFactor = `-- name: second factor
SELECT f.secret, f.sealed, f.confirmed_at, f.last_step, f.recovery_salt,
       (SELECT count(*) FROM recovery_code c WHERE c.person_id = f.person_id AND c.used_at IS NULL) AS recovery_left
FROM second_factor f WHERE f.person_id = @person`

// SecondFactor reads the person's second factor, or fault.ErrNotFound.
func (tx *Tx) SecondFactor(ctx context.Context, person org.PersonID) (SecondFactor, error) {
	return one[SecondFactor](ctx, tx, selectSecondFactor, pgx.StrictNamedArgs{"person": person})
}

const upsertSecondFactor = `-- name: save second factor
INSERT INTO second_factor (person_id, secret, sealed, confirmed_at, last_step, recovery_salt)
VALUES (@person, @secret, @sealed, @confirmed, @step, @salt)
ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, sealed = excluded.sealed,
    confirmed_at = excluded.confirmed_at, last_step = excluded.last_step, recovery_salt = excluded.recovery_salt`

// SaveSecondFactor gives the person a second factor instead of the one there was.
func (tx *Tx) SaveSecondFactor(ctx context.Context, person org.PersonID, f SecondFactor) error {
	return exec(ctx, tx, upsertSecondFactor, pgx.StrictNamedArgs{"person": person, "secret": f.Secret, "sealed": f.Sealed,
		"confirmed": f.ConfirmedAt, "step": f.LastStep, "salt": f.RecoverySalt}, 1, nil)
}

const takeStep = `-- name: take step
UPDATE second_factor SET last_step = @step WHERE person_id = @person AND last_step < @step`

// TakeStep notes that the code of the time step has been taken; fault.ErrConflict when
// that one, or a later one, has been taken already.
func (tx *Tx) TakeStep(ctx context.Context, person org.PersonID, step int64) error {
	return exec(ctx, tx, takeStep, pgx.StrictNamedArgs{"person": person, "step": step}, 1, fault.ErrConflict)
}

const resealSecondFactor = `-- name: seal second factor
UPDATE second_factor SET secret = @secret, sealed = @sealed WHERE person_id = @person`

// SealSecondFactor stores the same shared secret in another way.
func (tx *Tx) SealSecondFactor(ctx context.Context, person org.PersonID, s SharedSecret) error {
	return exec(ctx, tx, resealSecondFactor, pgx.StrictNamedArgs{"person": person, "secret": s.Secret, "sealed": s.Sealed}, 1, fault.ErrNotFound)
}

const deleteSecondFactor = `-- name: delete second factor
DELETE FROM second_factor WHERE person_id = @person`

// DeleteSecondFactor takes away the person's second factor with its recovery codes, or is
// fault.ErrNotFound.
func (tx *Tx) DeleteSecondFactor(ctx context.Context, person org.PersonID) error {
	return exec(ctx, tx, deleteSecondFactor, pgx.StrictNamedArgs{"person": person}, 1, fault.ErrNotFound)
}

const upsertSetup = `-- name: begin second factor
INSERT INTO second_factor_setup (person_id, secret, sealed, began_at) VALUES (@person, @secret, @sealed, @now)
ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, sealed = excluded.sealed, began_at = excluded.began_at`

// BeginSecondFactor keeps a shared secret until the person has shown a code of it.
func (tx *Tx) BeginSecondFactor(ctx context.Context, person org.PersonID, s SharedSecret, now time.Time) error {
	return exec(ctx, tx, upsertSetup, pgx.StrictNamedArgs{"person": person, "secret": s.Secret, "sealed": s.Sealed, "now": now}, 1, nil)
}

const selectSetup = `-- name: begun second factor
SELECT secret, sealed FROM second_factor_setup WHERE person_id = @person AND began_at > @after`

// BegunSecondFactor reads the shared secret that the person has begun with since the time,
// or fault.ErrNotFound.
func (tx *Tx) BegunSecondFactor(ctx context.Context, person org.PersonID, after time.Time) (SharedSecret, error) {
	return one[SharedSecret](ctx, tx, selectSetup, pgx.StrictNamedArgs{"person": person, "after": after})
}

const deleteSetup = `-- name: delete begun second factor
DELETE FROM second_factor_setup WHERE person_id = @person`

// EndSecondFactorSetup forgets the shared secret that the person had begun with.
func (tx *Tx) EndSecondFactorSetup(ctx context.Context, person org.PersonID) error {
	return exec(ctx, tx, deleteSetup, pgx.StrictNamedArgs{"person": person}, -1, nil)
}

const deleteRecoveryCodes = `-- name: delete recovery codes
DELETE FROM recovery_code WHERE person_id = @person`

const insertRecoveryCodes = `-- name: insert recovery codes
INSERT INTO recovery_code (person_id, code_hash, made_at) SELECT @person, h, @now FROM unnest(@hashes::bytea[]) h`

const saveRecoverySalt = `-- name: save recovery salt
UPDATE second_factor SET recovery_salt = @salt WHERE person_id = @person`

// SaveRecoveryCodes gives the person new recovery codes, hashed with the salt, instead of
// all there were; fault.ErrNotFound for somebody without a second factor.
func (tx *Tx) SaveRecoveryCodes(ctx context.Context, person org.PersonID, salt []byte, hashes [][]byte, now time.Time) error {
	if err := exec(ctx, tx, saveRecoverySalt, pgx.StrictNamedArgs{"person": person, "salt": salt}, 1, fault.ErrNotFound); err != nil {
		return err
	}
	if err := exec(ctx, tx, deleteRecoveryCodes, pgx.StrictNamedArgs{"person": person}, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertRecoveryCodes, pgx.StrictNamedArgs{"person": person, "hashes": hashes, "now": now}, int64(len(hashes)), nil)
}

const takeRecoveryCode = `-- name: take recovery code
UPDATE recovery_code SET used_at = @now WHERE person_id = @person AND code_hash = @hash AND used_at IS NULL`

// TakeRecoveryCode notes that the recovery code with the hash has been used;
// fault.ErrNotFound when there is none, or it has been used before.
func (tx *Tx) TakeRecoveryCode(ctx context.Context, person org.PersonID, hash []byte, now time.Time) error {
	return exec(ctx, tx, takeRecoveryCode, pgx.StrictNamedArgs{"person": person, "hash": hash, "now": now}, 1, fault.ErrNotFound)
}
