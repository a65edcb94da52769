-- Goals above the group's and below them: what they serve, and what a unit does of its own.

-- +goose Up
-- A goal of a level above the group: national, the healthcare region's, a region's.
CREATE TABLE higher_goal (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id  bigint NOT NULL REFERENCES programme_group,
    level     text NOT NULL CHECK (level IN ('national', 'healthcare_region', 'region')),
    region_id bigint REFERENCES region,
    -- The higher goal that it serves in its turn.
    parent_id bigint,
    title     text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    body      text NOT NULL DEFAULT '' CHECK (length(body) <= 5000),
    set_by    text NOT NULL CHECK (set_by <> '' AND length(set_by) <= 200),
    source    text NOT NULL CHECK (source <> '' AND length(source) <= 500),
    from_year smallint NOT NULL CHECK (from_year BETWEEN 1990 AND 2200),
    to_year   smallint CHECK (to_year BETWEEN 1990 AND 2200),
    position  integer NOT NULL DEFAULT 0,
    version   integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (parent_id, group_id) REFERENCES higher_goal (id, group_id),
    CHECK (to_year IS NULL OR to_year >= from_year),
    CHECK ((level = 'region') = (region_id IS NOT NULL)),
    CHECK (parent_id <> id)
);
CREATE INDEX higher_goal_by_group ON higher_goal (group_id);

CREATE TABLE goal_serves (
    goal_id        bigint NOT NULL,
    group_id       bigint NOT NULL,
    higher_goal_id bigint NOT NULL,
    PRIMARY KEY (goal_id, higher_goal_id),
    FOREIGN KEY (goal_id, group_id) REFERENCES goal (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (higher_goal_id, group_id) REFERENCES higher_goal (id, group_id)
);
CREATE INDEX goal_serves_by_higher ON goal_serves (higher_goal_id);

-- What a unit wants of its own: on the way to a shared goal, or beside them.
CREATE TABLE local_goal (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    unit_id      bigint NOT NULL,
    year         smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    -- The shared goal it is a step towards; none for a goal of the unit's own.
    goal_id      bigint,
    title        text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    -- How the unit goes about it: its own choice.
    method       text NOT NULL DEFAULT '' CHECK (length(method) <= 5000),
    -- How it is seen that it is reached: a measure with a value, or words.
    indicator_id bigint,
    threshold    numeric,
    sign_text    text NOT NULL DEFAULT '' CHECK (length(sign_text) <= 1000),
    due_on       date,
    state        text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'reached', 'not_reached', 'dropped')),
    outcome      text NOT NULL DEFAULT '' CHECK (length(outcome) <= 5000),
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    version      integer NOT NULL DEFAULT 1,
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (goal_id, group_id) REFERENCES goal (id, group_id) ON DELETE SET NULL (goal_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    CHECK (threshold IS NULL OR indicator_id IS NOT NULL)
);
CREATE INDEX local_goal_by_group ON local_goal (group_id, year, unit_id);

-- A long-term goal's way: how far the care should have come by a year.
CREATE TABLE milestone (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    long_term_goal_id bigint NOT NULL REFERENCES long_term_goal,
    year              smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    text              text NOT NULL CHECK (text <> '' AND length(text) <= 1000),
    -- With a measure it can be told from the figures, and drawn.
    indicator_id      bigint REFERENCES indicator,
    threshold         numeric,
    -- What became of it, in the group's words; a measure's milestone tells itself.
    state             text NOT NULL DEFAULT 'ahead' CHECK (state IN ('ahead', 'reached', 'not_reached')),
    outcome           text NOT NULL DEFAULT '' CHECK (length(outcome) <= 2000),
    version           integer NOT NULL DEFAULT 1,
    CHECK ((indicator_id IS NULL) = (threshold IS NULL)),
    CONSTRAINT milestone_unique UNIQUE NULLS NOT DISTINCT (long_term_goal_id, year, indicator_id, text)
);

GRANT SELECT, INSERT, UPDATE ON higher_goal, local_goal, milestone TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON goal_serves TO samsyn_app;
GRANT DELETE ON higher_goal, local_goal, milestone TO samsyn_app;

-- +goose Down
DROP TABLE milestone, local_goal, goal_serves, higher_goal;
