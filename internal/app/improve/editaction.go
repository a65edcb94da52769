package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// EditedAction is an action to change, and what can be said of it.
type EditedAction struct {
	Choices
	improvement.Action
	Last LastChange
}

// EditAction reads one of the group's actions to change it. fault.ErrForbidden for those
// who may not.
func (room *Room) EditAction(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.ActionID) (EditedAction, error) {
	if err := mayInside(actor, group); err != nil {
		return EditedAction{}, err
	}
	var e EditedAction
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		row, err := tx.Action(ctx, group, id)
		if err != nil {
			return err
		}
		if e.Action = row.Action; !MayEditAction(actor, e.Action) {
			return fault.ErrForbidden
		}
		if e.Choices, err = room.readChoices(ctx, tx, group); err != nil {
			return err
		}
		e.Last, err = tx.LastChange(ctx, "action", int64(id))
		return err
	})
	return e, err
}
