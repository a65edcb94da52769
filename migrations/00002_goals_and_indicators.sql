-- What is measured, why, and against which target.

-- +goose Up
CREATE TABLE patient_promise (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    healthcare_region_id bigint NOT NULL REFERENCES healthcare_region,
    code                 text NOT NULL CHECK (code <> ''),
    text                 text NOT NULL CHECK (text <> ''),
    position             integer NOT NULL DEFAULT 0,
    CONSTRAINT patient_promise_code_unique UNIQUE (healthcare_region_id, code)
);

-- A way of dividing the children that an indicator counts, such as gestation groups.
CREATE TABLE stratification (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id bigint NOT NULL REFERENCES programme_group,
    code     text NOT NULL CHECK (code <> ''),
    name     text NOT NULL CHECK (name <> ''),
    CONSTRAINT stratification_code_unique UNIQUE (group_id, code)
);

CREATE TABLE stratum (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stratification_id bigint NOT NULL REFERENCES stratification,
    code              text NOT NULL CHECK (code <> ''),
    name              text NOT NULL CHECK (name <> ''),
    position          integer NOT NULL DEFAULT 0,
    CONSTRAINT stratum_code_unique UNIQUE (stratification_id, code)
);

CREATE TABLE indicator (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id          bigint NOT NULL REFERENCES programme_group,
    code              text NOT NULL CHECK (code ~ '^[A-Za-z0-9_-]+$'),
    category          text NOT NULL CHECK (category IN ('medical', 'nursing', 'patient_satisfaction', 'process')),
    scope             text NOT NULL CHECK (scope IN ('highly_specialised', 'all_units')),
    -- The care levels whose units report the measure; others are "not applicable".
    reported_by       text[] NOT NULL DEFAULT '{highly_specialised,general}'
                      CHECK (reported_by <@ '{highly_specialised,general,birth_site}'::text[] AND cardinality(reported_by) > 0),
    -- The kind never changes: another kind of measure is another indicator.
    kind              text NOT NULL CHECK (kind IN ('proportion', 'rate', 'mean', 'score', 'count', 'text', 'yes_no')),
    stratification_id bigint REFERENCES stratification,
    -- Whether the numbers count children, so that small ones must be masked for
    -- outside readers. Cots and posts are not children.
    counts_children   boolean NOT NULL DEFAULT true,
    certainty         text NOT NULL CHECK (certainty IN ('sourced', 'partly_sourced', 'proposal')),
    position          integer NOT NULL DEFAULT 0,
    CONSTRAINT indicator_code_unique UNIQUE (group_id, code),
    -- Lets a figure carry its indicator's kind, so that its shape can be checked here.
    CONSTRAINT indicator_kind_key UNIQUE (id, kind)
);

CREATE TABLE indicator_version (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    indicator_id     bigint NOT NULL REFERENCES indicator,
    -- First day of the first period the definition holds for.
    valid_from       date NOT NULL,
    name             text NOT NULL CHECK (name <> ''),
    name_en          text NOT NULL DEFAULT '',
    numerator_text   text NOT NULL DEFAULT '',
    denominator_text text NOT NULL DEFAULT '',
    exclusions       text NOT NULL DEFAULT '',
    data_source      text NOT NULL DEFAULT '',
    source           text NOT NULL DEFAULT '',
    note             text NOT NULL DEFAULT '',
    unit_label       text NOT NULL DEFAULT '',
    -- A rate is shown per this much exposure.
    rate_per         numeric CHECK (rate_per > 0),
    direction        text NOT NULL CHECK (direction IN ('higher', 'lower', 'range', 'none')),
    decimals         smallint NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 4),
    reporting_months smallint NOT NULL CHECK (reporting_months IN (1, 3, 4, 12, 24, 36, 48, 60)),
    -- The lowest and highest possible value of a mean or a score.
    scale_min        numeric,
    scale_max        numeric,
    -- Why the definition changed, and whether figures can be compared across the change.
    change_note      text NOT NULL DEFAULT '',
    comparable       boolean NOT NULL DEFAULT true,
    created_at       timestamptz NOT NULL DEFAULT now(),
    created_by       bigint REFERENCES person,
    CHECK (scale_min IS NULL OR scale_max IS NULL OR scale_min < scale_max),
    CONSTRAINT indicator_version_from_unique UNIQUE (indicator_id, valid_from)
);

