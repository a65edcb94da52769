package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateWorkingGroup stores a working group and gives its id.
func (room *Room) CreateWorkingGroup(ctx context.Context, actor org.Actor, g improvement.WorkingGroup) (id improvement.WorkingGroupID, err error) {
	if !actor.May(org.ManageArea, g.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := g.Check(); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if id, err = tx.AddWorkingGroup(ctx, g); err != nil {
			return err
		}
		g.ID = id
		return room.auditWorkingGroup(ctx, tx, actor, "working_group.create", nil, keptWorkingGroup(g), g)
	})
	return id, err
}
