package goals

import (
	"context"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Way is a long-term goal with its milestones, what has been done on the way, and how
// far its measures have come.
type Way struct {
	Goal       quality.LongTermGoal
	Milestones []quality.Milestone // in the order of their years
	// Served are the goals of single years that are steps towards it.
	Served  []quality.Goal
	Library []quality.Indicator // with the definitions at the end of the last year
	// Measured are the milestones' measures, part by part.
	Measured []analysis.Way
	Dataset  *analysis.Dataset   // nil when no milestone has a measure
	Last     postgres.LastChange // who changed the goal last
	Present  int                 // the year that is not over
	MayEdit  bool
}

// Way reads a long-term goal with its way; fault.ErrNotFound when it is not the group's.
func (room *Room) Way(ctx context.Context, actor org.Actor, group org.GroupID, id quality.LongTermGoalID) (Way, error) {
	w := Way{Present: room.now().Year(), MayEdit: mayEdit(actor, group) == nil}
	if err := mayView(actor, group); err != nil {
		return w, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if err := w.readPlan(ctx, tx, group, id); err != nil {
			return err
		}
		return w.readResults(ctx, tx, actor)
	})
	return w, err
}

// readPlan reads what the group wants.
func (w *Way) readPlan(ctx context.Context, tx *postgres.Tx, group org.GroupID, id quality.LongTermGoalID) (err error) {
	if w.Goal, err = longTermGoalIn(ctx, tx, group, id); err != nil {
		return err
	}
	milestones, err := tx.Milestones(ctx, group)
	if err != nil {
		return err
	}
	w.Milestones = slices.DeleteFunc(milestones, func(m quality.Milestone) bool { return m.LongTermGoalID != id })
	goals, err := tx.Goals(ctx, group, firstYear, lastYear)
	if err != nil {
		return err
	}
	w.Served = slices.DeleteFunc(goals, func(g quality.Goal) bool { return g.LongTermGoalID != id })
	if w.Library, err = tx.Indicators(ctx, group, endOf(w.Goal.EndYear)); err != nil {
		return err
	}
	w.Last, err = tx.LastChange(ctx, "long_term_goal", int64(id))
	return err
}

// readResults reads the results of the years on the way that there are any of, with
// those of the year before it to begin from.
func (w *Way) readResults(ctx context.Context, tx *postgres.Tx, actor org.Actor) error {
	years, err := tx.ResultYears(ctx, w.Goal.GroupID)
	if err != nil || !slices.ContainsFunc(w.Milestones, func(m quality.Milestone) bool { return m.IndicatorID != 0 }) {
		return err
	}
	plan := analysis.WayPlan{Milestones: w.Milestones, First: w.Goal.StartYear, Last: w.Goal.EndYear, Present: w.Present}
	if len(years) > 0 && years[0].Year < plan.First {
		plan.First--
	}
	latest := max(plan.First, min(plan.Last, w.Present))
	whole, err := dataset.Load(ctx, tx, w.Goal.GroupID, plan.First, latest)
	if err != nil {
		return err
	}
	if w.Dataset, err = dataset.Seen(ctx, tx, actor, whole, analysis.YearSpan(latest)); err != nil {
		return err
	}
	for n := range w.Dataset.Measures {
		m := &w.Dataset.Measures[n]
		if !slices.ContainsFunc(w.Milestones, func(s quality.Milestone) bool { return s.IndicatorID == m.ID }) {
			continue
		}
		for _, part := range m.Parts() {
			w.Measured = append(w.Measured, w.Dataset.Way(m, part, plan))
		}
	}
	return nil
}

// Indicator is the measure with the id; false when it is not in the library.
func (w Way) Indicator(id quality.IndicatorID) (quality.Indicator, bool) {
	return Overview{Library: w.Library}.Indicator(id)
}

// yearText is a year as it stands in a sentence: without a space between thousands.
func yearText(year int) string { return strconv.Itoa(year) }
