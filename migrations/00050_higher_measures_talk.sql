-- What the group's own measures say of a goal above it, and the goals that it does not measure.
-- And that people talk about an introduction of a care pathway.

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

ALTER TABLE post
    ADD COLUMN pathway_id bigint,
    ADD FOREIGN KEY (pathway_id, group_id) REFERENCES pathway_introduction (id, group_id),
    DROP CONSTRAINT post_check,
    ADD CONSTRAINT post_check CHECK (num_nonnulls(goal_id, proposal_id, indicator_id, example_id, action_id, team_id, pathway_id) = 1);
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION post_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.kind := CASE WHEN NEW.goal_id IS NOT NULL THEN 'goal' WHEN NEW.proposal_id IS NOT NULL THEN 'proposal'
        WHEN NEW.indicator_id IS NOT NULL THEN 'indicator' WHEN NEW.example_id IS NOT NULL THEN 'example'
        WHEN NEW.team_id IS NOT NULL THEN 'team' WHEN NEW.pathway_id IS NOT NULL THEN 'pathway' ELSE 'action' END;
    NEW.subject_id := coalesce(NEW.goal_id, NEW.proposal_id, NEW.indicator_id, NEW.example_id, NEW.action_id, NEW.team_id, NEW.pathway_id);
    RETURN NEW;
END $$;
-- +goose StatementEnd

-- +goose Down
DELETE FROM post_mention WHERE post_id IN (SELECT id FROM post WHERE pathway_id IS NOT NULL);
DELETE FROM post WHERE pathway_id IS NOT NULL;
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION post_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.kind := CASE WHEN NEW.goal_id IS NOT NULL THEN 'goal' WHEN NEW.proposal_id IS NOT NULL THEN 'proposal'
        WHEN NEW.indicator_id IS NOT NULL THEN 'indicator' WHEN NEW.example_id IS NOT NULL THEN 'example'
        WHEN NEW.team_id IS NOT NULL THEN 'team' ELSE 'action' END;
    NEW.subject_id := coalesce(NEW.goal_id, NEW.proposal_id, NEW.indicator_id, NEW.example_id, NEW.action_id, NEW.team_id);
    RETURN NEW;
END $$;
-- +goose StatementEnd
ALTER TABLE post
    DROP CONSTRAINT post_check,
    DROP COLUMN pathway_id,
    ADD CONSTRAINT post_check CHECK (num_nonnulls(goal_id, proposal_id, indicator_id, example_id, action_id, team_id) = 1);
ALTER TABLE higher_goal DROP COLUMN not_measured;
DROP TABLE higher_measure;
