package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// SaveGoal changes a goal, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. An indicator that
// has figures about the year stays with the goal.
func (room *Room) SaveGoal(ctx context.Context, actor org.Actor, g quality.Goal) error {
	if err := mayEdit(actor, g.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := lockedGoal(ctx, tx, g.GroupID, g.ID)
		if err != nil {
			return err
		}
		if err := room.openYear(ctx, tx, g.GroupID, before.Year); err != nil {
			return err
		}
		g.Year = before.Year
		if before.Version != g.Version {
			return fault.ErrConflict
		}
		if err := g.Check(); err != nil {
			return err
		}
		if err := checkParts(ctx, tx, g); err != nil {
			return err
		}
		if sameGoal(before, g) {
			return nil
		}
		if err := room.release(ctx, tx, actor, before, without(before.Indicators, g.Indicators)); err != nil {
			return err
		}
		if err := tx.SaveGoal(ctx, g); err != nil {
			return err
		}
		n, err := readNames(ctx, tx, g.GroupID, g.Year)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.save_goal", GroupID: g.GroupID, Subject: "goal", SubjectID: int64(g.ID),
			Before: n.goal(before), After: n.goal(g)})
	})
}

func sameGoal(a, b quality.Goal) bool {
	return a.Category == b.Category && a.Title == b.Title && a.ValueForChildren == b.ValueForChildren && a.PatientView == b.PatientView &&
		a.ICD10 == b.ICD10 && a.Gestation == b.Gestation && slices.Equal(a.Marks, b.Marks) &&
		a.LongTermGoalID == b.LongTermGoalID && slices.Equal(a.Promises, b.Promises) &&
		slices.Equal(a.Indicators, b.Indicators)
}

// without is what is in the list but not in the other.
func without(list, other []quality.IndicatorID) []quality.IndicatorID {
	var rest []quality.IndicatorID
	for _, id := range list {
		if !slices.Contains(other, id) {
			rest = append(rest, id)
		}
	}
	return rest
}

// release lets the goal's indicators go: with their targets of the year, and only
// those that nobody has handed in figures for.
func (room *Room) release(ctx context.Context, tx *postgres.Tx, actor org.Actor, g quality.Goal, leaving []quality.IndicatorID) error {
	if len(leaving) == 0 {
		return nil
	}
	if err := checkUnmeasured(ctx, tx, g.GroupID, yearOf{g.Year, leaving}); err != nil {
		return err
	}
	targets, err := tx.Targets(ctx, g.GroupID, g.Year, g.Year)
	if err != nil {
		return err
	}
	for _, t := range targets {
		if slices.Contains(leaving, t.IndicatorID) {
			if err := room.deleteTarget(ctx, tx, actor, groupTarget{g.GroupID, t}); err != nil {
				return err
			}
		}
	}
	return nil
}

// yearOf is indicators in a year.
type yearOf struct {
	year       int
	indicators []quality.IndicatorID
}

// checkUnmeasured is a problem at "indicators" for each that has figures about
// the year: they would vanish from every result. The year must be locked
// (LockGoals), or one may be stored right after.
func checkUnmeasured(ctx context.Context, tx *postgres.Tx, group org.GroupID, in yearOf) error {
	measured, err := tx.FigureCounts(ctx, group, in.year)
	if err != nil {
		return err
	}
	library, err := tx.Indicators(ctx, group, endOf(in.year))
	if err != nil {
		return err
	}
	var v fault.ValidationError
	for _, i := range library {
		if measured[i.ID] > 0 && slices.Contains(in.indicators, i.ID) {
			v.Add("indicators", "indicator_has_figures", i.Definition.Name)
		}
	}
	return v.OrNil()
}
