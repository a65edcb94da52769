-- The yearly report becomes a work of its own each year: its sections are the year's,
-- begun from the year before or from the group's template (report_heading), each with
-- an author, a state and a day. Every measure has room for what the group says of it.

-- +goose Up
CREATE TABLE report (
    group_id bigint NOT NULL REFERENCES programme_group,
    year     smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    begun_at timestamptz NOT NULL,
    begun_by bigint REFERENCES person,
    -- The commentary round: asked for at a time, to be answered by a day.
    round_opened_at timestamptz,
    round_opened_by bigint REFERENCES person,
    round_due       date,
    CONSTRAINT report_round_whole CHECK ((round_opened_at IS NULL) = (round_due IS NULL)),
    version  integer NOT NULL DEFAULT 1,
    PRIMARY KEY (group_id, year)
);
GRANT SELECT, INSERT, UPDATE ON report TO samsyn_app;

-- What was written so far moves to the year's own sections.
INSERT INTO report (group_id, year, begun_at)
SELECT h.group_id, s.year, min(s.edited_at)
FROM report_section s JOIN report_heading h ON h.id = s.heading_id
GROUP BY h.group_id, s.year;

ALTER TABLE report_section RENAME TO report_section_before;
ALTER TABLE report_section_before RENAME CONSTRAINT report_section_pkey TO report_section_before_pkey;

ALTER TABLE report_heading
    DROP CONSTRAINT report_heading_content_check,
    ADD CONSTRAINT report_heading_content_check CHECK (content IN (
        'text', 'group', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'variation', 'promises',
        'examples', 'actions', 'needs', 'next_goals', 'long_term_goals', 'questions', 'data_quality', 'appendix'));

-- The headings of the template that had nothing but words get what can now stand under
-- them. A heading that a group has worded otherwise stays as it is.
UPDATE report_heading SET content = 'variation' WHERE content = 'text' AND heading = 'Variation mellan enheter';
UPDATE report_heading SET content = 'examples' WHERE content = 'text' AND heading = 'Goda exempel och framgångsfaktorer';
UPDATE report_heading SET content = 'actions' WHERE content = 'text' AND heading = 'Åtgärder: genomfört och planerat';
UPDATE report_heading SET content = 'group' WHERE content = 'text' AND heading = 'Uppdrag, grupp och möten under året';
UPDATE report_heading SET content = 'questions' WHERE content = 'text' AND heading LIKE 'Frågor till %ledningen';

CREATE TABLE report_section (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id  bigint NOT NULL,
    year      smallint NOT NULL,
    FOREIGN KEY (group_id, year) REFERENCES report,
    content   text NOT NULL CHECK (content IN (
        'text', 'group', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'variation', 'promises',
        'examples', 'actions', 'needs', 'next_goals', 'long_term_goals', 'questions', 'data_quality', 'appendix')),
    heading   text NOT NULL CHECK (heading <> '' AND length(heading) <= 200),
    position  integer NOT NULL DEFAULT 0,
    -- Markdown, with references to figures.
    body      text NOT NULL DEFAULT '' CHECK (length(body) <= 50000),
    state     text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'writing', 'ready')),
    author_id bigint REFERENCES person,
    due_on    date,
    version   integer NOT NULL DEFAULT 1,
    edited_at timestamptz,
    edited_by bigint REFERENCES person
);
CREATE INDEX report_section_of_year ON report_section (group_id, year, position);
CREATE INDEX report_section_by_author ON report_section (author_id) WHERE author_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_section TO samsyn_app;
GRANT DELETE ON report_heading TO samsyn_app;

INSERT INTO report_section (group_id, year, content, heading, position, body, state, version, edited_at, edited_by)
SELECT h.group_id, r.year, h.content, h.heading, h.position, coalesce(s.body, ''),
       CASE WHEN coalesce(s.body, '') = '' THEN 'waiting' ELSE 'writing' END, coalesce(s.version, 1), s.edited_at, s.edited_by
FROM report r
JOIN report_heading h ON h.group_id = r.group_id
LEFT JOIN report_section_before s ON s.heading_id = h.id AND s.year = r.year;

DROP TABLE report_section_before;

-- What the group says of a measure's results, as the registers' yearly reports have it:
-- discussion and implications, assessment, and what is done next.
CREATE TABLE report_measure (
    group_id     bigint NOT NULL,
    year         smallint NOT NULL,
    indicator_id bigint NOT NULL REFERENCES indicator,
    FOREIGN KEY (group_id, year) REFERENCES report,
    discussion   text NOT NULL DEFAULT '' CHECK (length(discussion) <= 20000),
    assessment   text NOT NULL DEFAULT '' CHECK (length(assessment) <= 20000),
    next_steps   text NOT NULL DEFAULT '' CHECK (length(next_steps) <= 20000),
    -- The one sentence of its slide; the data's own when empty.
    message      text NOT NULL DEFAULT '' CHECK (length(message) <= 300),
    version      integer NOT NULL DEFAULT 1,
    edited_at    timestamptz NOT NULL,
    edited_by    bigint REFERENCES person,
    PRIMARY KEY (group_id, year, indicator_id)
);
GRANT SELECT, INSERT, UPDATE ON report_measure TO samsyn_app;

-- +goose Down
CREATE TEMPORARY TABLE report_section_after ON COMMIT DROP AS
SELECT DISTINCT ON (h.id, s.year) h.id AS heading_id, s.year, s.body, s.version, s.edited_at, s.edited_by
FROM report_section s
JOIN LATERAL (SELECT id FROM report_heading h WHERE h.group_id = s.group_id AND h.heading = s.heading ORDER BY id LIMIT 1) h ON true
WHERE s.edited_at IS NOT NULL
ORDER BY h.id, s.year, s.id;
DROP TABLE report_measure, report_section;
UPDATE report_heading SET content = 'text' WHERE content IN ('group', 'variation', 'promises', 'examples', 'actions', 'questions');
ALTER TABLE report_heading
    DROP CONSTRAINT report_heading_content_check,
    ADD CONSTRAINT report_heading_content_check CHECK (content IN (
        'text', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'long_term_goals', 'needs',
        'next_goals', 'data_quality', 'appendix'));
DROP TABLE report;
CREATE TABLE report_section (
    heading_id bigint NOT NULL REFERENCES report_heading,
    year       smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    body       text NOT NULL DEFAULT '' CHECK (length(body) <= 50000),
    version    integer NOT NULL DEFAULT 1,
    edited_at  timestamptz NOT NULL,
    edited_by  bigint REFERENCES person,
    PRIMARY KEY (heading_id, year)
);
INSERT INTO report_section (heading_id, year, body, version, edited_at, edited_by)
SELECT heading_id, year, body, version, edited_at, edited_by FROM report_section_after;
GRANT SELECT, INSERT, UPDATE ON report_section TO samsyn_app;
REVOKE DELETE ON report_heading FROM samsyn_app;
