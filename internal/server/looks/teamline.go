package looks

import (
	"context"
	"strconv"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/words"
)

// TeamLine is a run chart of a line of a team's: the shares, their median, the target and
// the runs that are longer than chance explains. cover are the shares of all lines that stand
// beside it, so that they have the same scale.
func TeamLine(ctx context.Context, l analysis.TeamLine, cover []float64) chart.TimeLine {
	name := TeamLineName(ctx, l)
	line := chart.TimeLine{
		Alt: chart.Alt{Title: name, Description: words.TeamCourse(ctx, l)},
		Axis: chart.Axis{Title: i18n.T(ctx, "Andel"), Floor: new(float64), Ceiling: new(1.0), Cover: cover,
			Format: chart.Format{Multiplier: 100, Suffix: "\u00a0%", Mark: i18n.DecimalMark(ctx)}},
		Control: &chart.Control{Words: chart.ControlWords{Center: i18n.T(ctx, "Median"), InRun: i18n.T(ctx, "Ingår i en signal")}},
	}
	drawn := chart.Line{Name: name, Points: make([]chart.Point, len(l.Points))}
	if l.Unit.UnitID == 0 {
		drawn.Role = chart.Total
	}
	var levels []*float64
	for n, p := range l.Points {
		line.Periods = append(line.Periods, teamPeriod(ctx, l.Measure.Rhythm, p.Period))
		if share := p.Share(); share != nil {
			drawn.Points[n] = chart.At(*share)
			drawn.Points[n].Text = words.TeamPoint(ctx, l, p) + " (" + words.TeamBasis(ctx, p) + ")"
		}
		mark := chart.NoMark
		if p.InSignal {
			mark = chart.InRun
		}
		line.Control.Center, line.Control.Marks = append(line.Control.Center, l.Median), append(line.Control.Marks, mark)
		if t := l.Measure.Target; t != nil {
			level := *t / 100
			levels = append(levels, &level)
		}
	}
	line.Series = []chart.Line{drawn}
	if levels != nil {
		line.Targets = []chart.Target{{Name: i18n.T(ctx, "Målet"), Levels: levels}}
	}
	return line
}

// TeamLineName is whose the line is.
func TeamLineName(ctx context.Context, l analysis.TeamLine) string {
	if l.Unit.UnitID == 0 {
		return i18n.T(ctx, "Alla enheter tillsammans")
	}
	return l.Unit.Name
}

// Drawable reports whether there is a line to draw: two periods, and a share.
func Drawable(l analysis.TeamLine) bool { return len(l.Points) > 1 && l.Median != nil }

// TeamCover are the shares that charts of the lines must reach.
func TeamCover(lines []analysis.TeamLine) []float64 {
	var cover []float64
	for _, l := range lines {
		for _, p := range l.Points {
			if share := p.Share(); share != nil {
				cover = append(cover, *share)
			}
		}
	}
	return cover
}

// teamPeriod is a place on the time axis; parts of a year stand under it.
func teamPeriod(ctx context.Context, r improvement.Rhythm, start time.Time) chart.Period {
	p := chart.Period{Name: words.TeamPeriod(ctx, r, start), Group: strconv.Itoa(start.Year())}
	switch r {
	case improvement.Weekly:
		year, week := start.ISOWeek()
		p.Short, p.Group = strconv.Itoa(week), strconv.Itoa(year)
	case improvement.Quarterly:
		p.Short = i18n.T(ctx, "K%d", (int(start.Month())+2)/3)
	default:
		p.Short = strconv.Itoa(int(start.Month()))
	}
	return p
}
