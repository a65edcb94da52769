-- What happened on a day, written on a measure's time line: what a unit or the
-- group did to get better, or something else that may be seen in the figures.

-- +goose Up
CREATE TABLE time_note (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    indicator_id bigint NOT NULL,
    -- Where it happened. What is about all units is the coordinator's own words, and
    -- is read by those outside the group too.
    unit_id      bigint,
    happened_on  date NOT NULL CHECK (happened_on BETWEEN '1990-01-01' AND '2200-12-31'),
    kind         text NOT NULL CHECK (kind IN ('note', 'intervention')),
    text         text NOT NULL CHECK (text <> '' AND length(text) <= 500),
    version      integer NOT NULL DEFAULT 1,
    written_at   timestamptz NOT NULL,
    written_by   bigint REFERENCES person,
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);
CREATE INDEX time_note_by_group ON time_note (group_id, indicator_id, happened_on);

GRANT SELECT, INSERT, UPDATE, DELETE ON time_note TO samsyn_app;

-- +goose Down
DROP TABLE time_note;