CREATE TABLE indicator_promise (
    indicator_id bigint NOT NULL REFERENCES indicator,
    promise_id   bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (indicator_id, promise_id)
);

-- Published values from elsewhere: never shown as the region's own results.
CREATE TABLE reference_value (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    indicator_id bigint NOT NULL REFERENCES indicator,
    value_text   text NOT NULL CHECK (value_text <> ''),
    population   text NOT NULL DEFAULT '',
    year_text    text NOT NULL DEFAULT '',
    source       text NOT NULL DEFAULT ''
);
CREATE INDEX reference_value_by_indicator ON reference_value (indicator_id);

CREATE TABLE long_term_goal (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint NOT NULL REFERENCES programme_group,
    title      text NOT NULL CHECK (title <> ''),
    vision     text NOT NULL DEFAULT '',
    start_year smallint NOT NULL,
    end_year   smallint NOT NULL,
    position   integer NOT NULL DEFAULT 0,
    version    integer NOT NULL DEFAULT 1,
    -- Three to five years, both ends counted.
    CONSTRAINT long_term_goal_span CHECK (end_year - start_year BETWEEN 2 AND 4)
);

CREATE TABLE goal (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id           bigint NOT NULL REFERENCES programme_group,
    year               smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    category           text NOT NULL CHECK (category IN ('medical', 'nursing', 'patient_satisfaction')),
    title              text NOT NULL CHECK (title <> ''),
    value_for_children text NOT NULL CHECK (value_for_children <> ''),
    long_term_goal_id  bigint REFERENCES long_term_goal,
    position           integer NOT NULL DEFAULT 0,
    version            integer NOT NULL DEFAULT 1
);
CREATE INDEX goal_by_group_year ON goal (group_id, year);

CREATE TABLE goal_promise (
    goal_id    bigint NOT NULL REFERENCES goal,
    promise_id bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (goal_id, promise_id)
);

-- What the group collects in a year: a goal's indicators, and the process
-- measures, which belong to no goal.
CREATE TABLE selected_indicator (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    year         smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    indicator_id bigint NOT NULL REFERENCES indicator,
    goal_id      bigint REFERENCES goal,
    position     integer NOT NULL DEFAULT 0,
    CONSTRAINT selected_indicator_unique UNIQUE (group_id, year, indicator_id)
);

CREATE TABLE target (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    indicator_id bigint NOT NULL REFERENCES indicator,
    year         smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    -- A unit's own target; without a unit the target is everybody's.
    unit_id      bigint REFERENCES unit,
    kind         text NOT NULL CHECK (kind IN ('value', 'better_half', 'smaller_spread', 'follow')),
    -- In the indicator's own unit: 90 means 90 %. The value to reach, or the lower
    -- end of a range.
    threshold    numeric,
    -- The second threshold: the lowest acceptable value, or the upper end of a range.
    second       numeric,
    basis        text NOT NULL DEFAULT '',
    version      integer NOT NULL DEFAULT 1,
    CONSTRAINT target_unique UNIQUE NULLS NOT DISTINCT (indicator_id, year, unit_id),
    CONSTRAINT target_threshold CHECK ((kind = 'value') = (threshold IS NOT NULL) AND (kind = 'value' OR second IS NULL))
);

GRANT SELECT, INSERT, UPDATE ON patient_promise, stratification, stratum, indicator, indicator_version,
    reference_value, long_term_goal, goal, target TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON indicator_promise, goal_promise, selected_indicator TO samsyn_app;
GRANT DELETE ON target, goal TO samsyn_app;

-- +goose Down
DROP TABLE target, selected_indicator, goal_promise, goal, long_term_goal, reference_value, indicator_promise,
    indicator_version, indicator, stratum, stratification, patient_promise;
