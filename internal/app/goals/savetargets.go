package goals

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GoalTargets are the targets of a goal's indicators in its year. A target
// without a kind is no target; its Version says which it was read as (zero: there
// was none).
type GoalTargets struct {
	GroupID org.GroupID
	GoalID  quality.GoalID
	Targets []quality.Target
}

// TargetField is the name of a target's part in problems: "target.12.0.threshold"
// for everybody's target of indicator 12.
func TargetField(t quality.Target, part string) string {
	return fmt.Sprintf("target.%d.%d.%s", t.IndicatorID, t.UnitID, part)
}

// SaveTargets stores those targets that were changed. fault.ErrConflict when
// somebody else changed one of them since it was read.
func (room *Room) SaveTargets(ctx context.Context, actor org.Actor, wanted GoalTargets) error {
	if err := mayEdit(actor, wanted.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		goal, err := goalIn(ctx, tx, wanted.GroupID, wanted.GoalID)
		if err != nil {
			return err
		}
		if err := room.openYear(ctx, tx, wanted.GroupID, goal.Year); err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, wanted.GroupID, endOf(goal.Year))
		if err != nil {
			return err
		}
		stored, err := tx.Targets(ctx, wanted.GroupID, goal.Year, goal.Year)
		if err != nil {
			return err
		}
		units, err := tx.Units(ctx, wanted.GroupID)
		if err != nil {
			return err
		}
		for n := range wanted.Targets {
			wanted.Targets[n].Year = goal.Year
		}
		if err := checkTargets(goal, library, units, wanted.Targets); err != nil {
			return err
		}
		for _, t := range wanted.Targets {
			if err := room.changeTarget(ctx, tx, actor, targetChange{wanted.GroupID, find(stored, t), t}); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkTargets(goal quality.Goal, library []quality.Indicator, units []org.Unit, targets []quality.Target) error {
	var v fault.ValidationError
	for _, t := range targets {
		n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.ID == t.IndicatorID })
		own := t.UnitID == 0 || slices.ContainsFunc(units, func(u org.Unit) bool { return u.ID == t.UnitID })
		if n < 0 || !own || !slices.Contains(goal.Indicators, t.IndicatorID) {
			return fault.ErrNotFound
		}
		if t.Kind == "" {
			continue
		}
		var invalid *fault.ValidationError
		if errors.As(t.Check(library[n]), &invalid) {
			for _, p := range invalid.Problems {
				v.Add(TargetField(t, p.Field), p.Code, p.Args...)
			}
		}
	}
	return v.OrNil()
}

// find is the stored target for the same indicator and unit; nil when there is none.
func find(stored []quality.Target, t quality.Target) *quality.Target {
	for _, s := range stored {
		if s.IndicatorID == t.IndicatorID && s.UnitID == t.UnitID {
			return &s
		}
	}
	return nil
}

// targetChange is a target as stored (nil: none) and as it should be.
type targetChange struct {
	group  org.GroupID
	before *quality.Target
	after  quality.Target
}

func (room *Room) changeTarget(ctx context.Context, tx *postgres.Tx, actor org.Actor, c targetChange) error {
	version := 0
	if c.before != nil {
		version = c.before.Version
	}
	if version != c.after.Version {
		return fault.ErrConflict
	}
	switch {
	case c.after.Kind == "" && c.before == nil:
		return nil
	case c.after.Kind == "":
		return room.deleteTarget(ctx, tx, actor, groupTarget{c.group, *c.before})
	case c.before != nil && sameTarget(*c.before, c.after):
		return nil
	}
	return room.saveTarget(ctx, tx, actor, c)
}

func sameTarget(a, b quality.Target) bool {
	return a.SameAim(b) && a.Basis == b.Basis
}

func (room *Room) saveTarget(ctx context.Context, tx *postgres.Tx, actor org.Actor, c targetChange) error {
	id, err := tx.SaveTarget(ctx, c.after)
	if err != nil {
		return err
	}
	n, err := readNames(ctx, tx, c.group, c.after.Year)
	if err != nil {
		return err
	}
	entry := postgres.AuditEntry{At: room.now(), Action: "goals.save_target", GroupID: c.group, UnitID: c.after.UnitID,
		Subject: "target", SubjectID: int64(id), After: n.target(c.after)}
	if c.before != nil {
		entry.Before = n.target(*c.before)
	}
	return tx.AppendAudit(ctx, actor, entry)
}

// groupTarget is a group's stored target.
type groupTarget struct {
	group  org.GroupID
	target quality.Target
}

func (room *Room) deleteTarget(ctx context.Context, tx *postgres.Tx, actor org.Actor, g groupTarget) error {
	if err := tx.DeleteTarget(ctx, g.target); err != nil {
		return err
	}
	n, err := readNames(ctx, tx, g.group, g.target.Year)
	if err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
		At: room.now(), Action: "goals.delete_target", GroupID: g.group, UnitID: g.target.UnitID, Subject: "target",
		SubjectID: int64(g.target.ID), Before: n.target(g.target)})
}
