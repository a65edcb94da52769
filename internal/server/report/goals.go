package report

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
)

// newGoals is the category's goals with the tables of their measures, and last
// the category's measures that follow no goal.
func newGoals(ctx context.Context, r *report.Report, blocks []analysis.Block, category quality.Category) []view.Goal {
	var goals []view.Goal
	for _, b := range blocks {
		goal := newGoal(ctx, r, b.Goal)
		for _, row := range b.Rows {
			if b.Goal.Category == category || b.Goal.ID == 0 && row.Measure.Category == category {
				goal.Measures = append(goal.Measures, newMeasure(ctx, r, row))
			}
		}
		if len(goal.Measures) > 0 || b.Goal.Category == category {
			goals = append(goals, goal)
		}
	}
	return goals
}

func newGoal(ctx context.Context, r *report.Report, g quality.Goal) view.Goal {
	if g.ID == 0 {
		return view.Goal{Title: i18n.T(ctx, "Mått utan mål")}
	}
	goal := view.Goal{Title: g.Title, Value: g.ValueForChildren}
	for _, id := range g.Promises {
		for _, p := range r.Data.Promises {
			if p.ID == id {
				goal.Promises = append(goal.Promises, p.Text)
			}
		}
	}
	return goal
}

func newMeasure(ctx context.Context, r *report.Report, row analysis.Row) view.Measure {
	before := r.Data.Row(row.Measure, row.Stratum, r.Year-1)
	twoBefore := r.Data.Row(row.Measure, row.Stratum, r.Year-2)
	m := view.Measure{
		Anchor: anchor(row), Title: rowTitle(row), Target: targetWords(ctx, row),
		Measured:   measured(ctx, row.Definition),
		YearBefore: words.Period(ctx, before.Period), TwoBefore: words.Period(ctx, twoBefore.Period),
	}
	for n, cell := range row.Units {
		if !row.Includes(cell.Unit) {
			continue
		}
		m.Rows = append(m.Rows, newRow(ctx, cell.Unit.ShortName, cell, before.Units[n].Result, twoBefore.Units[n].Result))
		for _, c := range cell.Comments {
			m.Comments = append(m.Comments, view.Comment{Unit: cell.Unit.ShortName, Period: words.Period(ctx, c.Period), Text: c.Text})
		}
	}
	if len(row.Regions) < 2 {
		row.Regions = nil // one region is the whole group
	}
	for n, region := range row.Regions {
		sum := newRow(ctx, region.Name, region.Cell, before.Regions[n].Result, twoBefore.Regions[n].Result)
		sum.Sum = true
		m.Rows = append(m.Rows, sum)
	}
	total := newRow(ctx, i18n.T(ctx, "Hela gruppen"), row.Total, before.Total.Result, twoBefore.Total.Result)
	total.Sum = true
	m.Rows = append(m.Rows, total)
	hideEmptyYears(&m)
	return m
}

// hideEmptyYears leaves out the earlier years that nobody has a value for, as
// before the group began to collect the measure.
func hideEmptyYears(m *view.Measure) {
	before, twoBefore := false, false
	for _, row := range m.Rows {
		before = before || row.YearBefore != i18n.NoValue
		twoBefore = twoBefore || row.TwoBefore != i18n.NoValue
	}
	if !before {
		m.YearBefore = ""
	}
	if !twoBefore {
		m.TwoBefore = ""
	}
}

func newRow(ctx context.Context, name string, c analysis.Cell, before, twoBefore analysis.Result) view.ResultRow {
	row := view.ResultRow{
		Name: name, Counts: words.Basis(ctx, c.Result), Value: words.Value(ctx, c.Result),
		Interval: words.Interval(ctx, c.Result), Status: looks.Status(c), Standing: looks.Standing(c.Standing),
		YearBefore: earlier(ctx, before), TwoBefore: earlier(ctx, twoBefore),
	}
	if c.State == analysis.Reported && !c.Complete() {
		row.Note = words.Handed(ctx, c.Result, c.Definition.ReportingMonths)
	}
	return row
}

func targetWords(ctx context.Context, row analysis.Row) string {
	t := row.Total.Target
	if t == nil {
		return i18n.T(ctx, "Följs utan mål")
	}
	text := i18n.T(ctx, "Mål: %s", words.Target(ctx, *t, row.Measure.Kind, row.Definition))
	if t.Basis != "" {
		text += " (" + t.Basis + ")"
	}
	return text
}

// measured says in one line what is counted, out of what.
func measured(ctx context.Context, def quality.Version) string {
	if def.DenominatorText == "" || def.DenominatorText == "–" {
		return def.NumeratorText
	}
	return i18n.T(ctx, "%s, av %s", def.NumeratorText, lowerFirst(def.DenominatorText))
}

// earlier is a value of a year before; nothing is said of years before the group
// began to collect the measure.
func earlier(ctx context.Context, r analysis.Result) string {
	if r.State == analysis.NotEntered {
		return i18n.NoValue
	}
	return words.Value(ctx, r)
}
