package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectMilestones = `-- name: milestones
SELECT m.id, m.long_term_goal_id, m.year, m.text, coalesce(m.indicator_id, 0) AS indicator_id, m.threshold, m.state,
       m.outcome, m.version
FROM milestone m
JOIN long_term_goal l ON l.id = m.long_term_goal_id
WHERE l.group_id = @group
ORDER BY l.position, l.id, m.year, m.id`

// Milestones reads those on the way to all of the group's long-term goals, goal by goal
// and year by year.
func (tx *Tx) Milestones(ctx context.Context, group org.GroupID) ([]quality.Milestone, error) {
	return collect[quality.Milestone](ctx, tx, selectMilestones, pgx.StrictNamedArgs{"group": group})
}

const insertMilestone = `-- name: insert milestone
INSERT INTO milestone (long_term_goal_id, year, text, indicator_id, threshold, state, outcome)
VALUES (@goal, @year, @text, nullif(@indicator::bigint, 0), @threshold, @state, @outcome)
RETURNING id`

// AddMilestone stores a new milestone and gives its id. One that says the same of the
// same year as another is a problem at "text".
func (tx *Tx) AddMilestone(ctx context.Context, m quality.Milestone) (quality.MilestoneID, error) {
	return value[quality.MilestoneID](ctx, tx, insertMilestone, milestoneArgs(m))
}

const updateMilestone = `-- name: update milestone
UPDATE milestone SET year = @year, text = @text, indicator_id = nullif(@indicator::bigint, 0), threshold = @threshold,
    state = @state, outcome = @outcome, version = version + 1
WHERE id = @id AND long_term_goal_id = @goal AND version = @version`

// SaveMilestone stores a changed milestone; fault.ErrConflict when somebody else changed
// or removed it since it was read.
func (tx *Tx) SaveMilestone(ctx context.Context, m quality.Milestone) error {
	args := milestoneArgs(m)
	args["id"], args["version"] = m.ID, m.Version
	return exec(ctx, tx, updateMilestone, args, 1, fault.ErrConflict)
}

// milestoneArgs are the arguments that storing and changing share.
func milestoneArgs(m quality.Milestone) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"goal": m.LongTermGoalID, "year": m.Year, "text": m.Text, "indicator": m.IndicatorID,
		"threshold": m.Threshold, "state": m.State, "outcome": m.Outcome}
}

const deleteMilestone = `-- name: delete milestone
DELETE FROM milestone WHERE id = @id AND long_term_goal_id = @goal AND version = @version`

// DeleteMilestone removes a milestone; fault.ErrConflict when somebody else changed or
// removed it since it was read.
func (tx *Tx) DeleteMilestone(ctx context.Context, m quality.Milestone) error {
	return exec(ctx, tx, deleteMilestone,
		pgx.StrictNamedArgs{"id": m.ID, "goal": m.LongTermGoalID, "version": m.Version}, 1, fault.ErrConflict)
}
