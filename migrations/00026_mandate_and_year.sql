-- What the group is asked to do, and its year: who does what, and when.

-- +goose Up
CREATE TABLE mandate (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    number      integer NOT NULL CHECK (number >= 1),
    title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    body        text NOT NULL CHECK (body <> '' AND length(body) <= 20000),
    given_by    text NOT NULL CHECK (given_by <> '' AND length(given_by) <= 200),
    given_on    date,
    -- What differs from the version before.
    change_note text NOT NULL DEFAULT '' CHECK (length(change_note) <= 1000),
    -- Until it holds it is a draft, which may still be changed.
    adopted_at  timestamptz,
    adopted_by  bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CONSTRAINT mandate_number_unique UNIQUE (group_id, number)
);

-- A head of clinic's signature under a version of the mandate.
CREATE TABLE mandate_acknowledgement (
    mandate_id      bigint NOT NULL,
    group_id        bigint NOT NULL,
    unit_id         bigint NOT NULL,
    person_id       bigint NOT NULL REFERENCES person,
    -- The name as it was when it was signed.
    name            text NOT NULL CHECK (name <> ''),
    acknowledged_at timestamptz NOT NULL,
    PRIMARY KEY (mandate_id, unit_id),
    FOREIGN KEY (mandate_id, group_id) REFERENCES mandate (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);

-- Something that somebody is to do by a day: of the year wheel, or out of a decision.
CREATE TABLE task (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    -- The year wheel it belongs to.
    year        smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    kind        text NOT NULL CHECK (kind IN ('wheel', 'decision', 'anchoring')),
    title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- Who: a person, or whoever holds a role; with neither, nobody yet.
    owner_id    bigint REFERENCES person,
    owner_role  text NOT NULL DEFAULT '',
    -- For whom, when it is to be done once in each region or at one unit.
    region_id   bigint REFERENCES region,
    unit_id     bigint,
    due_on      date NOT NULL,
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    settled_at  timestamptz,
    settled_by  bigint REFERENCES person,
    -- What came of it, or why it was dropped.
    outcome     text NOT NULL DEFAULT '' CHECK (length(outcome) <= 2000),
    decision_id bigint,
    position    integer NOT NULL DEFAULT 0,
    version     integer NOT NULL DEFAULT 1,
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (decision_id, group_id) REFERENCES decision (id, group_id),
    CHECK ((state = 'open') = (settled_at IS NULL)),
    CHECK ((kind = 'wheel') = (decision_id IS NULL)),
    CHECK (owner_id IS NULL OR owner_role = '')
);
CREATE INDEX task_by_group ON task (group_id, year, due_on);
CREATE INDEX task_by_decision ON task (decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX task_by_day ON task (group_id, due_on);

-- Whether somebody has been reminded of a thing already.
CREATE INDEX reminder_by_about ON reminder (group_id, about) WHERE about <> '';

-- The group's own numbers for how much it takes on, and what it takes up in the year.
ALTER TABLE programme_group
    ADD COLUMN goal_ceiling smallint NOT NULL DEFAULT 8 CHECK (goal_ceiling BETWEEN 1 AND 100),
    ADD COLUMN members_min smallint NOT NULL DEFAULT 2 CHECK (members_min BETWEEN 1 AND 20),
    ADD COLUMN members_max smallint NOT NULL DEFAULT 3 CHECK (members_max BETWEEN 1 AND 50),
    ADD CONSTRAINT programme_group_members CHECK (members_max >= members_min);

GRANT SELECT, INSERT, UPDATE ON mandate, mandate_acknowledgement, task TO samsyn_app;
GRANT DELETE ON task, mandate TO samsyn_app;

-- +goose Down
DROP INDEX reminder_by_about;
ALTER TABLE programme_group DROP CONSTRAINT programme_group_members,
    DROP COLUMN goal_ceiling, DROP COLUMN members_min, DROP COLUMN members_max;
DROP TABLE task, mandate_acknowledgement, mandate;
