-- A second step when signing in, and brakes on guessing.

-- +goose Up
-- A secret of the installation's own, the same for all its processes: what stands below
-- as digests, and the marks of known browsers, are made with it. Who has the database has
-- it too; it keeps nobody's password or code.
CREATE TABLE installation_secret (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    secret bytea NOT NULL CHECK (octet_length(secret) = 32)
);
INSERT INTO installation_secret (secret)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

CREATE TABLE second_factor (
    person_id     bigint PRIMARY KEY REFERENCES person,
    -- The shared secret of TOTP (RFC 6238), sealed with the installation's key when it has one.
    secret        bytea NOT NULL,
    sealed        boolean NOT NULL,
    -- When the first right code was given.
    confirmed_at  timestamptz NOT NULL,
    -- The time step of the last code that was taken: each works once.
    last_step     bigint NOT NULL,
    -- What the recovery codes are hashed with.
    recovery_salt bytea NOT NULL
);

-- A shared secret that is being set up: what there was before holds until a code of the
-- new one has been shown.
CREATE TABLE second_factor_setup (
    person_id bigint PRIMARY KEY REFERENCES person,
    secret    bytea NOT NULL,
    sealed    boolean NOT NULL,
    began_at  timestamptz NOT NULL
);

CREATE TABLE recovery_code (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    -- argon2id of the code with the person's recovery_salt.
    code_hash bytea NOT NULL,
    made_at   timestamptz NOT NULL,
    used_at   timestamptz
);
CREATE INDEX recovery_code_by_person ON recovery_code (person_id);

-- Tries to guess something, counted by what is tried and from where; the key is a digest,
-- so that nobody's address or typed e-mail address stands here.
CREATE TABLE sign_in_brake (
    key      bytea PRIMARY KEY,
    tries    integer NOT NULL CHECK (tries >= 0),
    last_at  timestamptz NOT NULL,
    -- When the right person last came this way; none for nobody yet.
    known_at timestamptz
);
CREATE INDEX sign_in_brake_by_time ON sign_in_brake (last_at);

-- Passkeys (WebAuthn), as the browser's credential and what is needed to check it.
CREATE TABLE passkey (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id     bigint NOT NULL REFERENCES person,
    credential_id bytea NOT NULL CONSTRAINT passkey_unique UNIQUE,
    credential    jsonb NOT NULL,
    name          text NOT NULL CHECK (name <> ''),
    added_at      timestamptz NOT NULL,
    used_at       timestamptz
);
CREATE INDEX passkey_by_person ON passkey (person_id);

GRANT SELECT ON installation_secret TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, second_factor_setup, recovery_code, sign_in_brake, passkey TO samsyn_app;

-- +goose Down
DROP TABLE passkey, sign_in_brake, recovery_code, second_factor_setup, second_factor, installation_secret;
