package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// AssignmentRow is a task out of a decision, with the names of whom and where.
type AssignmentRow struct {
	improvement.Assignment
	OwnerName, RegionName, SettledByName string
}

const assignmentColumns = `
SELECT t.id, t.group_id, t.decision_id, t.kind, t.title, coalesce(t.owner_id, 0) AS owner_id,
       coalesce(t.region_id, 0) AS region_id, t.due_on, t.state, t.settled_at, coalesce(t.settled_by, 0) AS settled_by,
       t.outcome, t.version, coalesce(p.name, '') AS owner_name, coalesce(r.name, '') AS region_name,
       coalesce(s.name, '') AS settled_by_name
FROM task t
LEFT JOIN person p ON p.id = t.owner_id
LEFT JOIN region r ON r.id = t.region_id
LEFT JOIN person s ON s.id = t.settled_by`

const selectAssignments = `-- name: assignments
` + assignmentColumns + `
WHERE t.group_id = @group AND t.decision_id = ANY(@decisions::bigint[])
ORDER BY t.decision_id, t.kind DESC, r.position, t.due_on, t.id`

// Assignments reads the decisions' tasks, by decision; those to do once before those
// to do in each region.
func (tx *Tx) Assignments(ctx context.Context, group org.GroupID, decisions []improvement.DecisionID) ([]AssignmentRow, error) {
	return collect[AssignmentRow](ctx, tx, selectAssignments, pgx.StrictNamedArgs{"group": group, "decisions": nonNil(decisions)})
}

const lockAssignment = `-- name: lock assignment
` + assignmentColumns + `
WHERE t.id = @id AND t.group_id = @group AND t.decision_id IS NOT NULL
FOR UPDATE OF t`

// LockAssignment reads a decision's task and keeps everybody else from changing it
// until the transaction ends, or fault.ErrNotFound.
func (tx *Tx) LockAssignment(ctx context.Context, group org.GroupID, id improvement.TaskID) (AssignmentRow, error) {
	return one[AssignmentRow](ctx, tx, lockAssignment, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertAssignment = `-- name: insert assignment
INSERT INTO task (group_id, year, kind, title, owner_id, region_id, due_on, decision_id)
VALUES (@group, extract(year FROM @due::date), @kind, @title, nullif(@owner::bigint, 0), nullif(@region::bigint, 0), @due, @decision)
RETURNING id`

// AddAssignment stores an open task out of a decision, in the year wheel of the year
// that it is due in, and gives its id.
func (tx *Tx) AddAssignment(ctx context.Context, a improvement.Assignment) (improvement.TaskID, error) {
	return value[improvement.TaskID](ctx, tx, insertAssignment, pgx.StrictNamedArgs{"group": a.GroupID, "kind": a.Kind,
		"title": a.Title, "owner": a.OwnerID, "region": a.RegionID, "due": a.DueOn, "decision": a.DecisionID})
}

const updateAssignment = `-- name: update assignment
UPDATE task SET state = @state, settled_at = @settled_at, settled_by = nullif(@settled_by::bigint, 0), outcome = @outcome,
    version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveAssignment stores how far a task has come; fault.ErrConflict when somebody else
// changed it since it was read.
func (tx *Tx) SaveAssignment(ctx context.Context, a improvement.Assignment) error {
	return exec(ctx, tx, updateAssignment, pgx.StrictNamedArgs{"id": a.ID, "group": a.GroupID, "version": a.Version, "state": a.State,
		"settled_at": a.SettledAt, "settled_by": a.SettledBy, "outcome": a.Outcome}, 1, fault.ErrConflict)
}

const deleteAssignment = `-- name: delete assignment
DELETE FROM task WHERE id = @id AND group_id = @group AND version = @version AND state = 'open'`

// DeleteAssignment removes a task that was a mistake; fault.ErrConflict when somebody
// else changed it since it was read, or it is settled.
func (tx *Tx) DeleteAssignment(ctx context.Context, a improvement.Assignment) error {
	return exec(ctx, tx, deleteAssignment, pgx.StrictNamedArgs{"id": a.ID, "group": a.GroupID, "version": a.Version}, 1, fault.ErrConflict)
}
