-- How care pathways are introduced: three phases, a core team, patient groups with a
-- vision, current state and gap, each unit's state, and the end.

-- +goose Up
-- How the group's introductions begin. A group without any has the program's own.
CREATE TABLE pathway_template (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint NOT NULL REFERENCES programme_group,
    title      text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    retired    boolean NOT NULL DEFAULT false,
    written_at timestamptz NOT NULL,
    written_by bigint REFERENCES person,
    version    integer NOT NULL DEFAULT 1
);
CREATE INDEX pathway_template_by_group ON pathway_template (group_id);

CREATE TABLE pathway_template_phase (
    template_id bigint NOT NULL REFERENCES pathway_template,
    number      smallint NOT NULL CHECK (number BETWEEN 1 AND 3),
    name        text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    count       integer NOT NULL CHECK (count BETWEEN 1 AND 731),
    unit        text NOT NULL CHECK (unit IN ('week', 'month')),
    criteria    text[] NOT NULL DEFAULT '{}' CHECK (cardinality(criteria) <= 20),
    checks      text[] NOT NULL DEFAULT '{}' CHECK (cardinality(checks) <= 20),
    PRIMARY KEY (template_id, number)
);

CREATE TABLE pathway_introduction (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    title        text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    aim          text NOT NULL DEFAULT '' CHECK (length(aim) <= 2000),
    source       text NOT NULL DEFAULT '' CHECK (length(source) <= 2000),
    lead_id      bigint REFERENCES person,
    starts_on    date NOT NULL,
    -- From when an effect is looked for; none is the last phase's first day.
    effect_from  date,
    -- Health economy, if anything is said of it. What is assumed has a source.
    costs        text NOT NULL DEFAULT '' CHECK (length(costs) <= 5000),
    effects      text NOT NULL DEFAULT '' CHECK (length(effects) <= 5000),
    assumptions  text NOT NULL DEFAULT '' CHECK (length(assumptions) <= 5000),
    assumed_from text NOT NULL DEFAULT '' CHECK (length(assumed_from) <= 2000),
    state        text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'finished', 'stopped')),
    ended_on     date,
    end_note     text NOT NULL DEFAULT '' CHECK (length(end_note) <= 5000),
    carried_on   text NOT NULL DEFAULT '' CHECK (length(carried_on) <= 5000),
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CHECK ((state = 'running') = (ended_on IS NULL)),
    CHECK (state = 'running' OR end_note <> ''),
    CHECK (assumptions = '' OR assumed_from <> '')
);
CREATE INDEX pathway_introduction_by_group ON pathway_introduction (group_id, state);

CREATE TABLE pathway_measure (
    pathway_id   bigint NOT NULL,
    group_id     bigint NOT NULL,
    indicator_id bigint NOT NULL,
    position     smallint NOT NULL,
    PRIMARY KEY (pathway_id, indicator_id),
    FOREIGN KEY (pathway_id, group_id) REFERENCES pathway_introduction (id, group_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);
CREATE INDEX pathway_measure_by_indicator ON pathway_measure (indicator_id);

-- A phase has no days of its own: they follow from the first day and all lengths.
CREATE TABLE pathway_phase (
    pathway_id   bigint NOT NULL REFERENCES pathway_introduction,
    number       smallint NOT NULL CHECK (number BETWEEN 1 AND 3),
    name         text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    count        integer NOT NULL CHECK (count BETWEEN 1 AND 731),
    unit         text NOT NULL CHECK (unit IN ('week', 'month', 'day')),
    closed_on    date,
    closed_by    bigint REFERENCES person,
    -- Why it was closed with criteria left.
    close_reason text NOT NULL DEFAULT '' CHECK (length(close_reason) <= 2000),
    PRIMARY KEY (pathway_id, number)
);

CREATE TABLE pathway_item (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pathway_id bigint NOT NULL,
    phase      smallint NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('criterion', 'check')),
    text       text NOT NULL CHECK (text <> '' AND length(text) <= 200),
    position   smallint NOT NULL,
    done_on    date,
    done_by    bigint REFERENCES person,
    FOREIGN KEY (pathway_id, phase) REFERENCES pathway_phase (pathway_id, number)
);
CREATE INDEX pathway_item_by_pathway ON pathway_item (pathway_id);

-- That the end of a phase was moved, or for phase 0 the first day.
CREATE TABLE pathway_move (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pathway_id bigint NOT NULL REFERENCES pathway_introduction,
    phase      smallint NOT NULL CHECK (phase BETWEEN 0 AND 3),
    moved_from date NOT NULL,
    moved_to   date NOT NULL CHECK (moved_to <> moved_from),
    why        text NOT NULL CHECK (why <> '' AND length(why) <= 2000),
    moved_at   timestamptz NOT NULL,
    moved_by   bigint REFERENCES person
);
CREATE INDEX pathway_move_by_pathway ON pathway_move (pathway_id);

