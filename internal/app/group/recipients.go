package group

import (
	"context"
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
	Told []TellingRow            // of the Thing, or of anything
	// Of is what is to be told of, and Thing what is known of it; zero for nothing.
	Of       improvement.TellingOf
	Thing    ToldThing
	CanWrite bool
	// Sends says that the group's letters go: those of a group with example data do not.
	Sends bool
}

// Recipients reads whom the group tells, and of what is to be told, none for nothing, whom it
// has told. fault.ErrWrongState for what is not published.
func (room *Room) Recipients(ctx context.Context, actor org.Actor, group org.GroupID, of improvement.TellingOf) (Recipients, error) {
	p := Recipients{Of: of, CanWrite: mayWrite(actor, group)}
	if !actor.May(org.Discuss, group, 0) || of.One() && !p.CanWrite {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		all, err := tx.Recipients(ctx, group)
		if err != nil {
			return err
		}
		p.List = slices.DeleteFunc(all, func(r improvement.Recipient) bool { return r.EndedAt != nil })
		if of.One() {
			g, err := tx.Group(ctx, group)
			if err != nil {
				return err
			}
			p.Sends = !g.ExampleData
			if p.Thing, err = toldThing(ctx, tx, g, of); err != nil {
				return err
			}
		}
		p.Told, err = tx.Tellings(ctx, group, of)
		return err
	})
	return p, err
}

// SaveRecipient stores somebody to tell: anew when the id is zero. Problems stand at the
// fields of improvement.Recipient.Check.
func (room *Room) SaveRecipient(ctx context.Context, actor org.Actor, written improvement.Recipient) error {
	if !mayWrite(actor, written.GroupID) {
		return fault.ErrForbidden
	}
	if err := written.Check(); err != nil {
		return err
	}
	written.WrittenAt = room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		r := written // the transaction may be run again
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

func keptRecipient(r improvement.Recipient) any {
	return map[string]any{"recipient": r.Name, "recipient_direction": r.Direction, "recipient_way": r.Way, "email": r.Email}
}
