package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectHigherGoals = `-- name: higher goals
SELECT h.id, h.group_id, h.level, coalesce(h.region_id, 0) AS region_id, coalesce(h.parent_id, 0) AS parent_id,
       h.title, h.body, h.set_by, h.source, h.from_year, coalesce(h.to_year, 0) AS to_year, h.not_measured, h.version
FROM higher_goal h
WHERE h.group_id = @group
ORDER BY array_position(ARRAY['national', 'healthcare_region', 'region'], h.level), h.position, h.id`

// higherGoalRow is a goal above as it is stored, without its measures.
type higherGoalRow struct {
	ID               quality.HigherGoalID
	GroupID          org.GroupID
	Level            quality.HigherLevel
	RegionID         org.RegionID
	ParentID         quality.HigherGoalID
	Title, Body      string
	SetBy, Source    string
	FromYear, ToYear int
	NotMeasured      string
	Version          int
}

// HigherGoals reads the goals above the group's own that it has written down, of all
// years, from the highest level down, with the measures that each is followed by.
func (tx *Tx) HigherGoals(ctx context.Context, group org.GroupID) ([]quality.HigherGoal, error) {
	rows, err := collect[higherGoalRow](ctx, tx, selectHigherGoals, pgx.StrictNamedArgs{"group": group})
	if err != nil {
		return nil, err
	}
	measures, err := tx.higherMeasures(ctx, group)
	if err != nil {
		return nil, err
	}
	var list []quality.HigherGoal
	for _, r := range rows {
		list = append(list, quality.HigherGoal{ID: r.ID, GroupID: r.GroupID, Level: r.Level, RegionID: r.RegionID, ParentID: r.ParentID,
			Title: r.Title, Body: r.Body, SetBy: r.SetBy, Source: r.Source, FromYear: r.FromYear, ToYear: r.ToYear,
			Measures: measures[r.ID], NotMeasured: r.NotMeasured, Version: r.Version})
	}
	return list, nil
}

const lockHigherGoals = `-- name: lock higher goals
SELECT pg_advisory_xact_lock(hashtextextended('samsyn higher goals', @group::bigint))`

// LockHigherGoals keeps others from changing which of the group's higher goals serves
// which until the transaction ends: two changes together could make a circle.
func (tx *Tx) LockHigherGoals(ctx context.Context, group org.GroupID) error {
	return exec(ctx, tx, lockHigherGoals, pgx.StrictNamedArgs{"group": group}, -1, nil)
}

const insertHigherGoal = `-- name: insert higher goal
INSERT INTO higher_goal (group_id, level, region_id, parent_id, title, body, set_by, source, from_year, to_year, not_measured, position)
SELECT @group, @level, nullif(@region::bigint, 0), nullif(@parent::bigint, 0), @title, @body, @set_by, @source, @from,
       nullif(@to::int, 0), @not_measured, (SELECT coalesce(max(h.position), 0) + 1 FROM higher_goal h WHERE h.group_id = @group)
RETURNING id`

// AddHigherGoal stores a new goal above, after the others, and gives its id.
// fault.ErrNotFound for a region, a parent or a measure that there is none of.
func (tx *Tx) AddHigherGoal(ctx context.Context, h quality.HigherGoal) (quality.HigherGoalID, error) {
	var err error
	if h.ID, err = value[quality.HigherGoalID](ctx, tx, insertHigherGoal, higherGoalArgs(h)); err != nil {
		return 0, err
	}
	return h.ID, tx.setHigherMeasures(ctx, h)
}

const updateHigherGoal = `-- name: update higher goal
UPDATE higher_goal SET level = @level, region_id = nullif(@region::bigint, 0), parent_id = nullif(@parent::bigint, 0),
    title = @title, body = @body, set_by = @set_by, source = @source, from_year = @from, to_year = nullif(@to::int, 0),
    not_measured = @not_measured, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveHigherGoal stores a changed goal above; fault.ErrConflict when somebody else
// changed or removed it since it was read.
func (tx *Tx) SaveHigherGoal(ctx context.Context, h quality.HigherGoal) error {
	args := higherGoalArgs(h)
	args["id"], args["version"] = h.ID, h.Version
	if err := exec(ctx, tx, updateHigherGoal, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setHigherMeasures(ctx, h)
}

// higherGoalArgs are the arguments that storing and changing share.
func higherGoalArgs(h quality.HigherGoal) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": h.GroupID, "level": h.Level, "region": h.RegionID, "parent": h.ParentID,
		"title": h.Title, "body": h.Body, "set_by": h.SetBy, "source": h.Source, "from": h.FromYear, "to": h.ToYear,
		"not_measured": h.NotMeasured}
}

const clearHigherGoal = `-- name: clear higher goal
DELETE FROM goal_serves WHERE higher_goal_id = @id AND group_id = @group`

const deleteHigherGoal = `-- name: delete higher goal
DELETE FROM higher_goal WHERE id = @id AND group_id = @group AND version = @version
  AND NOT EXISTS (SELECT FROM higher_goal child WHERE child.parent_id = @id AND child.group_id = @group)`

// DeleteHigherGoal removes a goal above and what the group's goals served of it;
// fault.ErrConflict when somebody else changed it since it was read, or has put another
// goal below it.
func (tx *Tx) DeleteHigherGoal(ctx context.Context, h quality.HigherGoal) error {
	args := pgx.StrictNamedArgs{"id": h.ID, "group": h.GroupID}
	if err := exec(ctx, tx, clearHigherGoal, args, -1, nil); err != nil {
		return err
	}
	args["version"] = h.Version
	return exec(ctx, tx, deleteHigherGoal, args, 1, fault.ErrConflict)
}

const selectServings = `-- name: goals serving higher goals
SELECT s.goal_id, s.higher_goal_id
FROM goal_serves s
JOIN goal g ON g.id = s.goal_id
WHERE s.group_id = @group AND g.year BETWEEN @first AND @last
ORDER BY g.year, g.position, s.goal_id, s.higher_goal_id`

// Servings reads which higher goals the group's goals of the years serve.
func (tx *Tx) Servings(ctx context.Context, group org.GroupID, first, last int) ([]quality.Serving, error) {
	return collect[quality.Serving](ctx, tx, selectServings, pgx.StrictNamedArgs{"group": group, "first": first, "last": last})
}

const clearServings = `-- name: clear servings
DELETE FROM goal_serves WHERE goal_id = @goal AND group_id = @group AND higher_goal_id <> ALL(@higher::bigint[])`

const insertServings = `-- name: insert servings
INSERT INTO goal_serves (goal_id, group_id, higher_goal_id)
SELECT @goal, @group, chosen.id FROM unnest(@higher::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

// SetServings makes the higher goals given those that the group's goal serves.
// fault.ErrNotFound for goals that are not the group's.
func (tx *Tx) SetServings(ctx context.Context, group org.GroupID, goal quality.GoalID, higher []quality.HigherGoalID) error {
	args := pgx.StrictNamedArgs{"goal": goal, "group": group, "higher": nonNil(higher)}
	if err := exec(ctx, tx, clearServings, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertServings, args, -1, nil)
}
