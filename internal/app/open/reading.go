package open

import (
	"context"
	"slices"

	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Goals are a group's goals of the latest locked year, with what they are to reach.
type Goals struct {
	Group    postgres.PublicGroup
	Year     int // zero when no year is locked
	Goals    []quality.Goal
	Promises []quality.Promise
	Measures []quality.Indicator // those of the goals, with the year's definitions
	Targets  []quality.Target    // the year's, for everybody
}

// Goals reads the goals of the latest locked year; fault.ErrNotFound when they are not open.
func (room *Room) Goals(ctx context.Context, asked Asked) (Goals, error) {
	var g Goals
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if g.Group, err = opened(ctx, tx, asked, org.OpenGoals); err != nil {
			return err
		}
		years, err := tx.SettledYears(ctx, g.Group.ID)
		if err != nil {
			return err
		}
		g.Year = latestLocked(years)
		if g.Year == 0 {
			return nil
		}
		ds, err := dataset.LoadPlan(ctx, tx, g.Group.ID, dataset.Years{First: g.Year, Last: g.Year})
		if err != nil {
			return err
		}
		g.Goals, g.Promises, g.Targets, g.Measures = ds.Goals, ds.Promises, ds.Targets, nil
		for _, m := range ds.Measures {
			g.Measures = append(g.Measures, m.Indicator)
		}
		g.Targets = slices.DeleteFunc(g.Targets, func(t quality.Target) bool { return t.UnitID != 0 })
		return nil
	})
	return g, err
}

// latestLocked is the latest year whose goals are settled; zero for none.
func latestLocked(years []quality.GoalYear) (latest int) {
	for _, y := range years {
		if y.Locked() {
			latest = max(latest, y.Year)
		}
	}
	return latest
}

// Editions are a group's published editions of its yearly reports, the latest first.
func (room *Room) Editions(ctx context.Context, group postgres.PublicGroup) ([]postgres.Edition, error) {
	var list []postgres.Edition
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = publishedEditions(ctx, tx, group.ID)
		return err
	})
	return list, err
}

// publishedEditions are the group's that everybody may read, the latest first.
func publishedEditions(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]postgres.Edition, error) {
	list, err := tx.Editions(ctx, group, 0)
	return slices.DeleteFunc(list, func(e postgres.Edition) bool { return e.PublishedAt == nil }), err
}

// Examples are the good examples that everybody may read.
type Examples struct {
	Group    postgres.PublicGroup
	Examples []improvement.Example
	Units    []org.Unit
	Promises []quality.Promise
}

// Examples reads them, the newest first; fault.ErrNotFound when they are not open. Whom to
// ask is not told.
func (room *Room) Examples(ctx context.Context, asked Asked) (Examples, error) {
	var e Examples
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if e.Group, err = opened(ctx, tx, asked, org.OpenExamples); err != nil {
			return err
		}
		if e.Examples, err = tx.OpenExamples(ctx, e.Group.ID); err != nil {
			return err
		}
		for n := range e.Examples {
			e.Examples[n].ContactID, e.Examples[n].ContactText = 0, ""
		}
		if e.Units, err = tx.Units(ctx, e.Group.ID); err != nil {
			return err
		}
		e.Promises, err = tx.Promises(ctx, e.Group.ID)
		return err
	})
	return e, err
}

// Example is one of Examples; fault.ErrNotFound when it is not among them.
func (room *Room) Example(ctx context.Context, asked Asked, id improvement.ExampleID) (Examples, error) {
	e, err := room.Examples(ctx, asked)
	if err != nil {
		return e, err
	}
	e.Examples = slices.DeleteFunc(e.Examples, func(x improvement.Example) bool { return x.ID != id })
	if len(e.Examples) == 0 {
		return e, fault.ErrNotFound
	}
	return e, nil
}

// mostActions is how many actions the page about what is being done has at most.
const mostActions = 300

// Actions are what a group is doing to get better.
type Actions struct {
	Group postgres.PublicGroup
	Rows  []postgres.ActionRow // area, unit, goal and state alone
}

// Actions reads what is planned and going on, and what is done; fault.ErrNotFound when it is
// not open. Who does it, and the plans' own words, are not told.
func (room *Room) Actions(ctx context.Context, asked Asked) (Actions, error) {
	var a Actions
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if a.Group, err = opened(ctx, tx, asked, org.OpenActions); err != nil {
			return err
		}
		rows, err := tx.Actions(ctx, postgres.ActionFilter{GroupID: a.Group.ID, Limit: mostActions,
			States: []improvement.ActionState{improvement.ActionPlanned, improvement.ActionOngoing, improvement.ActionDone}})
		a.Rows = nil
		for _, r := range rows {
			bare := postgres.ActionRow{UnitName: r.UnitName, GoalTitle: r.GoalTitle, GoalYear: r.GoalYear, MeasureName: r.MeasureName}
			bare.Area, bare.State, bare.UnitID, bare.DueOn, bare.SettledOn = r.Area, r.State, r.UnitID, r.DueOn, r.SettledOn
			a.Rows = append(a.Rows, bare)
		}
		return err
	})
	return a, err
}
