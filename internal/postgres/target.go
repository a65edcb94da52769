package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

const insertTarget = `-- name: insert target
INSERT INTO target (indicator_id, year, unit_id, kind, threshold, second, challenging, basis)
VALUES (@indicator, @year, nullif(@unit::bigint, 0), @kind, @threshold, @second, @challenging, @basis)
ON CONFLICT ON CONSTRAINT target_unique DO NOTHING
RETURNING id`

const updateTarget = `-- name: update target
UPDATE target SET kind = @kind, threshold = @threshold, second = @second, challenging = @challenging, basis = @basis,
    version = version + 1
WHERE indicator_id = @indicator AND year = @year AND unit_id IS NOT DISTINCT FROM nullif(@unit::bigint, 0)
  AND version = @version
RETURNING id`

// SaveTarget stores a target and gives its id: a new one when its Version is
// zero, else a change to the one for the same indicator, year and unit.
// fault.ErrConflict when somebody else made, changed or removed it since it was
// read.
func (tx *Tx) SaveTarget(ctx context.Context, t quality.Target) (quality.TargetID, error) {
	args := pgx.StrictNamedArgs{"indicator": t.IndicatorID, "year": t.Year, "unit": t.UnitID, "kind": t.Kind,
		"threshold": t.Threshold, "second": t.Second, "challenging": t.Challenging, "basis": t.Basis}
	sql := insertTarget
	if t.Version > 0 {
		sql, args["version"] = updateTarget, t.Version
	}
	type idRow struct{ ID quality.TargetID }
	rows, err := collect[idRow](ctx, tx, sql, args)
	if err != nil {
		return 0, err
	}
	if len(rows) == 0 {
		return 0, fault.ErrConflict
	}
	return rows[0].ID, nil
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
