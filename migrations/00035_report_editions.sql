-- What is fixed: the report as it was read at a time, for each audience, and where it went.

-- +goose Up
-- Who leads the body that receives the report, and says that it has come.
ALTER TABLE membership
    DROP CONSTRAINT membership_role_check,
    ADD CONSTRAINT membership_role_check CHECK (role IN (
        'medical_lead', 'unit_manager', 'delegate', 'head_of_department', 'convener', 'chair', 'process_support',
        'program_area_chair', 'program_area_member', 'observer', 'administrator'));

-- A document is everything a report says, words and numbers, as JSON (internal/edition),
-- named by its SHA-256. It is never changed. Those of drafts that nobody needs are removed.
CREATE TABLE report_document (
    sha256   bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    group_id bigint NOT NULL REFERENCES programme_group,
    year     smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    audience text NOT NULL CHECK (audience IN ('internal', 'public')),
    content  bytea NOT NULL,
    made_at  timestamptz NOT NULL
);
CREATE INDEX report_document_of_year ON report_document (group_id, year, made_at);

CREATE TABLE report_edition (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id        bigint NOT NULL,
    year            smallint NOT NULL,
    FOREIGN KEY (group_id, year) REFERENCES report,
    number          smallint NOT NULL CHECK (number > 0),
    UNIQUE (group_id, year, number),
    internal_sha256 bytea NOT NULL REFERENCES report_document ON DELETE RESTRICT,
    public_sha256   bytea NOT NULL REFERENCES report_document ON DELETE RESTRICT,
    fixed_at        timestamptz NOT NULL,
    fixed_by        bigint REFERENCES person,
    -- Why there is another one; none for the first.
    reason          text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    CONSTRAINT report_edition_reason CHECK (number = 1 OR reason <> ''),
    -- Open to everybody who has the address, in its public form.
    published_at    timestamptz,
    published_by    bigint REFERENCES person
);

-- Where an edition went: delivered, presented, acknowledged. A row is never changed;
-- a mistake is answered by a row that takes it back.
CREATE TABLE report_edition_event (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition_id  bigint NOT NULL REFERENCES report_edition,
    kind        text NOT NULL CHECK (kind IN ('delivered', 'presented', 'acknowledged')),
    happened_on date NOT NULL,
    -- Which way it was delivered: to those above the group, to its own clinics, or to
    -- others like it.
    direction   text NOT NULL DEFAULT '' CHECK (direction IN ('', 'up', 'down', 'sideways')),
    CONSTRAINT report_edition_event_direction CHECK ((kind = 'delivered') = (direction <> '')),
    -- To whom it was delivered, at which meeting it was presented, who acknowledged it.
    with_whom   text NOT NULL CHECK (with_whom <> '' AND length(with_whom) <= 300),
    meeting_id  bigint REFERENCES meeting,
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    noted_at    timestamptz NOT NULL,
    noted_by    bigint REFERENCES person,
    taken_back_at timestamptz,
    taken_back_by bigint REFERENCES person
);
-- It is acknowledged once, until that is taken back.
CREATE UNIQUE INDEX report_edition_event_acknowledged ON report_edition_event (edition_id) WHERE kind = 'acknowledged' AND taken_back_at IS NULL;
CREATE INDEX report_edition_event_of ON report_edition_event (edition_id, id);

-- A file made from a document: PDF, Word and so on. What it is made from decides what it
-- is, so it is made once. unit_id is whose clinic report it is; none for the whole.
CREATE TABLE report_file (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256     bytea NOT NULL REFERENCES report_document ON DELETE CASCADE,
    format     text NOT NULL CHECK (format IN ('html', 'pdf', 'pdfa', 'docx', 'xlsx', 'csv', 'slides', 'handout', 'summary', 'unit')),
    unit_id    bigint REFERENCES unit,
    -- The version of the program's own making of files: a new one makes them anew for drafts.
    maker      text NOT NULL,
    state      text NOT NULL CHECK (state IN ('waiting', 'working', 'made', 'failed', 'cancelled')),
    -- How far it has come.
    stage      text NOT NULL DEFAULT '',
    done       integer NOT NULL DEFAULT 0,
    total      integer NOT NULL DEFAULT 0,
    -- Why it failed: a code that the page has words for.
    problem    text NOT NULL DEFAULT '',
    content    bytea,
    size       bigint GENERATED ALWAYS AS (octet_length(content)) STORED,
    content_sha256 bytea,
    asked_at   timestamptz NOT NULL,
    asked_by   bigint REFERENCES person,
    made_at    timestamptz,
    -- Which try it is, and when the database last heard of it: a process that dies is quiet.
    try        smallint NOT NULL DEFAULT 1,
    heard_at   timestamptz NOT NULL DEFAULT now(),
    name       text NOT NULL DEFAULT '',
    CONSTRAINT report_file_made CHECK ((state = 'made') = (content IS NOT NULL AND content_sha256 IS NOT NULL AND made_at IS NOT NULL AND name <> ''))
);
CREATE UNIQUE INDEX report_file_once ON report_file (sha256, format, coalesce(unit_id, 0), maker) WHERE state NOT IN ('failed', 'cancelled');
CREATE INDEX report_file_of ON report_file (sha256, id);
CREATE INDEX report_file_in_work ON report_file (heard_at) WHERE state IN ('waiting', 'working');
ALTER TABLE report_file ALTER COLUMN content SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, DELETE ON report_document TO samsyn_app;
GRANT SELECT, INSERT ON report_edition TO samsyn_app;
GRANT UPDATE (published_at, published_by) ON report_edition TO samsyn_app;
GRANT SELECT, INSERT ON report_edition_event TO samsyn_app;
GRANT UPDATE (taken_back_at, taken_back_by) ON report_edition_event TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_file TO samsyn_app;

-- +goose Down
DROP TABLE report_file, report_edition_event, report_edition, report_document;
UPDATE membership SET role = 'program_area_member' WHERE role = 'program_area_chair';
ALTER TABLE membership
    DROP CONSTRAINT membership_role_check,
    ADD CONSTRAINT membership_role_check CHECK (role IN (
        'medical_lead', 'unit_manager', 'delegate', 'head_of_department',
        'convener', 'chair', 'process_support', 'program_area_member', 'observer', 'administrator'));
