-- Sessions that can be listed and ended, and who a person is to an identity provider.

-- +goose Up
ALTER TABLE session
    -- Whose it is; none before signing in.
    ADD COLUMN person_id  bigint REFERENCES person,
    -- Names the session in an address, since the token must not.
    ADD COLUMN public_id  text NOT NULL DEFAULT gen_random_uuid()::text,
    ADD COLUMN began_at   timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN seen_at    timestamptz NOT NULL DEFAULT now(),
    -- How and from what it was begun, for its owner to recognise.
    ADD COLUMN method     text NOT NULL DEFAULT '',
    ADD COLUMN browser    text NOT NULL DEFAULT '',
    ADD COLUMN system     text NOT NULL DEFAULT '',
    ADD COLUMN client_address text NOT NULL DEFAULT '',
    ADD CONSTRAINT session_public_id_unique UNIQUE (public_id);
CREATE INDEX session_by_person ON session (person_id);

ALTER TABLE person
    -- HSA-id, as the identity providers of Swedish healthcare name an employee (employeeHsaId).
    ADD COLUMN hsa_id text,
    ADD CONSTRAINT person_hsa_id_check CHECK (hsa_id <> '');
CREATE UNIQUE INDEX person_hsa_id_unique ON person (upper(hsa_id));

-- The provider's own name for a person (issuer and subject), kept at the first signing in
-- that was matched by a claim, so that a later one with another claim is not somebody else.
CREATE TABLE identity (
    issuer    text NOT NULL,
    subject   text NOT NULL,
    person_id bigint NOT NULL REFERENCES person,
    added_at  timestamptz NOT NULL,
    used_at   timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject),
    -- One subject each: an address that an employer gives to somebody new must not open the old account.
    CONSTRAINT identity_person_unique UNIQUE (person_id, issuer)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON identity TO samsyn_app;

-- +goose Down
DROP TABLE identity;
DROP INDEX person_hsa_id_unique;
ALTER TABLE person DROP COLUMN hsa_id;
DROP INDEX session_by_person;
ALTER TABLE session DROP COLUMN person_id, DROP COLUMN public_id, DROP COLUMN began_at, DROP COLUMN seen_at,
    DROP COLUMN method, DROP COLUMN browser, DROP COLUMN system, DROP COLUMN client_address;
