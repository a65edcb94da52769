// Package chart turns results into pictures: a time line, a comparison between
// units and a funnel, described once as an ECharts option in JSON. The browser draws
// that description with its own ECharts, and Renderer draws the same one to SVG
// on the server, for pages without JavaScript, the report and print.
//
// It is the only package that imports go-echarts. It must not know where the
// figures come from, nor languages: every word and every figure shown as text
// comes from the caller, already translated and formatted. A value that may not
// be shown must not be given to it at all, since the description is readable in
// the page.
package chart

import (
	"errors"
	"fmt"
	"math"
)

// Chart is something that can be drawn: a TimeLine, a Comparison or a Funnel.
type Chart interface {
	// Option is the chart's description as JSON: an ECharts option without
	// functions, with a block "samsyn" of what web/static/js/chart-option.js
	// needs to lay it out at a width. It is the same for the same chart, and is
	// safe inside <script type="application/json">, since <, > and & are
	// escaped. Its error is a programmer's: see ErrShape.
	Option() ([]byte, error)
}

// ErrShape is returned for a chart that cannot be drawn as it is put together:
// lists of different lengths, no rows or periods, a value that is not a finite
// number, or a width that charts are not drawn in.
var ErrShape = errors.New("chart: inconsistent data")

// Alt is what is read instead of the picture.
type Alt struct {
	// Title says what the chart shows, in a few words.
	Title string
	// Description says what can be seen in it, in a sentence or two. The
	// figures themselves are in the table behind the chart.
	Description string
}

// Format is how numbers are written on the value axis.
type Format struct {
	// Multiplier turns the values given into the unit shown, 100 for fractions
	// shown in per cent. Zero means 1.
	Multiplier float64
	// Suffix follows each number on the axis, with its space: "\u00a0%".
	Suffix string
	// Mark separates the decimals. Empty means a comma.
	Mark string
}

// Axis is the axis of the values.
type Axis struct {
	// Title says what is measured and in what unit; it stands above the plot.
	Title string
	// Format is how its numbers are written. The number of decimals follows
	// from the distance between the axis's marks.
	Format Format
	// Log has marks at the powers of ten, for values that are times something; they
	// must be above zero. Only comparisons have it.
	Log bool
	// Floor and Ceiling are the ends that a value cannot pass, in the values'
	// own unit (0 and 1 for a proportion); nil when there are none.
	Floor, Ceiling *float64
	// Cover are values that the axis reaches whatever is drawn, so that charts side by
	// side have the same one.
	Cover []float64
}

// Point is one figure as it is drawn.
type Point struct {
	// Known is false where there is nothing to draw. It is never drawn as zero.
	Known bool
	// Value is the figure, in the axis's unit before Format.Multiplier.
	Value float64
	// Bounded tells that Lower and Upper, the ends of the interval, are known.
	Bounded      bool
	Lower, Upper float64
	// Preliminary figures are drawn hollow, approved and final ones filled.
	Preliminary bool
	// Text is the figure in words for the tooltip: "77,4 % (60,2–88,6 %), 24 av 31".
	Text string
}

// At is a point without an interval.
func At(value float64) Point {
	return Point{Known: true, Value: value}
}

// scaled is the point in the unit shown.
func (p Point) scaled(f Format) Point {
	k := f.multiplier()
	p.Value, p.Lower, p.Upper = p.Value*k, p.Lower*k, p.Upper*k
	return p
}

// check refuses what cannot be drawn.
func (p Point) check() error {
	if !p.Known {
		return nil
	}
	values := []float64{p.Value}
	if p.Bounded {
		values = append(values, p.Lower, p.Upper)
	}
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: value %v", ErrShape, v)
		}
	}
	return nil
}

// extend widens a range by what the point needs to be seen.
func (p Point) extend(r *valueRange) {
	if !p.Known {
		return
	}
	r.add(p.Value)
	if p.Bounded {
		r.add(p.Lower)
		r.add(p.Upper)
	}
}

func (f Format) multiplier() float64 {
	if f.Multiplier == 0 {
		return 1
	}
	return f.Multiplier
}

// mark is the decimal mark.
func (f Format) mark() string {
	if f.Mark == "" {
		return ","
	}
	return f.Mark
}
