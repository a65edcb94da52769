package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DeleteHigherGoal removes a goal above that no other such goal stands below; those that
// served it serve it no more. fault.ErrConflict when somebody else has changed it since
// it was read. Only GroupID, ID and Version are read from h.
func (room *Room) DeleteHigherGoal(ctx context.Context, actor org.Actor, h quality.HigherGoal) error {
	if err := mayEdit(actor, h.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockHigherGoals(ctx, h.GroupID); err != nil {
			return err
		}
		n, err := room.higherNames(ctx, tx, h.GroupID)
		if err != nil {
			return err
		}
		before, err := higherIn(n.all, h.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(n.all, func(o quality.HigherGoal) bool { return o.ParentID == h.ID }) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "parent", Code: "has_goals_below"}}}
		}
		if err := tx.DeleteHigherGoal(ctx, h); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.delete_higher_goal", GroupID: h.GroupID, Subject: "higher_goal",
			SubjectID: int64(h.ID), Before: n.higher(before)})
	})
}
