-- How a goal is chosen: proposed, weighed by the clinics, decided at a meeting, locked.

-- +goose Up
ALTER TABLE target ADD COLUMN challenging numeric,
    ADD CONSTRAINT target_challenging CHECK (kind = 'value' OR challenging IS NULL);

CREATE TABLE goal_proposal (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id          bigint NOT NULL REFERENCES programme_group,
    year              smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    category          text NOT NULL CHECK (category IN ('medical', 'nursing', 'patient_satisfaction')),
    title             text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    value_for_children text NOT NULL CHECK (value_for_children <> '' AND length(value_for_children) <= 5000),
    scope             text NOT NULL CHECK (scope IN ('highly_specialised', 'all_units')),
    -- Which children, where that is narrower than the measures' own definitions.
    icd10             text NOT NULL DEFAULT '' CHECK (length(icd10) <= 200),
    gestation         text NOT NULL DEFAULT '' CHECK (length(gestation) <= 200),
    long_term_goal_id bigint REFERENCES long_term_goal,
    -- Last year's goal, when the proposal is to go on with it as it is, or to raise it.
    previous_goal_id  bigint REFERENCES goal ON DELETE SET NULL,
    carries           text NOT NULL DEFAULT 'new' CHECK (carries IN ('new', 'keep', 'raise')),
    state             text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'chosen', 'declined', 'withdrawn')),
    proposed_by       bigint REFERENCES person,
    proposed_at       timestamptz NOT NULL,
    -- When what is proposed was last changed: stands taken before were about something else.
    changed_at        timestamptz NOT NULL,
    -- The decision: when, at which meeting when one is recorded, and why.
    decided_on        date,
    decided_by        bigint REFERENCES person,
    meeting_id        bigint,
    decision_reason   text NOT NULL DEFAULT '' CHECK (length(decision_reason) <= 2000),
    -- The goal that it became.
    goal_id           bigint REFERENCES goal ON DELETE SET NULL,
    version           integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (meeting_id, group_id) REFERENCES meeting (id, group_id),
    CHECK ((state IN ('chosen', 'declined')) = (decided_on IS NOT NULL)),
    CHECK (carries = 'new' OR previous_goal_id IS NOT NULL OR state <> 'proposed')
);
CREATE INDEX goal_proposal_by_group ON goal_proposal (group_id, year);
CREATE INDEX goal_proposal_by_goal ON goal_proposal (goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX goal_proposal_by_previous ON goal_proposal (previous_goal_id) WHERE previous_goal_id IS NOT NULL;

CREATE TABLE goal_proposal_promise (
    proposal_id bigint NOT NULL REFERENCES goal_proposal,
    promise_id  bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (proposal_id, promise_id)
);

-- A measure that shows whether the goal is reached, with the three levels of ambition.
CREATE TABLE goal_proposal_indicator (
    proposal_id  bigint NOT NULL REFERENCES goal_proposal,
    indicator_id bigint NOT NULL REFERENCES indicator,
    position     integer NOT NULL DEFAULT 0,
    kind         text NOT NULL CHECK (kind IN ('value', 'better_half', 'smaller_spread', 'follow')),
    threshold    numeric,
    second       numeric,
    challenging  numeric,
    basis        text NOT NULL DEFAULT '',
    PRIMARY KEY (proposal_id, indicator_id),
    CHECK ((kind = 'value') = (threshold IS NOT NULL) AND (kind = 'value' OR second IS NULL AND challenging IS NULL))
);

CREATE TABLE goal_stand (
    proposal_id bigint NOT NULL,
    group_id    bigint NOT NULL,
    unit_id     bigint NOT NULL,
    stand       text NOT NULL CHECK (stand IN ('supports', 'with_remark', 'against')),
    remark      text NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
    person_id   bigint NOT NULL REFERENCES person,
    taken_at    timestamptz NOT NULL,
    PRIMARY KEY (proposal_id, unit_id),
    FOREIGN KEY (proposal_id, group_id) REFERENCES goal_proposal (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CHECK (stand = 'supports' OR remark <> '')
);

-- A year of the group's: locked when its goals, definitions and targets are settled.
CREATE TABLE goal_year (
    group_id    bigint NOT NULL REFERENCES programme_group,
    year        smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    locked_at   timestamptz,
    locked_by   bigint REFERENCES person,
    meeting_id  bigint,
    -- Why it was opened again, the last time.
    opened_why  text NOT NULL DEFAULT '' CHECK (length(opened_why) <= 1000),
    version     integer NOT NULL DEFAULT 1,
    PRIMARY KEY (group_id, year),
    FOREIGN KEY (meeting_id, group_id) REFERENCES meeting (id, group_id)
);

-- The promises that the group works with in the year; without any row it is all of them.
CREATE TABLE goal_year_promise (
    group_id   bigint NOT NULL REFERENCES programme_group,
    year       smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    promise_id bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (group_id, year, promise_id)
);

ALTER TABLE goal
    ADD COLUMN icd10 text NOT NULL DEFAULT '' CHECK (length(icd10) <= 200),
    ADD COLUMN gestation text NOT NULL DEFAULT '' CHECK (length(gestation) <= 200),
    -- The goal of the year before that it goes on from.
    ADD COLUMN previous_goal_id bigint REFERENCES goal ON DELETE SET NULL,
    ADD COLUMN raised boolean NOT NULL DEFAULT false,
    -- A goal that is not carried on to the next year, and why.
    ADD COLUMN retired_on date,
    ADD COLUMN retired_by bigint REFERENCES person,
    ADD COLUMN retired_why text NOT NULL DEFAULT '' CHECK (length(retired_why) <= 2000),
    ADD CONSTRAINT goal_retired CHECK ((retired_on IS NULL) = (retired_why = '')),
    ADD CONSTRAINT goal_in_group UNIQUE (id, group_id);
CREATE INDEX goal_by_previous ON goal (previous_goal_id) WHERE previous_goal_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON goal_proposal, goal_stand, goal_year TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON goal_proposal_promise, goal_proposal_indicator, goal_year_promise TO samsyn_app;

-- +goose Down
ALTER TABLE goal DROP CONSTRAINT goal_in_group, DROP CONSTRAINT goal_retired,
    DROP COLUMN icd10, DROP COLUMN gestation, DROP COLUMN previous_goal_id, DROP COLUMN raised,
    DROP COLUMN retired_on, DROP COLUMN retired_by, DROP COLUMN retired_why;
DROP TABLE goal_year_promise, goal_year, goal_stand, goal_proposal_indicator, goal_proposal_promise, goal_proposal;
ALTER TABLE target DROP CONSTRAINT target_challenging, DROP COLUMN challenging;
