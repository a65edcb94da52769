package improve

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateAction stores a new action and gives its id. Problems stand at the fields of
// improvement.Action.Check, and at "unit", "owner", "goal", "measure" and "promises" when
// they are not the group's.
func (room *Room) CreateAction(ctx context.Context, actor org.Actor, a improvement.Action) (improvement.ActionID, error) {
	if !actor.May(org.EditActions, a.GroupID, a.UnitID) {
		return 0, fault.ErrForbidden
	}
	a.WrittenAt, a.WrittenBy = room.now(), actor.Person.ID
	a.Settle(improvement.Action{}, room.today())
	checked := a.Check(room.today())
	var id improvement.ActionID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := programmeIn(ctx, tx, a); err != nil {
			return err
		}
		c, err := room.readChoices(ctx, tx, a.GroupID)
		if err != nil {
			return err
		}
		if err := c.check(a, improvement.Action{}, checked); err != nil {
			return err
		}
		if id, err = tx.AddAction(ctx, a); err != nil {
			return err
		}
		a.ID = id
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "improve.create_action", GroupID: a.GroupID,
			UnitID: a.UnitID, Subject: "action", SubjectID: int64(id), After: c.audited(ctx, a)})
	})
	return id, err
}

// programmeIn is fault.ErrNotFound for an action of a programme that the group has not, and
// fault.ErrWrongState for one of a programme that is over.
func programmeIn(ctx context.Context, tx *postgres.Tx, a improvement.Action) error {
	switch a.ProgrammeKind {
	case improvement.NoProgramme:
		if a.ProgrammeID == 0 {
			return nil
		}
	case improvement.PathwayProgramme:
		_, err := tx.Pathway(ctx, a.GroupID, improvement.PathwayID(a.ProgrammeID))
		return err
	case improvement.MethodProgramme:
		_, err := tx.Method(ctx, a.GroupID, improvement.MethodID(a.ProgrammeID))
		return err
	case improvement.TeamProgramme:
		t, err := tx.Team(ctx, a.GroupID, improvement.TeamID(a.ProgrammeID))
		if err == nil && !t.State.Open() {
			err = fault.ErrWrongState
		}
		return err
	}
	return fault.ErrNotFound
}

// check adds to what the action's own check said what is not the group's. What it pointed
// at before it may go on pointing at.
func (c Choices) check(a, before improvement.Action, checked error) error {
	var v fault.ValidationError
	var invalid *fault.ValidationError
	if errors.As(checked, &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	if _, ok := c.UnitOf(a.UnitID); a.UnitID != 0 && !ok {
		v.Add("unit", "unknown_choice")
	}
	if _, ok := first(c.Members, func(m Member) bool { return m.ID == a.OwnerID }); a.OwnerID != 0 && !ok && a.OwnerID != before.OwnerID {
		v.Add("owner", "unknown_choice")
	}
	if _, ok := c.Goal(a.GoalID); a.GoalID != 0 && !ok {
		v.Add("goal", "unknown_choice")
	}
	if _, ok := c.MeasureOf(a.IndicatorID); a.IndicatorID != 0 && !ok && a.IndicatorID != before.IndicatorID {
		v.Add("measure", "unknown_choice")
	}
	for _, id := range a.Promises {
		if c.promiseCode(id) == "" {
			v.Add("promises", "unknown_choice")
		}
	}
	return v.OrNil()
}
