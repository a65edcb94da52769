package chart

import (
	"fmt"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

const (
	// funnelHeight is how high the plot of a funnel is, in px.
	funnelHeight = 340
	// mostNames is among how many units all are named in the plot; among more, only
	// the reader's own and those beyond a limit.
	mostNames = 15
)

// Funnel shows units by how many children their figures rest on, among the limits
// that chance alone would keep them within. It has no order but that of size, and is
// no ranking.
type Funnel struct {
	Alt Alt
	// Axis is that of the values, and Sizes that of the sizes.
	Axis, Sizes Axis
	// Average is all units together, in the values' unit.
	Average float64
	// Bands are the limits, by rising size.
	Bands []Band
	Units []FunnelUnit
	Words FunnelWords
}

// Band is the limits for a unit of that size, in the values' unit.
type Band struct {
	Size         float64
	Inner, Outer [2]float64 // lower and upper
}

// FunnelUnit is one unit with a figure.
type FunnelUnit struct {
	Name string
	// Slot gives the colour and the marker, from 0, as in a time line.
	Slot int
	// Own is true for the reader's own unit, and Beyond for one beyond a limit:
	// their names are emphasised.
	Own, Beyond bool
	Size        float64
	Point       Point
}

// FunnelWords are the words of the legend.
type FunnelWords struct {
	// Average is the name of the middle line, best with its figure; Inner and Outer
	// those of the limits.
	Average, Inner, Outer string
	// Preliminary is the name of the hollow markers, "Preliminär".
	Preliminary string
}

// funnelAbout is the block "samsyn" of a funnel.
type funnelAbout struct {
	about
	PlotHeight int    `json:"plotHeight"`
	SizesTitle string `json:"sizesTitle"`
}

// pointName is a unit's name beside its marker.
type pointName struct {
	At    [2]float64 `json:"at"`
	Text  string     `json:"text"`
	Ink   string     `json:"ink"`
	Paper string     `json:"paper"` // behind the text
	Bold  bool       `json:"bold,omitempty"`
}

// Option implements Chart.
func (c Funnel) Option() ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	base := base()
	base.Tooltip.Trigger = "item"
	about := funnelAbout{about: newAbout("funnel", c.Alt, c.Axis), PlotHeight: funnelHeight, SizesTitle: c.Sizes.Title}
	all, legend := c.draw()
	for _, entry := range legend {
		about.Legend = append(about.Legend, entry.Name)
	}
	values, sizes := c.scales()
	axes := valueAxes{x: valueAxis(sizes, c.Sizes.Format), y: valueAxis(values, c.Axis.Format)}
	return assemble(base, all, axes, about, legend)
}

// draw makes the series, from the back to the front, and the legend.
func (c Funnel) draw() (all []series, legend []legendEntry) {
	k := c.Axis.Format.multiplier()
	inner := &opts.LineStyle{Color: "@subtle", Width: 1.5, Type: dashName(0)}
	outer := &opts.LineStyle{Color: "@subtle", Width: 1.5}
	total := &opts.LineStyle{Color: "@total", Width: 2}
	for _, line := range []struct {
		look *opts.LineStyle
		at   func(Band) float64
	}{
		{total, func(Band) float64 { return c.Average }},
		{inner, func(b Band) float64 { return b.Inner[0] }}, {inner, func(b Band) float64 { return b.Inner[1] }},
		{outer, func(b Band) float64 { return b.Outer[0] }}, {outer, func(b Band) float64 { return b.Outer[1] }},
	} {
		var items []item
		for _, b := range c.Bands {
			items = append(items, item{Value: []float64{b.Size, line.at(b) * k}})
		}
		all = append(all, series{Z: layerLevel, Silent: true, SingleSeries: charts.SingleSeries{
			Type: "line", Data: items, Symbol: "none", LineStyle: line.look}})
	}
	for _, entry := range []struct {
		name string
		look *opts.LineStyle
	}{{c.Words.Average, total}, {c.Words.Inner, inner}, {c.Words.Outer, outer}} {
		all = append(all, sample(entry.name, "circle", nil, entry.look))
		legend = append(legend, legendEntry{Name: entry.name})
	}
	var points []item
	var names []pointName
	preliminary := false
	for _, u := range c.Units {
		p, ink := u.Point.scaled(c.Axis.Format), fmt.Sprintf("@%d", u.Slot%Slots+1)
		preliminary = preliminary || p.Preliminary
		size := 10
		if u.Own {
			size = 14
		}
		points = append(points, item{Value: []float64{u.Size, p.Value}, Tip: u.Name + "\n" + p.Text,
			Symbol: shapes[u.Slot%len(shapes)], SymbolSize: size, Style: style(ink, p.Preliminary)})
		name := pointName{At: [2]float64{u.Size, p.Value}, Ink: "@text", Paper: "@surface", Bold: u.Own || u.Beyond}
		if len(c.Units) <= mostNames || name.Bold {
			name.Text = u.Name
		}
		names = append(names, name) // without a text it is still in the way of others
	}
	if preliminary {
		all = append(all, sample(c.Words.Preliminary, "circle", style("@subtle", true), nil))
		legend = append(legend, legendEntry{Name: c.Words.Preliminary})
	}
	return append(all,
		drawing("pointNames", layerText, []item{{Value: names[0].At, Names: names}}),
		series{Z: layerText, SingleSeries: charts.SingleSeries{Type: "scatter", Data: points}},
	), legend
}

// scales cover every unit, the average, and the limits at the units' sizes; what
// the limits are for smaller units is cut off at the plot's edge.
func (c Funnel) scales() (values, sizes scale) {
	var v, s valueRange
	k, smallest := c.Axis.Format.multiplier(), math.Inf(1)
	v.add(c.Average * k)
	for _, u := range c.Units {
		v.add(u.Point.Value * k)
		s.add(u.Size)
		smallest = min(smallest, u.Size)
	}
	for _, b := range c.Bands {
		if b.Size >= smallest {
			for _, limit := range []float64{b.Inner[0], b.Inner[1], b.Outer[0], b.Outer[1]} {
				v.add(limit * k)
			}
		}
	}
	return c.Axis.scale(v), c.Sizes.scale(s)
}

func (c Funnel) check() error {
	if len(c.Units) == 0 || len(c.Bands) == 0 {
		return fmt.Errorf("%w: %d units and %d bands", ErrShape, len(c.Units), len(c.Bands))
	}
	finite := []Point{At(c.Average)}
	for _, b := range c.Bands {
		finite = append(finite, At(b.Size), At(b.Inner[0]), At(b.Inner[1]), At(b.Outer[0]), At(b.Outer[1]))
	}
	for _, u := range c.Units {
		if !u.Point.Known || u.Slot < 0 {
			return fmt.Errorf("%w: %s without a figure, or slot %d", ErrShape, u.Name, u.Slot)
		}
		finite = append(finite, At(u.Size), u.Point)
	}
	for _, p := range finite {
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}
