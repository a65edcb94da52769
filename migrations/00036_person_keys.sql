-- How somebody gets a password of their own: an invitation or a forgotten password is a
-- key that is sent by mail, or handed over, and works once.

-- +goose Up
CREATE TABLE person_key (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES person,
    purpose    text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    -- SHA-256 of the key: a copy of this table opens no account.
    key_hash   bytea NOT NULL CONSTRAINT person_key_unique UNIQUE,
    -- Who gave it; none when the person asked.
    made_by    bigint REFERENCES person,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- When a password was chosen with it, or when it was put out of use before that: by a
    -- newer one, a new address, or the account's end.
    used_at    timestamptz,
    ended_at   timestamptz,
    CHECK (expires_at > made_at)
);
CREATE INDEX person_key_by_person ON person_key (person_id, id);

-- Mails that belong to an account and not to a group: what they say is written when they
-- are sent, so that no key ever stands in the database.
CREATE TABLE account_mail (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES person,
    -- What it is about; the words are the program's.
    kind       text NOT NULL CHECK (kind <> ''),
    -- Who asked for it; none when the person did, or the clock.
    asked_by   bigint REFERENCES person,
    -- Where it goes; none for the address that the person has when it is sent.
    address    text NOT NULL DEFAULT '',
    queued_at  timestamptz NOT NULL,
    state      text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'cancelled', 'unsure')),
    attempts   smallint NOT NULL DEFAULT 0,
    tried_at   timestamptz,
    -- What the mail server said, when it did not take the mail.
    problem    text NOT NULL DEFAULT ''
);
CREATE INDEX account_mail_waiting ON account_mail (id) WHERE state IN ('queued', 'sending');
CREATE INDEX account_mail_by_person ON account_mail (person_id, id);

GRANT SELECT, INSERT, UPDATE ON person_key, account_mail TO samsyn_app;

-- +goose Down
DROP TABLE account_mail, person_key;
