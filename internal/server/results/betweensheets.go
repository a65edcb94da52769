package results

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
	view "samsyn/templates/results"
)

// measured is a figure in the unit shown.
func (p indicatorPage) measured(ctx context.Context, v *float64) figure {
	if v == nil {
		return figure{}
	}
	return figure{text: words.Measured(ctx, p.Measure.Kind, p.Row.Definition, *v), number: v}
}

// unitLine is a unit's line of a sheet, without its cells.
func (p indicatorPage) unitLine(c analysis.Cell) line {
	return line{name: c.Unit.ShortName, url: unitURL(c.Unit.Code, p.chosen.Year), own: p.who.isOwn(c.Unit.ID)}
}

// funnelSheet is where each unit lies in the funnel.
func funnelSheet(ctx context.Context, p indicatorPage) sheet {
	s := sheet{id: "tratt-tabell", caption: i18n.T(ctx, "%s: enheterna mot slumpens gränser %s", p.title(ctx), p.period(ctx)),
		columns: []column{{words.Sizes(ctx, p.Measure, p.Row.Definition), true}, {i18n.T(ctx, "Värde"), true},
			{i18n.T(ctx, "2 SD från"), true}, {i18n.T(ctx, "2 SD till"), true}, {i18n.T(ctx, "3 SD från"), true}, {i18n.T(ctx, "3 SD till"), true},
			{i18n.T(ctx, "Läge"), false}}}
	f, _ := p.funnel()
	for n, c := range p.Row.Units {
		if !p.Row.Includes(c.Unit) {
			continue
		}
		l := p.unitLine(c)
		if place := f.Places[n]; place.Known {
			limits := place.Limits
			l.cells = []figure{{text: i18n.Number(ctx, place.Size, 0), number: &place.Size}, p.measured(ctx, &place.Value),
				p.measured(ctx, &limits.Lower95), p.measured(ctx, &limits.Upper95), p.measured(ctx, &limits.Lower998), p.measured(ctx, &limits.Upper998),
				{text: words.Placed(ctx, place.Class), kind: goodness(c.Definition.Direction, place.Class == stats.High2SD || place.Class == stats.High3SD, place.Class != stats.WithinLimits)}}
		} else {
			l.cells = append(make([]figure, 6), figure{text: words.NoValue(ctx, c.State)})
		}
		s.rows = append(s.rows, l)
	}
	return s
}

// goodness marks a difference that is told as better or worse, where either can be said.
func goodness(direction quality.Direction, higher, told bool) view.ChangeKind {
	switch {
	case !told || direction != quality.Higher && direction != quality.Lower:
		return ""
	case higher == (direction == quality.Higher):
		return view.Better
	}
	return view.Worse
}

// differenceSheet is each unit against all the others together.
func differenceSheet(ctx context.Context, p indicatorPage) sheet {
	s := sheet{id: "mot-ovriga-tabell", caption: i18n.T(ctx, "%s: varje enhet mot de övriga %s", p.title(ctx), p.period(ctx)),
		columns: []column{{i18n.T(ctx, "Värde"), true}, {i18n.T(ctx, "De övriga"), true}, {i18n.T(ctx, "Skillnad"), true},
			{i18n.T(ctx, "95 % från"), true}, {i18n.T(ctx, "95 % till"), true}, {i18n.T(ctx, "Vad det säger"), false}}}
	list := p.Row.Differences()
	for n, c := range p.Row.Units {
		if !p.Row.Includes(c.Unit) {
			continue
		}
		l, d := p.unitLine(c), list[n]
		if !d.Known {
			text := words.NoValue(ctx, c.State)
			if text == "" {
				text = words.AgainstOthers(ctx, d)
			}
			l.cells = append([]figure{p.measured(ctx, c.Point)}, append(make([]figure, 4), figure{text: text})...)
		} else {
			told := d.Distinction == analysis.AboveOthers || d.Distinction == analysis.BelowOthers
			l.cells = []figure{p.measured(ctx, c.Point), p.measured(ctx, &d.Others),
				{text: looks.Difference(ctx, p.Measure.Kind, p.Row.Definition, d), number: d.Value}, p.end(ctx, d, d.Lower), p.end(ctx, d, d.Upper),
				{text: words.AgainstOthers(ctx, d), kind: goodness(c.Definition.Direction, d.Distinction == analysis.AboveOthers, told)}}
		}
		s.rows = append(s.rows, l)
	}
	return s
}

