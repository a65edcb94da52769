package open

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// mostDocuments is how many documents the page lists at most.
const mostDocuments = 1000

// Documents are what everybody may read of what a group has written.
type Documents struct {
	Group     postgres.PublicGroup
	Documents []postgres.OpenDocument // the latest year first, after those of no year
	Editions  []postgres.Edition      // of the yearly reports, that are published
}

// Documents reads them without their texts; fault.ErrNotFound when they are not open.
func (room *Room) Documents(ctx context.Context, asked Asked) (Documents, error) {
	var d Documents
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if d.Group, err = opened(ctx, tx, asked, org.OpenDocuments); err != nil {
			return err
		}
		if d.Documents, err = tx.OpenDocuments(ctx, postgres.OpenDocumentsAsked{GroupID: d.Group.ID, Limit: mostDocuments}); err != nil {
			return err
		}
		d.Editions, err = publishedEditions(ctx, tx, d.Group.ID)
		return err
	})
	return d, err
}

// Document is one of Documents, with what was published before.
type Document struct {
	Group postgres.PublicGroup
	postgres.OpenDocument
	// Earlier are when the versions before this one were published, the latest first. They
	// are not handed out: who was to read them was decided before everybody was.
	Earlier []EarlierVersion
}

// EarlierVersion is a version that another has taken the place of.
type EarlierVersion struct {
	Number      int
	PublishedAt time.Time
}

// Document reads the document with its text; fault.ErrNotFound when everybody may not read it.
func (room *Room) Document(ctx context.Context, asked Asked, id improvement.DocumentID) (Document, error) {
	var d Document
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		d, err = readDocument(ctx, tx, asked, id)
		if err != nil {
			return err
		}
		versions, err := tx.DocumentVersions(ctx, id)
		d.Earlier = nil
		for _, v := range versions {
			if v.PublishedAt != nil && v.Number < d.Number {
				d.Earlier = append(d.Earlier, EarlierVersion{v.Number, *v.PublishedAt})
			}
		}
		return err
	})
	return d, err
}

// DocumentFile is the archive copy of a document that is a file; fault.ErrNotFound when it is
// a text, or everybody may not read it.
func (room *Room) DocumentFile(ctx context.Context, asked Asked, id improvement.DocumentID) (improvement.ArchiveCopy, error) {
	var c improvement.ArchiveCopy
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		d, err := readDocument(ctx, tx, asked, id)
		if err == nil && d.FileName == "" {
			err = fault.ErrNotFound
		}
		if err != nil {
			return err
		}
		c, err = tx.DocumentFile(ctx, id, d.Number)
		return err
	})
	return c, err
}

func readDocument(ctx context.Context, tx *postgres.Tx, asked Asked, id improvement.DocumentID) (d Document, err error) {
	if d.Group, err = opened(ctx, tx, asked, org.OpenDocuments); err != nil {
		return d, err
	}
	list, err := tx.OpenDocuments(ctx, postgres.OpenDocumentsAsked{GroupID: d.Group.ID, ID: id, Limit: 1})
	if err == nil && len(list) == 0 {
		err = fault.ErrNotFound
	}
	if err == nil {
		d.OpenDocument = list[0]
	}
	return d, err
}
