-- A group's settings are one page that two people may have open: whoever saves
-- last must not undo what the other did without seeing it.

-- +goose Up
ALTER TABLE programme_group ADD COLUMN version integer NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE programme_group DROP COLUMN version;
