package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

const insertLongTermGoal = `-- name: insert long-term goal
INSERT INTO long_term_goal (group_id, title, vision, start_year, end_year, position)
SELECT @group, @title, @vision, @start, @end,
       (SELECT coalesce(max(l.position), 0) + 1 FROM long_term_goal l WHERE l.group_id = @group)
RETURNING id`

// AddLongTermGoal stores a new long-term goal after the others and gives its id.
func (tx *Tx) AddLongTermGoal(ctx context.Context, l quality.LongTermGoal) (quality.LongTermGoalID, error) {
	return value[quality.LongTermGoalID](ctx, tx, insertLongTermGoal, pgx.StrictNamedArgs{
		"group": l.GroupID, "title": l.Title, "vision": l.Vision, "start": l.StartYear, "end": l.EndYear})
}

const updateLongTermGoal = `-- name: update long-term goal
UPDATE long_term_goal SET title = @title, vision = @vision, start_year = @start, end_year = @end, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveLongTermGoal stores a changed long-term goal; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveLongTermGoal(ctx context.Context, l quality.LongTermGoal) error {
	return exec(ctx, tx, updateLongTermGoal, pgx.StrictNamedArgs{
		"id": l.ID, "group": l.GroupID, "version": l.Version,
		"title": l.Title, "vision": l.Vision, "start": l.StartYear, "end": l.EndYear}, 1, fault.ErrConflict)
}
