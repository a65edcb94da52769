package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SentFile is a file that somebody has sent.
type SentFile struct {
	Name    string // as the sender's browser gave it
	Content []byte
}

// MayAttach is the error of whoever may not add files to the example: they are to hear so
// before a large file is read.
func (room *Room) MayAttach(ctx context.Context, actor org.Actor, ref ExampleRef) error {
	return room.db.Read(ctx, func(tx *postgres.Tx) error {
		e, err := seenExample(ctx, tx, actor, ref)
		if err == nil && !actor.May(org.EditActions, ref.GroupID, e.UnitID) {
			return fault.ErrForbidden
		}
		return err
	})
}

// AttachFile adds a file to an example that the actor may change. What is wrong with the
// file is a problem at "file": its type, its size, that it is there already, or that
// there is no room for more.
func (room *Room) AttachFile(ctx context.Context, actor org.Actor, ref ExampleRef, sent SentFile) error {
	a, err := improvement.NewAttachment(sent.Name, sent.Content)
	if err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		e, err := room.attachedTo(ctx, tx, actor, ref)
		if err != nil {
			return err
		}
		there, err := tx.Attachments(ctx, e.ID)
		if err != nil {
			return err
		}
		var v fault.ValidationError
		for _, other := range there {
			if other.SHA256 == a.SHA256 {
				v.Add("file", "attached_already", other.Name)
			}
		}
		if len(there) >= improvement.MostAttachments {
			v.Add("file", "too_many_attachments", improvement.MostAttachments)
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		a.ExampleID, a.AddedAt, a.AddedBy = e.ID, room.now(), actor.Person.ID
		if a.ID, err = tx.AddAttachment(ctx, a, sent.Content); err != nil {
			return err
		}
		return room.auditAttachment(ctx, tx, actor, e, attachmentChange{id: a.ID, action: "example.attach", after: &auditedFile{e.Title, a.Name, a.Size}})
	})
}

// RemoveAttachment removes a file from an example that the actor may change.
func (room *Room) RemoveAttachment(ctx context.Context, actor org.Actor, ref ExampleRef, id improvement.AttachmentID) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		e, err := room.attachedTo(ctx, tx, actor, ref)
		if err != nil {
			return err
		}
		a, err := attachmentIn(ctx, tx, e.ID, id)
		if err != nil {
			return err
		}
		if err := tx.DeleteAttachment(ctx, a); err != nil {
			return err
		}
		return room.auditAttachment(ctx, tx, actor, e, attachmentChange{id: a.ID, action: "example.detach", before: &auditedFile{e.Title, a.Name, a.Size}})
	})
}

// attachedTo locks the example that files are added to or removed from. Its text may
// have been changed meanwhile: files have no part in that.
func (room *Room) attachedTo(ctx context.Context, tx *postgres.Tx, actor org.Actor, ref ExampleRef) (improvement.Example, error) {
	e, err := tx.LockExample(ctx, ref.GroupID, ref.ID)
	if err == nil && !actor.May(org.EditActions, ref.GroupID, e.UnitID) {
		return e, fault.ErrForbidden
	}
	return e, err
}

// Attachment reads a file of an example that the actor may see.
func (room *Room) Attachment(ctx context.Context, actor org.Actor, ref ExampleRef, id improvement.AttachmentID) (a improvement.Attachment, content []byte, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		e, err := seenExample(ctx, tx, actor, ref)
		if err != nil {
			return err
		}
		if a, err = attachmentIn(ctx, tx, e.ID, id); err != nil {
			return err
		}
		content, err = tx.AttachmentContent(ctx, a)
		return err
	})
	return a, content, err
}

func attachmentIn(ctx context.Context, tx *postgres.Tx, example improvement.ExampleID, id improvement.AttachmentID) (improvement.Attachment, error) {
	all, err := tx.Attachments(ctx, example)
	if err != nil {
		return improvement.Attachment{}, err
	}
	for _, a := range all {
		if a.ID == id {
			return a, nil
		}
	}
	return improvement.Attachment{}, fault.ErrNotFound
}

// auditedFile is what the audit keeps of a file.
type auditedFile struct {
	Example string `json:"example"`
	File    string `json:"file"`
	Bytes   int    `json:"bytes"`
}

type attachmentChange struct {
	id            improvement.AttachmentID
	action        string
	before, after *auditedFile
}

func (room *Room) auditAttachment(ctx context.Context, tx *postgres.Tx, actor org.Actor, e improvement.Example, c attachmentChange) error {
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: e.GroupID, UnitID: e.UnitID, Subject: "example_attachment", SubjectID: int64(c.id)}
	if c.before != nil {
		entry.Before = c.before
	}
	if c.after != nil {
		entry.After = c.after
	}
	return tx.AppendAudit(ctx, actor, entry)
}
