package group

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// WrittenDocument is a document as somebody has written it: what is known of it, and the
// text of its latest version.
type WrittenDocument struct {
	improvement.Document
	Body, Note string
}

// CreateDocument stores a new document with its first version as a draft, and gives its id.
// Problems stand at the fields of improvement.Document.Check and improvement.DocumentVersion.Check,
// and at "goal", "measure" and "mandate" when they are not the group's. fault.ErrNotFound for a
// meeting of somebody else's, or whose minutes are not published.
func (room *Room) CreateDocument(ctx context.Context, actor org.Actor, w WrittenDocument) (improvement.DocumentID, error) {
	if !mayWrite(actor, w.GroupID) {
		return 0, fault.ErrForbidden
	}
	w.WrittenAt, w.WrittenBy = room.now(), actor.Person.ID
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if err := room.checkDocument(ctx, tx, w, improvement.Document{}); err != nil {
			return err
		}
		if w.MeetingID != 0 {
			if m, err := tx.Meeting(ctx, w.GroupID, w.MeetingID); err != nil {
				return err
			} else if !m.Published() {
				return fault.ErrNotFound
			}
		}
		if w.ID, err = tx.AddDocument(ctx, w.Document); err != nil {
			return err
		}
		if err := tx.AddDocumentVersion(ctx, room.draftOf(actor, w, 1), nil); err != nil {
			return err
		}
		return room.auditDocument(ctx, tx, actor, "document.create", nil, keptDocument(w.Document, room.draftOf(actor, w, 1)))
	})
	return w.ID, err
}

// draftOf is the version with the number and the text that is written.
func (room *Room) draftOf(actor org.Actor, w WrittenDocument, number int) improvement.DocumentVersion {
	return improvement.DocumentVersion{DocumentID: w.ID, Number: number, State: improvement.DocumentDraft, Body: w.Body, Note: w.Note,
		WrittenAt: room.now(), WrittenBy: actor.Person.ID}
}

// checkDocument adds to what the document's own checks say what is not the group's.
func (room *Room) checkDocument(ctx context.Context, tx *postgres.Tx, w WrittenDocument, before improvement.Document) error {
	f := DocumentForm{Document: before}
	if err := room.readDocumentChoices(ctx, tx, w.GroupID, &f); err != nil {
		return err
	}
	var v fault.ValidationError
	for _, err := range []error{w.Check(), improvement.DocumentVersion{Body: w.Body, Note: w.Note}.Check()} {
		var invalid *fault.ValidationError
		if errors.As(err, &invalid) {
			v.Problems = append(v.Problems, invalid.Problems...)
		}
	}
	f.check(&v, w.Document)
	return v.OrNil()
}
