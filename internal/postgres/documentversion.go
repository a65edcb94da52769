package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
)

const insertDocumentVersion = `-- name: insert document version
INSERT INTO document_version (document_id, number, body, file_name, media_type, content, note, written_at, written_by)
VALUES (@document, @number, @body, @file_name, @media_type, @content, @note, @at, nullif(@by::bigint, 0))`

// AddDocumentVersion stores a draft as the version with its number, with its file when
// content is not nil; fault.ErrConflict when there is one already.
func (tx *Tx) AddDocumentVersion(ctx context.Context, v improvement.DocumentVersion, content []byte) error {
	args := documentVersionArgs(v)
	args["content"] = content
	return exec(ctx, tx, insertDocumentVersion, args, 1, nil)
}

const updateDocumentVersion = `-- name: update document version
UPDATE document_version SET state = @state, body = @body, file_name = @file_name, media_type = @media_type, note = @note,
    content = CASE WHEN @file_name = '' OR @published_at::timestamptz IS NOT NULL THEN NULL ELSE coalesce(@content, content) END,
    written_at = @at, written_by = nullif(@by::bigint, 0), reviewed_at = @reviewed_at, reviewed_by = nullif(@reviewed_by::bigint, 0),
    published_at = @published_at, published_by = nullif(@published_by::bigint, 0),
    published_for = nullif(@published_for, '')
WHERE document_id = @document AND number = @number AND state = @before`

// SaveDocumentVersion stores a version that was in the state before, with another file when
// content is not nil; the file leaves it when it becomes a text, or is published.
// fault.ErrConflict when it is in another state by now.
func (tx *Tx) SaveDocumentVersion(ctx context.Context, v improvement.DocumentVersion, before improvement.DocumentState, content []byte) error {
	args := documentVersionArgs(v)
	args["state"], args["before"], args["content"] = v.State, before, content
	args["reviewed_at"], args["reviewed_by"], args["published_at"], args["published_by"] = v.ReviewedAt, v.ReviewedBy, v.PublishedAt, v.PublishedBy
	args["published_for"] = v.PublishedFor
	return exec(ctx, tx, updateDocumentVersion, args, 1, fault.ErrConflict)
}

func documentVersionArgs(v improvement.DocumentVersion) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"document": v.DocumentID, "number": v.Number, "body": v.Body, "file_name": v.FileName, "media_type": v.MediaType,
		"note": v.Note, "at": v.WrittenAt, "by": v.WrittenBy}
}

const selectDocumentFile = `-- name: document file
SELECT coalesce(a.name, v.file_name) AS name, coalesce(a.media_type, v.media_type) AS media_type, coalesce(a.content, v.content, ''::bytea) AS content
FROM document_version v
LEFT JOIN document_archive a ON a.document_id = v.document_id AND a.number = v.number
WHERE v.document_id = @document AND v.number = @number AND (a.content IS NOT NULL OR v.content IS NOT NULL)`

// DocumentFile reads the archive copy of a version, or the file of one that is not published;
// fault.ErrNotFound when there is neither.
func (tx *Tx) DocumentFile(ctx context.Context, document improvement.DocumentID, number int) (improvement.ArchiveCopy, error) {
	return one[improvement.ArchiveCopy](ctx, tx, selectDocumentFile, pgx.StrictNamedArgs{"document": document, "number": number})
}

const insertDocumentArchive = `-- name: insert document archive
INSERT INTO document_archive (document_id, number, name, media_type, content, archived_at)
VALUES (@document, @number, @name, @media_type, @content, @at)`

// ArchiveDocument keeps a copy of a version for good.
func (tx *Tx) ArchiveDocument(ctx context.Context, v improvement.DocumentVersion, c improvement.ArchiveCopy, at time.Time) error {
	return exec(ctx, tx, insertDocumentArchive, pgx.StrictNamedArgs{"document": v.DocumentID, "number": v.Number, "name": c.Name,
		"media_type": c.MediaType, "content": c.Content, "at": at}, 1, nil)
}
