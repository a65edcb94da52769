-- What is done when a result is not what it should be.

-- +goose Up
-- A good example of how something was made better, for others to learn from.
CREATE TABLE example (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id        bigint NOT NULL REFERENCES programme_group,
    unit_id         bigint NOT NULL,
    title           text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    problem         text NOT NULL DEFAULT '' CHECK (length(problem) <= 5000),
    done            text NOT NULL DEFAULT '' CHECK (length(done) <= 5000),
    -- What it takes: people, rooms, equipment.
    conditions      text NOT NULL DEFAULT '' CHECK (length(conditions) <= 5000),
    result          text NOT NULL DEFAULT '' CHECK (length(result) <= 5000),
    success_factors text NOT NULL DEFAULT '' CHECK (length(success_factors) <= 5000),
    -- Whom to ask: somebody with an account, or anybody in words.
    contact_id      bigint REFERENCES person,
    contact_text    text NOT NULL DEFAULT '' CHECK (length(contact_text) <= 200),
    -- The unit's own figures that show the result, from a day.
    indicator_id    bigint,
    began_on        date,
    goal_id         bigint REFERENCES goal ON DELETE SET NULL,
    tags            text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 20),
    state           text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'withdrawn')),
    published_at    timestamptz,
    written_at      timestamptz NOT NULL,
    written_by      bigint REFERENCES person,
    version         integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    CHECK (state = 'draft' OR published_at IS NOT NULL)
);
CREATE INDEX example_by_group ON example (group_id, state, published_at);

CREATE TABLE example_promise (
    example_id bigint NOT NULL REFERENCES example,
    promise_id bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (example_id, promise_id)
);

CREATE TABLE example_attachment (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    example_id bigint NOT NULL REFERENCES example,
    name       text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    media_type text NOT NULL CHECK (media_type <> ''),
    content    bytea NOT NULL CHECK (length(content) BETWEEN 1 AND 10485760),
    sha256     bytea NOT NULL CHECK (length(sha256) = 32),
    added_at   timestamptz NOT NULL,
    added_by   bigint REFERENCES person
);
CREATE INDEX example_attachment_by_example ON example_attachment (example_id);

-- The region's action plan, with the fields of its instruction.
CREATE TABLE action (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id           bigint NOT NULL REFERENCES programme_group,
    -- The unit that does it; none when the clinics do it together.
    unit_id            bigint,
    area               text NOT NULL CHECK (area <> '' AND length(area) <= 200),
    reason             text NOT NULL DEFAULT '' CHECK (length(reason) <= 5000),
    measurable_goal    text NOT NULL DEFAULT '' CHECK (length(measurable_goal) <= 2000),
    measured_how       text NOT NULL DEFAULT '' CHECK (length(measured_how) <= 2000),
    measured_by        text NOT NULL DEFAULT '' CHECK (length(measured_by) <= 200),
    for_patients       text NOT NULL DEFAULT '' CHECK (length(for_patients) <= 2000),
    for_staff          text NOT NULL DEFAULT '' CHECK (length(for_staff) <= 2000),
    for_governance     text NOT NULL DEFAULT '' CHECK (length(for_governance) <= 2000),
    activities         text NOT NULL DEFAULT '' CHECK (length(activities) <= 5000),
    follow_up          text NOT NULL DEFAULT '' CHECK (length(follow_up) <= 5000),
    result             text NOT NULL DEFAULT '' CHECK (length(result) <= 5000),
    -- The national programme area's plan that it belongs to.
    national_plan      text NOT NULL DEFAULT '' CHECK (length(national_plan) <= 200),
    kind               text NOT NULL CHECK (kind IN ('routine', 'training', 'staffing', 'equipment', 'knowledge_support', 'phasing_out', 'other')),
    state              text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'ongoing', 'done', 'stopped')),
    -- 1 is the most urgent.
    priority           smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3),
    owner_id           bigint REFERENCES person,
    due_on             date NOT NULL,
    -- When it began to be done at the bedside: from here its effect is looked for.
    began_on           date,
    settled_on         date,
    goal_id            bigint REFERENCES goal ON DELETE SET NULL,
    indicator_id       bigint,
    -- What it was made from.
    origin             text NOT NULL DEFAULT 'own' CHECK (origin IN ('own', 'signal', 'variation', 'comparison', 'example', 'gap', 'decision')),
    -- What was seen there, in words: signals come and go with the figures.
    origin_text        text NOT NULL DEFAULT '' CHECK (length(origin_text) <= 1000),
    example_id         bigint,
    decision_id        bigint,
    written_at         timestamptz NOT NULL,
    written_by         bigint REFERENCES person,
    version            integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (example_id, group_id) REFERENCES example (id, group_id),
    FOREIGN KEY (decision_id, group_id) REFERENCES decision (id, group_id),
    CHECK ((state IN ('done', 'stopped')) = (settled_on IS NOT NULL)),
    CHECK (origin <> 'example' OR example_id IS NOT NULL)
);
CREATE INDEX action_by_group ON action (group_id, state, due_on);
CREATE INDEX action_by_owner ON action (owner_id, due_on) WHERE state IN ('planned', 'ongoing');
CREATE INDEX action_by_indicator ON action (indicator_id) WHERE indicator_id IS NOT NULL;
CREATE INDEX action_by_goal ON action (goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX action_by_example ON action (example_id) WHERE example_id IS NOT NULL;

CREATE TABLE action_promise (
    action_id  bigint NOT NULL REFERENCES action,
    promise_id bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (action_id, promise_id)
);

-- One turn of plan, do, study, act.
CREATE TABLE pdsa_cycle (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action_id  bigint NOT NULL REFERENCES action,
    number     integer NOT NULL CHECK (number >= 1),
    plan       text NOT NULL CHECK (plan <> '' AND length(plan) <= 5000),
    -- What the unit believes will happen, written before.
    prediction text NOT NULL DEFAULT '' CHECK (length(prediction) <= 2000),
    done       text NOT NULL DEFAULT '' CHECK (length(done) <= 5000),
    study      text NOT NULL DEFAULT '' CHECK (length(study) <= 5000),
    outcome    text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'adopt', 'adapt', 'abandon')),
    act        text NOT NULL DEFAULT '' CHECK (length(act) <= 5000),
    started_on date,
    ended_on   date,
    version    integer NOT NULL DEFAULT 1,
    CONSTRAINT pdsa_cycle_number_unique UNIQUE (action_id, number),
    CHECK (ended_on IS NULL OR started_on IS NOT NULL AND ended_on >= started_on)
);

