package group

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveDocument changes a document, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. Another text than that of a
// published version begins the next one, and so do more readers than it was published for: they
// wait until somebody has published it for them. One that was reviewed becomes a draft again.
func (room *Room) SaveDocument(ctx context.Context, actor org.Actor, w WrittenDocument) error {
	return room.changeDocument(ctx, actor, w.Document, "document.save", func(tx *postgres.Tx, c *documentChange) error {
		w.WithdrawnAt, w.MeetingID = c.document.WithdrawnAt, c.document.MeetingID
		if err := room.checkDocument(ctx, tx, w, c.document); err != nil {
			return err
		}
		c.document = w.Document
		latest := c.version
		wider := latest.PublishedAt != nil && w.Readers.Wider(latest.PublishedFor)
		if latest.Body == w.Body && (latest.Note == w.Note || latest.PublishedAt != nil) && !wider {
			return nil // the text stays as it is
		}
		next := room.draftOf(actor, w, latest.Number)
		if w.Body == "" {
			next.FileName, next.MediaType = latest.FileName, latest.MediaType
		}
		if latest.PublishedAt != nil {
			next.Number++
			c.version = next
			return addNext(ctx, tx, latest, next)
		}
		c.version = next
		return tx.SaveDocumentVersion(ctx, next, latest.State, nil)
	})
}

// addNext adds the version after the latest, which is published: with the same file, where it
// is a file.
func addNext(ctx context.Context, tx *postgres.Tx, latest, next improvement.DocumentVersion) error {
	if next.FileName == "" {
		return tx.AddDocumentVersion(ctx, next, nil)
	}
	kept, err := tx.DocumentFile(ctx, latest.DocumentID, latest.Number)
	if err != nil {
		return err
	}
	return tx.AddDocumentVersion(ctx, next, kept.Content)
}
