-- The commentary round: each unit reads its own pages and says that they are right, or
-- what it wants to say of them. The answer stands in the report as the unit's own.

-- +goose Up
-- A round that was closed before its last day; opening it again takes that back.
ALTER TABLE report
    ADD COLUMN round_closed_at timestamptz,
    ADD COLUMN round_closed_by bigint REFERENCES person,
    ADD CONSTRAINT report_round_closed CHECK (round_closed_at IS NULL OR round_opened_at IS NOT NULL);

CREATE TABLE report_answer (
    group_id    bigint NOT NULL,
    year        smallint NOT NULL,
    unit_id     bigint NOT NULL REFERENCES unit,
    FOREIGN KEY (group_id, year) REFERENCES report,
    -- What the unit says of its year as a whole: as it is being written, and as it was
    -- last sent. Only what is sent stands in the report.
    body        text NOT NULL DEFAULT '' CHECK (length(body) <= 10000),
    sent_body   text NOT NULL DEFAULT '' CHECK (length(sent_body) <= 10000),
    -- A draft until the unit has answered.
    answered_at timestamptz,
    answered_by bigint REFERENCES person,
    -- The unit's results that were on the page when it answered: what has been changed
    -- since is shown to it.
    seen        jsonb,
    CONSTRAINT report_answer_sent CHECK ((answered_at IS NULL) = (seen IS NULL) AND (answered_at IS NOT NULL OR sent_body = '')),
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
    body         text NOT NULL DEFAULT '' CHECK (length(body) <= 5000),
    sent_body    text NOT NULL DEFAULT '' CHECK (length(sent_body) <= 5000),
    CONSTRAINT report_answer_comment_says CHECK (body <> '' OR sent_body <> ''),
    PRIMARY KEY (group_id, year, unit_id, indicator_id)
);
GRANT SELECT, INSERT, UPDATE ON report_answer TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_answer_comment TO samsyn_app;

-- +goose Down
DROP TABLE report_answer_comment, report_answer;
ALTER TABLE report DROP COLUMN round_closed_at, DROP COLUMN round_closed_by;
