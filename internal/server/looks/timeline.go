package looks

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// TimeLine is the measure period by period: each unit and the group as a whole,
// the target as steps, and a mark where the definition changed.
func TimeLine(ctx context.Context, s Subject, t analysis.Timeline) chart.TimeLine {
	line := chart.TimeLine{
		Axis: s.axis(ctx, s.Measure.Definition),
		Alt: chart.Alt{
			Title:       i18n.T(ctx, "Över tid: %s", s.Title()),
			Description: i18n.T(ctx, "Enheternas värden period för period, med hela gruppen och målet. Siffrorna står i tabellen."),
		},
		Words: chart.TimeLineWords{
			Interval:    i18n.T(ctx, "95 % intervall"),
			Preliminary: i18n.T(ctx, "Preliminär"),
		},
	}
	for _, p := range t.Periods {
		line.Periods = append(line.Periods, period(ctx, p))
	}
	for _, l := range t.Units {
		role := chart.Unit
		if s.own(l.Unit.ID) {
			role = chart.OwnUnit
		}
		line.Series = append(line.Series, series(ctx, l, l.Unit.ShortName, role))
	}
	// Counts are not drawn as a sum: it would dwarf every unit.
	if s.Measure.Kind != quality.Count {
		line.Series = append(line.Series, series(ctx, t.Total, i18n.T(ctx, "Hela gruppen"), chart.Total))
	}
	line.Targets = targets(ctx, s.Measure.Definition.Direction, t)
	for _, b := range t.Breaks {
		line.Breaks = append(line.Breaks, chart.Break{Period: b.Index, Label: i18n.T(ctx, "Ny definition"), Apart: !b.Version.Comparable})
	}
	return line
}

func series(ctx context.Context, l analysis.Line, name string, role chart.Role) chart.Line {
	points := make([]chart.Point, len(l.Results))
	for n, r := range l.Results {
		points[n] = point(ctx, r)
	}
	return chart.Line{Name: name, Role: role, Slot: l.Slot, Points: points}
}

// targets is the target and its second limit, whose meaning the direction decides.
func targets(ctx context.Context, d quality.Direction, t analysis.Timeline) []chart.Target {
	second := i18n.T(ctx, "Gräns för nära målet")
	if d == quality.WithinRange {
		second = i18n.T(ctx, "Målets övre gräns")
	}
	var list []chart.Target
	if known(t.Targets) {
		list = append(list, chart.Target{Name: i18n.T(ctx, "Målet"), Levels: t.Targets})
	}
	if known(t.Second) {
		list = append(list, chart.Target{Name: second, Levels: t.Second})
	}
	return list
}

func known(levels []*float64) bool {
	for _, l := range levels {
		if l != nil {
			return true
		}
	}
	return false
}

// period is a place on the time axis; parts of a year stand under their year.
func period(ctx context.Context, p quality.Period) chart.Period {
	name := words.Period(ctx, p)
	if p.Months >= 12 {
		return chart.Period{Name: name, Short: name}
	}
	short := strconv.Itoa(p.Index())
	switch p.Months {
	case 3:
		short = i18n.T(ctx, "K%d", p.Index())
	case 4:
		short = i18n.T(ctx, "T%d", p.Index())
	}
	return chart.Period{Name: name, Short: short, Group: strconv.Itoa(p.Year)}
}
