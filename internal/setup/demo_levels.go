package setup

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// levelsFile is demo_levels.json. Years in it count from the year the example data are
// filled in, and goals are named by their key.
type levelsFile struct {
	About string
	Local []struct {
		Unit, Goal, Title, Method, Indicator, Sign, Outcome string
		Year                                                int
		Threshold                                           *float64
		Due                                                 string // "06-30"
		State                                               quality.LocalState
	}
	Milestones []struct {
		Goal, Text, Indicator, Outcome string
		Year                           int
		Threshold                      *float64
		State                          quality.MilestoneState
	}
	Higher []struct {
		Key, Parent, Title, Body, Source string
		Level                            quality.HigherLevel
		SetBy                            string `json:"set_by"`
		NotMeasured                      string `json:"not_measured"`
		Measures                         []struct {
			Indicator string
			Threshold *float64
		}
		From int
		To   *int
	}
	Serves []struct {
		Year         int
		Goal, Higher string
	}
}

// levels is what the other levels' examples refer to.
type levels struct {
	*demo
	file   levelsFile
	lib    library
	titles map[string]string // of the goals, by key
	goals  []quality.Goal
}

// fillLevels stores units' own goals, milestones on the way to the long-term goals, and
// goals above the group's.
func (d *demo) fillLevels(ctx context.Context, tx *postgres.Tx) error {
	file, err := readJSON[levelsFile]("demo_levels.json")
	if err != nil {
		return err
	}
	l := levels{demo: d, file: file, titles: map[string]string{}}
	plans, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return err
	}
	for _, g := range slices.Concat(plans.Goals, d.file.Goals) {
		l.titles[g.Key] = g.Title
	}
	if l.lib, err = readLibrary(ctx, tx, d.group.ID, firstDay(d.year)); err != nil {
		return err
	}
	if l.goals, err = tx.Goals(ctx, d.group.ID, d.year-historyYears, d.year); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *postgres.Tx) error{l.fillLocal, l.fillMilestones, l.fillHigher} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// goal is the group's goal with the key in the year.
func (l levels) goal(key string, year int) (quality.GoalID, error) {
	n := slices.IndexFunc(l.goals, func(g quality.Goal) bool { return g.Year == l.year+year && g.Title == l.titles[key] })
	if n < 0 {
		return 0, fmt.Errorf("no goal %s in the year %d", key, l.year+year)
	}
	return l.goals[n].ID, nil
}

func (l levels) fillLocal(ctx context.Context, tx *postgres.Tx) error {
	for _, each := range l.file.Local {
		unit, known := l.people.units[each.Unit]
		if !known {
			return fmt.Errorf("no unit %s", each.Unit)
		}
		due, err := time.Parse(time.DateOnly, fmt.Sprintf("%d-%s", l.year+each.Year, each.Due))
		if err != nil {
			return err
		}
		g := quality.LocalGoal{GroupID: l.group.ID, UnitID: unit.ID, Year: l.year + each.Year, Title: each.Title, Method: each.Method,
			Threshold: each.Threshold, SignText: each.Sign, DueOn: &due, State: each.State, Outcome: each.Outcome,
			WrittenAt: l.after(firstDay(l.year+each.Year), 20), WrittenBy: l.people.reporter[unit.ID]}
		if each.Goal != "" {
			if g.GoalID, err = l.goal(each.Goal, each.Year); err != nil {
				return err
			}
		}
		var measure *quality.Indicator
		if each.Indicator != "" {
			i, err := l.lib.indicator(each.Indicator)
			if err != nil {
				return err
			}
			g.IndicatorID, measure = i.ID, &i
		}
		if err := g.Check(measure); err != nil {
			return fmt.Errorf("%s: %w", each.Title, err)
		}
		if _, err := tx.AddLocalGoal(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

func (l levels) fillMilestones(ctx context.Context, tx *postgres.Tx) error {
	for _, each := range l.file.Milestones {
		goal, known := l.lib.longTerm[each.Goal]
		if !known {
			return fmt.Errorf("no long-term goal %s", each.Goal)
		}
		m := quality.Milestone{LongTermGoalID: goal.ID, Year: l.year + each.Year, Text: each.Text, Threshold: each.Threshold,
			State: each.State, Outcome: each.Outcome}
		var measure *quality.Indicator
		if each.Indicator != "" {
			i, err := l.lib.indicator(each.Indicator)
			if err != nil {
				return err
			}
			m.IndicatorID, measure, m.State = i.ID, &i, quality.MilestoneAhead
		}
		if err := m.Check(goal, measure); err != nil {
			return fmt.Errorf("%s: %w", each.Text, err)
		}
		if _, err := tx.AddMilestone(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

func (l levels) fillHigher(ctx context.Context, tx *postgres.Tx) error {
	stored := map[string]quality.HigherGoal{}
	for _, each := range l.file.Higher {
		h := quality.HigherGoal{GroupID: l.group.ID, Level: each.Level, ParentID: stored[each.Parent].ID, Title: each.Title, Body: each.Body,
			SetBy: each.SetBy, Source: each.Source, FromYear: l.year + each.From, NotMeasured: each.NotMeasured}
		for _, m := range each.Measures {
			i, err := l.lib.indicator(m.Indicator)
			if err != nil {
				return err
			}
			h.Measures = append(h.Measures, quality.HigherMeasure{IndicatorID: i.ID, Threshold: m.Threshold})
		}
		if each.To != nil {
			h.ToYear = l.year + *each.To
		}
		var all []quality.HigherGoal
		for _, other := range stored {
			all = append(all, other)
		}
		if err := h.Check(all, slices.Collect(maps.Values(l.lib.indicators))); err != nil {
			return fmt.Errorf("%s: %w", each.Key, err)
		}
		var err error
		if h.ID, err = tx.AddHigherGoal(ctx, h); err != nil {
			return err
		}
		stored[each.Key] = h
	}
	for _, each := range l.file.Serves {
		goal, err := l.goal(each.Goal, each.Year)
		if err != nil {
			return err
		}
		if err := tx.SetServings(ctx, l.group.ID, goal, []quality.HigherGoalID{stored[each.Higher].ID}); err != nil {
			return err
		}
	}
	return nil
}
