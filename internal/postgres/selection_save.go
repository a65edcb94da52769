package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const clearProcessMeasures = `-- name: clear process measures
DELETE FROM selected_indicator s USING indicator i
WHERE i.id = s.indicator_id AND i.category = 'process' AND s.group_id = @group AND s.year = @year AND s.goal_id IS NULL
  AND s.indicator_id <> ALL(@indicators::bigint[])`

const insertProcessMeasures = `-- name: insert process measures
INSERT INTO selected_indicator (group_id, year, indicator_id, position)
SELECT i.group_id, @year, i.id, chosen.place
FROM unnest(@indicators::bigint[]) WITH ORDINALITY AS chosen(id, place)
JOIN indicator i ON i.id = chosen.id AND i.group_id = @group AND i.category = 'process'
ON CONFLICT ON CONSTRAINT selected_indicator_unique DO UPDATE SET position = excluded.position`

// SetProcessMeasures makes these the process measures that the group collects in
// the year, in this order. Anything but the group's own process measures is
// passed over.
func (tx *Tx) SetProcessMeasures(ctx context.Context, group org.GroupID, year int, indicators []quality.IndicatorID) error {
	args := pgx.StrictNamedArgs{"group": group, "year": year, "indicators": nonNil(indicators)}
	if err := exec(ctx, tx, clearProcessMeasures, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertProcessMeasures, args, -1, nil)
}
