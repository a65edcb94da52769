package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// documentChange is a document with its latest version, as it is changed.
type documentChange struct {
	document  improvement.Document
	version   improvement.DocumentVersion
	published int // the latest published version's number
}

// changeDocument makes a change to the document that was seen, and writes it into the log.
func (room *Room) changeDocument(ctx context.Context, actor org.Actor, seen improvement.Document, action string, do func(*postgres.Tx, *documentChange) error) error {
	if !mayWrite(actor, seen.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		row, err := tx.Document(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if row.Version != seen.Version {
			return fault.ErrConflict
		}
		versions, err := tx.DocumentVersions(ctx, seen.ID)
		if err != nil {
			return err
		}
		before := documentChange{row.Document, versions[0].DocumentVersion, row.Published}
		after := before
		if err := do(tx, &after); err != nil {
			return err
		}
		after.document.Version, after.document.WrittenAt, after.document.WrittenBy = row.Version, room.now(), actor.Person.ID
		if err := tx.SaveDocument(ctx, after.document); err != nil {
			return err
		}
		return room.auditDocument(ctx, tx, actor, action, keptDocument(before.document, before.version), keptDocument(after.document, after.version))
	})
}

// auditedDocument is what the log keeps of a document. Its text stands in its versions, and
// what has been published in the archive.
type auditedDocument struct {
	ID        improvement.DocumentID      `json:"-"`
	GroupID   org.GroupID                 `json:"-"`
	Title     string                      `json:"document"`
	Number    int                         `json:"number"`
	Kind      improvement.DocumentKind    `json:"document_kind"`
	State     improvement.DocumentState   `json:"document_state"`
	Readers   improvement.DocumentReaders `json:"document_readers"`
	Year      int                         `json:"document_year,omitempty"`
	File      string                      `json:"file,omitempty"`
	Note      string                      `json:"document_note,omitempty"`
	Withdrawn bool                        `json:"document_withdrawn,omitempty"`
}

func keptDocument(d improvement.Document, v improvement.DocumentVersion) *auditedDocument {
	return &auditedDocument{ID: d.ID, GroupID: d.GroupID, Title: d.Title, Number: v.Number, Kind: d.Kind, State: v.State, Readers: d.Readers, Year: d.Year,
		File: v.FileName, Note: v.Note, Withdrawn: d.WithdrawnAt != nil}
}

func (room *Room) auditDocument(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, before, after *auditedDocument) error {
	entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: after.GroupID, Subject: documentSubject, SubjectID: int64(after.ID), After: after}
	if before != nil {
		entry.Before = before
	}
	return tx.AppendAudit(ctx, actor, entry)
}
