-- Methods and knowledge support on their way in and out of care: a register of what is
-- introduced or phased out, how far each unit has come over time, and what was seen when
-- it was asked again.

-- +goose Up
-- What is done may belong to a programme: here a method.
ALTER TABLE action ADD COLUMN IF NOT EXISTS programme_kind text NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN IF NOT EXISTS programme_id bigint;

CREATE TABLE method (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id         bigint NOT NULL REFERENCES programme_group,
    direction        text NOT NULL CHECK (direction IN ('in', 'out')),
    kind             text NOT NULL CHECK (kind IN ('method', 'knowledge_support', 'care_offer')),
    title            text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    why              text NOT NULL CHECK (why <> '' AND length(why) <= 5000),
    -- The children that it is about.
    children         text NOT NULL DEFAULT '' CHECK (length(children) <= 2000),
    source           text NOT NULL CHECK (source <> '' AND length(source) <= 2000),
    source_url       text NOT NULL DEFAULT '' CHECK (length(source_url) <= 1000),
    decided_by       text NOT NULL DEFAULT '' CHECK (length(decided_by) <= 200),
    decided_on       date,
    -- 1 is the most urgent, and position the order among those that are as urgent.
    priority         smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3),
    position         smallint NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 999),
    -- The day when it is to be the same everywhere.
    target_on        date,
    indicator_id     bigint,
    -- How many months after a unit has come all the way it is asked again.
    follow_up_months smallint[] NOT NULL DEFAULT '{}' CHECK (cardinality(follow_up_months) <= 6),
    -- The last day that it is followed; none while it is.
    ended_on         date,
    written_at       timestamptz NOT NULL,
    written_by       bigint REFERENCES person,
    version          integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);
CREATE INDEX method_by_group ON method (group_id, priority, position);
CREATE INDEX method_by_indicator ON method (indicator_id) WHERE indicator_id IS NOT NULL;

CREATE TABLE method_promise (
    method_id  bigint NOT NULL REFERENCES method,
    promise_id bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (method_id, promise_id)
);

-- What a unit has said of itself, never changed: what is said anew is a row of its own, which
-- follows the one before. Two that follow the same one are two people who did not know of
-- each other.
CREATE TABLE method_note (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    method_id  bigint NOT NULL,
    group_id   bigint NOT NULL,
    unit_id    bigint NOT NULL,
    follows    bigint NOT NULL DEFAULT 0,
    state      text NOT NULL CHECK (state IN ('untouched', 'planned', 'partly', 'done', 'not_applicable')),
    since      date NOT NULL,
    comment    text NOT NULL DEFAULT '' CHECK (length(comment) <= 2000),
    noted_at   timestamptz NOT NULL,
    noted_by   bigint REFERENCES person,
    CONSTRAINT method_note_once UNIQUE (method_id, unit_id, follows),
    FOREIGN KEY (method_id, group_id) REFERENCES method (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CHECK (state <> 'not_applicable' OR comment <> '')
);
CREATE INDEX method_note_by_group ON method_note (group_id, id);

-- What was seen when a unit that had come all the way was asked again.
CREATE TABLE method_follow_up (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    method_id  bigint NOT NULL,
    group_id   bigint NOT NULL,
    unit_id    bigint NOT NULL,
    -- The day when it was to be asked again.
    asked_on   date NOT NULL,
    outcome    text NOT NULL CHECK (outcome IN ('holds', 'partly', 'lost')),
    result     text NOT NULL CHECK (result <> '' AND length(result) <= 5000),
    noted_at   timestamptz NOT NULL,
    noted_by   bigint REFERENCES person,
    FOREIGN KEY (method_id, group_id) REFERENCES method (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);
CREATE INDEX method_follow_up_by_group ON method_follow_up (group_id, id);

-- The methods have a part of the report, after the actions.
ALTER TABLE report_heading
    DROP CONSTRAINT report_heading_content_check,
    ADD CONSTRAINT report_heading_content_check CHECK (content IN (
        'text', 'group', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'variation', 'promises',
        'examples', 'actions', 'methods', 'needs', 'next_goals', 'long_term_goals', 'questions', 'data_quality', 'appendix'));
ALTER TABLE report_section
    DROP CONSTRAINT report_section_content_check,
    ADD CONSTRAINT report_section_content_check CHECK (content IN (
        'text', 'group', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'variation', 'promises',
        'examples', 'actions', 'methods', 'needs', 'next_goals', 'long_term_goals', 'questions', 'data_quality', 'appendix'));
INSERT INTO report_heading (group_id, content, heading, position)
SELECT DISTINCT ON (group_id) group_id, 'methods', 'Införande och utfasning av metoder', position
FROM report_heading WHERE content = 'actions' ORDER BY group_id, position DESC;

GRANT SELECT, INSERT, UPDATE ON method TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON method_promise TO samsyn_app;
GRANT SELECT, INSERT ON method_note, method_follow_up TO samsyn_app;

-- +goose Down
DELETE FROM report_heading WHERE content = 'methods';
DELETE FROM report_section WHERE content = 'methods';
ALTER TABLE report_section
    DROP CONSTRAINT report_section_content_check,
    ADD CONSTRAINT report_section_content_check CHECK (content IN (
        'text', 'group', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'variation', 'promises',
        'examples', 'actions', 'needs', 'next_goals', 'long_term_goals', 'questions', 'data_quality', 'appendix'));
ALTER TABLE report_heading
    DROP CONSTRAINT report_heading_content_check,
    ADD CONSTRAINT report_heading_content_check CHECK (content IN (
        'text', 'group', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'variation', 'promises',
        'examples', 'actions', 'needs', 'next_goals', 'long_term_goals', 'questions', 'data_quality', 'appendix'));
DROP TABLE method_follow_up, method_note, method_promise, method;
-- The columns of action are those of another migration too, which takes them away.