-- The core team: people of the group, and others.
CREATE TABLE pathway_member (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pathway_id   bigint NOT NULL,
    group_id     bigint NOT NULL,
    -- Somebody with an account; none for somebody without.
    person_id    bigint REFERENCES person,
    unit_id      bigint,
    name         text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    email        text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    kind         text NOT NULL CHECK (kind IN ('lead', 'member', 'expert', 'patient')),
    profession   text NOT NULL CHECK (profession IN ('physician', 'nurse', 'other')),
    competence   text NOT NULL CHECK (competence <> '' AND length(competence) <= 200),
    organisation text NOT NULL DEFAULT '' CHECK (length(organisation) <= 200),
    version      integer NOT NULL DEFAULT 1,
    CONSTRAINT pathway_member_once UNIQUE (pathway_id, person_id),
    FOREIGN KEY (pathway_id, group_id) REFERENCES pathway_introduction (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);
CREATE INDEX pathway_member_by_pathway ON pathway_member (pathway_id);
CREATE INDEX pathway_member_by_person ON pathway_member (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX pathway_member_by_email ON pathway_member (lower(email)) WHERE email <> '';

CREATE TABLE pathway_patient_group (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pathway_id bigint NOT NULL,
    group_id   bigint NOT NULL,
    name       text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    -- How it is to be for them (målbild).
    vision     text NOT NULL CHECK (vision <> '' AND length(vision) <= 5000),
    version    integer NOT NULL DEFAULT 1,
    FOREIGN KEY (pathway_id, group_id) REFERENCES pathway_introduction (id, group_id)
);
CREATE INDEX pathway_patient_group_by_pathway ON pathway_patient_group (pathway_id);

-- Where a unit stands against one of the measures, why, and what it aims for.
CREATE TABLE pathway_gap (
    pathway_id   bigint NOT NULL,
    group_id     bigint NOT NULL,
    unit_id      bigint NOT NULL,
    indicator_id bigint NOT NULL,
    current      text NOT NULL DEFAULT '' CHECK (length(current) <= 5000),
    gap          text NOT NULL DEFAULT '' CHECK (length(gap) <= 5000),
    goal         text NOT NULL DEFAULT '' CHECK (length(goal) <= 2000),
    causes       text NOT NULL DEFAULT '' CHECK (length(causes) <= 5000),
    effort       text NOT NULL DEFAULT '' CHECK (length(effort) <= 5000),
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (pathway_id, unit_id, indicator_id),
    FOREIGN KEY (pathway_id, group_id) REFERENCES pathway_introduction (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);

-- The units that are concerned, and how far each has come. What was before is in the audit.
CREATE TABLE pathway_unit (
    pathway_id bigint NOT NULL,
    group_id   bigint NOT NULL,
    unit_id    bigint NOT NULL,
    state      text NOT NULL DEFAULT 'not_begun' CHECK (state IN ('not_begun', 'begun', 'introduced', 'not_applicable')),
    why        text NOT NULL DEFAULT '' CHECK (length(why) <= 2000),
    since      date,
    noted_at   timestamptz,
    noted_by   bigint REFERENCES person,
    version    integer NOT NULL DEFAULT 1,
    PRIMARY KEY (pathway_id, unit_id),
    FOREIGN KEY (pathway_id, group_id) REFERENCES pathway_introduction (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CHECK (state NOT IN ('begun', 'introduced') OR since IS NOT NULL),
    CHECK (state <> 'not_applicable' OR why <> '')
);

-- An action and a meeting may belong to a programme. The columns are the teams' as well, and
-- go with the migration before this one. A check meeting is about a phase too.
ALTER TABLE action ADD COLUMN IF NOT EXISTS programme_kind text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS programme_id bigint;
ALTER TABLE meeting ADD COLUMN IF NOT EXISTS programme_kind text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS programme_id bigint,
    ADD COLUMN programme_phase smallint NOT NULL DEFAULT 0;
CREATE INDEX IF NOT EXISTS action_by_programme ON action (programme_kind, programme_id) WHERE programme_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS meeting_by_programme ON meeting (programme_kind, programme_id) WHERE programme_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON pathway_template, pathway_introduction, pathway_phase, pathway_item, pathway_member,
    pathway_patient_group, pathway_gap, pathway_unit TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON pathway_template_phase, pathway_measure TO samsyn_app;
GRANT SELECT, INSERT ON pathway_move TO samsyn_app;
GRANT DELETE ON pathway_item, pathway_member, pathway_patient_group, pathway_unit TO samsyn_app;

-- +goose Down
ALTER TABLE meeting DROP COLUMN programme_phase;
DROP TABLE pathway_unit, pathway_gap, pathway_patient_group, pathway_member, pathway_move, pathway_item, pathway_phase,
    pathway_measure, pathway_introduction, pathway_template_phase, pathway_template;
