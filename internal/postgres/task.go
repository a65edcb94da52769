package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const taskColumns = `
SELECT t.id, t.group_id, t.kind, t.title, t.note, coalesce(t.owner_id, 0) AS owner_id, t.owner_role,
       coalesce(t.region_id, 0) AS region_id, coalesce(t.unit_id, 0) AS unit_id, t.due_on, t.state, t.settled_at,
       coalesce(t.settled_by, 0) AS settled_by, t.outcome, coalesce(t.decision_id, 0) AS decision_id, t.position, t.version
FROM task t`

// TaskFilter chooses tasks of a group.
type TaskFilter struct {
	GroupID org.GroupID
	// From and To are the days between which they are due, both counted.
	From, To time.Time
	State    improvement.TaskState // "" for any
	Overdue  time.Time             // those that should have been done before the day; zero for any
	OwnerID  org.PersonID          // zero for any
	Role     org.Role              // "" for any
	Nobody   bool                  // those that nobody owns
	// Mine are those of the actor, by name or by role; nil for any.
	Mine *org.Actor
	// Limit is how many at the most, after Offset; all when zero.
	Limit, Offset int
}

func (f TaskFilter) args() pgx.StrictNamedArgs {
	args := pgx.StrictNamedArgs{"group": f.GroupID, "from": f.From, "to": f.To, "state": f.State, "overdue": nullDay(f.Overdue),
		"owner": f.OwnerID, "role": f.Role, "nobody": f.Nobody, "mine": f.Mine != nil, "me": org.PersonID(0),
		"roles": []string{}, "units": []int64{}}
	if f.Mine != nil {
		args["me"] = f.Mine.Person.ID
		var roles []string
		var units []int64
		for _, m := range f.Mine.Memberships {
			if m.GroupID == f.GroupID {
				roles, units = append(roles, string(m.Role)), append(units, int64(m.UnitID))
			}
		}
		args["roles"], args["units"] = nonNil(roles), nonNil(units)
	}
	return args
}

// nullDay is NULL for the zero day.
func nullDay(day time.Time) *time.Time {
	if day.IsZero() {
		return nil
	}
	return &day
}

// taskChoice is TaskFilter in SQL.
const taskChoice = `
WHERE t.group_id = @group AND t.due_on BETWEEN @from AND @to
  AND (@state::text = '' OR t.state = @state)
  AND (@overdue::date IS NULL OR t.state = 'open' AND t.due_on < @overdue)
  AND (@owner::bigint = 0 OR t.owner_id = @owner)
  AND (@role::text = '' OR t.owner_role = @role)
  AND (NOT @nobody::boolean OR t.owner_id IS NULL AND t.owner_role = '')
  AND (NOT @mine::boolean OR t.owner_id = @me::bigint OR EXISTS (
        SELECT 1 FROM unnest(@roles::text[], @units::bigint[]) AS held(role, unit)
        WHERE held.role = t.owner_role AND (t.unit_id IS NULL OR held.unit IN (0, t.unit_id))))`

const selectTasks = `-- name: tasks
` + taskColumns + taskChoice + `
ORDER BY t.due_on, t.position, t.id
LIMIT nullif(@limit::integer, 0) OFFSET @offset`

// Tasks reads the chosen tasks by the day they are due.
func (tx *Tx) Tasks(ctx context.Context, f TaskFilter) ([]improvement.Task, error) {
	args := f.args()
	args["limit"], args["offset"] = f.Limit, f.Offset
	return collect[improvement.Task](ctx, tx, selectTasks, args)
}

const countTasks = `-- name: count tasks
SELECT count(*) FROM task t` + taskChoice

// CountTasks counts the chosen tasks, whatever the limit.
func (tx *Tx) CountTasks(ctx context.Context, f TaskFilter) (int, error) {
	return value[int](ctx, tx, countTasks, f.args())
}

// MonthTasks is how many tasks are due in a month, and how they stand.
type MonthTasks struct {
	Month                        time.Month
	Open, Done, Dropped, Overdue int
}

const selectMonthTasks = `-- name: tasks by month
SELECT extract(month FROM t.due_on)::integer AS month,
       count(*) FILTER (WHERE t.state = 'open' AND t.due_on >= @today) AS open,
       count(*) FILTER (WHERE t.state = 'done') AS done,
       count(*) FILTER (WHERE t.state = 'dropped') AS dropped,
       count(*) FILTER (WHERE t.state = 'open' AND t.due_on < @today) AS overdue
FROM task t
WHERE t.group_id = @group AND t.due_on BETWEEN make_date(@year::integer, 1, 1) AND make_date(@year::integer, 12, 31)
GROUP BY 1
ORDER BY 1`

// MonthTasks counts the group's tasks that are due in the year by month, without the
// months that have none. What is overdue on the day is not counted as open.
func (tx *Tx) MonthTasks(ctx context.Context, group org.GroupID, year int, today time.Time) ([]MonthTasks, error) {
	return collect[MonthTasks](ctx, tx, selectMonthTasks, pgx.StrictNamedArgs{"group": group, "year": year, "today": today})
}

const selectTask = `-- name: task
` + taskColumns + `
WHERE t.id = @id AND t.group_id = @group`

