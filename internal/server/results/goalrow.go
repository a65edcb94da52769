package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

func (p goalsPage) row(ctx context.Context, row analysis.Row) view.GoalRow {
	m := matrixRow(ctx, row, choices{Year: row.Year})
	spark := p.Spark(row)
	low, high, _ := spark.Ends()
	var level *float64
	if t := row.Total.Target; t != nil && t.Kind == quality.ValueTarget {
		level = t.Threshold
	}
	r := view.GoalRow{Name: m.Name, Part: m.Part, Unit: m.Unit, Target: m.Target, URL: m.URL,
		Value: shown(ctx, row.Total.Result), Basis: words.Basis(ctx, row.Total.Result), Mark: mark(ctx, row, row.Total),
		Change: realChange(ctx, row.Total), Units: p.units(ctx, row), Data: p.data(ctx, row)}
	r.Mark.More, r.Mark.Note = more(ctx, row, row.Total), joined(", ", notes(ctx, row.Total)...)
	if interval := words.Interval(ctx, row.Total.Result); interval != "" {
		r.Basis = joined(", ", r.Basis, i18n.T(ctx, "95 %% säkerhet: %s", interval))
	}
	r.Apart, r.ApartSpark = p.apart(ctx, row)
	if row.Measure.Kind != quality.Count {
		r.Spark = looks.Spark(spark.Total, low, high, level)
	}
	return r
}

// realChange says how the result has changed, in words that make no more of it than
// there is.
func realChange(ctx context.Context, c analysis.Cell) view.Change {
	ch := changed(ctx, c)
	if c.Change == nil || !c.Change.Tested {
		return ch
	}
	switch {
	case !c.Change.Real:
		ch = view.Change{Text: i18n.T(ctx, "Ingen säker ändring"), Note: ch.Text}
	case c.Definition.Direction == quality.NoDirection || c.Definition.Direction == quality.WithinRange:
		ch = view.Change{Text: i18n.T(ctx, "Säker ändring"), Note: ch.Text}
	case c.Change.Better(c.Definition.Direction):
		ch = view.Change{Text: i18n.T(ctx, "Bättre än året före"), Note: ch.Text, Kind: view.Better}
	default:
		ch = view.Change{Text: i18n.T(ctx, "Sämre än året före"), Note: ch.Text, Kind: view.Worse}
	}
	return ch
}

// units says how the units lie: the lowest and the highest value, and how many reach
// the target. Where one is hidden neither is told.
func (p goalsPage) units(ctx context.Context, row analysis.Row) []string {
	var low, high *analysis.Cell
	reached, judged := 0, 0
	for n := range row.Units {
		c := &row.Units[n]
		switch {
		case c.State == analysis.Masked:
			return []string{i18n.T(ctx, "några enheter visas inte")}
		case !c.Known():
			continue
		}
		if low == nil || *c.Point < *low.Point {
			low = c
		}
		if high == nil || *c.Point > *high.Point {
			high = c
		}
		if words.Reached(ctx, c.Judgement) != "" {
			judged++
			if c.Judgement.PointMeets {
				reached++
			}
		}
	}
	if low == nil || row.Measure.Kind == quality.Count {
		return nil
	}
	lines := []string{i18n.T(ctx, "%s till %s", words.Value(ctx, low.Result), words.Value(ctx, high.Result))}
	if judged > 0 {
		lines = append(lines, i18n.T(ctx, "%d av %d når målet", reached, judged))
	}
	return lines
}

// apart says how far the units are from each other when chance is taken away, now and
// the year before, with the course over the years; "" where it cannot be told.
func (p goalsPage) apart(ctx context.Context, row analysis.Row) (string, ui.Spark) {
	var now, before *float64
	var course []*float64
	for _, y := range p.Dataset.Spreads(row.Measure, row.Stratum) {
		switch y.Year {
		case row.Year:
			now = y.Between
		case row.Year - 1:
			before = y.Between
		}
		if y.Broken {
			before, course = nil, nil
		}
		course = append(course, y.Between)
	}
	if now == nil {
		return "", ui.Spark{}
	}
	number := func(distance *float64) string { return i18n.Number(ctx, *distance, max(1, row.Definition.Decimals)) }
	text := i18n.T(ctx, "avstånd utan slump %s", number(now))
	if before != nil {
		text = i18n.T(ctx, "avstånd utan slump %s (%d: %s)", number(now), row.Year-1, number(before))
	}
	return text, distances(course)
}

// data says how old and how complete what the result rests on is.
func (p goalsPage) data(ctx context.Context, row analysis.Row) []string {
	last, any := p.Dataset.Latest(row.Measure, row.Stratum, row.Year)
	if !any {
		return nil
	}
	lines := []string{i18n.T(ctx, "till och med %s", words.Period(ctx, last))}
	if note := incomplete(ctx, row, row.Total); note != "" {
		lines = append(lines, note)
	}
	return lines
}
