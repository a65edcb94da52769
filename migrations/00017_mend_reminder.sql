-- What came back has words of its own when somebody is reminded of it.

-- +goose Up
ALTER TABLE reminder_text DROP CONSTRAINT reminder_text_occasion_check,
    ADD CONSTRAINT reminder_text_occasion_check CHECK (occasion IN ('before', 'due', 'late', 'mend', 'digest'));

-- +goose Down
DELETE FROM reminder_text WHERE occasion = 'mend';
ALTER TABLE reminder_text DROP CONSTRAINT reminder_text_occasion_check,
    ADD CONSTRAINT reminder_text_occasion_check CHECK (occasion IN ('before', 'due', 'late', 'digest'));
