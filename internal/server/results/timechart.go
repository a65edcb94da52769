package results

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
)

// timeChart is the measure period by period, with the lines that are chosen;
// false when there is nothing to draw, or the measure is words.
func (p indicatorPage) timeChart(ctx context.Context) (chart.Chart, bool) {
	if !p.Measure.Kind.Numeric() || len(p.Timeline.Periods) < 2 || !p.anyKnown() {
		return nil, false
	}
	if p.control != nil {
		c := looks.ControlLine(ctx, p.subject(), p.control, p.notes())
		c.Alt.Description = p.controlAlt(ctx)
		return c, true
	}
	c := looks.TimeLine(ctx, p.subject(), p.Timeline)
	c.Alt.Description, c.Notes = p.timeAlt(ctx), looks.Notes(p.notes(), p.Timeline.Periods)
	for n, line := range p.Timeline.Units {
		if line.Unit.Code == p.chosen.Line {
			c.Series = c.Series[n : n+1]
		}
	}
	if p.chosen.Line == together {
		c.Series = c.Series[len(c.Series)-1:]
	}
	return c, true
}

// anyKnown reports whether anybody has a number to draw in any period.
func (p indicatorPage) anyKnown() bool {
	return slices.ContainsFunc(p.Timeline.Units, drawn) || drawn(p.Timeline.Total)
}

func drawn(line analysis.Line) bool {
	return slices.ContainsFunc(line.Results, analysis.Result.Known)
}

// hasTotalLine reports whether all units together have a line: a sum of counts
// has none, since it would make the units' own lines flat.
func (p indicatorPage) hasTotalLine() bool { return p.Measure.Kind != quality.Count }

// timeAlt says in a sentence what the time line shows.
func (p indicatorPage) timeAlt(ctx context.Context) string {
	var first, last int = -1, -1
	for n, r := range p.Timeline.Total.Results {
		if r.Known() {
			if first < 0 {
				first = n
			}
			last = n
		}
	}
	if first == last {
		return i18n.N(ctx, "En period", "%d perioder", len(p.Timeline.Periods))
	}
	at := func(n int) (string, string) {
		return words.Value(ctx, p.Timeline.Total.Results[n]), words.Period(ctx, p.Timeline.Periods[n])
	}
	before, from := at(first)
	after, to := at(last)
	return i18n.T(ctx, "Alla enheter tillsammans: %s %s och %s %s.", before, from, after, to)
}
