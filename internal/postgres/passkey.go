package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

const deletePasskeys = `-- name: delete passkeys
WITH gone AS (DELETE FROM passkey WHERE person_id = @person RETURNING 1) SELECT count(*) FROM gone`

// DeletePasskeys takes away all of the person's passkeys and says how many there were.
func (tx *Tx) DeletePasskeys(ctx context.Context, person org.PersonID) (int, error) {
	return value[int](ctx, tx, deletePasskeys, pgx.StrictNamedArgs{"person": person})
}
