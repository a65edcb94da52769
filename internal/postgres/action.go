package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// ActionRow is an action with the names of what it points at, "" for nothing.
type ActionRow struct {
	improvement.Action
	UnitCode, UnitName string
	OwnerName          string
	GoalTitle          string
	GoalYear           int // zero without a goal
	MeasureCode        string
	MeasureName        string
}

// The measure is named as it is defined last.
const actionColumns = `
SELECT a.id, a.group_id, coalesce(a.unit_id, 0) AS unit_id, a.area, a.reason, a.measurable_goal, a.measured_how, a.measured_by,
       a.for_patients, a.for_staff, a.for_governance, a.activities, a.follow_up, a.national_plan, a.kind, a.state,
       a.priority::int AS priority, coalesce(a.owner_id, 0) AS owner_id, a.due_on, a.began_on, a.settled_on, a.result,
       coalesce(a.goal_id, 0) AS goal_id, coalesce(a.indicator_id, 0) AS indicator_id, a.origin, a.origin_text,
       coalesce(a.example_id, 0) AS example_id, coalesce(a.decision_id, 0) AS decision_id,
       a.programme_kind, coalesce(a.programme_id, 0) AS programme_id, a.written_at,
       coalesce(a.written_by, 0) AS written_by, a.version,
       coalesce((SELECT array_agg(ap.promise_id ORDER BY pp.position, pp.id) FROM action_promise ap
                 JOIN patient_promise pp ON pp.id = ap.promise_id WHERE ap.action_id = a.id), '{}') AS promises,
       coalesce(u.code, '') AS unit_code, coalesce(u.short_name, '') AS unit_name, coalesce(p.name, '') AS owner_name,
       coalesce(g.title, '') AS goal_title, coalesce(g.year, 0)::int AS goal_year, coalesce(i.code, '') AS measure_code,
       coalesce((SELECT v.name FROM indicator_version v WHERE v.indicator_id = a.indicator_id ORDER BY v.valid_from DESC LIMIT 1), '') AS measure_name`

const actionTables = `
FROM action a
LEFT JOIN unit u ON u.id = a.unit_id
LEFT JOIN person p ON p.id = a.owner_id
LEFT JOIN goal g ON g.id = a.goal_id
LEFT JOIN indicator i ON i.id = a.indicator_id`

const selectAction = `-- name: action` + actionColumns + actionTables + `
WHERE a.group_id = @group AND a.id = @id`

// Action reads one of the group's actions; fault.ErrNotFound when it is not the group's.
func (tx *Tx) Action(ctx context.Context, group org.GroupID, id improvement.ActionID) (ActionRow, error) {
	return one[ActionRow](ctx, tx, selectAction, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertAction = `-- name: insert action
INSERT INTO action (group_id, unit_id, area, reason, measurable_goal, measured_how, measured_by, for_patients, for_staff,
    for_governance, activities, follow_up, result, national_plan, kind, state, priority, owner_id, due_on, began_on, settled_on,
    goal_id, indicator_id, origin, origin_text, example_id, decision_id, programme_kind, programme_id, written_at, written_by)
VALUES (@group, nullif(@unit::bigint, 0), @area, @reason, @measurable_goal, @measured_how, @measured_by, @for_patients, @for_staff,
    @for_governance, @activities, @follow_up, @result, @national_plan, @kind, @state, @priority, nullif(@owner::bigint, 0), @due_on,
    @began_on, @settled_on, nullif(@goal::bigint, 0), nullif(@indicator::bigint, 0), @origin, @origin_text,
    nullif(@example::bigint, 0), nullif(@decision::bigint, 0), @programme_kind, nullif(@programme::bigint, 0), @at, nullif(@by::bigint, 0))
RETURNING id`

// AddAction stores a new action with its promises and gives its id. fault.ErrNotFound for
// a unit, a measure, an example or a decision that is not the group's.
func (tx *Tx) AddAction(ctx context.Context, a improvement.Action) (improvement.ActionID, error) {
	args := actionArgs(a)
	args["origin"], args["origin_text"], args["example"], args["decision"] = a.Origin, a.OriginText, a.ExampleID, a.DecisionID
	args["programme_kind"], args["programme"] = a.ProgrammeKind, a.ProgrammeID
	id, err := value[improvement.ActionID](ctx, tx, insertAction, args)
	if err != nil {
		return 0, err
	}
	a.ID = id
	return id, tx.setActionPromises(ctx, a)
}

const updateAction = `-- name: update action
UPDATE action SET unit_id = nullif(@unit::bigint, 0), area = @area, reason = @reason, measurable_goal = @measurable_goal,
    measured_how = @measured_how, measured_by = @measured_by, for_patients = @for_patients, for_staff = @for_staff,
    for_governance = @for_governance, activities = @activities, follow_up = @follow_up, result = @result,
    national_plan = @national_plan, kind = @kind, state = @state, priority = @priority, owner_id = nullif(@owner::bigint, 0),
    due_on = @due_on, began_on = @began_on, settled_on = @settled_on, goal_id = nullif(@goal::bigint, 0),
    indicator_id = nullif(@indicator::bigint, 0), written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveAction stores a changed action with its promises; what it was made from never
// changes. fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) SaveAction(ctx context.Context, a improvement.Action) error {
	args := actionArgs(a)
	args["id"], args["version"] = a.ID, a.Version
	if err := exec(ctx, tx, updateAction, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setActionPromises(ctx, a)
}

// actionArgs are the arguments that storing and changing an action share.
func actionArgs(a improvement.Action) pgx.StrictNamedArgs {
	args := pgx.StrictNamedArgs{"group": a.GroupID, "unit": a.UnitID, "area": a.Area, "result": a.Result, "kind": a.Kind,
		"state": a.State, "priority": a.Priority, "owner": a.OwnerID, "due_on": a.DueOn, "began_on": a.BeganOn,
		"settled_on": a.SettledOn, "goal": a.GoalID, "indicator": a.IndicatorID, "at": a.WrittenAt, "by": a.WrittenBy}
	for _, f := range a.Plan.Fields() {
		args[f.Name] = *f.Text
	}
	return args
}

const clearActionPromises = `-- name: clear action promises
DELETE FROM action_promise WHERE action_id = @action AND promise_id <> ALL(@promises::bigint[])`

const insertActionPromises = `-- name: insert action promises
INSERT INTO action_promise (action_id, promise_id)
SELECT @action, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

func (tx *Tx) setActionPromises(ctx context.Context, a improvement.Action) error {
	args := pgx.StrictNamedArgs{"action": a.ID, "promises": nonNil(a.Promises)}
	if err := exec(ctx, tx, clearActionPromises, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertActionPromises, args, -1, nil)
}
