package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// LocalGoals says which of the units' own goals to read.
type LocalGoals struct {
	GroupID org.GroupID
	Year    int
	UnitID  org.UnitID     // zero for all units
	GoalID  quality.GoalID // zero for all
	// OwnOnly leaves out the steps towards shared goals.
	OwnOnly bool
	State   quality.LocalState // "" for all
	// Limit is how many, after the first Skip; zero for all.
	Limit, Skip int
}

const localGoalColumns = `
SELECT l.id, l.group_id, l.unit_id, l.year, coalesce(l.goal_id, 0) AS goal_id, l.title, l.method,
       coalesce(l.indicator_id, 0) AS indicator_id, l.threshold, l.sign_text, l.due_on, l.state, l.outcome,
       l.written_at, coalesce(l.written_by, 0) AS written_by, l.version`

const selectLocalGoals = `-- name: local goals
` + localGoalColumns + `, (count(*) OVER ())::int AS total
FROM local_goal l
JOIN group_unit gu ON gu.group_id = l.group_id AND gu.unit_id = l.unit_id
LEFT JOIN goal g ON g.id = l.goal_id
WHERE l.group_id = @group AND l.year = @year
  AND (@unit::bigint = 0 OR l.unit_id = @unit)
  AND (@goal::bigint = 0 OR l.goal_id = @goal)
  AND (NOT @own_only OR l.goal_id IS NULL)
  AND (@state = '' OR l.state = @state)
ORDER BY gu.position, l.unit_id, g.position NULLS LAST, l.id
LIMIT nullif(@limit::int, 0) OFFSET @skip`

// LocalGoals reads units' own goals: unit by unit in the group's order, steps towards
// shared goals first. total is how many there are besides those that the limit leaves
// out; it is not known when Skip goes past them all.
func (tx *Tx) LocalGoals(ctx context.Context, l LocalGoals) (list []quality.LocalGoal, total int, err error) {
	type counted struct {
		quality.LocalGoal
		Total int
	}
	rows, err := collect[counted](ctx, tx, selectLocalGoals, pgx.StrictNamedArgs{
		"group": l.GroupID, "year": l.Year, "unit": l.UnitID, "goal": l.GoalID, "own_only": l.OwnOnly,
		"state": l.State, "limit": l.Limit, "skip": l.Skip})
	for _, r := range rows {
		list, total = append(list, r.LocalGoal), r.Total
	}
	return list, total, err
}

const selectLocalGoal = `-- name: local goal
` + localGoalColumns + `
FROM local_goal l
WHERE l.id = @id AND l.group_id = @group`

// LocalGoal reads one unit's own goal; fault.ErrNotFound when it is not the group's.
func (tx *Tx) LocalGoal(ctx context.Context, group org.GroupID, id quality.LocalGoalID) (quality.LocalGoal, error) {
	return one[quality.LocalGoal](ctx, tx, selectLocalGoal, pgx.StrictNamedArgs{"id": id, "group": group})
}

const insertLocalGoal = `-- name: insert local goal
INSERT INTO local_goal (group_id, unit_id, year, goal_id, title, method, indicator_id, threshold, sign_text, due_on,
                        state, outcome, written_at, written_by)
VALUES (@group, @unit, @year, nullif(@goal::bigint, 0), @title, @method, nullif(@indicator::bigint, 0), @threshold, @sign,
        @due, @state, @outcome, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddLocalGoal stores a unit's new goal and gives its id. fault.ErrNotFound for a unit,
// a goal or a measure that is not the group's.
func (tx *Tx) AddLocalGoal(ctx context.Context, g quality.LocalGoal) (quality.LocalGoalID, error) {
	args := localGoalArgs(g)
	args["unit"], args["year"] = g.UnitID, g.Year
	return value[quality.LocalGoalID](ctx, tx, insertLocalGoal, args)
}

const updateLocalGoal = `-- name: update local goal
UPDATE local_goal SET goal_id = nullif(@goal::bigint, 0), title = @title, method = @method,
    indicator_id = nullif(@indicator::bigint, 0), threshold = @threshold, sign_text = @sign, due_on = @due,
    state = @state, outcome = @outcome, written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveLocalGoal stores a unit's changed goal, whose unit and year never change;
// fault.ErrConflict when somebody else changed or removed it since it was read.
func (tx *Tx) SaveLocalGoal(ctx context.Context, g quality.LocalGoal) error {
	args := localGoalArgs(g)
	args["id"], args["version"] = g.ID, g.Version
	return exec(ctx, tx, updateLocalGoal, args, 1, fault.ErrConflict)
}

// localGoalArgs are the arguments that storing and changing share.
func localGoalArgs(g quality.LocalGoal) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": g.GroupID, "goal": g.GoalID, "title": g.Title, "method": g.Method,
		"indicator": g.IndicatorID, "threshold": g.Threshold, "sign": g.SignText, "due": g.DueOn, "state": g.State,
		"outcome": g.Outcome, "at": g.WrittenAt, "by": g.WrittenBy}
}

const deleteLocalGoal = `-- name: delete local goal
DELETE FROM local_goal WHERE id = @id AND group_id = @group AND version = @version`

// DeleteLocalGoal removes a unit's goal; fault.ErrConflict when somebody else changed or
// removed it since it was read.
func (tx *Tx) DeleteLocalGoal(ctx context.Context, g quality.LocalGoal) error {
	return exec(ctx, tx, deleteLocalGoal,
		pgx.StrictNamedArgs{"id": g.ID, "group": g.GroupID, "version": g.Version}, 1, fault.ErrConflict)
}
