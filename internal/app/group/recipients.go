package group

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TellingRow is that somebody was told of something.
type TellingRow = postgres.TellingRow

// Recipients is whom the group tells, and whom it has told.
type Recipients struct {
	List []improvement.Recipient // those on the list
	Told []TellingRow
	// Document and Decision are what is to be told of; zero for nothing. Title is its title.
	Document improvement.DocumentID
	Decision improvement.DecisionID
	Title    string
	CanWrite bool
}

// Recipients reads whom the group tells; document or decision is what is to be told of, zero
// for nothing.
func (room *Room) Recipients(ctx context.Context, actor org.Actor, group org.GroupID, document improvement.DocumentID, decision improvement.DecisionID) (Recipients, error) {
	p := Recipients{Document: document, Decision: decision, CanWrite: mayWrite(actor, group)}
	if !actor.May(org.Discuss, group, 0) || document+improvement.DocumentID(decision) != 0 && !p.CanWrite {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		all, err := tx.Recipients(ctx, group)
		if err != nil {
			return err
		}
		p.List = slices.DeleteFunc(all, func(r improvement.Recipient) bool { return r.EndedAt != nil })
		if p.Title, err = toldOf(ctx, tx, group, document, decision); err != nil {
			return err
		}
		p.Told, err = tx.Tellings(ctx, group, document)
		return err
	})
	return p, err
}

// toldOf is the title of what is told of; "" for nothing.
func toldOf(ctx context.Context, tx *postgres.Tx, group org.GroupID, document improvement.DocumentID, decision improvement.DecisionID) (string, error) {
	switch {
	case document != 0:
		d, err := tx.Document(ctx, group, document)
		return d.Title, err
	case decision != 0:
		d, err := tx.DecisionSource(ctx, group, decision)
		return d.Title, err
	}
	return "", nil
}

// SaveRecipient stores somebody to tell: anew when the id is zero. Problems stand at the
// fields of improvement.Recipient.Check.
func (room *Room) SaveRecipient(ctx context.Context, actor org.Actor, r improvement.Recipient) error {
	if !mayWrite(actor, r.GroupID) {
		return fault.ErrForbidden
	}
	if err := r.Check(); err != nil {
		return err
	}
	r.WrittenAt = room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		entry := postgres.AuditEntry{At: room.now(), Action: "recipient.create", GroupID: r.GroupID, Subject: "recipient", After: keptRecipient(r)}
		if r.ID == 0 {
			if r.ID, err = tx.AddRecipient(ctx, r); err != nil {
				return err
			}
		} else {
			before, err := recipientIn(ctx, tx, r.GroupID, r.ID)
			if err != nil {
				return err
			}
			if err := tx.SaveRecipient(ctx, r); err != nil {
				return err
			}
			entry.Action, entry.Before = "recipient.save", keptRecipient(before)
		}
		entry.SubjectID = int64(r.ID)
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// recipientIn is one of the group's.
func recipientIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.RecipientID) (improvement.Recipient, error) {
	all, err := tx.Recipients(ctx, group)
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
	}
	if err == nil {
		err = fault.ErrNotFound
	}
	return improvement.Recipient{}, err
}

// Recipient reads one of those the group tells, to change it.
func (room *Room) Recipient(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.RecipientID) (r improvement.Recipient, err error) {
	if !mayWrite(actor, group) {
		return r, fault.ErrForbidden
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		r, err = recipientIn(ctx, tx, group, id)
		return err
	})
	return r, err
}

// EndRecipient takes somebody off the list; what they were told stays.
func (room *Room) EndRecipient(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.RecipientID) error {
	if !mayWrite(actor, group) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		r, err := recipientIn(ctx, tx, group, id)
		if err != nil || r.EndedAt != nil {
			return err
		}
		now := room.now()
		r.EndedAt, r.WrittenAt = &now, now
		if err := tx.SaveRecipient(ctx, r); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "recipient.end", GroupID: group, Subject: "recipient", SubjectID: int64(id), Before: keptRecipient(r)})
	})
}

// Tell notes that the recipients were told of a document or a decision on a day. Problems
// stand at "recipients", "told_on" and "note".
func (room *Room) Tell(ctx context.Context, actor org.Actor, t improvement.Telling, recipients []improvement.RecipientID) error {
	if !mayWrite(actor, t.GroupID) {
		return fault.ErrForbidden
	}
	t.NotedAt, t.NotedBy = room.now(), actor.Person.ID
	var v fault.ValidationError
	if len(recipients) == 0 {
		v.Add("recipients", "required")
	}
	var invalid *fault.ValidationError
	if errors.As(t.Check(room.today()), &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		title, err := toldOf(ctx, tx, t.GroupID, t.DocumentID, t.DecisionID)
		if err != nil {
			return err
		}
		for _, id := range recipients {
			r, err := recipientIn(ctx, tx, t.GroupID, id)
			if err != nil {
				return err
			}
			t.RecipientID = id
			if err := tx.AddTelling(ctx, t); err != nil {
				return err
			}
			if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "recipient.tell", GroupID: t.GroupID, Subject: "telling", SubjectID: int64(id),
				After: map[string]any{"recipient": r.Name, "told_of": title, "told_on": t.ToldOn.Format("2006-01-02"), "document_note": t.Note}}); err != nil {
				return err
			}
		}
		return nil
	})
}

func keptRecipient(r improvement.Recipient) any {
	return map[string]any{"recipient": r.Name, "recipient_direction": r.Direction, "recipient_way": r.Way, "email": r.Email}
}
