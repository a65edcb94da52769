package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectStatement = `-- name: accessibility statement
SELECT s.owner, s.conformance, s.shortcomings, s.burdens, s.tested_how, s.tested_on, s.email, s.phone, s.address, s.updated_at, s.version
FROM accessibility_statement s`

// AccessibilityStatement reads the installation's; the zero one when nobody has written it.
func (tx *Tx) AccessibilityStatement(ctx context.Context) (org.AccessibilityStatement, error) {
	s, err := one[org.AccessibilityStatement](ctx, tx, selectStatement, pgx.StrictNamedArgs{})
	if errors.Is(err, fault.ErrNotFound) {
		return org.AccessibilityStatement{}, nil
	}
	return s, err
}

const insertStatement = `-- name: write accessibility statement
INSERT INTO accessibility_statement (owner, conformance, shortcomings, burdens, tested_how, tested_on, email, phone, address, updated_at, updated_by)
VALUES (@owner, @conformance, @shortcomings, @burdens, @tested_how, @tested_on, @email, @phone, @address, @at, nullif(@by::bigint, 0))
ON CONFLICT DO NOTHING`

const updateStatement = `-- name: change accessibility statement
UPDATE accessibility_statement SET owner = @owner, conformance = @conformance, shortcomings = @shortcomings, burdens = @burdens,
    tested_how = @tested_how, tested_on = @tested_on, email = @email, phone = @phone, address = @address,
    updated_at = @at, updated_by = nullif(@by::bigint, 0), version = version + 1
WHERE version = @version`

// SaveAccessibilityStatement stores the statement instead of its version, anew when that is
// zero; fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) SaveAccessibilityStatement(ctx context.Context, s org.AccessibilityStatement, by org.PersonID) error {
	args := pgx.StrictNamedArgs{"owner": s.Owner, "conformance": s.Conformance, "shortcomings": s.Shortcomings, "burdens": s.Burdens,
		"tested_how": s.TestedHow, "tested_on": s.TestedOn, "email": s.Email, "phone": s.Phone, "address": s.Address, "at": s.UpdatedAt, "by": by}
	if s.Version == 0 {
		return exec(ctx, tx, insertStatement, args, 1, fault.ErrConflict)
	}
	args["version"] = s.Version
	return exec(ctx, tx, updateStatement, args, 1, fault.ErrConflict)
}
