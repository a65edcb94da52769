package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectAttachments = `-- name: example attachments
SELECT f.id, f.example_id, f.name, f.media_type, length(f.content)::int AS size, f.sha256, f.added_at,
       coalesce(f.added_by, 0) AS added_by
FROM example_attachment f
WHERE f.example_id = @example
ORDER BY f.id`

type attachmentRow struct {
	ID        improvement.AttachmentID
	ExampleID improvement.ExampleID
	Name      string
	MediaType string
	Size      int
	SHA256    []byte
	AddedAt   time.Time
	AddedBy   org.PersonID
}

func (r attachmentRow) attachment() improvement.Attachment {
	a := improvement.Attachment{ID: r.ID, ExampleID: r.ExampleID, Name: r.Name, MediaType: r.MediaType, Size: r.Size,
		AddedAt: r.AddedAt, AddedBy: r.AddedBy}
	copy(a.SHA256[:], r.SHA256)
	return a
}

// Attachments reads what is attached to the example, without the files themselves.
func (tx *Tx) Attachments(ctx context.Context, example improvement.ExampleID) ([]improvement.Attachment, error) {
	rows, err := collect[attachmentRow](ctx, tx, selectAttachments, pgx.StrictNamedArgs{"example": example})
	list := make([]improvement.Attachment, len(rows))
	for n, r := range rows {
		list[n] = r.attachment()
	}
	return list, err
}

const selectAttachmentContent = `-- name: example attachment content
SELECT f.content FROM example_attachment f WHERE f.id = @id AND f.example_id = @example`

// AttachmentContent reads the file itself; fault.ErrNotFound when it is not the
// example's.
func (tx *Tx) AttachmentContent(ctx context.Context, a improvement.Attachment) ([]byte, error) {
	return value[[]byte](ctx, tx, selectAttachmentContent, pgx.StrictNamedArgs{"id": a.ID, "example": a.ExampleID})
}

const insertAttachment = `-- name: insert example attachment
INSERT INTO example_attachment (example_id, name, media_type, content, sha256, added_at, added_by)
VALUES (@example, @name, @type, @content, @sha256, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddAttachment stores a file with an example and gives its id.
func (tx *Tx) AddAttachment(ctx context.Context, a improvement.Attachment, content []byte) (improvement.AttachmentID, error) {
	return value[improvement.AttachmentID](ctx, tx, insertAttachment, pgx.StrictNamedArgs{"example": a.ExampleID, "name": a.Name,
		"type": a.MediaType, "content": content, "sha256": a.SHA256[:], "at": a.AddedAt, "by": a.AddedBy})
}

const deleteAttachment = `-- name: delete example attachment
DELETE FROM example_attachment WHERE id = @id AND example_id = @example`

// DeleteAttachment removes a file; fault.ErrNotFound when it is not the example's.
func (tx *Tx) DeleteAttachment(ctx context.Context, a improvement.Attachment) error {
	return exec(ctx, tx, deleteAttachment, pgx.StrictNamedArgs{"id": a.ID, "example": a.ExampleID}, 1, fault.ErrNotFound)
}