// Task reads one of the group's tasks; fault.ErrNotFound when there is none.
func (tx *Tx) Task(ctx context.Context, group org.GroupID, id improvement.TaskID) (improvement.Task, error) {
	return one[improvement.Task](ctx, tx, selectTask, pgx.StrictNamedArgs{"group": group, "id": id})
}

// TaskYear is a year that a group has tasks in.
type TaskYear struct {
	Year, Tasks int
}

const selectTaskYears = `-- name: years of tasks
SELECT extract(year FROM t.due_on)::integer AS year, count(*) FILTER (WHERE t.kind = 'wheel') AS tasks
FROM task t WHERE t.group_id = @group GROUP BY 1 ORDER BY 1 DESC`

// TaskYears reads the years that the group has tasks in, newest first, with how many of
// the year wheel's own.
func (tx *Tx) TaskYears(ctx context.Context, group org.GroupID) ([]TaskYear, error) {
	return collect[TaskYear](ctx, tx, selectTaskYears, pgx.StrictNamedArgs{"group": group})
}

const insertTask = `-- name: insert task
INSERT INTO task (group_id, year, kind, title, note, owner_id, owner_role, region_id, unit_id, due_on, state, settled_at,
                  settled_by, outcome, decision_id, position)
VALUES (@group, @year, @kind, @title, @note, nullif(@owner::bigint, 0), @role, nullif(@region::bigint, 0),
        nullif(@unit::bigint, 0), @due, @state, @settled_at, nullif(@settled_by::bigint, 0), @outcome,
        nullif(@decision::bigint, 0), @position)
RETURNING id`

// AddTask stores a new task and gives its id.
func (tx *Tx) AddTask(ctx context.Context, t improvement.Task) (improvement.TaskID, error) {
	args := taskArgs(t)
	args["kind"], args["decision"], args["position"] = t.Kind, t.DecisionID, t.Position
	return value[improvement.TaskID](ctx, tx, insertTask, args)
}

const updateTask = `-- name: update task
UPDATE task SET year = @year, title = @title, note = @note, owner_id = nullif(@owner::bigint, 0), owner_role = @role,
       region_id = nullif(@region::bigint, 0), unit_id = nullif(@unit::bigint, 0), due_on = @due, state = @state,
       settled_at = @settled_at, settled_by = nullif(@settled_by::bigint, 0), outcome = @outcome, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveTask stores everything about a task but its kind and decision; fault.ErrConflict when
// somebody else has changed it since it was read.
func (tx *Tx) SaveTask(ctx context.Context, t improvement.Task) error {
	args := taskArgs(t)
	args["id"], args["version"] = t.ID, t.Version
	return exec(ctx, tx, updateTask, args, 1, fault.ErrConflict)
}

func taskArgs(t improvement.Task) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": t.GroupID, "year": t.DueOn.Year(), "title": t.Title, "note": t.Note, "owner": t.OwnerID,
		"role": t.OwnerRole, "region": t.RegionID, "unit": t.UnitID, "due": t.DueOn, "state": t.State, "settled_at": t.SettledAt,
		"settled_by": t.SettledBy, "outcome": t.Outcome}
}

const deleteTask = `-- name: delete task
DELETE FROM task WHERE id = @id AND group_id = @group AND version = @version`

// RemoveTask takes a task away; fault.ErrConflict when somebody else has changed it since
// it was read.
func (tx *Tx) RemoveTask(ctx context.Context, t improvement.Task) error {
	return exec(ctx, tx, deleteTask, pgx.StrictNamedArgs{"id": t.ID, "group": t.GroupID, "version": t.Version}, 1, fault.ErrConflict)
}

const lockWheel = `-- name: lock year wheel
SELECT pg_advisory_xact_lock(hashtextextended('samsyn year wheel', @group::bigint * 10000 + @year::bigint))`

// LockWheel keeps others from beginning the group's year until the transaction ends: it
// cannot be filled twice.
func (tx *Tx) LockWheel(ctx context.Context, group org.GroupID, year int) error {
	return exec(ctx, tx, lockWheel, pgx.StrictNamedArgs{"group": group, "year": year}, -1, nil)
}

const selectUnremindedTasks = `-- name: tasks to remind of
` + taskColumns + `
WHERE t.group_id = @group AND t.state = 'open' AND t.due_on BETWEEN @from AND @to
  AND (t.owner_id IS NOT NULL OR t.owner_role <> '')
  AND NOT EXISTS (SELECT 1 FROM reminder r
                  WHERE r.group_id = t.group_id AND r.about <> '' AND r.about = 'task ' || t.id || ' ' || t.due_on || @suffix::text)
ORDER BY t.due_on, t.id`

// UnremindedTasks reads the group's open tasks that somebody owns, are due between the
// days and have no letter about "task ID DAY" and the suffix.
func (tx *Tx) UnremindedTasks(ctx context.Context, group org.GroupID, from, to time.Time, suffix string) ([]improvement.Task, error) {
	return collect[improvement.Task](ctx, tx, selectUnremindedTasks, pgx.StrictNamedArgs{"group": group, "from": from, "to": to, "suffix": suffix})
}
