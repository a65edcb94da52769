package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const gapSheetColumns = `
SELECT s.group_id, s.goal_id, s.unit_id, s.current, s.gap, s.causes, s.effort, s.written_at,
       coalesce(s.written_by, 0) AS written_by, s.version
FROM gap_sheet s`

const selectGapSheets = `-- name: gap sheets` + gapSheetColumns + `
JOIN goal g ON g.id = s.goal_id
WHERE s.group_id = @group AND g.year = @year
ORDER BY s.goal_id, s.unit_id`

// GapSheets reads the sheets about the year's goals.
func (tx *Tx) GapSheets(ctx context.Context, group org.GroupID, year int) ([]improvement.GapSheet, error) {
	return collect[improvement.GapSheet](ctx, tx, selectGapSheets, pgx.StrictNamedArgs{"group": group, "year": year})
}

const selectGapSheet = `-- name: gap sheet` + gapSheetColumns + `
WHERE s.group_id = @group AND s.goal_id = @goal AND s.unit_id = @unit`

// GapSheet reads the unit's sheet about the goal; fault.ErrNotFound when none is written.
func (tx *Tx) GapSheet(ctx context.Context, group org.GroupID, goal quality.GoalID, unit org.UnitID) (improvement.GapSheet, error) {
	return one[improvement.GapSheet](ctx, tx, selectGapSheet, pgx.StrictNamedArgs{"group": group, "goal": goal, "unit": unit})
}

const saveGapSheet = `-- name: save gap sheet
INSERT INTO gap_sheet (group_id, goal_id, unit_id, current, gap, causes, effort, written_at, written_by)
VALUES (@group, @goal, @unit, @current, @gap, @causes, @effort, @at, nullif(@by::bigint, 0))
ON CONFLICT ON CONSTRAINT gap_sheet_unique DO UPDATE
SET current = excluded.current, gap = excluded.gap, causes = excluded.causes, effort = excluded.effort,
    written_at = excluded.written_at, written_by = excluded.written_by, version = gap_sheet.version + 1
WHERE gap_sheet.version = @version`

// SaveGapSheet stores the sheet, the first time with Version zero; fault.ErrConflict when
// somebody else wrote it since it was read, and fault.ErrNotFound for a goal or a unit
// that is not the group's.
func (tx *Tx) SaveGapSheet(ctx context.Context, s improvement.GapSheet) error {
	return exec(ctx, tx, saveGapSheet, pgx.StrictNamedArgs{"group": s.GroupID, "goal": s.GoalID, "unit": s.UnitID, "current": s.Current,
		"gap": s.Gap, "causes": s.Causes, "effort": s.Effort, "at": s.WrittenAt, "by": s.WrittenBy, "version": s.Version}, 1, fault.ErrConflict)
}
