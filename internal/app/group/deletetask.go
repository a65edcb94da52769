package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// DeleteTask takes away a task of the year wheel that was seen. What came out of a decision
// stands in the minutes, and is dropped with a reason instead: fault.ErrForbidden.
func (room *Room) DeleteTask(ctx context.Context, actor org.Actor, seen improvement.Task) error {
	if !actor.May(org.EditYear, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		stored, err := tx.Task(ctx, seen.GroupID, seen.ID)
		switch {
		case err != nil:
			return err
		case stored.Kind != improvement.WheelTask:
			return fault.ErrForbidden
		case stored.Version != seen.Version:
			return fault.ErrConflict
		}
		names, err := room.readChoices(ctx, tx, seen.GroupID, []org.PersonID{stored.OwnerID})
		if err != nil {
			return err
		}
		if err := tx.RemoveTask(ctx, stored); err != nil {
			return err
		}
		return room.auditTask(ctx, tx, actor, taskChange{action: "group.delete_task", id: seen.ID, before: &stored, names: names})
	})
}
