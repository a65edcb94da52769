package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ReviewDocument says that somebody has read the latest version through.
func (room *Room) ReviewDocument(ctx context.Context, actor org.Actor, d improvement.Document) error {
	return room.changeDocument(ctx, actor, d, "document.review", func(tx *postgres.Tx, c *documentChange) (err error) {
		before := c.version.State
		if c.version, err = c.version.Review(actor.Person.ID, room.now()); err != nil {
			return err
		}
		return tx.SaveDocumentVersion(ctx, c.version, before, nil)
	})
}

// PublishDocument lets the document's readers read the latest version, and keeps a copy of it
// that the program can neither change nor remove. What was taken back, and is published already,
// is read again.
func (room *Room) PublishDocument(ctx context.Context, actor org.Actor, d improvement.Document) error {
	return room.changeDocument(ctx, actor, d, "document.publish", func(tx *postgres.Tx, c *documentChange) error {
		again := c.document.WithdrawnAt != nil && c.version.PublishedAt != nil
		if c.document.WithdrawnAt = nil; again {
			return nil
		}
		v, err := room.publish(ctx, tx, actor, c.document, c.version)
		c.version = v
		return err
	})
}

// publish publishes a reviewed version with its archive copy.
func (room *Room) publish(ctx context.Context, tx *postgres.Tx, actor org.Actor, d improvement.Document, v improvement.DocumentVersion) (improvement.DocumentVersion, error) {
	before := v.State
	v, err := v.Publish(d.Readers, actor.Person.ID, room.now())
	if err != nil {
		return v, err
	}
	kept := improvement.ArchiveOf(d, v)
	if v.FileName != "" {
		if kept, err = tx.DocumentFile(ctx, v.DocumentID, v.Number); err != nil {
			return v, err
		}
	}
	if err := tx.SaveDocumentVersion(ctx, v, before, nil); err != nil {
		return v, err
	}
	return v, tx.ArchiveDocument(ctx, v, kept, room.now())
}

// WithdrawDocument takes a published document back from its readers; its archive copies stay.
func (room *Room) WithdrawDocument(ctx context.Context, actor org.Actor, d improvement.Document) error {
	return room.changeDocument(ctx, actor, d, "document.withdraw", func(_ *postgres.Tx, c *documentChange) error {
		if c.published == 0 || c.document.WithdrawnAt != nil {
			return fault.ErrWrongState
		}
		now := room.now()
		c.document.WithdrawnAt = &now
		return nil
	})
}
