package goals

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LocalGoalPage is one unit's own goal with the year it belongs to.
type LocalGoalPage struct {
	Overview
	Unit org.Unit
	Goal quality.LocalGoal
	Last postgres.LastChange // who changed it last
}

// LocalGoal reads one unit's own goal; fault.ErrNotFound when it is not the group's, or
// another unit's than the one with the code.
func (room *Room) LocalGoal(ctx context.Context, actor org.Actor, group org.GroupID, of LocalGoalOf) (LocalGoalPage, error) {
	var p LocalGoalPage
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Goal, err = tx.LocalGoal(ctx, group, of.ID); err != nil {
			return err
		}
		if p.Overview, err = room.overview(ctx, tx, group, p.Goal.Year); err != nil {
			return err
		}
		var known bool
		if p.Unit, known = p.unit(of.Unit); !known || p.Unit.ID != p.Goal.UnitID {
			return fault.ErrNotFound
		}
		p.Last, err = tx.LastChange(ctx, "local_goal", int64(of.ID))
		return err
	})
	return p, err
}

// LocalGoalOf names a unit's own goal.
type LocalGoalOf struct {
	Unit string // the unit's code
	ID   quality.LocalGoalID
}

// mayEditLocal is fault.ErrForbidden for those who may not write the unit's goals.
func mayEditLocal(actor org.Actor, group org.GroupID, unit org.UnitID) error {
	if !actor.May(org.EditLocalGoals, group, unit) {
		return fault.ErrForbidden
	}
	return nil
}

// CreateLocalGoal adds a goal of the unit's own.
func (room *Room) CreateLocalGoal(ctx context.Context, actor org.Actor, g quality.LocalGoal) error {
	if err := mayEditLocal(actor, g.GroupID, g.UnitID); err != nil {
		return err
	}
	if g.Year < firstYear || g.Year > lastYear {
		return fault.ErrNotFound
	}
	g.WrittenAt, g.WrittenBy = room.now(), actor.Person.ID
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := checkLocal(ctx, tx, g)
		if err != nil {
			return err
		}
		id, err := tx.AddLocalGoal(ctx, g)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.create_local_goal", GroupID: g.GroupID, UnitID: g.UnitID, Subject: "local_goal",
			SubjectID: int64(id), After: n.local(g)})
	})
}

// SaveLocalGoal changes a unit's own goal, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. Its unit and year stay.
func (room *Room) SaveLocalGoal(ctx context.Context, actor org.Actor, g quality.LocalGoal) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.LocalGoal(ctx, g.GroupID, g.ID)
		if err != nil {
			return forbiddenFirst(actor, g.GroupID, err)
		}
		if err := mayEditLocal(actor, g.GroupID, before.UnitID); err != nil {
			return err
		}
		if before.Version != g.Version {
			return fault.ErrConflict
		}
		after := g
		after.UnitID, after.Year = before.UnitID, before.Year
		after.WrittenAt, after.WrittenBy = room.now(), actor.Person.ID
		n, err := checkLocal(ctx, tx, after)
		if err != nil {
			return err
		}
		if sameLocal(n.local(before), n.local(after)) {
			return nil
		}
		if err := tx.SaveLocalGoal(ctx, after); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.save_local_goal", GroupID: g.GroupID, UnitID: before.UnitID, Subject: "local_goal",
			SubjectID: int64(g.ID), Before: n.local(before), After: n.local(after)})
	})
}

// DeleteLocalGoal removes a unit's own goal; fault.ErrConflict when somebody else has
// changed it since it was read. Only GroupID, ID and Version are read from g. It gives
// what was removed.
func (room *Room) DeleteLocalGoal(ctx context.Context, actor org.Actor, g quality.LocalGoal) (before quality.LocalGoal, err error) {
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if before, err = tx.LocalGoal(ctx, g.GroupID, g.ID); err != nil {
			return forbiddenFirst(actor, g.GroupID, err)
		}
		if err := mayEditLocal(actor, g.GroupID, before.UnitID); err != nil {
			return err
		}
		n, err := localNames(ctx, tx, before)
		if err != nil {
			return err
		}
		if err := tx.DeleteLocalGoal(ctx, g); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.delete_local_goal", GroupID: g.GroupID, UnitID: before.UnitID, Subject: "local_goal",
			SubjectID: int64(g.ID), Before: n.local(before)})
	})
	return before, err
}

// forbiddenFirst keeps those outside the group from learning what it has.
func forbiddenFirst(actor org.Actor, group org.GroupID, err error) error {
	if errors.Is(err, fault.ErrNotFound) {
		if denied := mayView(actor, group); denied != nil {
			return denied
		}
	}
	return err
}

// checkLocal checks a unit's own goal, and that its parts are the group's own and its
// shared goal the year's. It gives the names for the log.
func checkLocal(ctx context.Context, tx *postgres.Tx, g quality.LocalGoal) (locally, error) {
	n, err := localNames(ctx, tx, g)
	if err != nil {
		return n, err
	}
	var v fault.ValidationError
	if g.GoalID != 0 && n.goals[g.GoalID] == "" {
		v.Add("goal", "unknown_choice")
	}
	i, known := n.measures[g.IndicatorID]
	measure := &i
	if !known {
		measure = nil
		if g.IndicatorID != 0 {
			v.Add("indicator", "unknown_choice")
		}
	}
	var invalid *fault.ValidationError
	if errors.As(g.Check(measure), &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	return n, v.OrNil()
}
