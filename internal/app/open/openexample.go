package open

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AskedExample is one of a group's published examples.
type AskedExample struct {
	Group org.GroupID
	ID    improvement.ExampleID
}

// ExampleOpenings reads the group's published examples with how far each has come to be read
// by everybody, for the group's members.
func (room *Room) ExampleOpenings(ctx context.Context, actor org.Actor, group org.GroupID) ([]postgres.ExampleOpening, error) {
	if !actor.May(org.Discuss, group, 0) {
		return nil, fault.ErrForbidden
	}
	var list []postgres.ExampleOpening
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.ExampleOpenings(ctx, group)
		return err
	})
	return list, err
}

// AgreeToOpen is the unit's word that its example, as it reads in the version, may be read by
// everybody. It falls when the example is changed. fault.ErrConflict when the example reads
// otherwise by now.
func (room *Room) AgreeToOpen(ctx context.Context, actor org.Actor, asked AskedExample, version int) error {
	return room.example(ctx, actor, asked, "open.agree_example", func(tx *postgres.Tx, o postgres.ExampleOpening) error {
		if !actor.May(org.ConsentToOpen, asked.Group, o.UnitID) {
			return fault.ErrForbidden
		}
		if o.Version != version {
			return fault.ErrConflict
		}
		return tx.AgreeToOpen(ctx, o, room.now(), actor.Person.ID)
	})
}

// TakeBackConsent takes the unit's word back, and thereby closes the example.
func (room *Room) TakeBackConsent(ctx context.Context, actor org.Actor, asked AskedExample) error {
	return room.example(ctx, actor, asked, "open.take_back_example", func(tx *postgres.Tx, o postgres.ExampleOpening) error {
		if !actor.May(org.ConsentToOpen, asked.Group, o.UnitID) {
			return fault.ErrForbidden
		}
		return tx.TakeBackConsent(ctx, o.ID)
	})
}

// OpenExample opens an example that its unit agrees to; fault.ErrWrongState when it does not.
func (room *Room) OpenExample(ctx context.Context, actor org.Actor, asked AskedExample) error {
	return room.example(ctx, actor, asked, "open.open_example", func(tx *postgres.Tx, o postgres.ExampleOpening) error {
		if !actor.May(org.OpenToAll, asked.Group, 0) {
			return fault.ErrForbidden
		}
		if !o.Agreed() {
			return fault.ErrWrongState
		}
		now := room.now()
		return tx.OpenExample(ctx, o.ID, &now, actor.Person.ID)
	})
}

// CloseExample closes it again.
func (room *Room) CloseExample(ctx context.Context, actor org.Actor, asked AskedExample) error {
	return room.example(ctx, actor, asked, "open.close_example", func(tx *postgres.Tx, o postgres.ExampleOpening) error {
		if !actor.May(org.OpenToAll, asked.Group, 0) {
			return fault.ErrForbidden
		}
		return tx.OpenExample(ctx, o.ID, nil, actor.Person.ID)
	})
}

func (room *Room) example(ctx context.Context, actor org.Actor, asked AskedExample, action string, do func(*postgres.Tx, postgres.ExampleOpening) error) error {
	if !actor.May(org.Discuss, asked.Group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		o, err := tx.LockExampleOpening(ctx, asked.Group, asked.ID)
		if err != nil {
			return err
		}
		if err := do(tx, o); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: asked.Group, UnitID: o.UnitID,
			Subject: "example", SubjectID: int64(o.ID), After: kept{Example: o.Title}})
	})
}
