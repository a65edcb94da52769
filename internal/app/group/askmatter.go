package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AskMatter puts a question to the group and gives its id. It is the actor's, and that
// of the unit the actor answers for, if there is one alone.
func (room *Room) AskMatter(ctx context.Context, actor org.Actor, m improvement.Matter) (id improvement.MatterID, err error) {
	if !actor.May(org.AskMatter, m.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := m.Check(); err != nil {
		return 0, err
	}
	m.AskedBy, m.AskedAt, m.State = actor.Person.ID, room.now(), improvement.MatterOpen
	if units := actor.Units(m.GroupID); len(units) == 1 {
		m.UnitID = units[0]
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if id, err = tx.AddMatter(ctx, m); err != nil {
			return err
		}
		m.ID = id
		return room.auditMatter(ctx, tx, actor, "matter.ask", improvement.Matter{}, m)
	})
	return id, err
}
