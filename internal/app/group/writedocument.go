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
// and at "goal", "measure" and "mandate" when they are not the group's.
func (room *Room) CreateDocument(ctx context.Context, actor org.Actor, w WrittenDocument) (improvement.DocumentID, error) {
	if !mayWrite(actor, w.GroupID) {
		return 0, fault.ErrForbidden
	}
	w.WrittenAt, w.WrittenBy = room.now(), actor.Person.ID
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if err := room.checkDocument(ctx, tx, w, improvement.Document{}); err != nil {
			return err
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
// that the program can neither change nor remove.
func (room *Room) PublishDocument(ctx context.Context, actor org.Actor, d improvement.Document) error {
	return room.changeDocument(ctx, actor, d, "document.publish", func(tx *postgres.Tx, c *documentChange) error {
		c.document.WithdrawnAt = nil
		v, err := room.publish(ctx, tx, actor, c.document, c.version)
		c.version = v
		return err
	})
}

// publish publishes a reviewed version with its archive copy.
func (room *Room) publish(ctx context.Context, tx *postgres.Tx, actor org.Actor, d improvement.Document, v improvement.DocumentVersion) (improvement.DocumentVersion, error) {
	before := v.State
	v, err := v.Publish(actor.Person.ID, room.now())
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
