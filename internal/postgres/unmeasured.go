package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectUnmeasured = `-- name: goals that are not measurable
SELECT n.group_id, n.year::int AS year, coalesce(n.goal_id, 0) AS goal_id, coalesce(n.higher_goal_id, 0) AS higher_goal_id, n.why,
       n.said_at, coalesce(p.name, '') AS said_by
FROM unmeasured n
LEFT JOIN person p ON p.id = n.said_by
WHERE n.group_id = @group AND n.year = @year
ORDER BY n.id`

// Unmeasured reads the goals, the group's and higher ones, that are said not to be
// measurable in the year.
func (tx *Tx) Unmeasured(ctx context.Context, group org.GroupID, year int) ([]quality.Unmeasured, error) {
	return collect[quality.Unmeasured](ctx, tx, selectUnmeasured, pgx.StrictNamedArgs{"group": group, "year": year})
}

const upsertUnmeasured = `-- name: say that a goal is not measurable
INSERT INTO unmeasured (group_id, year, goal_id, higher_goal_id, why, said_at, said_by)
VALUES (@group, @year, nullif(@goal::bigint, 0), nullif(@higher::bigint, 0), @why, @at, nullif(@by::bigint, 0))
ON CONFLICT ON CONSTRAINT unmeasured_unique DO UPDATE SET why = excluded.why, said_at = excluded.said_at, said_by = excluded.said_by`

const deleteUnmeasured = `-- name: say that a goal is measurable
DELETE FROM unmeasured WHERE group_id = @group AND year = @year AND goal_id IS NOT DISTINCT FROM nullif(@goal::bigint, 0)
  AND higher_goal_id IS NOT DISTINCT FROM nullif(@higher::bigint, 0)`

// SaveUnmeasured stores why a goal is not measurable in a year, or for no reason that it is;
// fault.ErrNotFound for a goal that is not the group's.
func (tx *Tx) SaveUnmeasured(ctx context.Context, u quality.Unmeasured, by org.PersonID) error {
	args := pgx.StrictNamedArgs{"group": u.GroupID, "year": u.Year, "goal": u.GoalID, "higher": u.HigherGoalID}
	if u.Why == "" {
		return exec(ctx, tx, deleteUnmeasured, args, -1, nil)
	}
	args["why"], args["at"], args["by"] = u.Why, u.SaidAt, by
	return exec(ctx, tx, upsertUnmeasured, args, 1, nil)
}
