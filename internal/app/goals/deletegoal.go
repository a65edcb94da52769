package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DeleteGoal removes a goal that nobody has handed in figures for, with its
// targets; fault.ErrConflict when somebody else has changed it since it was read.
// Only GroupID, ID and Version are read from g. It gives the year the goal was in.
func (room *Room) DeleteGoal(ctx context.Context, actor org.Actor, g quality.Goal) (year int, err error) {
	if err := mayEdit(actor, g.GroupID); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := lockedGoal(ctx, tx, g.GroupID, g.ID)
		if err != nil {
			return err
		}
		if err := room.openYear(ctx, tx, g.GroupID, before.Year); err != nil {
			return err
		}
		year = before.Year
		if before.Version != g.Version {
			return fault.ErrConflict
		}
		if err := room.release(ctx, tx, actor, before, before.Indicators); err != nil {
			return err
		}
		n, err := readNames(ctx, tx, g.GroupID, before.Year)
		if err != nil {
			return err
		}
		if err := tx.DeleteGoal(ctx, before); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.delete_goal", GroupID: g.GroupID, Subject: "goal", SubjectID: int64(g.ID),
			Before: n.goal(before)})
	})
	return year, err
}
