package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// CopyYear begins the year with the goals, measures and targets of the year
// before, but those that were retired, and gives how many goals that was; each goes on
// from the one it is copied from. A year that has goals already is
// fault.ErrWrongState, and so is one with nothing before it.
func (room *Room) CopyYear(ctx context.Context, actor org.Actor, group org.GroupID, to int) (int, error) {
	if err := mayEdit(actor, group); err != nil {
		return 0, err
	}
	if to <= firstYear || to > lastYear {
		return 0, fault.ErrNotFound
	}
	count := 0
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.openYear(ctx, tx, group, to); err != nil {
			return err
		}
		goals, err := tx.Goals(ctx, group, to-1, to)
		if err != nil {
			return err
		}
		if len(goals) == 0 || goals[len(goals)-1].Year == to {
			return fault.ErrWrongState
		}
		if goals = lasting(goals); len(goals) == 0 {
			return fault.ErrWrongState
		}
		for _, g := range goals {
			g.Year, g.PreviousGoalID, g.Raised = to, g.ID, false
			if _, err := room.addGoal(ctx, tx, actor, g); err != nil {
				return err
			}
		}
		count = len(goals)
		if err := room.copyProcessMeasures(ctx, tx, actor, groupYear{group, to}); err != nil {
			return err
		}
		return room.copyTargets(ctx, tx, actor, groupYear{group, to})
	})
	return count, err
}

// lasting are the goals that are not retired.
func lasting(goals []quality.Goal) []quality.Goal {
	return keep(goals, func(g quality.Goal) bool { return g.Retired == (quality.Retirement{}) })
}

// groupYear is a group's year.
type groupYear struct {
	group org.GroupID
	year  int
}

func (room *Room) copyProcessMeasures(ctx context.Context, tx *postgres.Tx, actor org.Actor, to groupYear) error {
	selected, err := tx.SelectedIndicators(ctx, to.group, to.year-1, to.year)
	if err != nil {
		return err
	}
	var measures []quality.IndicatorID
	for _, s := range selected {
		if s.GoalID == 0 {
			measures = append(measures, s.IndicatorID)
		}
	}
	return room.setProcessMeasures(ctx, tx, actor, ProcessMeasures{GroupID: to.group, Year: to.year, Indicators: measures})
}

func (room *Room) copyTargets(ctx context.Context, tx *postgres.Tx, actor org.Actor, to groupYear) error {
	targets, err := tx.Targets(ctx, to.group, to.year-1, to.year)
	if err != nil {
		return err
	}
	type key struct {
		indicator quality.IndicatorID
		unit      org.UnitID
	}
	has := map[key]bool{}
	for _, t := range targets {
		if t.Year == to.year {
			has[key{t.IndicatorID, t.UnitID}] = true
		}
	}
	for _, t := range targets {
		if t.Year == to.year || has[key{t.IndicatorID, t.UnitID}] {
			continue
		}
		t.Year, t.ID, t.Version = to.year, 0, 0
		if err := room.saveTarget(ctx, tx, actor, targetChange{group: to.group, after: t}); err != nil {
			return err
		}
	}
	return nil
}
