package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Guide is how far a group has come on the way to its first figures.
type Guide struct {
	Group org.Group
	postgres.GroupSetup
	// HasReceiver says that somebody receives the yearly material.
	HasReceiver bool
}

// Guide reads it, for the group's coordinator.
func (room *Room) Guide(ctx context.Context, actor org.Actor, group org.GroupID) (Guide, error) {
	var g Guide
	if !actor.May(org.EditGroup, group, 0) {
		return g, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if g.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		g.HasReceiver = g.Group.BodyName != ""
		g.GroupSetup, err = tx.GroupSetup(ctx, group, room.today())
		return err
	})
	return g, err
}

// FinishSetup notes that the group is set up: the guide is not led to any more, and
// units that join begin with the present round. fault.ErrWrongState when it is already.
func (room *Room) FinishSetup(ctx context.Context, actor org.Actor, group org.GroupID) error {
	if !actor.May(org.EditGroup, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.FinishSetup(ctx, group, room.now()); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "group.finish_setup", GroupID: group,
			Subject: settingsSubject, SubjectID: int64(group)})
	})
}
