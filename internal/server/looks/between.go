package looks

import (
	"context"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	"samsyn/internal/stats"
)

// Funnel is the units by how many children their values rest on, among the limits
// that chance alone would keep them within. f is the row's.
func Funnel(ctx context.Context, s Subject, row analysis.Row, f analysis.Funnel) chart.Funnel {
	zero := 0.0
	c := chart.Funnel{
		Axis:    s.axis(ctx, row.Definition),
		Sizes:   chart.Axis{Title: words.Sizes(ctx, s.Measure, row.Definition), Floor: &zero, Format: chart.Format{Mark: i18n.DecimalMark(ctx)}},
		Average: f.Average,
		Alt:     chart.Alt{Title: i18n.T(ctx, "Enheterna mot slumpens gränser: %s, %s", s.Title(), words.Period(ctx, row.Period))},
		Words: chart.FunnelWords{
			Average:     i18n.T(ctx, "Alla enheter %s", words.Measured(ctx, s.Measure.Kind, row.Definition, f.Average)),
			Inner:       i18n.T(ctx, "2 SD: här inom hamnar 95 av 100 av slump"),
			Outer:       i18n.T(ctx, "3 SD: här inom hamnar 998 av 1 000"),
			Preliminary: i18n.T(ctx, "Preliminär"),
		},
	}
	if s.Measure.Kind == quality.Rate && row.Definition.DenominatorText != "" {
		c.Sizes.Title = row.Definition.DenominatorText
	}
	if f.Widened {
		c.Words.Inner = i18n.T(ctx, "2 SD: 95 av 100, av slump och vanlig skillnad")
		c.Words.Outer = i18n.T(ctx, "3 SD: 998 av 1 000")
	}
	for _, b := range f.Curve() {
		c.Bands = append(c.Bands, chart.Band{Size: b.Size,
			Inner: [2]float64{b.Limits.Lower95, b.Limits.Upper95}, Outer: [2]float64{b.Limits.Lower998, b.Limits.Upper998}})
	}
	for n, cell := range row.Units {
		p := f.Places[n]
		if !p.Known || !row.Includes(cell.Unit) {
			continue
		}
		drawn := point(ctx, cell.Result)
		drawn.Bounded = false
		drawn.Text += "\n" + words.Placed(ctx, p.Class)
		c.Units = append(c.Units, chart.FunnelUnit{Name: cell.Unit.ShortName, Slot: n, Own: s.own(cell.Unit.ID),
			Beyond: p.Class != stats.WithinLimits, Size: p.Size, Point: drawn})
	}
	return c
}

// Differences is each unit's difference from the others, with its interval, around
// none. list is the row's.
func Differences(ctx context.Context, s Subject, row analysis.Row, list []analysis.Difference) chart.Comparison {
	ratio := s.Measure.Kind == quality.Rate
	c := chart.Comparison{
		Alt:  chart.Alt{Title: i18n.T(ctx, "Varje enhet mot de övriga: %s, %s", s.Title(), words.Period(ctx, row.Period))},
		Axis: chart.Axis{Title: i18n.T(ctx, "Skillnad mot de övriga"), Format: chart.Format{Mark: i18n.DecimalMark(ctx)}},
		Words: chart.ComparisonWords{Unit: i18n.T(ctx, "Skillnad med 95 % intervall"),
			OwnUnit: i18n.T(ctx, "Egen enhet"), Preliminary: i18n.T(ctx, "Preliminär")},
		Levels: []chart.Level{{Kind: chart.TotalLevel, Name: i18n.T(ctx, "Som de övriga")}},
	}
	switch {
	case ratio:
		zero := 0.0
		c.Axis.Title, c.Axis.Floor = i18n.T(ctx, "Enhetens frekvens, i gånger de övrigas"), &zero
		c.Levels[0].Value = 1
	case s.Measure.Kind == quality.Proportion:
		c.Axis.Title = i18n.T(ctx, "Skillnad mot de övriga, procentenheter")
	}
	for n, cell := range row.Units {
		if !row.Includes(cell.Unit) {
			continue
		}
		r := chart.Row{Name: cell.Unit.ShortName, Own: s.own(cell.Unit.ID)}
		if d := list[n]; d.Known && d.Value != nil {
			r.Point = chart.Point{Known: true, Value: *d.Value, Preliminary: cell.Standing == quality.Preliminary, Text: words.AgainstOthers(ctx, d)}
			if d.Lower != nil && d.Upper != nil {
				r.Point.Bounded, r.Point.Lower, r.Point.Upper = true, *d.Lower, *d.Upper
			}
			r.Figure = Difference(ctx, s.Measure.Kind, row.Definition, d)
		} else if r.Word = words.NoValue(ctx, cell.State); r.Word == "" {
			r.Word = words.AgainstOthers(ctx, list[n])
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// Difference is a unit's difference from the others as a figure: "−3,4", "1,2
// gånger"; "" when there is none.
func Difference(ctx context.Context, kind quality.Kind, def quality.Version, d analysis.Difference) string {
	if d.Value == nil {
		return ""
	}
	if d.Ratio {
		return words.Times(ctx, d.Value)
	}
	text := i18n.Number(ctx, *d.Value, max(1, def.Decimals))
	if *d.Value > 0 {
		text = "+" + text
	}
	return text
}

// Spreads is all units together year by year, with the lowest and the highest unit.
func Spreads(ctx context.Context, s Subject, years []analysis.YearSpread) chart.TimeLine {
	line := chart.Line{Name: i18n.T(ctx, "Alla enheter tillsammans"), Role: chart.Total}
	c := chart.TimeLine{
		Axis:  s.axis(ctx, s.Measure.Definition),
		Alt:   chart.Alt{Title: i18n.T(ctx, "Avståndet mellan enheterna år för år: %s", s.Title())},
		Words: chart.TimeLineWords{Interval: i18n.T(ctx, "Från lägsta till högsta enhet"), Preliminary: i18n.T(ctx, "Preliminär")},
	}
	for n, y := range years {
		c.Periods = append(c.Periods, chart.Period{Name: words.Period(ctx, y.Period), Short: strconv.Itoa(y.Year)})
		p := chart.Point{}
		if y.Total.Known() {
			p = chart.Point{Known: true, Value: *y.Total.Point, Text: words.Value(ctx, y.Total)}
		}
		if y.Lowest != nil && p.Known {
			p.Bounded, p.Lower, p.Upper = true, *y.Lowest, *y.Highest
			p.Text += "\n" + i18n.T(ctx, "%s till %s", words.Measured(ctx, s.Measure.Kind, y.Total.Definition, *y.Lowest),
				words.Measured(ctx, s.Measure.Kind, y.Total.Definition, *y.Highest))
		}
		line.Points = append(line.Points, p)
		if y.Broken {
			c.Breaks = append(c.Breaks, chart.Break{Period: n, Label: i18n.T(ctx, "Ny definition")})
		}
	}
	c.Series = []chart.Line{line}
	return c
}
