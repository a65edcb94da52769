-- For whom a version of a document was published: one that the group alone read stays so when
-- a later version is for others. And the meeting that a document was made of.

-- +goose Up
ALTER TABLE document_version ADD COLUMN published_for text CHECK (published_for IN ('group', 'body', 'all'));
-- Of what is published, the latest is read by those that the document names. Of earlier ones
-- nothing is known: the group alone goes on reading them.
ALTER TABLE document_version DISABLE TRIGGER document_version_kept;
UPDATE document_version v SET published_for = d.readers
FROM document d
WHERE d.id = v.document_id
  AND v.number = (SELECT max(p.number) FROM document_version p WHERE p.document_id = v.document_id AND p.published_at IS NOT NULL);
ALTER TABLE document_version ENABLE TRIGGER document_version_kept;

ALTER TABLE document ADD COLUMN meeting_id bigint REFERENCES meeting ON DELETE SET NULL;
CREATE INDEX document_by_meeting ON document (meeting_id) WHERE meeting_id IS NOT NULL;

-- +goose Down
ALTER TABLE document DROP COLUMN meeting_id;
ALTER TABLE document_version DROP COLUMN published_for;
