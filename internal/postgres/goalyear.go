package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectSettledYears = `-- name: settled goal years
SELECT y.year::int, y.locked_at, coalesce(y.locked_by, 0) AS locked_by, coalesce(p.name, '') AS locked_by_name,
       coalesce(y.meeting_id, 0) AS meeting_id, y.opened_why, y.version
FROM goal_year y
LEFT JOIN person p ON p.id = y.locked_by
WHERE y.group_id = @group
ORDER BY y.year`

// SettledYears reads the years of the group's that have been locked at some time,
// oldest first, those that are open again too.
func (tx *Tx) SettledYears(ctx context.Context, group org.GroupID) ([]quality.GoalYear, error) {
	type yearRow struct {
		Year         int
		LockedAt     *time.Time
		LockedBy     org.PersonID
		LockedByName string
		MeetingID    org.MeetingID
		OpenedWhy    string
		Version      int
	}
	rows, err := collect[yearRow](ctx, tx, selectSettledYears, pgx.StrictNamedArgs{"group": group})
	if err != nil {
		return nil, err
	}
	years := make([]quality.GoalYear, len(rows))
	for n, r := range rows {
		years[n] = quality.GoalYear{Year: r.Year, LockedAt: orZero(r.LockedAt), LockedBy: r.LockedBy, LockedByName: r.LockedByName,
			MeetingID: r.MeetingID, OpenedWhy: r.OpenedWhy, Version: r.Version}
	}
	return years, nil
}

const insertGoalYear = `-- name: insert goal year
INSERT INTO goal_year (group_id, year, locked_at, locked_by, meeting_id, opened_why)
VALUES (@group, @year, @at, nullif(@by::bigint, 0), nullif(@meeting::bigint, 0), @why)
ON CONFLICT DO NOTHING`

const updateGoalYear = `-- name: update goal year
UPDATE goal_year SET locked_at = @at, locked_by = nullif(@by::bigint, 0), meeting_id = nullif(@meeting::bigint, 0),
    opened_why = @why, version = version + 1
WHERE group_id = @group AND year = @year AND version = @version`

// SaveGoalYear stores that the year is locked, or open again; fault.ErrConflict when
// somebody else did so since it was read.
func (tx *Tx) SaveGoalYear(ctx context.Context, group org.GroupID, y quality.GoalYear) error {
	args := pgx.StrictNamedArgs{"group": group, "year": y.Year, "at": orNull(y.LockedAt), "by": y.LockedBy,
		"meeting": y.MeetingID, "why": y.OpenedWhy}
	sql := insertGoalYear
	if y.Version > 0 {
		sql, args["version"] = updateGoalYear, y.Version
	}
	return exec(ctx, tx, sql, args, 1, fault.ErrConflict)
}

const retireGoal = `-- name: retire goal
UPDATE goal SET retired_on = @on, retired_by = nullif(@by::bigint, 0), retired_why = @why, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// RetireGoal stores the goal's Retired, and who decided it; the zero Retirement takes
// it back. fault.ErrConflict when somebody else changed the goal since it was read.
func (tx *Tx) RetireGoal(ctx context.Context, g quality.Goal, by org.PersonID) error {
	if g.Retired == (quality.Retirement{}) {
		by = 0
	}
	return exec(ctx, tx, retireGoal, pgx.StrictNamedArgs{"id": g.ID, "group": g.GroupID, "version": g.Version,
		"on": orNull(g.Retired.On), "why": g.Retired.Why, "by": by}, 1, fault.ErrConflict)
}

const carryGoal = `-- name: carry goal
UPDATE goal SET previous_goal_id = nullif(@previous::bigint, 0), raised = @raised WHERE id = @id AND group_id = @group`

// CarryGoal stores which goal the goal goes on from, and whether it asks for more:
// what a proposal or a copied year gives a goal when it is made.
func (tx *Tx) CarryGoal(ctx context.Context, g quality.Goal) error {
	return exec(ctx, tx, carryGoal, pgx.StrictNamedArgs{"id": g.ID, "group": g.GroupID, "previous": g.PreviousGoalID,
		"raised": g.Raised}, 1, fault.ErrNotFound)
}

// MeetingName is a meeting that something was decided at.
type MeetingName struct {
	ID       org.MeetingID
	Title    string
	StartsAt time.Time
}

const selectMeetingNames = `-- name: meetings to decide at
SELECT m.id, m.title, m.starts_at
FROM meeting m
WHERE m.group_id = @group AND m.state <> 'cancelled'
ORDER BY m.starts_at DESC, m.id DESC
LIMIT @limit`

// MeetingNames reads the group's latest meetings, not those that were cancelled.
func (tx *Tx) MeetingNames(ctx context.Context, group org.GroupID, limit int) ([]MeetingName, error) {
	return collect[MeetingName](ctx, tx, selectMeetingNames, pgx.StrictNamedArgs{"group": group, "limit": limit})
}

const updateGoalCeiling = `-- name: update goal ceiling of group
UPDATE programme_group SET goal_ceiling = @ceiling WHERE id = @group`

// SaveGoalCeiling stores how many goals the group means to have at most in a year.
func (tx *Tx) SaveGoalCeiling(ctx context.Context, group org.GroupID, ceiling int) error {
	return exec(ctx, tx, updateGoalCeiling, pgx.StrictNamedArgs{"group": group, "ceiling": ceiling}, 1, fault.ErrNotFound)
}
