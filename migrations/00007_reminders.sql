-- Who is reminded of what, when, and in which words; and the calendar's addresses.

-- +goose Up
-- The job queue's tables are in a schema of their own. The queue's library makes
-- them, right after these migrations.
CREATE SCHEMA river;
GRANT USAGE ON SCHEMA river TO samsyn_app;

-- A group without a row has the program's own rules and texts.
CREATE TABLE reminder_setting (
    group_id       bigint PRIMARY KEY REFERENCES programme_group,
    -- Whether reminders go by themselves. Somebody can always send one by hand.
    enabled        boolean NOT NULL DEFAULT true,
    -- Days from the due day: -7 is a week before, 0 the day itself.
    days           smallint[] NOT NULL CHECK (cardinality(days) <= 20 AND -90 <= ALL (days) AND 365 >= ALL (days)),
    -- The weekday of the convener's digest, Monday is 1; none means no digest.
    digest_weekday smallint CHECK (digest_weekday BETWEEN 1 AND 7),
    version        integer NOT NULL DEFAULT 1
);

CREATE TABLE reminder_text (
    group_id bigint NOT NULL REFERENCES programme_group,
    occasion text NOT NULL CHECK (occasion IN ('before', 'due', 'late', 'digest')),
    subject  text NOT NULL CHECK (subject <> '' AND length(subject) <= 200),
    body     text NOT NULL CHECK (body <> '' AND length(body) <= 5000),
    PRIMARY KEY (group_id, occasion)
);

-- A mail to one person: the queue that the mails are sent from, and the log of them.
CREATE TABLE reminder (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    person_id     bigint NOT NULL REFERENCES person,
    -- None for the convener's digest, which is about all units.
    unit_id       bigint REFERENCES unit,
    period_start  date,
    period_months smallint,
    occasion      text NOT NULL CHECK (occasion IN ('before', 'due', 'late', 'digest', 'now')),
    -- The day the occasion belongs to, whenever the mail was sent.
    day           date NOT NULL,
    email         text NOT NULL CHECK (email <> ''),
    subject       text NOT NULL CHECK (subject <> ''),
    body          text NOT NULL CHECK (body <> ''),
    state         text NOT NULL DEFAULT 'queued'
                  CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'cancelled', 'unsure')),
    queued_at     timestamptz NOT NULL,
    -- None when it was the clock that asked.
    queued_by     bigint REFERENCES person,
    claimed_at    timestamptz,
    settled_at    timestamptz,
    attempts      smallint NOT NULL DEFAULT 0,
    -- The last answer of the mail server that was not a yes.
    error         text NOT NULL DEFAULT '',
    -- Nobody gets the same reminder twice, however many processes there are.
    CONSTRAINT reminder_once UNIQUE NULLS NOT DISTINCT
        (person_id, group_id, unit_id, period_start, period_months, occasion, day),
    CHECK ((occasion = 'digest') = (unit_id IS NULL)),
    CHECK (num_nulls(unit_id, period_start, period_months) IN (0, 3)),
    CHECK (state <> 'sending' OR claimed_at IS NOT NULL),
    CHECK ((state IN ('queued', 'sending')) = (settled_at IS NULL))
);
CREATE INDEX reminder_waiting ON reminder (id) WHERE state IN ('queued', 'sending');
CREATE INDEX reminder_by_group ON reminder (group_id, queued_at);

-- A person's secret address for the calendar. Only its SHA-256 is kept.
CREATE TABLE calendar_address (
    person_id  bigint PRIMARY KEY REFERENCES person,
    token_hash bytea NOT NULL CONSTRAINT calendar_address_unique UNIQUE CHECK (length(token_hash) = 32),
    created_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON reminder_setting, reminder_text, reminder TO samsyn_app;
-- A revoked address is removed; that it was is in the audit.
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_address TO samsyn_app;

-- +goose Down
DROP TABLE calendar_address, reminder, reminder_text, reminder_setting;
DROP SCHEMA river CASCADE;
