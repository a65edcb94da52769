package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectAgreements = `-- name: agreements
SELECT a.group_id, a.number, a.body, a.written_by, p.name, a.written_at
FROM group_agreement a
JOIN person p ON p.id = a.written_by
WHERE a.group_id = @group
ORDER BY a.number DESC`

// Agreements reads every version of what the group's members expect of each other, the
// latest first.
func (tx *Tx) Agreements(ctx context.Context, group org.GroupID) ([]org.Agreement, error) {
	return collect[org.Agreement](ctx, tx, selectAgreements, pgx.StrictNamedArgs{"group": group})
}

const insertAgreement = `-- name: insert agreement
INSERT INTO group_agreement (group_id, number, body, written_by, written_at)
VALUES (@group, @number, @body, @by, @at)
ON CONFLICT (group_id, number) DO NOTHING`

// AddAgreement stores the version with its number; fault.ErrConflict when somebody else
// has written that version.
func (tx *Tx) AddAgreement(ctx context.Context, a org.Agreement) error {
	return exec(ctx, tx, insertAgreement, pgx.StrictNamedArgs{"group": a.GroupID, "number": a.Number, "body": a.Body,
		"by": a.WrittenBy, "at": a.WrittenAt}, 1, fault.ErrConflict)
}
