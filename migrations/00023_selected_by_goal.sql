-- The measures of a goal are looked up by the goal, among those of all groups and years.

-- +goose Up
CREATE INDEX selected_indicator_by_goal ON selected_indicator (goal_id) WHERE goal_id IS NOT NULL;

-- +goose Down
DROP INDEX selected_indicator_by_goal;
