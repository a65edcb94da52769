-- The figures, and the path each unit's period takes from draft to final.

-- +goose Up
CREATE TABLE missing_reason (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id bigint NOT NULL REFERENCES programme_group,
    text     text NOT NULL CHECK (text <> ''),
    position integer NOT NULL DEFAULT 0,
    active   boolean NOT NULL DEFAULT true,
    CONSTRAINT missing_reason_unique UNIQUE (group_id, text)
);

CREATE TABLE submission (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id       bigint NOT NULL REFERENCES programme_group,
    unit_id        bigint NOT NULL REFERENCES unit,
    period_start   date NOT NULL CHECK (extract(day FROM period_start) = 1),
    period_months  smallint NOT NULL CHECK (period_months IN (1, 3, 4, 12, 24, 36, 48, 60)),
    state          text NOT NULL DEFAULT 'draft'
                   CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'reopened', 'final')),
    submitted_at   timestamptz,
    submitted_by   bigint REFERENCES person,
    returned_at    timestamptz,
    returned_by    bigint REFERENCES person,
    return_reason  text NOT NULL DEFAULT '',
    approved_at    timestamptz,
    approved_by    bigint REFERENCES person,
    reopened_at    timestamptz,
    reopened_by    bigint REFERENCES person,
    reopened_until date,
    reopen_reason  text NOT NULL DEFAULT '',
    finalised_at   timestamptz,
    finalised_by   bigint REFERENCES person,
    version        integer NOT NULL DEFAULT 1,
    CONSTRAINT submission_unique UNIQUE (group_id, unit_id, period_start, period_months),
    CONSTRAINT submission_unit_key UNIQUE (id, unit_id),
    -- A status is not a history, but it must not contradict what is known of it.
    CONSTRAINT submission_state_facts CHECK (CASE state
        WHEN 'submitted' THEN submitted_at IS NOT NULL
        WHEN 'returned'  THEN returned_at IS NOT NULL AND return_reason <> ''
        WHEN 'approved'  THEN approved_at IS NOT NULL
        WHEN 'reopened'  THEN reopened_at IS NOT NULL AND reopen_reason <> '' AND reopened_until IS NOT NULL
        WHEN 'final'     THEN finalised_at IS NOT NULL
        ELSE true END)
);
CREATE INDEX submission_by_unit ON submission (unit_id, period_start);

CREATE TABLE figure (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id     bigint NOT NULL,
    unit_id           bigint NOT NULL,
    indicator_id      bigint NOT NULL,
    kind              text NOT NULL,
    stratum_id        bigint REFERENCES stratum,
    -- The figure's own period: a yearly measure is handed in with the last quarter.
    period_start      date NOT NULL CHECK (extract(day FROM period_start) = 1),
    period_months     smallint NOT NULL CHECK (period_months IN (1, 3, 4, 12, 24, 36, 48, 60)),
    state             text NOT NULL CHECK (state IN ('reported', 'missing', 'not_applicable')),
    -- Proportion: children who fulfil it, and all. Rate: events and exposure.
    -- Count: the number alone. Mean and score: the denominator is n.
    numerator         numeric,
    denominator       numeric,
    mean              numeric,
    sd                numeric,
    text_value        text,
    yes_value         boolean,
    valid_from        date,
    valid_to          date,
    missing_reason_id bigint REFERENCES missing_reason,
    comment           text NOT NULL DEFAULT '' CHECK (length(comment) <= 2000),
    version           integer NOT NULL DEFAULT 1,
    entered_at        timestamptz NOT NULL,
    entered_by        bigint REFERENCES person,
    FOREIGN KEY (submission_id, unit_id) REFERENCES submission (id, unit_id),
    FOREIGN KEY (indicator_id, kind) REFERENCES indicator (id, kind),
    CONSTRAINT figure_unique UNIQUE NULLS NOT DISTINCT
        (unit_id, indicator_id, stratum_id, period_start, period_months, valid_from),
    CHECK (valid_to IS NULL OR valid_from IS NOT NULL AND valid_to >= valid_from),
    CONSTRAINT figure_shape CHECK (CASE state
        WHEN 'reported' THEN missing_reason_id IS NULL AND CASE kind
            WHEN 'proportion' THEN num_nonnulls(numerator, denominator) = 2
                AND num_nonnulls(mean, sd, text_value, yes_value) = 0
                AND numerator BETWEEN 0 AND denominator
                AND trunc(numerator) = numerator AND trunc(denominator) = denominator
            WHEN 'rate' THEN num_nonnulls(numerator, denominator) = 2
                AND num_nonnulls(mean, sd, text_value, yes_value) = 0
                AND numerator >= 0 AND trunc(numerator) = numerator
                AND denominator >= 0 AND (denominator > 0 OR numerator = 0)
            WHEN 'count' THEN numerator >= 0 AND numerator IS NOT NULL
                AND num_nonnulls(denominator, mean, sd, text_value, yes_value) = 0
            WHEN 'text' THEN coalesce(text_value, '') <> ''
                AND num_nonnulls(numerator, denominator, mean, sd, yes_value) = 0
            WHEN 'yes_no' THEN yes_value IS NOT NULL
                AND num_nonnulls(numerator, denominator, mean, sd) = 0
            ELSE denominator IS NOT NULL AND denominator >= 0 AND trunc(denominator) = denominator
                AND (mean IS NULL) = (denominator = 0)
                AND (sd IS NULL OR sd >= 0 AND denominator > 1)
                AND num_nonnulls(numerator, text_value, yes_value) = 0
            END
        WHEN 'missing' THEN missing_reason_id IS NOT NULL
            AND num_nonnulls(numerator, denominator, mean, sd, text_value, yes_value) = 0
        ELSE missing_reason_id IS NULL
            AND num_nonnulls(numerator, denominator, mean, sd, text_value, yes_value) = 0
        END)
);
CREATE INDEX figure_by_submission ON figure (submission_id);
CREATE INDEX figure_by_indicator ON figure (indicator_id, period_start);

GRANT SELECT, INSERT, UPDATE ON missing_reason, submission TO samsyn_app;
-- A figure that was typed by mistake can be emptied again; the audit keeps what it was.
GRANT SELECT, INSERT, UPDATE, DELETE ON figure TO samsyn_app;

-- +goose Down
DROP TABLE figure, submission, missing_reason;
