package setup

import (
	"context"
	"fmt"
	"slices"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// fillDefinitions lets the library hold from the example's first year, with one
// definition that changed since.
func (d *demo) fillDefinitions(ctx context.Context, tx *postgres.Tx) error {
	first := firstDay(d.year - historyYears)
	if err := tx.BackdateDefinitions(ctx, d.group.ID, first); err != nil {
		return err
	}
	lib, err := readLibrary(ctx, tx, d.group.ID, first)
	if err != nil {
		return err
	}
	change := d.file.Definition
	i, err := lib.indicator(change.Code)
	if err != nil {
		return err
	}
	promises, err := promisesServed(ctx, tx, i)
	if err != nil {
		return err
	}
	before := i.Definition
	before.DenominatorText = change.Before
	use := postgres.IndicatorUse{Category: i.Category, Scope: i.Scope, ReportedBy: i.ReportedBy,
		CountsChildren: i.CountsChildren, Certainty: i.Certainty, CarriesOver: i.CarriesOver, Condition: i.Condition, Promises: promises}
	if err := d.atRevision(ctx, tx, i.ID, func(c postgres.IndicatorChange) error {
		return tx.CorrectIndicator(ctx, c, use, before)
	}); err != nil {
		return err
	}
	after := i.Definition
	after.ValidFrom, after.ChangeNote, after.Comparable = firstDay(d.year+change.Year), change.ChangeNote, false
	return d.atRevision(ctx, tx, i.ID, func(c postgres.IndicatorChange) error {
		return tx.AddVersion(ctx, c, after)
	})
}

// atRevision changes an indicator as it is now.
func (d *demo) atRevision(ctx context.Context, tx *postgres.Tx, id quality.IndicatorID, change func(postgres.IndicatorChange) error) error {
	revision, err := tx.IndicatorRevision(ctx, id)
	if err != nil {
		return err
	}
	return change(postgres.IndicatorChange{ID: id, Revision: revision})
}

// promisesServed is the promises that the indicator serves.
func promisesServed(ctx context.Context, tx *postgres.Tx, i quality.Indicator) ([]quality.PromiseID, error) {
	all, err := tx.IndicatorPromises(ctx, i.GroupID)
	var served []quality.PromiseID
	for _, p := range all {
		if p.IndicatorID == i.ID {
			served = append(served, p.PromiseID)
		}
	}
	return served, err
}

// fillLongTerm lets the long-term goals begin with the example's first year.
func (d *demo) fillLongTerm(ctx context.Context, tx *postgres.Tx) error {
	goals, err := tx.LongTermGoals(ctx, d.group.ID)
	if err != nil {
		return err
	}
	for _, g := range goals {
		later := g.StartYear - (d.year - historyYears)
		g.StartYear, g.EndYear = g.StartYear-later, g.EndYear-later
		if err := tx.SaveLongTermGoal(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

// fillGoals chooses goals for the years before. A year that has goals keeps them.
func (d *demo) fillGoals(ctx context.Context, tx *postgres.Tx) error {
	goals, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return err
	}
	taken, err := tx.GoalYears(ctx, d.group.ID)
	if err != nil {
		return err
	}
	for _, y := range d.file.Years {
		year := d.year + y.Year
		if slices.Contains(taken, year) {
			continue
		}
		lib, err := readLibrary(ctx, tx, d.group.ID, firstDay(year))
		if err != nil {
			return err
		}
		chosen, err := y.choose(slices.Concat(goals.Goals, d.file.Goals))
		if err != nil {
			return err
		}
		plan := yearPlan{Year: year, Goals: chosen, Process: goals.Process}
		if err := plan.install(ctx, tx, lib); err != nil {
			return fmt.Errorf("%d: %w", year, err)
		}
	}
	return nil
}

// choose picks the year's goals by key, with the year's own targets.
func (y demoYear) choose(from []goalPlan) ([]goalPlan, error) {
	var picked []goalPlan
	for _, key := range y.Goals {
		n := slices.IndexFunc(from, func(g goalPlan) bool { return g.Key == key })
		if n < 0 {
			return nil, fmt.Errorf("no goal %s", key)
		}
		g := from[n]
		g.Indicators = slices.Clone(g.Indicators)
		for k, c := range g.Indicators {
			if own, differs := y.Targets[c.Code]; differs {
				g.Indicators[k].Target = &own
			}
		}
		picked = append(picked, g)
	}
	return picked, nil
}

// fillUnitTargets gives single units targets of their own.
func (d *demo) fillUnitTargets(ctx context.Context, tx *postgres.Tx) error {
	lib, err := readLibrary(ctx, tx, d.group.ID, firstDay(d.year))
	if err != nil {
		return err
	}
	for _, own := range d.file.UnitTargets {
		i, err := lib.indicator(own.Indicator)
		if err != nil {
			return err
		}
		unit, err := tx.UnitByCode(ctx, own.Unit)
		if err != nil {
			return err
		}
		_, err = tx.SaveTarget(ctx, quality.Target{IndicatorID: i.ID, Year: d.year + own.Year, UnitID: unit,
			Kind: own.Target.Kind, Threshold: own.Target.Threshold, Second: own.Target.Second, Challenging: own.Target.Challenging, Basis: own.Target.Basis})
		if err != nil {
			return err
		}
	}
	return nil
}
