package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

const selectInstallationSecret = `-- name: installation secret
SELECT secret FROM installation_secret`

// InstallationSecret reads the 32 bytes that are the same in all processes of the
// installation, and nowhere else.
func (tx *Tx) InstallationSecret(ctx context.Context) ([]byte, error) {
	return value[[]byte](ctx, tx, selectInstallationSecret, pgx.StrictNamedArgs{})
}

// Brake is how often something has been tried under a key, which is a digest.
type Brake struct {
	Key     []byte
	Tries   int
	LastAt  time.Time
	KnownAt *time.Time // when the right person last came this way; nil for nobody yet
}

const holdBrakes = `-- name: hold brakes
INSERT INTO sign_in_brake AS b (key, tries, last_at)
SELECT k, 0, @now FROM unnest(@keys::bytea[]) k ORDER BY k
ON CONFLICT (key) DO UPDATE SET tries = b.tries
RETURNING b.key, b.tries, b.last_at, b.known_at`

// HoldBrakes reads what has been counted under the keys, nothing where nothing has, and
// keeps others from counting under them until the transaction ends. In no order.
func (tx *Tx) HoldBrakes(ctx context.Context, keys [][]byte, now time.Time) ([]Brake, error) {
	return collect[Brake](ctx, tx, holdBrakes, pgx.StrictNamedArgs{"keys": keys, "now": now})
}

const saveBrake = `-- name: save brake
UPDATE sign_in_brake SET tries = @tries, last_at = @last, known_at = @known WHERE key = @key`

// SaveBrake stores what has been counted under a key that HoldBrakes holds.
func (tx *Tx) SaveBrake(ctx context.Context, b Brake) error {
	return exec(ctx, tx, saveBrake, pgx.StrictNamedArgs{"key": b.Key, "tries": b.Tries, "last": b.LastAt, "known": b.KnownAt}, 1, nil)
}

const deleteBrakes = `-- name: delete old brakes
DELETE FROM sign_in_brake WHERE last_at < @tried AND (known_at IS NULL OR known_at < @known)`

// DeleteBrakes forgets what was last tried before the one time, unless the right person
// has come that way since the other.
func (tx *Tx) DeleteBrakes(ctx context.Context, tried, known time.Time) error {
	return exec(ctx, tx, deleteBrakes, pgx.StrictNamedArgs{"tried": tried, "known": known}, -1, nil)
}
