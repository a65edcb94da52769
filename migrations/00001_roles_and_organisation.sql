-- Who: the organisation, the people and what they may do.

-- +goose Up
-- +goose StatementBegin
DO $$
BEGIN
    -- The role the running program works as. It belongs to the whole cluster, so
    -- another database's migration may be creating it at this very moment.
    CREATE ROLE samsyn_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
BEGIN
    -- With a single database address the program logs in as the owner and then
    -- steps down to samsyn_app, which takes the right to SET ROLE. A superuser
    -- has it; a role that somebody else made may not be ours to give.
    IF current_user <> 'samsyn_app' AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT samsyn_app TO %I', current_user);
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END $$;
-- +goose StatementEnd

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE healthcare_region (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL CONSTRAINT healthcare_region_code_unique UNIQUE CHECK (code <> ''),
    name text NOT NULL CHECK (name <> '')
);

CREATE TABLE region (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    healthcare_region_id bigint NOT NULL REFERENCES healthcare_region,
    code                 text NOT NULL CONSTRAINT region_code_unique UNIQUE CHECK (code <> ''),
    name                 text NOT NULL CHECK (name <> ''),
    position             integer NOT NULL DEFAULT 0
);

CREATE TABLE hospital (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region_id bigint NOT NULL REFERENCES region,
    code      text NOT NULL CONSTRAINT hospital_code_unique UNIQUE CHECK (code <> ''),
    name      text NOT NULL CHECK (name <> ''),
    city      text NOT NULL CHECK (city <> '')
);

CREATE TABLE clinic (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hospital_id bigint NOT NULL REFERENCES hospital,
    name        text NOT NULL CHECK (name <> ''),
    CONSTRAINT clinic_name_unique UNIQUE (hospital_id, name)
);

CREATE TABLE unit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    clinic_id   bigint NOT NULL REFERENCES clinic,
    code        text NOT NULL CONSTRAINT unit_code_unique UNIQUE CHECK (code <> ''),
    name        text NOT NULL CHECK (name <> ''),
    short_name  text NOT NULL CHECK (short_name <> ''),
    care_level  text NOT NULL CHECK (care_level IN ('highly_specialised', 'general', 'birth_site')),
    -- What is publicly known of the unit's task, with its source. Never made up.
    description text NOT NULL DEFAULT '',
    source      text NOT NULL DEFAULT '',
    active_from date NOT NULL DEFAULT '2000-01-01',
    active_to   date,
    CHECK (active_to IS NULL OR active_to >= active_from)
);

-- The bodies above a group: programme area, knowledge council, executive board.
-- Their names change with time and are data.
CREATE TABLE body (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id  bigint REFERENCES body,
    code       text NOT NULL CONSTRAINT body_code_unique UNIQUE CHECK (code <> ''),
    name       text NOT NULL CHECK (name <> ''),
    short_name text NOT NULL CHECK (short_name <> '')
);

CREATE TABLE programme_group (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    healthcare_region_id bigint NOT NULL REFERENCES healthcare_region,
    -- The body that receives the group's yearly material.
    body_id              bigint REFERENCES body,
    code                 text NOT NULL CONSTRAINT programme_group_code_unique UNIQUE CHECK (code ~ '^[a-z0-9-]+$'),
    name                 text NOT NULL CHECK (name <> ''),
    short_name           text NOT NULL CHECK (short_name <> ''),
    -- Whether the figures are made up for show; every page and print then says so.
    example_data         boolean NOT NULL DEFAULT false,
    -- How many months one round of collection covers: 3 is by quarter.
    collection_months    smallint NOT NULL DEFAULT 3 CHECK (collection_months IN (1, 3, 4, 12, 24, 36, 48, 60)),
    -- Days after the period's end by which a unit's figures are due.
    due_days             smallint NOT NULL DEFAULT 30 CHECK (due_days BETWEEN 0 AND 365),
    -- The day in the following year when the material for the yearly report is
    -- due. A day past the month's end means the month's last day.
    report_due_month     smallint NOT NULL DEFAULT 2 CHECK (report_due_month BETWEEN 1 AND 12),
    report_due_day       smallint NOT NULL DEFAULT 31 CHECK (report_due_day BETWEEN 1 AND 31),
    -- Below this number of children a figure is masked for readers outside the group.
    masking_threshold    smallint NOT NULL DEFAULT 5 CHECK (masking_threshold BETWEEN 2 AND 50),
    -- Below this denominator a value is shown as resting on few children.
    reliability_limit    smallint NOT NULL DEFAULT 10 CHECK (reliability_limit BETWEEN 1 AND 500),
    active_from          date NOT NULL DEFAULT '2000-01-01',
    active_to            date,
    CHECK (active_to IS NULL OR active_to >= active_from)
);

CREATE TABLE group_unit (
    group_id      bigint NOT NULL REFERENCES programme_group,
    unit_id       bigint NOT NULL REFERENCES unit,
    -- A birth hospital without a neonatal unit delivers process measures only.
    participation text NOT NULL CHECK (participation IN ('full', 'process_only')),
    -- The fixed order of the units in every table and chart: never by result.
    position      integer NOT NULL DEFAULT 0,
    active_from   date NOT NULL DEFAULT '2000-01-01',
    active_to     date,
    PRIMARY KEY (group_id, unit_id),
    CHECK (active_to IS NULL OR active_to >= active_from)
);
CREATE INDEX group_unit_by_unit ON group_unit (unit_id);

CREATE TABLE person (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email         text NOT NULL CHECK (email LIKE '%_@_%'),
    name          text NOT NULL CHECK (name <> ''),
    profession    text NOT NULL DEFAULT 'other' CHECK (profession IN ('physician', 'nurse', 'other')),
    password_hash text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    -- From this day the person may no longer sign in; the name stays in history.
    left_on       date
);
CREATE UNIQUE INDEX person_email_unique ON person (lower(email));

CREATE TABLE membership (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES person,
    group_id   bigint REFERENCES programme_group,
    unit_id    bigint REFERENCES unit,
    role       text NOT NULL CHECK (role IN (
        'medical_lead', 'unit_manager', 'delegate', 'head_of_department',
        'convener', 'chair', 'process_support', 'program_area_member', 'observer', 'administrator')),
    valid_from date NOT NULL DEFAULT current_date,
    -- The last day the role is held; none while it lasts.
    valid_to   date,
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CONSTRAINT membership_scope CHECK (CASE
        WHEN role = 'administrator' THEN group_id IS NULL AND unit_id IS NULL
        WHEN role IN ('medical_lead', 'unit_manager', 'delegate', 'head_of_department')
            THEN group_id IS NOT NULL AND unit_id IS NOT NULL
        ELSE group_id IS NOT NULL AND unit_id IS NULL END),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CONSTRAINT membership_one_convener EXCLUDE USING gist (
        group_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (role = 'convener')
);
CREATE INDEX membership_by_person ON membership (person_id);
CREATE INDEX membership_by_group ON membership (group_id, unit_id);

CREATE TABLE session (
    -- SHA-256 of the token in the cookie: a copy of this table opens no session.
    token_hash bytea PRIMARY KEY,
    data       bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_at);

GRANT SELECT, INSERT, UPDATE ON healthcare_region, region, hospital, clinic, unit, body,
    programme_group, group_unit, person, membership TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO samsyn_app;

-- +goose Down
DROP TABLE session, membership, person, group_unit, programme_group, body, unit, clinic, hospital, region, healthcare_region;
DROP EXTENSION btree_gist;
-- The role samsyn_app stays: it belongs to the cluster and may serve other databases.
