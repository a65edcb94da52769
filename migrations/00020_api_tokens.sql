-- The keys that people make so that other programs can read what they may see.

-- +goose Up
CREATE TABLE api_token (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id    bigint NOT NULL REFERENCES person,
    -- What its owner calls it: the program, the computer.
    name         text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    -- SHA-256 of the token: a copy of this table reads nothing.
    token_hash   bytea NOT NULL CONSTRAINT api_token_hash_unique UNIQUE CHECK (length(token_hash) = 32),
    created_at   timestamptz NOT NULL,
    -- The last day it can be used; none while it lasts.
    last_day     date,
    last_used_on date
);
CREATE UNIQUE INDEX api_token_name_unique ON api_token (person_id, lower(name));

-- When a group's data were last handed out by a token: the log gets one row a day.
CREATE TABLE api_token_group (
    token_id      bigint NOT NULL REFERENCES api_token ON DELETE CASCADE,
    group_id      bigint NOT NULL REFERENCES programme_group,
    handed_out_on date NOT NULL,
    PRIMARY KEY (token_id, group_id)
);

-- A revoked token is removed; that it was is in the audit.
GRANT SELECT, INSERT, UPDATE, DELETE ON api_token TO samsyn_app;
GRANT SELECT, INSERT, UPDATE ON api_token_group TO samsyn_app;

-- +goose Down
DROP TABLE api_token_group, api_token;
