-- The yearly report's texts: the group's headings, and what was written under them.

-- +goose Up
CREATE TABLE report_heading (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id bigint NOT NULL REFERENCES programme_group,
    -- Which part of the report stands under the heading. "text" is the writer's words alone.
    content  text NOT NULL CHECK (content IN (
        'text', 'overview', 'medical', 'nursing', 'patient_satisfaction', 'process', 'long_term_goals',
        'next_goals', 'data_quality', 'appendix')),
    heading  text NOT NULL CHECK (heading <> ''),
    position integer NOT NULL DEFAULT 0
);
CREATE INDEX report_heading_by_group ON report_heading (group_id);

CREATE TABLE report_section (
    heading_id bigint NOT NULL REFERENCES report_heading,
    year       smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    body       text NOT NULL DEFAULT '' CHECK (length(body) <= 50000),
    version    integer NOT NULL DEFAULT 1,
    edited_at  timestamptz NOT NULL,
    edited_by  bigint REFERENCES person,
    PRIMARY KEY (heading_id, year)
);

GRANT SELECT, INSERT, UPDATE ON report_heading, report_section TO samsyn_app;

-- +goose Down
DROP TABLE report_section, report_heading;
