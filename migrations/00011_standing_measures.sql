-- Measures that tell how something is hold until something else is said, and what
-- a unit does not do makes other measures not applicable.

-- +goose Up
ALTER TABLE indicator
    -- An answer holds until another is given.
    ADD COLUMN carries_over boolean NOT NULL DEFAULT false,
    -- The measure applies where the answer to another is yes, or below a limit.
    ADD COLUMN condition_indicator_id bigint,
    ADD COLUMN condition_below numeric,
    ADD CONSTRAINT indicator_group_key UNIQUE (group_id, id),
    ADD FOREIGN KEY (group_id, condition_indicator_id) REFERENCES indicator (group_id, id),
    ADD CONSTRAINT indicator_condition CHECK (condition_indicator_id <> id
        AND (condition_below IS NULL OR condition_indicator_id IS NOT NULL));

-- A gestational age is words of a fixed form, 27+3.
ALTER TABLE indicator DROP CONSTRAINT indicator_kind_check,
    ADD CONSTRAINT indicator_kind_check CHECK (kind IN (
        'proportion', 'rate', 'mean', 'score', 'count', 'text', 'yes_no', 'gestation'));
ALTER TABLE figure DROP CONSTRAINT figure_shape;
ALTER TABLE figure ADD CONSTRAINT figure_shape CHECK (CASE state
    WHEN 'reported' THEN missing_reason_id IS NULL AND CASE kind
        WHEN 'proportion' THEN num_nonnulls(numerator, denominator) = 2
            AND num_nonnulls(mean, sd, text_value, yes_value) = 0
            AND numerator BETWEEN 0 AND denominator
            AND trunc(numerator) = numerator AND trunc(denominator) = denominator
        WHEN 'rate' THEN num_nonnulls(numerator, denominator) = 2
            AND num_nonnulls(mean, sd, text_value, yes_value) = 0
            AND numerator >= 0 AND trunc(numerator) = numerator
            AND denominator >= 0 AND (denominator > 0 OR numerator = 0)
        WHEN 'count' THEN numerator >= 0 AND numerator IS NOT NULL
            AND num_nonnulls(denominator, mean, sd, text_value, yes_value) = 0
        WHEN 'text' THEN coalesce(text_value, '') <> ''
            AND num_nonnulls(numerator, denominator, mean, sd, yes_value) = 0
        WHEN 'yes_no' THEN yes_value IS NOT NULL
            AND num_nonnulls(numerator, denominator, mean, sd) = 0
        WHEN 'gestation' THEN coalesce(text_value, '') ~ '^[2-4][0-9]\+[0-6]$'
            AND num_nonnulls(numerator, denominator, mean, sd, yes_value) = 0
        ELSE denominator IS NOT NULL AND denominator >= 0 AND trunc(denominator) = denominator
            AND (mean IS NULL) = (denominator = 0)
            AND (sd IS NULL OR sd >= 0 AND denominator > 1)
            AND num_nonnulls(numerator, text_value, yes_value) = 0
        END
    WHEN 'missing' THEN missing_reason_id IS NOT NULL
        AND num_nonnulls(numerator, denominator, mean, sd, text_value, yes_value) = 0
    ELSE missing_reason_id IS NULL
        AND num_nonnulls(numerator, denominator, mean, sd, text_value, yes_value) = 0
    END);

UPDATE indicator SET carries_over = true WHERE kind IN ('text', 'yes_no');

-- +goose Down
-- Gestational ages stay as texts.
ALTER TABLE figure DROP CONSTRAINT figure_shape, DROP CONSTRAINT figure_indicator_id_kind_fkey;
UPDATE figure SET kind = 'text' WHERE kind = 'gestation';
UPDATE indicator SET kind = 'text' WHERE kind = 'gestation';
ALTER TABLE figure ADD FOREIGN KEY (indicator_id, kind) REFERENCES indicator (id, kind);
ALTER TABLE indicator DROP CONSTRAINT indicator_kind_check,
    ADD CONSTRAINT indicator_kind_check CHECK (kind IN ('proportion', 'rate', 'mean', 'score', 'count', 'text', 'yes_no'));
ALTER TABLE figure ADD CONSTRAINT figure_shape CHECK (CASE state
    WHEN 'reported' THEN missing_reason_id IS NULL AND CASE kind
        WHEN 'proportion' THEN num_nonnulls(numerator, denominator) = 2
            AND num_nonnulls(mean, sd, text_value, yes_value) = 0
            AND numerator BETWEEN 0 AND denominator
            AND trunc(numerator) = numerator AND trunc(denominator) = denominator
        WHEN 'rate' THEN num_nonnulls(numerator, denominator) = 2
            AND num_nonnulls(mean, sd, text_value, yes_value) = 0
            AND numerator >= 0 AND trunc(numerator) = numerator
            AND denominator >= 0 AND (denominator > 0 OR numerator = 0)
        WHEN 'count' THEN numerator >= 0 AND numerator IS NOT NULL
            AND num_nonnulls(denominator, mean, sd, text_value, yes_value) = 0
        WHEN 'text' THEN coalesce(text_value, '') <> ''
            AND num_nonnulls(numerator, denominator, mean, sd, yes_value) = 0
        WHEN 'yes_no' THEN yes_value IS NOT NULL
            AND num_nonnulls(numerator, denominator, mean, sd) = 0
        ELSE denominator IS NOT NULL AND denominator >= 0 AND trunc(denominator) = denominator
            AND (mean IS NULL) = (denominator = 0)
            AND (sd IS NULL OR sd >= 0 AND denominator > 1)
            AND num_nonnulls(numerator, text_value, yes_value) = 0
        END
    WHEN 'missing' THEN missing_reason_id IS NOT NULL
        AND num_nonnulls(numerator, denominator, mean, sd, text_value, yes_value) = 0
    ELSE missing_reason_id IS NULL
        AND num_nonnulls(numerator, denominator, mean, sd, text_value, yes_value) = 0
    END);
ALTER TABLE indicator DROP CONSTRAINT indicator_condition, DROP COLUMN condition_indicator_id, DROP COLUMN condition_below,
    DROP CONSTRAINT indicator_group_key, DROP COLUMN carries_over;
