package looks

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
)

// Way is a measure on its way to a long-term goal: everybody together year by year with
// the interval, and what the milestones ask for as steps up to the last year.
func Way(ctx context.Context, s Subject, w analysis.Way) chart.TimeLine {
	line := chart.TimeLine{
		Axis: s.axis(ctx, s.Measure.Definition),
		Alt:  chart.Alt{Title: i18n.T(ctx, "Vägen till målet: %s", s.Title())},
		Words: chart.TimeLineWords{
			Interval:    i18n.T(ctx, "95 % intervall"),
			Preliminary: i18n.T(ctx, "Preliminär"),
		},
	}
	own := chart.Line{Name: i18n.T(ctx, "Hela gruppen"), Role: chart.Unit}
	for n, year := range w.Years {
		name := strconv.Itoa(year)
		line.Periods = append(line.Periods, chart.Period{Name: name, Short: name})
		own.Points = append(own.Points, point(ctx, w.Totals[n].Result))
		if w.Broken[n] {
			line.Breaks = append(line.Breaks, chart.Break{Period: n, Label: i18n.T(ctx, "Ny definition"), Apart: true})
		}
	}
	line.Series = []chart.Line{own}
	if known(w.Levels) {
		line.Targets = []chart.Target{{Name: i18n.T(ctx, "Delmål"), Levels: w.Levels}}
	}
	return line
}
