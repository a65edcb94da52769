-- A second step when signing in, and brakes on guessing.

-- +goose Up
CREATE TABLE second_factor (
    person_id    bigint PRIMARY KEY REFERENCES person,
    -- The shared secret of TOTP (RFC 6238), sealed with the installation's key when it has one.
    secret       bytea NOT NULL,
    sealed       boolean NOT NULL,
    added_at     timestamptz NOT NULL,
    -- When the first right code was given; none while it is being set up.
    confirmed_at timestamptz,
    -- The time step of the last code that was taken: each works once.
    last_step    bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES person,
    code_hash bytea NOT NULL,
    made_at   timestamptz NOT NULL,
    used_at   timestamptz
);
CREATE INDEX recovery_code_by_person ON recovery_code (person_id);

-- Wrong tries, counted by what is tried and from where; the key is a digest, so that
-- nobody's address or typed e-mail address stands here.
CREATE TABLE sign_in_brake (
    key        bytea PRIMARY KEY,
    tries      integer NOT NULL,
    began_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL
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

GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code, sign_in_brake, passkey TO samsyn_app;

-- +goose Down
DROP TABLE passkey, sign_in_brake, recovery_code, second_factor;
