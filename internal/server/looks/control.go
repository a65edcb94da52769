package looks

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
)

// ControlLine is one line over time with what it is judged by: its centre line and
// limits, its own target as steps, the points that signal or are left out, where
// phases begin, and what happened.
func ControlLine(ctx context.Context, s Subject, c *analysis.Control, notes []analysis.Note) chart.TimeLine {
	t := analysis.Timeline{Periods: c.Timeline.Periods, Units: []analysis.Line{c.Line}}
	own := TimeLine(ctx, s, c.Timeline)
	line := chart.TimeLine{Alt: own.Alt, Axis: own.Axis, Periods: own.Periods, Words: own.Words}
	name, role := i18n.T(ctx, "Hela gruppen"), chart.Unit
	if c.Line.Unit.ID != 0 {
		name = c.Line.Unit.ShortName
	}
	if s.own(c.Line.Unit.ID) {
		role = chart.OwnUnit
	}
	drawn := series(ctx, c.Line, name, role)
	if c.Method == analysis.BetweenEvents {
		drawn.Points, drawn.Bridged = between(ctx, c), true
		line.Axis = chart.Axis{Title: words.Between(ctx, c.Measure), Floor: new(float64), Format: chart.Format{Mark: i18n.DecimalMark(ctx)}}
	}
	control := &chart.Control{Words: chart.ControlWords{Center: words.Center(ctx, c.Method), Limits: i18n.T(ctx, "Gränser för slumpen"),
		InRun: i18n.T(ctx, "Ingår i en signal"), Outside: i18n.T(ctx, "Utanför gränserna"), LeftOut: i18n.T(ctx, "Räknas inte med")}}
	limited := false
	for n, p := range c.Points {
		lower, upper := cut(line.Axis, p)
		control.Center, control.Lower, control.Upper = append(control.Center, p.Center), append(control.Lower, lower), append(control.Upper, upper)
		control.Marks = append(control.Marks, mark(p))
		if c.Method != analysis.BetweenEvents { // a target is about the events themselves
			t.Targets, t.Second = append(t.Targets, p.Target), append(t.Second, p.Second)
		}
		limited = limited || lower != nil || upper != nil
		if note := words.PointSignal(ctx, p); note != "" && drawn.Points[n].Known {
			drawn.Points[n].Text += ", " + note
		}
	}
	if limited { // intervals and limits beside each other would be taken for each other
		for n := range drawn.Points {
			drawn.Points[n].Bounded = false
		}
	}
	for _, p := range c.Phases {
		if p.First == 0 {
			continue
		}
		control.Starts = append(control.Starts, p.First)
		if p.Start != analysis.NewDefinition {
			line.Breaks = append(line.Breaks, chart.Break{Period: p.First, Label: i18n.T(ctx, "Ny nivå"), Apart: p.Start == analysis.NewPeriodLength})
		}
	}
	line.Breaks = append(line.Breaks, own.Breaks...)
	slices.SortStableFunc(line.Breaks, func(a, b chart.Break) int { return a.Period - b.Period })
	line.Series, line.Control = []chart.Line{drawn}, control
	line.Targets = targets(ctx, s.Measure.Definition.Direction, t)
	line.Notes = Notes(notes, t.Periods)
	return line
}

// between are the points of what lies between events.
func between(ctx context.Context, c *analysis.Control) []chart.Point {
	points := make([]chart.Point, len(c.Points))
	for n, p := range c.Points {
		if p.Charted != nil {
			points[n] = chart.At(*p.Charted)
			points[n].Preliminary = p.Unsettled
			points[n].Text = words.OnChart(ctx, c, *p.Charted)
		}
	}
	return points
}

// cut are a point's limits, no further out than a value can be.
func cut(axis chart.Axis, p analysis.ControlPoint) (lower, upper *float64) {
	lower, upper = p.Lower, p.Upper
	if lower != nil && axis.Floor != nil && *lower < *axis.Floor {
		lower = axis.Floor
	}
	if upper != nil && axis.Ceiling != nil && *upper > *axis.Ceiling {
		upper = axis.Ceiling
	}
	return lower, upper
}

func mark(p analysis.ControlPoint) chart.Mark {
	switch {
	case p.LeftOut != nil:
		return chart.LeftOut
	case p.Beyond != stats.Between3SD:
		return chart.Outside
	case p.InSignal:
		return chart.InRun
	}
	return chart.NoMark
}

// Notes are the notes' marks in a chart of the periods, numbered in their order from
// 1. Those from another time have none, but keep their numbers.
func Notes(notes []analysis.Note, periods []quality.Period) []chart.Note {
	var marks []chart.Note
	for n, note := range notes {
		if at, part, found := place(note.On, periods); found {
			marks = append(marks, chart.Note{Period: at, Part: part, Number: n + 1, Own: note.Kind == quality.Intervention})
		}
	}
	return marks
}

// place is the period that the day lies in, and how far into it.
func place(day time.Time, periods []quality.Period) (at int, part float64, found bool) {
	for n, p := range periods {
		next := p.End().AddDate(0, 0, 1)
		if !day.Before(p.Start()) && day.Before(next) {
			return n, float64(day.Sub(p.Start())) / float64(next.Sub(p.Start())), true
		}
	}
	return 0, 0, false
}
