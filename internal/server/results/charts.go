package results

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"

	"github.com/go-chi/chi/v5"
)

// The charts of a measure's page, by their names in the address.
const (
	unitsChart = "enheter"
	timeChart  = "over-tid"
)

// ShowChart is one of a measure's charts as a picture, for pages without
// JavaScript.
func (h *Handlers) ShowChart(w http.ResponseWriter, r *http.Request) error {
	p, err := h.indicator(r)
	if err != nil {
		return err
	}
	draw, known := map[string]func(context.Context) (chart.Chart, bool){
		unitsChart + ".svg": p.comparisonChart, timeChart + ".svg": p.timeChart,
	}[chi.URLParam(r, "name")]
	if !known {
		return fault.ErrNotFound
	}
	c, ok := draw(r.Context())
	if !ok {
		return fault.ErrNotFound
	}
	svg, err := h.charts.SVG(r.Context(), c)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "private, no-cache")
	_, _ = w.Write(svg) // a browser that hung up is nobody's error
	return nil
}

// imageURL is where the chart is drawn as a picture.
func (p indicatorPage) imageURL(name string) string {
	return p.chosen.query(indicatorPath + url.PathEscape(p.Measure.Code) + "/diagram/" + name + ".svg")
}

// axisTitle says what is measured, in what unit and which children.
func (p indicatorPage) axisTitle(ctx context.Context) string {
	text := p.title(ctx)
	if p.Stratum.ID != 0 {
		text += ", " + p.Stratum.Name
	}
	if unit := unitLabel(p.Measure, p.Row.Definition); unit != "" {
		text += " (" + unit + ")"
	}
	return text
}

// axis is the axis of the values, with the ends that they cannot pass.
func (p indicatorPage) axis(ctx context.Context) chart.Axis {
	def := p.Row.Definition
	a := chart.Axis{Title: p.axisTitle(ctx), Floor: def.ScaleMin, Ceiling: def.ScaleMax}
	if i18n.LanguageOf(ctx) == i18n.English {
		a.Format.Mark = "."
	}
	if p.Measure.Kind == quality.Mean || p.Measure.Kind == quality.Score {
		return a
	}
	a.Floor = new(float64)
	if p.Measure.Kind == quality.Proportion {
		hundred := 100.0
		a.Ceiling, a.Format.Suffix = &hundred, strings.TrimLeft(i18n.Percent(ctx, 0, 0), "0")
	}
	return a
}

// point is a result as it is drawn; what has no value has no point.
func point(ctx context.Context, r analysis.Result) chart.Point {
	if !r.Known() {
		return chart.Point{}
	}
	p := chart.At(*r.Point)
	text := words.Value(ctx, r)
	if r.Lower != nil && r.Upper != nil {
		p.Bounded, p.Lower, p.Upper = true, *r.Lower, *r.Upper
		text += " (" + words.Interval(ctx, r) + ")"
	}
	if basis := words.Basis(ctx, r); basis != "" {
		text += ", " + basis
	}
	p.Text, p.Preliminary = text, r.Standing == quality.Preliminary
	return p
}

// comparisonChart is the units beside each other; false when no unit has a
// number, or the measure is words.
func (p indicatorPage) comparisonChart(ctx context.Context) (chart.Chart, bool) {
	c := chart.Comparison{
		Alt:  chart.Alt{Title: i18n.T(ctx, "%s: enheterna %d", p.title(ctx), p.chosen.Year), Description: p.comparisonAlt(ctx)},
		Axis: p.axis(ctx),
		Words: chart.ComparisonWords{Unit: i18n.T(ctx, "Enhet med 95 % säkerhet"), OwnUnit: i18n.T(ctx, "Din enhet"),
			Preliminary: i18n.T(ctx, "Preliminär")},
	}
	if p.Measure.Kind == quality.Count {
		c.Words.Unit = i18n.T(ctx, "Enhet")
	}
	any := false
	for _, cell := range p.Row.Units {
		if !p.Measure.AppliesTo(cell.Unit) {
			continue
		}
		row := chart.Row{Name: cell.Unit.ShortName, Own: p.who.isOwn(cell.Unit.ID), Point: point(ctx, cell.Result)}
		if row.Point.Known {
			row.Figure, row.Detail, any = words.Value(ctx, cell.Result), words.Basis(ctx, cell.Result), true
		} else {
			row.Word = strings.ToLower(words.NoValue(ctx, cell.State))
		}
		c.Rows = append(c.Rows, row)
	}
	if t := p.Row.Total.Target; t != nil && t.Kind == quality.ValueTarget && t.Threshold != nil {
		c.Levels = append(c.Levels, chart.Level{Kind: chart.TargetLevel, Value: *t.Threshold,
			Name: i18n.T(ctx, "Mål: %s", words.Target(ctx, *t, p.Measure.Kind, p.Row.Definition))})
	}
	// All units' sum is no level for a count: it is not what a unit is compared with.
	if total := p.Row.Total; total.Known() && p.Measure.Kind != quality.Count {
		c.Levels = append(c.Levels, chart.Level{Kind: chart.TotalLevel, Value: *total.Point,
			Name: i18n.T(ctx, "Alla enheter %s", words.Value(ctx, total.Result))})
	}
	return c, any && p.Measure.Kind.Numeric()
}

// comparisonAlt says in a sentence what the comparison shows.
func (p indicatorPage) comparisonAlt(ctx context.Context) string {
	known, of := 0, 0
	for _, c := range p.Row.Units {
		if p.Measure.AppliesTo(c.Unit) {
			of++
			if c.Known() {
				known++
			}
		}
	}
	return i18n.T(ctx, "%d av %d enheter har ett värde. Alla enheter tillsammans: %s.", known, of, words.Value(ctx, p.Row.Total.Result))
}
