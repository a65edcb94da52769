package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Reading is a unit's reading of a measure, with the name of who wrote it ("" when
// a command did).
type Reading struct {
	quality.Reading
	WriterName string
}

const readingColumns = `
SELECT r.indicator_id, r.unit_id, r.text, r.version, r.written_at, coalesce(r.written_by, 0) AS written_by,
       coalesce(p.name, '') AS writer_name
FROM indicator_reading r
LEFT JOIN person p ON p.id = r.written_by`

const selectReadings = `-- name: readings of a group
` + readingColumns + `
JOIN group_unit gu ON gu.group_id = r.group_id AND gu.unit_id = r.unit_id
WHERE r.group_id = @group AND r.text <> ''
ORDER BY r.indicator_id, gu.position, r.unit_id`

// Readings reads how every unit of the group reads every measure, measure by
// measure, the units in the group's own order. One query.
func (tx *Tx) Readings(ctx context.Context, group org.GroupID) ([]Reading, error) {
	return collect[Reading](ctx, tx, selectReadings, pgx.StrictNamedArgs{"group": group})
}

const selectReading = `-- name: reading
` + readingColumns + `
WHERE r.indicator_id = @indicator AND r.unit_id = @unit`

// Reading reads how the unit reads the measure, without words when they have been
// taken away; fault.ErrNotFound when there never were any.
func (tx *Tx) Reading(ctx context.Context, indicator quality.IndicatorID, unit org.UnitID) (Reading, error) {
	return one[Reading](ctx, tx, selectReading, pgx.StrictNamedArgs{"indicator": indicator, "unit": unit})
}

const insertReading = `-- name: insert reading
INSERT INTO indicator_reading (indicator_id, unit_id, group_id, text, written_at, written_by)
VALUES (@indicator, @unit, @group, @text, @at, nullif(@by::bigint, 0))
ON CONFLICT (indicator_id, unit_id) DO NOTHING`

const updateReading = `-- name: update reading
UPDATE indicator_reading SET text = @text, written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE indicator_id = @indicator AND unit_id = @unit AND group_id = @group AND version = @version`

// SaveReading stores the reading of one of the group's measures: a first one when
// its Version is zero, else a change. fault.ErrConflict when somebody else wrote or
// changed it since it was read.
func (tx *Tx) SaveReading(ctx context.Context, group org.GroupID, r quality.Reading) error {
	args := pgx.StrictNamedArgs{"indicator": r.IndicatorID, "unit": r.UnitID, "group": group, "text": r.Text,
		"at": r.WrittenAt, "by": r.WrittenBy}
	if r.Version == 0 {
		return exec(ctx, tx, insertReading, args, 1, fault.ErrConflict)
	}
	args["version"] = r.Version
	return exec(ctx, tx, updateReading, args, 1, fault.ErrConflict)
}
