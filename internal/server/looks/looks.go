// Package looks is how results look wherever they are shown: the badge of a
// status, the time line of a measure, the comparison between units, each with
// all its words. The rooms that show results share it. It must not know pages,
// requests or where results come from.
package looks

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/chart"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// Subject is what a picture is of, and for whom.
type Subject struct {
	Measure *analysis.Measure
	Stratum quality.Stratum // zero when the measure is not divided
	// Own reports whether a unit is the reader's own; nil when none is.
	Own func(org.UnitID) bool
}

// Title is the measure's name, with its stratum when it is divided.
func (s Subject) Title() string {
	if s.Stratum.Name == "" {
		return s.Measure.Definition.Name
	}
	return s.Measure.Definition.Name + ", " + s.Stratum.Name
}

func (s Subject) own(unit org.UnitID) bool { return s.Own != nil && unit != 0 && s.Own(unit) }

// axis is the value axis: what is measured, in which unit, and the ends that no
// value can pass.
func (s Subject) axis(ctx context.Context, def quality.Version) chart.Axis {
	zero, hundred := 0.0, 100.0
	axis := chart.Axis{Title: def.UnitLabel, Floor: &zero, Format: chart.Format{Mark: i18n.DecimalMark(ctx)}}
	switch s.Measure.Kind {
	case quality.Proportion:
		axis.Title = i18n.T(ctx, "Andel")
		axis.Format.Suffix, axis.Ceiling = "\u00a0%", &hundred
	case quality.Mean, quality.Score:
		axis.Floor, axis.Ceiling = def.ScaleMin, def.ScaleMax
	}
	return axis
}

// point is one result as it is drawn; one without a value draws nothing.
func point(ctx context.Context, r analysis.Result) chart.Point {
	if !r.Known() {
		return chart.Point{}
	}
	p := chart.Point{Known: true, Value: *r.Point, Preliminary: r.Standing == quality.Preliminary}
	if r.Lower != nil && r.Upper != nil {
		p.Bounded, p.Lower, p.Upper = true, *r.Lower, *r.Upper
	}
	p.Text = words.Value(ctx, r)
	if interval := words.Interval(ctx, r); interval != "" {
		p.Text += " (" + interval + ")"
	}
	if basis := words.Basis(ctx, r); basis != "" {
		p.Text += ", " + basis
	}
	return p
}
