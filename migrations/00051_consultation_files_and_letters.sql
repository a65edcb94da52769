-- The proposal that a consultation is about, as a file; whom was told by letter, also of an
-- edition of the yearly report; and the research that the group follows, among its links.

-- +goose Up
CREATE TABLE consultation_file (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id        bigint NOT NULL REFERENCES programme_group,
    consultation_id bigint NOT NULL,
    name            text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    media_type      text NOT NULL,
    content         bytea NOT NULL,
    sha256          bytea NOT NULL GENERATED ALWAYS AS (sha256(content)) STORED,
    added_at        timestamptz NOT NULL,
    added_by        bigint REFERENCES person,
    CONSTRAINT consultation_file_once UNIQUE (consultation_id, sha256),
    FOREIGN KEY (consultation_id, group_id) REFERENCES consultation (id, group_id)
);
ALTER TABLE consultation_file ALTER COLUMN content SET STORAGE EXTERNAL;
-- A wrong file is taken away while the consultation waits; none is ever changed.
GRANT SELECT, INSERT, DELETE ON consultation_file TO samsyn_app;

-- Somebody is told of an edition too, and by letter.
ALTER TABLE telling
    ADD COLUMN edition_id bigint REFERENCES report_edition,
    ADD COLUMN by_letter boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT telling_check,
    ADD CONSTRAINT telling_check CHECK (num_nonnulls(document_id, decision_id, edition_id) = 1);

-- Publications and research projects, by their year.
ALTER TABLE library_link
    ADD COLUMN year smallint CHECK (year BETWEEN 1900 AND 2200),
    DROP CONSTRAINT library_link_kind_check,
    ADD CONSTRAINT library_link_kind_check CHECK (kind IN ('guideline', 'register', 'care_programme', 'national_plan', 'publication',
        'research_project', 'other'));

-- +goose Down
DELETE FROM library_link WHERE kind IN ('publication', 'research_project');
ALTER TABLE library_link
    DROP COLUMN year,
    DROP CONSTRAINT library_link_kind_check,
    ADD CONSTRAINT library_link_kind_check CHECK (kind IN ('guideline', 'register', 'care_programme', 'national_plan', 'other'));
DELETE FROM telling WHERE edition_id IS NOT NULL;
ALTER TABLE telling
    DROP CONSTRAINT telling_check,
    DROP COLUMN edition_id,
    DROP COLUMN by_letter,
    ADD CONSTRAINT telling_check CHECK (num_nonnulls(document_id, decision_id) = 1);
DROP TABLE consultation_file;
