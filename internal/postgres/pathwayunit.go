package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// PathwayUnitRow is how far a unit has come, with the names of the unit and of who noted
// it, "" for nobody.
type PathwayUnitRow struct {
	improvement.PathwayUnit
	UnitCode, UnitName string
	NoterName          string
}

const selectPathwayUnits = `-- name: pathway units
SELECT s.pathway_id, s.group_id, s.unit_id, s.state, s.why, s.since, s.noted_at, coalesce(s.noted_by, 0) AS noted_by, s.version,
       u.code AS unit_code, u.short_name AS unit_name, coalesce(p.name, '') AS noter_name
FROM pathway_unit s
JOIN unit u ON u.id = s.unit_id
JOIN group_unit g ON g.group_id = s.group_id AND g.unit_id = s.unit_id
LEFT JOIN person p ON p.id = s.noted_by
WHERE s.group_id = @group AND (@id::bigint = 0 OR s.pathway_id = @id)
ORDER BY s.pathway_id, g.position, u.short_name`

// PathwayUnits reads the units that one of the group's introductions concerns, or for zero
// all of them, and how far each has come.
func (tx *Tx) PathwayUnits(ctx context.Context, group org.GroupID, id improvement.PathwayID) ([]PathwayUnitRow, error) {
	return collect[PathwayUnitRow](ctx, tx, selectPathwayUnits, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertPathwayUnits = `-- name: insert pathway units
INSERT INTO pathway_unit (pathway_id, group_id, unit_id)
SELECT @id, @group, chosen.id FROM unnest(@units::bigint[]) AS chosen(id)
ON CONFLICT (pathway_id, unit_id) DO NOTHING`

const clearPathwayUnits = `-- name: clear pathway units
DELETE FROM pathway_unit WHERE pathway_id = @id AND group_id = @group AND unit_id <> ALL(@units::bigint[]) AND noted_at IS NULL`

// SetPathwayUnits says which units the introduction concerns. One that has said how far it
// has come stays. fault.ErrNotFound for a unit that is not the group's.
func (tx *Tx) SetPathwayUnits(ctx context.Context, group org.GroupID, id improvement.PathwayID, units []org.UnitID) error {
	args := pgx.StrictNamedArgs{"id": id, "group": group, "units": nonNil(units)}
	if err := exec(ctx, tx, clearPathwayUnits, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertPathwayUnits, args, -1, nil)
}

const updatePathwayUnit = `-- name: update pathway unit
UPDATE pathway_unit SET state = @state, why = @why, since = @since, noted_at = @at, noted_by = nullif(@by::bigint, 0), version = version + 1
WHERE pathway_id = @id AND group_id = @group AND unit_id = @unit AND version = @version`

// SavePathwayUnit stores how far a unit has come; fault.ErrConflict when somebody else
// noted something since it was read.
func (tx *Tx) SavePathwayUnit(ctx context.Context, u improvement.PathwayUnit) error {
	return exec(ctx, tx, updatePathwayUnit, pgx.StrictNamedArgs{"id": u.PathwayID, "group": u.GroupID, "unit": u.UnitID, "state": u.State,
		"why": u.Why, "since": u.Since, "at": u.NotedAt, "by": u.NotedBy, "version": u.Version}, 1, fault.ErrConflict)
}

// PathwayGapRow is a gap sheet with the name of who wrote it last, "" for a command.
type PathwayGapRow struct {
	improvement.PathwayGap
	WriterName string
}

const selectPathwayGaps = `-- name: pathway gap sheets
SELECT s.pathway_id, s.group_id, s.unit_id, s.indicator_id, s.current, s.gap, s.goal, s.causes, s.effort, s.written_at,
       coalesce(s.written_by, 0) AS written_by, s.version, coalesce(p.name, '') AS writer_name
FROM pathway_gap s
LEFT JOIN person p ON p.id = s.written_by
WHERE s.group_id = @group AND s.pathway_id = @id
ORDER BY s.indicator_id, s.unit_id`

// PathwayGaps reads the gap sheets of an introduction.
func (tx *Tx) PathwayGaps(ctx context.Context, group org.GroupID, id improvement.PathwayID) ([]PathwayGapRow, error) {
	return collect[PathwayGapRow](ctx, tx, selectPathwayGaps, pgx.StrictNamedArgs{"group": group, "id": id})
}

const savePathwayGap = `-- name: save pathway gap sheet
INSERT INTO pathway_gap (pathway_id, group_id, unit_id, indicator_id, current, gap, goal, causes, effort, written_at, written_by)
VALUES (@id, @group, @unit, @indicator, @current, @gap, @goal, @causes, @effort, @at, nullif(@by::bigint, 0))
ON CONFLICT (pathway_id, unit_id, indicator_id) DO UPDATE
SET current = excluded.current, gap = excluded.gap, goal = excluded.goal, causes = excluded.causes, effort = excluded.effort,
    written_at = excluded.written_at, written_by = excluded.written_by, version = pathway_gap.version + 1
WHERE pathway_gap.version = @version`

// SavePathwayGap stores the sheet, the first time with Version zero; fault.ErrConflict when
// somebody else wrote it since it was read, and fault.ErrNotFound for a unit or a measure
// that is not the group's.
func (tx *Tx) SavePathwayGap(ctx context.Context, g improvement.PathwayGap) error {
	return exec(ctx, tx, savePathwayGap, pgx.StrictNamedArgs{"id": g.PathwayID, "group": g.GroupID, "unit": g.UnitID, "indicator": g.IndicatorID,
		"current": g.Current, "gap": g.Gap, "goal": g.Goal, "causes": g.Causes, "effort": g.Effort, "at": g.WrittenAt, "by": g.WrittenBy,
		"version": g.Version}, 1, fault.ErrConflict)
}
