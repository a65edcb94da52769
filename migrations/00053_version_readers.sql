-- For whom a version of a document was published: one that the group alone read stays so when
-- a later version is for others.

-- +goose Up
-- Nothing for what was published before: the group alone reads that when it is not the latest.
ALTER TABLE document_version ADD COLUMN published_for text CHECK (published_for IN ('group', 'body', 'all'));

-- +goose Down
ALTER TABLE document_version DROP COLUMN published_for;
