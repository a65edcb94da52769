-- Each transaction that writes into the log seals its rows with a link in a chain: a digest
-- of the rows and of the link before. A row that is changed, removed or put in behind the
-- program's back breaks it.

-- +goose Up
CREATE TABLE audit_link (
    id       bigint PRIMARY KEY, -- 1, 2, 3 … without a gap
    made_at  timestamptz NOT NULL,
    rows     bigint NOT NULL,
    -- Of the rows in order, and of the link before and this link's own columns; SHA-256.
    digest   bytea NOT NULL,
    previous bytea NOT NULL CONSTRAINT audit_link_previous_unique UNIQUE,
    hash     bytea NOT NULL CONSTRAINT audit_link_hash_unique UNIQUE
);
GRANT SELECT ON audit_link TO samsyn_app;

-- +goose Down
DROP TABLE audit_link;
