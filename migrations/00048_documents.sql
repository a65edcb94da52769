-- What the group has written: documents in versions with an archive copy, links to what others
-- have written, and whom to tell of what.

-- +goose Up
CREATE TABLE document (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    kind         text NOT NULL CHECK (kind IN ('action_plan', 'report', 'notes', 'agreement', 'referral_path', 'template', 'other')),
    title        text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    year         smallint CHECK (year BETWEEN 1990 AND 2200),
    -- Who reads what is published of it: the group, those who receive its results too, or
    -- everybody.
    readers      text NOT NULL DEFAULT 'group' CHECK (readers IN ('group', 'body', 'all')),
    open_to_all  boolean NOT NULL GENERATED ALWAYS AS (readers = 'all') STORED,
    goal_id      bigint REFERENCES goal ON DELETE SET NULL,
    indicator_id bigint,
    mandate_id   bigint REFERENCES mandate ON DELETE SET NULL,
    withdrawn_at timestamptz,
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);
CREATE INDEX document_by_group ON document (group_id, kind, year);

-- A version is text (Markdown) or a file, told from its content.
CREATE TABLE document_version (
    document_id  bigint NOT NULL REFERENCES document,
    number       integer NOT NULL CHECK (number >= 1),
    state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'reviewed', 'published')),
    body         text NOT NULL DEFAULT '' CHECK (length(body) <= 50000),
    file_name    text NOT NULL DEFAULT '' CHECK (length(file_name) <= 200),
    media_type   text NOT NULL DEFAULT '',
    -- The file, until the version is published: then it is in the archive.
    content      bytea,
    note         text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    reviewed_at  timestamptz,
    reviewed_by  bigint REFERENCES person,
    published_at timestamptz,
    published_by bigint REFERENCES person,
    PRIMARY KEY (document_id, number),
    CHECK ((state = 'published') = (published_at IS NOT NULL)),
    CHECK (state = 'draft' OR reviewed_at IS NOT NULL)
);
ALTER TABLE document_version ALTER COLUMN content SET STORAGE EXTERNAL;

-- The archive copy of what has been published. The program may neither change nor remove it.
CREATE TABLE document_archive (
    document_id bigint NOT NULL,
    number      integer NOT NULL,
    name        text NOT NULL CHECK (name <> ''),
    media_type  text NOT NULL,
    content     bytea NOT NULL,
    sha256      bytea NOT NULL GENERATED ALWAYS AS (sha256(content)) STORED,
    archived_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, number),
    FOREIGN KEY (document_id, number) REFERENCES document_version
);
ALTER TABLE document_archive ALTER COLUMN content SET STORAGE EXTERNAL;

-- What has been published stays as it was.
-- +goose StatementBegin
CREATE FUNCTION document_version_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a document is never changed';
END $$;
-- +goose StatementEnd
CREATE TRIGGER document_version_kept BEFORE UPDATE OR DELETE ON document_version
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION document_version_kept();

-- Links to what others have written: guidelines, registers, care programmes and the national
-- programme area's plan, of one measure or of all.
CREATE TABLE library_link (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    kind         text NOT NULL CHECK (kind IN ('guideline', 'register', 'care_programme', 'national_plan', 'other')),
    title        text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    url          text NOT NULL DEFAULT '' CHECK (length(url) <= 1000),
    source       text NOT NULL CHECK (source <> '' AND length(source) <= 200),
    -- The improvement area of the national plan that it is about; '' for other kinds.
    area         text NOT NULL DEFAULT '' CHECK (length(area) <= 200),
    what         text NOT NULL DEFAULT '' CHECK (length(what) <= 2000),
    indicator_id bigint,
    checked_on   date NOT NULL,
    checked_by   bigint REFERENCES person,
    ended_at     timestamptz,
    written_at   timestamptz NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    CHECK (kind <> 'national_plan' OR area <> '')
);
CREATE INDEX library_link_by_group ON library_link (group_id, kind);

-- Whom the group tells: upwards, downwards and sideways.
CREATE TABLE recipient (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint NOT NULL REFERENCES programme_group,
    direction  text NOT NULL CHECK (direction IN ('up', 'down', 'sideways')),
    name       text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    way        text NOT NULL DEFAULT '' CHECK (length(way) <= 200),
    email      text NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    ended_at   timestamptz,
    written_at timestamptz NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id)
);
CREATE INDEX recipient_by_group ON recipient (group_id, direction);

-- That somebody was told of something, once and for all.
CREATE TABLE telling (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    recipient_id bigint NOT NULL,
    document_id  bigint,
    decision_id  bigint,
    told_on      date NOT NULL,
    note         text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    noted_at     timestamptz NOT NULL,
    noted_by     bigint REFERENCES person,
    CHECK (num_nonnulls(document_id, decision_id) = 1),
    FOREIGN KEY (recipient_id, group_id) REFERENCES recipient (id, group_id),
    FOREIGN KEY (document_id, group_id) REFERENCES document (id, group_id),
    FOREIGN KEY (decision_id, group_id) REFERENCES decision (id, group_id)
);
CREATE INDEX telling_by_group ON telling (group_id, told_on);

GRANT SELECT, INSERT, UPDATE ON document, document_version, library_link, recipient TO samsyn_app;
GRANT SELECT, INSERT ON document_archive, telling TO samsyn_app;

-- +goose Down
DROP TABLE telling, recipient, library_link, document_archive, document_version, document;
DROP FUNCTION document_version_kept;
