-- The commentary round: each unit reads its own pages and says that they are right, or
-- what it wants to say of them. The answer stands in the report as the unit's own.

-- +goose Up
CREATE TABLE report_answer (
    group_id    bigint NOT NULL,
    year        smallint NOT NULL,
    unit_id     bigint NOT NULL REFERENCES unit,
    FOREIGN KEY (group_id, year) REFERENCES report,
    -- What the unit says of its year as a whole.
    body        text NOT NULL DEFAULT '' CHECK (length(body) <= 10000),
    -- A draft until the unit has answered.
    answered_at timestamptz,
    answered_by bigint REFERENCES person,
    -- The results that were on the page when the unit answered, by SHA-256: what has been
    -- changed since is shown to it.
    seen        bytea,
    version     integer NOT NULL DEFAULT 1,
    edited_at   timestamptz NOT NULL,
    edited_by   bigint REFERENCES person,
    PRIMARY KEY (group_id, year, unit_id)
);

CREATE TABLE report_answer_comment (
    group_id     bigint NOT NULL,
    year         smallint NOT NULL,
    unit_id      bigint NOT NULL,
    indicator_id bigint NOT NULL REFERENCES indicator,
    FOREIGN KEY (group_id, year, unit_id) REFERENCES report_answer,
    body         text NOT NULL CHECK (body <> '' AND length(body) <= 5000),
    PRIMARY KEY (group_id, year, unit_id, indicator_id)
);
GRANT SELECT, INSERT, UPDATE ON report_answer TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_answer_comment TO samsyn_app;

-- +goose Down
DROP TABLE report_answer_comment, report_answer;
