package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectCycles = `-- name: pdsa cycles
SELECT c.id, c.action_id, c.number, c.plan, c.prediction, c.done, c.study, c.act, c.outcome, c.started_on, c.ended_on, c.version
FROM pdsa_cycle c
JOIN action a ON a.id = c.action_id
WHERE a.group_id = @group AND c.action_id = @action
ORDER BY c.number`

// Cycles reads the turns of one of the group's actions, in their order.
func (tx *Tx) Cycles(ctx context.Context, group org.GroupID, action improvement.ActionID) ([]improvement.Cycle, error) {
	return collect[improvement.Cycle](ctx, tx, selectCycles, pgx.StrictNamedArgs{"group": group, "action": action})
}

const insertCycle = `-- name: insert pdsa cycle
INSERT INTO pdsa_cycle (action_id, number, plan, prediction, done, study, act, outcome, started_on, ended_on)
SELECT @action, coalesce(max(c.number), 0) + 1, @plan, @prediction, @done, @study, @act, @outcome, @started_on::date, @ended_on::date
FROM pdsa_cycle c WHERE c.action_id = @action
RETURNING id`

// AddCycle stores a new turn after the action's others and gives its id; its Number is
// not read. fault.ErrConflict when somebody else adds one at the same time, and
// fault.ErrNotFound when there is no such action.
func (tx *Tx) AddCycle(ctx context.Context, c improvement.Cycle) (improvement.CycleID, error) {
	args := cycleArgs(c)
	args["action"] = c.ActionID
	return value[improvement.CycleID](ctx, tx, insertCycle, args)
}

const updateCycle = `-- name: update pdsa cycle
UPDATE pdsa_cycle SET plan = @plan, prediction = @prediction, done = @done, study = @study, act = @act, outcome = @outcome,
    started_on = @started_on, ended_on = @ended_on, version = version + 1
WHERE id = @id AND action_id = @action AND version = @version`

// SaveCycle stores a changed turn; fault.ErrConflict when somebody else changed it since
// it was read.
func (tx *Tx) SaveCycle(ctx context.Context, c improvement.Cycle) error {
	args := cycleArgs(c)
	args["id"], args["action"], args["version"] = c.ID, c.ActionID, c.Version
	return exec(ctx, tx, updateCycle, args, 1, fault.ErrConflict)
}

// cycleArgs are the arguments that storing and changing a turn share.
func cycleArgs(c improvement.Cycle) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"plan": c.Plan, "prediction": c.Prediction, "done": c.Done, "study": c.Study, "act": c.Act,
		"outcome": c.Outcome, "started_on": c.StartedOn, "ended_on": c.EndedOn}
}
