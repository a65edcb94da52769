-- A file that somebody has uploaded, between the page that shows what is in it and
-- the decision to store it, so that any process can answer both. It is forgotten
-- after some hours.

-- +goose Up
CREATE TABLE import_file (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    person_id   bigint NOT NULL REFERENCES person,
    -- The one unit and period that the file is for; empty for all that the person
    -- may enter for.
    unit_code   text NOT NULL DEFAULT '',
    period_code text NOT NULL DEFAULT '',
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    content     bytea NOT NULL CHECK (octet_length(content) <= 10485760),
    uploaded_at timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX import_file_by_expiry ON import_file (expires_at);

GRANT SELECT, INSERT, DELETE ON import_file TO samsyn_app;

-- +goose Down
DROP TABLE import_file;