-- Where a unit stands against a goal, why, and which effort it has chosen.
CREATE TABLE gap_sheet (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint NOT NULL REFERENCES programme_group,
    goal_id    bigint NOT NULL,
    unit_id    bigint NOT NULL,
    current    text NOT NULL DEFAULT '' CHECK (length(current) <= 5000),
    gap        text NOT NULL DEFAULT '' CHECK (length(gap) <= 5000),
    causes     text NOT NULL DEFAULT '' CHECK (length(causes) <= 5000),
    effort     text NOT NULL DEFAULT '' CHECK (length(effort) <= 5000),
    written_at timestamptz NOT NULL,
    written_by bigint REFERENCES person,
    version    integer NOT NULL DEFAULT 1,
    CONSTRAINT gap_sheet_unique UNIQUE (goal_id, unit_id),
    FOREIGN KEY (goal_id, group_id) REFERENCES goal (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);
CREATE INDEX gap_sheet_by_group ON gap_sheet (group_id);

-- What a unit, or the group, needs to develop or to learn: it is told in the yearly report.
CREATE TABLE need (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint NOT NULL REFERENCES programme_group,
    unit_id    bigint,
    year       smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    kind       text NOT NULL CHECK (kind IN ('development', 'training')),
    text       text NOT NULL CHECK (text <> '' AND length(text) <= 2000),
    action_id  bigint,
    state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'met', 'withdrawn')),
    outcome    text NOT NULL DEFAULT '' CHECK (length(outcome) <= 2000),
    written_at timestamptz NOT NULL,
    written_by bigint REFERENCES person,
    version    integer NOT NULL DEFAULT 1,
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (action_id, group_id) REFERENCES action (id, group_id)
);
CREATE INDEX need_by_group ON need (group_id, year);

-- How far a unit has come with somebody else's example. What it was before is in the audit.
CREATE TABLE example_adoption (
    example_id bigint NOT NULL,
    group_id   bigint NOT NULL,
    unit_id    bigint NOT NULL,
    state      text NOT NULL CHECK (state IN ('considering', 'trying', 'introduced', 'not_for_us')),
    why        text NOT NULL DEFAULT '' CHECK (length(why) <= 2000),
    -- Since when the unit does as in the example: from here its effect is looked for.
    since      date NOT NULL,
    action_id  bigint,
    person_id  bigint NOT NULL REFERENCES person,
    noted_at   timestamptz NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    PRIMARY KEY (example_id, unit_id),
    FOREIGN KEY (example_id, group_id) REFERENCES example (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (action_id, group_id) REFERENCES action (id, group_id),
    CHECK (state <> 'not_for_us' OR why <> '')
);

GRANT SELECT, INSERT, UPDATE ON example, action, pdsa_cycle, gap_sheet, need, example_adoption TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON example_promise, action_promise, example_attachment TO samsyn_app;

-- +goose Down
DROP TABLE example_adoption, need, gap_sheet, pdsa_cycle, action_promise, action,
    example_attachment, example_promise, example;