// end is one end of a difference's interval; empty where there is none.
func (p indicatorPage) end(ctx context.Context, d analysis.Difference, v *float64) figure {
	return figure{text: looks.Difference(ctx, p.Measure.Kind, p.Row.Definition, analysis.Difference{Ratio: d.Ratio, Value: v}), number: v}
}

// spreadSheet is the distance between the units year by year.
func spreadSheet(ctx context.Context, p indicatorPage) sheet {
	s := sheet{id: "avstand-tabell", caption: i18n.T(ctx, "%s: avståndet mellan enheterna år för år", p.title(ctx)),
		columns: []column{{i18n.T(ctx, "Enheter"), true}, {i18n.T(ctx, "Alla enheter"), true}, {i18n.T(ctx, "Lägsta"), true}, {i18n.T(ctx, "Högsta"), true},
			{i18n.T(ctx, "Avstånd som de är"), true}, {i18n.T(ctx, "Avstånd utan slump"), true}}}
	for _, y := range p.Dataset.Spreads(p.Measure, p.Stratum) {
		units := float64(y.Units)
		l := line{name: strconv.Itoa(y.Year), cells: []figure{{text: strconv.Itoa(y.Units), number: &units}, p.measured(ctx, y.Total.Point),
			p.measured(ctx, y.Lowest), p.measured(ctx, y.Highest), p.apart(ctx, y.Seen), p.apart(ctx, y.Between)}}
		switch {
		case y.Hidden > 0:
			l.part = i18n.T(ctx, "några enheter visas inte")
		case y.Broken:
			l.part = i18n.T(ctx, "ny definition")
		}
		s.rows = append(s.rows, l)
	}
	return s
}

func (p indicatorPage) apart(ctx context.Context, v *float64) figure {
	return figure{text: words.Apart(ctx, p.Measure.Kind, p.Row.Definition, v), number: v}
}

// unitsSheet is the units beside each other with what their values are made of, for a
// file; on the page its table has more.
func unitsSheet(ctx context.Context, p indicatorPage) sheet {
	s := sheet{columns: []column{{i18n.T(ctx, "Täljare"), true}, {i18n.T(ctx, "Nämnare"), true}, {i18n.T(ctx, "Värde"), true},
		{i18n.T(ctx, "95 % från"), true}, {i18n.T(ctx, "95 % till"), true}, {i18n.T(ctx, "Mot målet"), false}}}
	add := func(l line, c analysis.Cell) {
		l.cells = []figure{{number: c.Value.Numerator}, {number: c.Value.Denominator}, {number: c.Point}, {number: c.Lower}, {number: c.Upper},
			{text: words.Status(ctx, c.Judgement.Status)}}
		s.rows = append(s.rows, l)
	}
	for _, c := range p.Row.Units {
		if p.Row.Includes(c.Unit) {
			add(p.unitLine(c), c)
		}
	}
	add(line{name: i18n.T(ctx, "Alla enheter")}, p.Row.Total)
	return s
}

// besideSheet is the sites' process measures in the same row as their result.
func besideSheet(ctx context.Context, p indicatorPage) sheet {
	s := sheet{id: "forutsattningar-tabell", caption: i18n.T(ctx, "%s %s, med orternas förutsättningar i samma rad", p.title(ctx), p.period(ctx)),
		columns: []column{{p.title(ctx), true}}}
	var shown []analysis.Row
	for _, r := range p.Conditions {
		answered := false
		for _, c := range r.Units {
			answered = answered || c.State == analysis.Reported
		}
		if answered {
			shown = append(shown, r)
			s.columns = append(s.columns, column{joined(", ", title(ctx, r.Definition), r.Stratum.Name, unitLabel(r.Measure, r.Definition)), r.Measure.Kind.Numeric()})
		}
	}
	if len(shown) == 0 {
		return s
	}
	for n, c := range p.Row.Units {
		if !p.Row.Includes(c.Unit) {
			continue
		}
		l := p.unitLine(c)
		for _, r := range append([]analysis.Row{p.Row}, shown...) {
			cell := r.Units[n]
			l.cells = append(l.cells, figure{text: words.Value(ctx, cell.Result), number: cell.Point})
		}
		s.rows = append(s.rows, l)
	}
	return s
}
