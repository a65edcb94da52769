package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// DocumentPage is one document as the actor reads it.
type DocumentPage struct {
	DocumentRow
	// Shown is the latest version for those who write, and the latest published for others.
	Shown DocumentVersion
	// Versions are those that the actor may read, the latest first.
	Versions []DocumentVersion
	CanWrite bool
	// Open says that everybody reads it on the public pages.
	Open bool
	// Named says that the actor may read who did what.
	Named bool
	Told  []TellingRow
	Last  postgres.LastChange
}

// Document reads one of the group's documents; what the actor may not read is
// fault.ErrNotFound.
func (room *Room) Document(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.DocumentID) (DocumentPage, error) {
	p := DocumentPage{CanWrite: mayWrite(actor, group), Named: actor.May(org.Discuss, group, 0)}
	readers := improvement.DocumentsReadBy(actor, group)
	if readers == nil {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.DocumentRow, err = tx.Document(ctx, group, id); err != nil {
			return err
		}
		if !p.CanWrite && (!slices.Contains(readers, p.Readers) || !slices.Contains(readers, p.PublishedFor) || p.Published == 0 || p.WithdrawnAt != nil) {
			return fault.ErrNotFound
		}
		all, err := tx.DocumentVersions(ctx, id)
		if err != nil {
			return err
		}
		p.Versions = slices.DeleteFunc(all, func(v DocumentVersion) bool { return !p.reads(v, readers) })
		p.Shown = p.Versions[0]
		openings, err := tx.Openings(ctx, group)
		if err != nil {
			return err
		}
		p.Open = p.Readers == improvement.ReadByAll && p.PublishedFor == improvement.ReadByAll && p.WithdrawnAt == nil && openings.Open(org.Everybody, org.OpenDocuments)
		if p.Named {
			if p.Told, err = tx.Tellings(ctx, group, improvement.TellingOf{DocumentID: id}); err != nil {
				return err
			}
		}
		p.Last, err = tx.LastChange(ctx, documentSubject, int64(id))
		return err
	})
	return p, err
}

// reads reports whether the actor, who reads the document and what is for the readers, reads
// the version: the latest that is published, and of earlier ones those that were for them.
func (p DocumentPage) reads(v DocumentVersion, readers []improvement.DocumentReaders) bool {
	switch {
	case p.CanWrite:
		return true
	case v.PublishedAt == nil:
		return false
	}
	return p.Named || v.Number == p.Published || slices.Contains(readers, v.PublishedFor)
}

// documentSubject is what the log calls a document.
const documentSubject = "document"

// DocumentFile reads the archive copy of a version, or the file of one that is not published
// for those who write.
func (room *Room) DocumentFile(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.DocumentID, number int) (c improvement.ArchiveCopy, err error) {
	p, err := room.Document(ctx, actor, group, id)
	if err != nil {
		return c, err
	}
	if !slices.ContainsFunc(p.Versions, func(v DocumentVersion) bool { return v.Number == number }) {
		return c, fault.ErrNotFound
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		c, err = tx.DocumentFile(ctx, id, number)
		return err
	})
	return c, err
}
