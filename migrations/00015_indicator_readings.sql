-- How each unit reads a measure's definition, in a few words of its own: what the
-- others see before they compare.

-- +goose Up
CREATE TABLE indicator_reading (
    indicator_id bigint NOT NULL,
    unit_id      bigint NOT NULL,
    group_id     bigint NOT NULL,
    -- Words that were taken away leave an empty row, so that the version goes on.
    text         text NOT NULL CHECK (length(text) <= 1000),
    version      integer NOT NULL DEFAULT 1,
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    PRIMARY KEY (indicator_id, unit_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);
CREATE INDEX indicator_reading_by_group ON indicator_reading (group_id);

GRANT SELECT, INSERT, UPDATE ON indicator_reading TO samsyn_app;

-- +goose Down
DROP TABLE indicator_reading;
