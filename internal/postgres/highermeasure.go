package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectHigherMeasures = `-- name: measures of higher goals
SELECT m.higher_goal_id, m.indicator_id, m.threshold::float8 AS threshold
FROM higher_measure m
WHERE m.group_id = @group
ORDER BY m.higher_goal_id, m.position, m.indicator_id`

// higherMeasures reads what measures the group's goals above are followed by.
func (tx *Tx) higherMeasures(ctx context.Context, group org.GroupID) (map[quality.HigherGoalID][]quality.HigherMeasure, error) {
	type row struct {
		HigherGoalID quality.HigherGoalID
		quality.HigherMeasure
	}
	rows, err := collect[row](ctx, tx, selectHigherMeasures, pgx.StrictNamedArgs{"group": group})
	measures := map[quality.HigherGoalID][]quality.HigherMeasure{}
	for _, r := range rows {
		measures[r.HigherGoalID] = append(measures[r.HigherGoalID], r.HigherMeasure)
	}
	return measures, err
}

const clearHigherMeasures = `-- name: clear measures of a higher goal
DELETE FROM higher_measure WHERE higher_goal_id = @id AND group_id = @group`

const insertHigherMeasures = `-- name: insert measures of a higher goal
INSERT INTO higher_measure (higher_goal_id, group_id, indicator_id, position, threshold)
SELECT @id, @group, chosen.indicator, chosen.position, chosen.threshold
FROM unnest(@indicators::bigint[], @thresholds::float8[]) WITH ORDINALITY AS chosen(indicator, threshold, position)`

// setHigherMeasures makes the goal's measures those that it is followed by, in their order.
func (tx *Tx) setHigherMeasures(ctx context.Context, h quality.HigherGoal) error {
	args := pgx.StrictNamedArgs{"id": h.ID, "group": h.GroupID}
	if err := exec(ctx, tx, clearHigherMeasures, args, -1, nil); err != nil {
		return err
	}
	indicators, thresholds := []quality.IndicatorID{}, []*float64{}
	for _, m := range h.Measures {
		indicators, thresholds = append(indicators, m.IndicatorID), append(thresholds, m.Threshold)
	}
	args["indicators"], args["thresholds"] = indicators, thresholds
	return exec(ctx, tx, insertHigherMeasures, args, -1, nil)
}
