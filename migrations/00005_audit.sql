-- Who changed what, when: written in the same transaction as the change.

-- +goose Up
CREATE TABLE audit (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    happened_at    timestamptz NOT NULL,
    -- None when a command made the change; actor_name then says which.
    person_id      bigint REFERENCES person,
    actor_name     text NOT NULL CHECK (actor_name <> ''),
    action         text NOT NULL CHECK (action <> ''),
    group_id       bigint REFERENCES programme_group,
    unit_id        bigint REFERENCES unit,
    subject        text NOT NULL CHECK (subject <> ''),
    subject_id     bigint,
    before         jsonb,
    after          jsonb,
    client_address text NOT NULL DEFAULT '',
    request_id     text NOT NULL DEFAULT ''
);
CREATE INDEX audit_by_time ON audit (happened_at);
CREATE INDEX audit_by_subject ON audit (subject, subject_id);

-- The program can add to the log and read it, never change it.
GRANT SELECT, INSERT ON audit TO samsyn_app;

-- +goose Down
DROP TABLE audit;
