package results

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// timeChart is the measure period by period, for the units that are chosen;
// false when there is nothing to draw, or the measure is words.
func (p indicatorPage) timeChart(ctx context.Context) (chart.Chart, bool) {
	t := p.Timeline
	c := chart.TimeLine{
		Alt:   chart.Alt{Title: i18n.T(ctx, "%s: över tid", p.title(ctx)), Description: p.timeAlt(ctx)},
		Axis:  p.axis(ctx),
		Words: chart.TimeLineWords{Interval: i18n.T(ctx, "95 % säkerhet"), Preliminary: i18n.T(ctx, "Preliminär")},
	}
	for _, period := range t.Periods {
		c.Periods = append(c.Periods, chartPeriod(ctx, period))
	}
	any := false
	for _, line := range p.lines() {
		l := chart.Line{Name: line.Unit.ShortName, Slot: line.Slot}
		switch {
		case line.Unit.ID == 0:
			l.Name, l.Role = i18n.T(ctx, "Alla enheter"), chart.Total
		case p.who.isOwn(line.Unit.ID):
			l.Role = chart.OwnUnit
		}
		for _, r := range line.Results {
			l.Points = append(l.Points, point(ctx, r))
			any = any || r.Known()
		}
		c.Series = append(c.Series, l)
	}
	for _, level := range t.Targets {
		if level != nil {
			c.Targets = []chart.Target{{Name: i18n.T(ctx, "Mål"), Levels: t.Targets}}
		}
	}
	for _, b := range t.Breaks {
		c.Breaks = append(c.Breaks, chart.Break{Period: b.Index, Label: breakLabel(ctx, b)})
	}
	return c, any && p.Measure.Kind.Numeric()
}

// lines are the lines that are chosen. A sum of counts would make the units'
// own lines flat, so it is drawn only alone.
func (p indicatorPage) lines() []analysis.Line {
	if p.chosen.Line == together {
		return []analysis.Line{p.Timeline.Total}
	}
	var lines []analysis.Line
	for _, line := range p.Timeline.Units {
		if p.chosen.Line == "" || p.chosen.Line == line.Unit.Code {
			lines = append(lines, line)
		}
	}
	if p.chosen.Line == "" && p.Measure.Kind != quality.Count {
		lines = append(lines, p.Timeline.Total)
	}
	return lines
}

// chartPeriod is the period as the axis writes it.
func chartPeriod(ctx context.Context, p quality.Period) chart.Period {
	year := strconv.Itoa(p.Year)
	c := chart.Period{Name: words.Period(ctx, p), Short: words.Period(ctx, p)}
	switch p.Months {
	case 1:
		c.Short, c.Group = strconv.Itoa(int(p.Month)), year
	case 3:
		c.Short, c.Group = i18n.T(ctx, "kv %d", p.Index()), year
	case 4:
		c.Short, c.Group = i18n.T(ctx, "t %d", p.Index()), year
	}
	return c
}

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
