package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// NeedRow is a need with the names of its unit and its action, "" for none.
type NeedRow struct {
	improvement.Need
	UnitCode, UnitName string
	ActionArea         string
}

// NeedFilter says which of a group's needs to read; what is zero is not asked for.
type NeedFilter struct {
	GroupID  org.GroupID
	Year     int
	UnitID   org.UnitID
	Joint    bool // only those that are the group's
	ActionID improvement.ActionID
	Kind     improvement.NeedKind
	States   []improvement.NeedState
	// Limit is how many to read, after the first Skip.
	Limit, Skip int
}

const needColumns = `
SELECT n.id, n.group_id, coalesce(n.unit_id, 0) AS unit_id, n.year::int AS year, n.kind, n.text, coalesce(n.action_id, 0) AS action_id,
       n.state, n.outcome, n.written_at, coalesce(n.written_by, 0) AS written_by, n.version,
       coalesce(u.code, '') AS unit_code, coalesce(u.short_name, '') AS unit_name, coalesce(a.area, '') AS action_area
FROM need n
LEFT JOIN unit u ON u.id = n.unit_id
LEFT JOIN action a ON a.id = n.action_id`

const needsWhere = `
WHERE n.group_id = @group
  AND (@year::int = 0 OR n.year = @year)
  AND (@unit::bigint = 0 OR n.unit_id = @unit)
  AND (NOT @joint::boolean OR n.unit_id IS NULL)
  AND (@action::bigint = 0 OR n.action_id = @action)
  AND (@kind::text = '' OR n.kind = @kind)
  AND (cardinality(@states::text[]) = 0 OR n.state = ANY(@states))`

const selectNeeds = `-- name: needs` + needColumns + needsWhere + `
ORDER BY n.year DESC, n.unit_id NULLS FIRST, n.id
LIMIT @limit OFFSET @skip`

// Needs reads a part of the needs that the filter asks for: the latest year first, and
// within it the group's own before the units'.
func (tx *Tx) Needs(ctx context.Context, f NeedFilter) ([]NeedRow, error) {
	args := f.args()
	args["limit"], args["skip"] = f.Limit, f.Skip
	return collect[NeedRow](ctx, tx, selectNeeds, args)
}

const countNeeds = `-- name: count needs
SELECT count(*)::int FROM need n` + needsWhere

// CountNeeds is how many needs the filter asks for; Limit and Skip are not read.
func (tx *Tx) CountNeeds(ctx context.Context, f NeedFilter) (int, error) {
	return value[int](ctx, tx, countNeeds, f.args())
}

func (f NeedFilter) args() pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": f.GroupID, "year": f.Year, "unit": f.UnitID, "joint": f.Joint, "action": f.ActionID,
		"kind": f.Kind, "states": nonNil(f.States)}
}

const selectNeed = `-- name: need` + needColumns + `
WHERE n.group_id = @group AND n.id = @id`

// Need reads one of the group's needs; fault.ErrNotFound when it is not the group's.
func (tx *Tx) Need(ctx context.Context, group org.GroupID, id improvement.NeedID) (NeedRow, error) {
	return one[NeedRow](ctx, tx, selectNeed, pgx.StrictNamedArgs{"group": group, "id": id})
}

const selectNeedYears = `-- name: need years
SELECT DISTINCT n.year::int FROM need n WHERE n.group_id = @group ORDER BY 1 DESC`

// NeedYears lists the years that the group has needs of, newest first.
func (tx *Tx) NeedYears(ctx context.Context, group org.GroupID) ([]int, error) {
	type yearRow struct{ Year int }
	rows, err := collect[yearRow](ctx, tx, selectNeedYears, pgx.StrictNamedArgs{"group": group})
	years := make([]int, len(rows))
	for n, r := range rows {
		years[n] = r.Year
	}
	return years, err
}

const insertNeed = `-- name: insert need
INSERT INTO need (group_id, unit_id, year, kind, text, action_id, state, outcome, written_at, written_by)
VALUES (@group, nullif(@unit::bigint, 0), @year, @kind, @text, nullif(@action::bigint, 0), @state, @outcome, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddNeed stores a new need and gives its id; fault.ErrNotFound for a unit or an action
// that is not the group's.
func (tx *Tx) AddNeed(ctx context.Context, n improvement.Need) (improvement.NeedID, error) {
	args := needArgs(n)
	args["action"] = n.ActionID
	return value[improvement.NeedID](ctx, tx, insertNeed, args)
}

const updateNeed = `-- name: update need
UPDATE need SET unit_id = nullif(@unit::bigint, 0), year = @year, kind = @kind, text = @text, state = @state, outcome = @outcome,
    written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveNeed stores a changed need, whose action never changes; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveNeed(ctx context.Context, n improvement.Need) error {
	args := needArgs(n)
	args["id"], args["version"] = n.ID, n.Version
	return exec(ctx, tx, updateNeed, args, 1, fault.ErrConflict)
}

// needArgs are the arguments that storing and changing a need share.
func needArgs(n improvement.Need) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": n.GroupID, "unit": n.UnitID, "year": n.Year, "kind": n.Kind, "text": n.Text,
		"state": n.State, "outcome": n.Outcome, "at": n.WrittenAt, "by": n.WrittenBy}
}
