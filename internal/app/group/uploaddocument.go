package group

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// UploadDocument makes a file the document's next version, or puts it in the place of the one
// that is not published. What the file is is told from its content; the problems are at
// "file".
func (room *Room) UploadDocument(ctx context.Context, actor org.Actor, d improvement.Document, name string, content []byte) error {
	a, err := improvement.NewAttachment(name, content)
	if err != nil {
		return err
	}
	return room.changeDocument(ctx, actor, d, "document.upload", func(tx *postgres.Tx, c *documentChange) error {
		latest := c.version
		next := room.draftOf(actor, WrittenDocument{Document: c.document, Note: latest.Note}, latest.Number)
		next.FileName, next.MediaType = a.Name, a.MediaType
		c.version = next
		if latest.PublishedAt != nil {
			c.version.Number++
			c.version.Note = ""
			return tx.AddDocumentVersion(ctx, c.version, content)
		}
		return tx.SaveDocumentVersion(ctx, next, latest.State, content)
	})
}
