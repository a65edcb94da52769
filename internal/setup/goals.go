package setup

import (
	"context"
	"fmt"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// goalsFile is goals.json.
type goalsFile struct {
	About    string
	LongTerm []struct {
		Key, Title, Vision string
		Years              int // how many, the first counted
	} `json:"long_term"`
	Goals   []goalPlan
	Process []chosen
}

// goalPlan is one goal with its measures, before it belongs to a year.
type goalPlan struct {
	Key        string
	Category   quality.Category
	LongTerm   string `json:"long_term"` // a long-term goal's key
	Promises   []string
	Title      string
	Value      string
	Marks      []quality.CareMark
	Indicators []chosen
}

// chosen is a measure that is collected, with its target if it has one.
type chosen struct {
	Code   string
	Target *targetPlan
}

// targetPlan is a target, before it belongs to a year.
type targetPlan struct {
	Kind      quality.TargetKind
	Threshold *float64
	Second    *float64
	// Challenging is the value beyond the threshold.
	Challenging *float64
	Basis       string
}

// installLongTerm stores the long-term goals, from the year on.
func (f goalsFile) installLongTerm(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) error {
	for _, l := range f.LongTerm {
		_, err := tx.AddLongTermGoal(ctx, quality.LongTermGoal{GroupID: group, Title: l.Title, Vision: l.Vision,
			StartYear: year, EndYear: year + l.Years - 1})
		if err != nil {
			return fmt.Errorf("%s: %w", l.Key, err)
		}
	}
	return nil
}

// yearPlan is the goals and process measures of one year.
type yearPlan struct {
	Year    int
	Goals   []goalPlan
	Process []chosen
}

// install stores the year's goals, process measures and targets.
func (p yearPlan) install(ctx context.Context, tx *postgres.Tx, lib library) error {
	for _, g := range p.Goals {
		if err := p.installGoal(ctx, tx, lib, g); err != nil {
			return fmt.Errorf("%s: %w", g.Key, err)
		}
	}
	var ids []quality.IndicatorID
	for _, c := range p.Process {
		i, err := lib.indicator(c.Code)
		if err != nil {
			return err
		}
		ids = append(ids, i.ID)
		if err := c.installTarget(ctx, tx, i, p.Year); err != nil {
			return err
		}
	}
	return tx.SetProcessMeasures(ctx, lib.group, p.Year, ids)
}

func (p yearPlan) installGoal(ctx context.Context, tx *postgres.Tx, lib library, g goalPlan) error {
	promises, err := lib.promisesOf(g.Promises)
	if err != nil {
		return err
	}
	goal := quality.Goal{GroupID: lib.group, Year: p.Year, Category: g.Category, Title: g.Title,
		ValueForChildren: g.Value, LongTermGoalID: lib.longTerm[g.LongTerm].ID, Promises: promises, Marks: g.Marks}
	for _, c := range g.Indicators {
		i, err := lib.indicator(c.Code)
		if err != nil {
			return err
		}
		goal.Indicators = append(goal.Indicators, i.ID)
		if err := c.installTarget(ctx, tx, i, p.Year); err != nil {
			return err
		}
	}
	if err := goal.Check(); err != nil {
		return err
	}
	_, err = tx.AddGoal(ctx, goal)
	return err
}

func (c chosen) installTarget(ctx context.Context, tx *postgres.Tx, i quality.Indicator, year int) error {
	if c.Target == nil {
		return nil
	}
	t := quality.Target{IndicatorID: i.ID, Year: year, Kind: c.Target.Kind,
		Threshold: c.Target.Threshold, Second: c.Target.Second, Challenging: c.Target.Challenging, Basis: c.Target.Basis}
	if err := t.Check(i); err != nil {
		return fmt.Errorf("%s: %w", c.Code, err)
	}
	_, err := tx.SaveTarget(ctx, t)
	return err
}
