-- A large uploaded file is read, and stored, by a job: which of that is going on,
-- how far it has come, and what came of it.

-- +goose Up
-- A file waits for hours at most, and one from before has not been read this way.
DELETE FROM import_file;
ALTER TABLE import_file
    DROP CONSTRAINT import_file_content_check,
    ADD CONSTRAINT import_file_content_check CHECK (octet_length(content) <= 26214400),
    ADD COLUMN task text NOT NULL DEFAULT 'read' CHECK (task IN ('read', 'store')),
    ADD COLUMN state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'read', 'unreadable', 'stored', 'cancelled', 'failed')),
    -- Counts how often work on the file was asked for, so that a job that comes late
    -- knows that it is not the one waited for.
    ADD COLUMN run integer NOT NULL DEFAULT 1,
    ADD COLUMN claimed_at timestamptz,
    ADD COLUMN settled_at timestamptz,
    ADD COLUMN stage text NOT NULL DEFAULT '',
    ADD COLUMN progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    ADD COLUMN cancel boolean NOT NULL DEFAULT false,
    -- What is in the file: counts, problems, and which state of the figures the plan
    -- is about. The rows are in import_page.
    ADD COLUMN outcome json,
    -- The figures became others between what was shown and the decision to store it.
    ADD COLUMN overtaken boolean NOT NULL DEFAULT false,
    -- Where the decision came from, for the audit of what it changes.
    ADD COLUMN client_address text NOT NULL DEFAULT '',
    ADD COLUMN request_id text NOT NULL DEFAULT '',
    ADD CHECK (state <> 'running' OR claimed_at IS NOT NULL),
    ADD CHECK ((state IN ('queued', 'running')) = (settled_at IS NULL));

-- The rows of a file as they are shown: pages of those that would do the same.
CREATE TABLE import_page (
    file_id bigint NOT NULL REFERENCES import_file ON DELETE CASCADE,
    kind    text NOT NULL CHECK (kind IN ('new', 'changed', 'same', 'wrong')),
    page    integer NOT NULL CHECK (page > 0),
    rows    json NOT NULL,
    PRIMARY KEY (file_id, kind, page)
);

GRANT UPDATE ON import_file TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON import_page TO samsyn_app;
-- Many figures at once get their numbers before they are stored, since the audit
-- names them.
GRANT USAGE ON SEQUENCE figure_id_seq TO samsyn_app;

-- +goose Down
REVOKE USAGE ON SEQUENCE figure_id_seq FROM samsyn_app;
REVOKE UPDATE ON import_file FROM samsyn_app;
DROP TABLE import_page;
DELETE FROM import_file;
ALTER TABLE import_file
    DROP CONSTRAINT import_file_content_check,
    ADD CONSTRAINT import_file_content_check CHECK (octet_length(content) <= 10485760),
    DROP COLUMN task, DROP COLUMN state, DROP COLUMN run, DROP COLUMN claimed_at, DROP COLUMN settled_at,
    DROP COLUMN stage, DROP COLUMN progress, DROP COLUMN cancel, DROP COLUMN outcome, DROP COLUMN overtaken,
    DROP COLUMN client_address, DROP COLUMN request_id;
