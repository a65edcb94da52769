package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// FollowUpMethod stores what a unit saw when it was asked again, for the first day that it
// has not answered for. When it holds no longer everywhere, the unit's state from today is
// what it saw: partly, or as before. Problems stand at "outcome" and "result";
// fault.ErrWrongState when the unit is not asked about anything or the method is not followed
// any longer, and fault.ErrConflict when f.AskedOn is not the day.
func (room *Room) FollowUpMethod(ctx context.Context, actor org.Actor, f improvement.MethodFollowUp) error {
	if !actor.May(org.EditActions, f.GroupID, f.UnitID) {
		return fault.ErrForbidden
	}
	if err := f.Check(); err != nil {
		return err
	}
	f.NotedAt, f.NotedBy = room.now(), actor.Person.ID
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		m, err := tx.LockMethod(ctx, f.GroupID, f.MethodID) // so that nobody answers at the same time
		if err != nil {
			return err
		}
		said, err := readSaid(ctx, tx, f.GroupID, f.MethodID)
		if err != nil {
			return err
		}
		c := said.cell(m.Method, org.Unit{ID: f.UnitID})
		switch {
		case !m.Followed(room.today()) || c.AskAgain == nil:
			return fault.ErrWrongState
		case !c.AskAgain.Equal(f.AskedOn):
			return fault.ErrConflict
		}
		if err := tx.AddMethodFollowUp(ctx, f); err != nil {
			return err
		}
		if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "method.follow_up", GroupID: f.GroupID, UnitID: f.UnitID,
			Subject: "method_follow_up", SubjectID: int64(f.MethodID), After: auditedFollowUp(m.Method, f)}); err != nil {
			return err
		}
		state, back := fallenBack[f.Outcome]
		if !back {
			return nil
		}
		return room.note(ctx, tx, actor, m, improvement.MethodNote{MethodID: f.MethodID, GroupID: f.GroupID, UnitID: f.UnitID, Follows: c.Latest.ID,
			State: state, Since: room.today(), Comment: cut(f.Result, improvement.MaxText), NotedAt: room.now(), NotedBy: actor.Person.ID}, c.Latest)
	})
}

// fallenBack is where a unit stands that does not do so everywhere any longer.
var fallenBack = map[improvement.MethodOutcome]improvement.MethodState{
	improvement.MethodHoldsHere: improvement.MethodPartly,
	improvement.MethodLost:      improvement.MethodUntouched,
}
