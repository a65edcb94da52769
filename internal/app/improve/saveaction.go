package improve

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveAction changes an action, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. What it was made from stays.
// Problems stand as for CreateAction.
func (room *Room) SaveAction(ctx context.Context, actor org.Actor, a improvement.Action) error {
	return room.change(ctx, actor, a, "improve.save_action", func(stored improvement.Action) improvement.Action {
		a.Origin, a.OriginText, a.ExampleID, a.DecisionID = stored.Origin, stored.OriginText, stored.ExampleID, stored.DecisionID
		a.ProgrammeKind, a.ProgrammeID = stored.ProgrammeKind, stored.ProgrammeID
		return a
	})
}

// ActionStep is how far an action has come.
type ActionStep struct {
	GroupID org.GroupID
	ID      improvement.ActionID
	State   improvement.ActionState
	BeganOn *time.Time
	Result  string
	Version int
}

// StepAction changes how far an action has come, and nothing else of it. Problems stand at
// "state", "began_on" and "result".
func (room *Room) StepAction(ctx context.Context, actor org.Actor, s ActionStep) error {
	return room.change(ctx, actor, improvement.Action{GroupID: s.GroupID, ID: s.ID}, "improve.step_action", func(stored improvement.Action) improvement.Action {
		stored.State, stored.BeganOn, stored.Result, stored.Version = s.State, s.BeganOn, s.Result, s.Version
		return stored
	})
}

// change stores what becomes of an action, for those who may change it as it was and as
// it becomes.
func (room *Room) change(ctx context.Context, actor org.Actor, of improvement.Action, name string, become func(improvement.Action) improvement.Action) error {
	if err := mayInside(actor, of.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Action(ctx, of.GroupID, of.ID)
		if err != nil {
			return err
		}
		a := become(before.Action)
		if !MayEditAction(actor, before.Action) || a.UnitID != before.UnitID && !actor.May(org.EditActions, a.GroupID, a.UnitID) {
			return fault.ErrForbidden
		}
		if a.Version != before.Version {
			return fault.ErrConflict
		}
		a.WrittenAt, a.WrittenBy = room.now(), actor.Person.ID
		a.Settle(before.Action, room.today())
		c, err := room.readChoices(ctx, tx, a.GroupID)
		if err != nil {
			return err
		}
		if err := c.check(a, before.Action, a.Check(room.today())); err != nil {
			return err
		}
		if err := tx.SaveAction(ctx, a); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: name, GroupID: a.GroupID, UnitID: a.UnitID,
			Subject: "action", SubjectID: int64(a.ID), Before: c.audited(ctx, before.Action), After: c.audited(ctx, a)})
	})
}
