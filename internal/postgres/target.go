package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

const insertTarget = `-- name: insert target
INSERT INTO target (indicator_id, year, unit_id, kind, threshold, second, basis)
VALUES (@indicator, @year, nullif(@unit::bigint, 0), @kind, @threshold, @second, @basis)
ON CONFLICT ON CONSTRAINT target_unique DO NOTHING`

const updateTarget = `-- name: update target
UPDATE target SET kind = @kind, threshold = @threshold, second = @second, basis = @basis, version = version + 1
WHERE indicator_id = @indicator AND year = @year AND unit_id IS NOT DISTINCT FROM nullif(@unit::bigint, 0)
  AND version = @version`

// SaveTarget stores a target: a new one when its Version is zero, else a change
// to the one for the same indicator, year and unit. fault.ErrConflict when
// somebody else made, changed or removed it since it was read.
func (tx *Tx) SaveTarget(ctx context.Context, t quality.Target) error {
	args := pgx.StrictNamedArgs{"indicator": t.IndicatorID, "year": t.Year, "unit": t.UnitID, "kind": t.Kind,
		"threshold": t.Threshold, "second": t.Second, "basis": t.Basis}
	if t.Version == 0 {
		return exec(ctx, tx, insertTarget, args, 1, fault.ErrConflict)
	}
	args["version"] = t.Version
	return exec(ctx, tx, updateTarget, args, 1, fault.ErrConflict)
}

const deleteTarget = `-- name: delete target
DELETE FROM target
WHERE indicator_id = @indicator AND year = @year AND unit_id IS NOT DISTINCT FROM nullif(@unit::bigint, 0)
  AND version = @version`

// DeleteTarget removes a target; fault.ErrConflict when somebody else changed it
// since it was read.
func (tx *Tx) DeleteTarget(ctx context.Context, t quality.Target) error {
	return exec(ctx, tx, deleteTarget, pgx.StrictNamedArgs{
		"indicator": t.IndicatorID, "year": t.Year, "unit": t.UnitID, "version": t.Version}, 1, fault.ErrConflict)
}
