package group

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveDocument changes a document, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. Another text than that of a
// published version begins the next one; one that was reviewed becomes a draft again.
func (room *Room) SaveDocument(ctx context.Context, actor org.Actor, w WrittenDocument) error {
	return room.changeDocument(ctx, actor, w.Document, "document.save", func(tx *postgres.Tx, c *documentChange) error {
		w.WithdrawnAt = c.document.WithdrawnAt
		if err := room.checkDocument(ctx, tx, w, c.document); err != nil {
			return err
		}
		c.document = w.Document
		latest := c.version
		if latest.Body == w.Body && (latest.Note == w.Note || latest.PublishedAt != nil) {
			return nil // the text stays as it is
		}
		next := room.draftOf(actor, w, latest.Number)
		if latest.PublishedAt != nil {
			next.Number++
			c.version = next
			return tx.AddDocumentVersion(ctx, next, nil)
		}
		if w.Body == "" {
			next.FileName, next.MediaType = latest.FileName, latest.MediaType
		}
		c.version = next
		return tx.SaveDocumentVersion(ctx, next, latest.State, nil)
	})
}
