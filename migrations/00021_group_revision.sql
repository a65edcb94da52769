-- A mark for each group that is another one after every change to what the group has,
-- so that a reader who has seen a page can be told that it still holds without making
-- it again. A number would come back after a restored backup; a random mark does not.

-- +goose Up
CREATE TABLE group_revision (
    group_id bigint PRIMARY KEY REFERENCES programme_group,
    revision uuid NOT NULL
);
INSERT INTO group_revision (group_id, revision) SELECT g.id, gen_random_uuid() FROM programme_group g;
GRANT SELECT, INSERT, UPDATE ON group_revision TO samsyn_app;

-- +goose Down
DROP TABLE group_revision;
