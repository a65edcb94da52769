-- Mails about other things than figures go the same way as reminders do: queued once,
-- claimed by one process, and logged.

-- +goose Up
ALTER TABLE reminder
    DROP CONSTRAINT reminder_once,
    DROP CONSTRAINT reminder_check,
    DROP CONSTRAINT reminder_occasion_check,
    -- What the letter is about, for whoever queues it to tell letters apart: "meeting 12 2".
    ADD COLUMN about text NOT NULL DEFAULT '',
    -- An appointment that goes with the mail (iCalendar, RFC 5545), "" without one.
    ADD COLUMN appointment text NOT NULL DEFAULT '',
    -- A guest of a meeting has no account.
    ALTER COLUMN person_id DROP NOT NULL,
    ADD CONSTRAINT reminder_occasion_check CHECK (occasion IN ('before', 'due', 'late', 'digest', 'now', 'letter')),
    ADD CONSTRAINT reminder_unit CHECK (CASE WHEN occasion = 'letter' THEN about <> '' AND period_start IS NULL
        ELSE about = '' AND appointment = '' AND person_id IS NOT NULL AND (occasion = 'digest') = (unit_id IS NULL) END),
    ADD CONSTRAINT reminder_once UNIQUE NULLS NOT DISTINCT
        (person_id, group_id, unit_id, period_start, period_months, occasion, day, about);
ALTER TABLE reminder DROP CONSTRAINT reminder_check1;
ALTER TABLE reminder ADD CONSTRAINT reminder_period CHECK (
    num_nulls(period_start, period_months) IN (0, 2) AND (period_start IS NULL OR unit_id IS NOT NULL));

-- +goose Down
DELETE FROM reminder WHERE occasion = 'letter';
ALTER TABLE reminder
    DROP CONSTRAINT reminder_once, DROP CONSTRAINT reminder_unit, DROP CONSTRAINT reminder_period,
    DROP CONSTRAINT reminder_occasion_check,
    DROP COLUMN about, DROP COLUMN appointment,
    ALTER COLUMN person_id SET NOT NULL,
    ADD CONSTRAINT reminder_occasion_check CHECK (occasion IN ('before', 'due', 'late', 'digest', 'now')),
    ADD CONSTRAINT reminder_check CHECK ((occasion = 'digest') = (unit_id IS NULL)),
    ADD CONSTRAINT reminder_check1 CHECK (num_nulls(unit_id, period_start, period_months) IN (0, 3)),
    ADD CONSTRAINT reminder_once UNIQUE NULLS NOT DISTINCT
        (person_id, group_id, unit_id, period_start, period_months, occasion, day);
