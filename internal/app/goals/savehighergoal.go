package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// SaveHigherGoal changes a goal above, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since.
func (room *Room) SaveHigherGoal(ctx context.Context, actor org.Actor, h quality.HigherGoal) error {
	if err := mayEdit(actor, h.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockHigherGoals(ctx, h.GroupID); err != nil {
			return err
		}
		all, err := tx.HigherGoals(ctx, h.GroupID)
		if err != nil {
			return err
		}
		before, err := higherIn(all, h.ID)
		if err != nil {
			return err
		}
		if before.Version != h.Version {
			return fault.ErrConflict
		}
		n, err := room.checkHigher(ctx, tx, h)
		if h = h.Filled(); err != nil || before.Same(h) {
			return err
		}
		if err := tx.SaveHigherGoal(ctx, h); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.save_higher_goal", GroupID: h.GroupID, Subject: "higher_goal",
			SubjectID: int64(h.ID), Before: n.higher(before), After: n.higher(h)})
	})
}
