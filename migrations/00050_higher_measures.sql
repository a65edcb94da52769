-- What the group's own measures say of a goal above it, and the goals that it does not measure.

-- +goose Up
CREATE TABLE higher_measure (
    higher_goal_id bigint NOT NULL,
    group_id       bigint NOT NULL,
    indicator_id   bigint NOT NULL,
    position       integer NOT NULL,
    -- The value to reach in the measure's shown unit; none when it is only followed.
    threshold      numeric,
    PRIMARY KEY (higher_goal_id, indicator_id),
    FOREIGN KEY (higher_goal_id, group_id) REFERENCES higher_goal (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);
CREATE INDEX higher_measure_by_group ON higher_measure (group_id);
CREATE INDEX higher_measure_by_indicator ON higher_measure (indicator_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON higher_measure TO samsyn_app;

-- Why no measure of the group's tells of the goal, whichever the year.
ALTER TABLE higher_goal ADD COLUMN not_measured text NOT NULL DEFAULT '' CHECK (length(not_measured) <= 1000);

-- +goose Down
ALTER TABLE higher_goal DROP COLUMN not_measured;
DROP TABLE higher_measure;
