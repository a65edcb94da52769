-- Two people may have the same measure open: whoever saves last must not undo
-- what the other did without seeing it. A measure's versions are definitions
-- with a date, so the count of its changes has another name.

-- +goose Up
ALTER TABLE indicator ADD COLUMN revision integer NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE indicator DROP COLUMN revision;
