package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateTask adds a task to the year that its day is in.
func (room *Room) CreateTask(ctx context.Context, actor org.Actor, t improvement.Task) error {
	if !actor.May(org.EditYear, t.GroupID, 0) {
		return fault.ErrForbidden
	}
	t.Kind, t.State = improvement.WheelTask, improvement.TaskOpen
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		c, err := room.readChoices(ctx, tx, t.GroupID, nil)
		if err != nil {
			return err
		}
		if err := c.check(t, improvement.Task{}); err != nil {
			return err
		}
		id, err := tx.AddTask(ctx, t)
		if err != nil {
			return err
		}
		return room.auditTask(ctx, tx, actor, taskChange{action: "group.create_task", id: id, after: &t, names: c})
	})
}
