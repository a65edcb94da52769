package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// plotHeight is how high the plot of a time line is, in px, without what
// stands around it.
const plotHeight = 260

// TimeLine shows one or several series over periods. Periods without a figure
// are gaps; intervals are drawn when there is a single series.
type TimeLine struct {
	Alt     Alt
	Axis    Axis
	Periods []Period
	// Series are drawn in this order, the last on top.
	Series []Line
	// Targets are drawn as steps, since they may change between periods.
	Targets []Target
	// Breaks are where the definition changed, in order.
	Breaks []Break
	// Control is what a lone series is judged by; nil when it is not.
	Control *Control
	// Notes are what happened, in order.
	Notes []Note
	Words TimeLineWords
}

// Period is one place on the time axis.
type Period struct {
	// Name is the whole name, "2025 kvartal 3", for the tooltip.
	Name string
	// Short is what stands at the axis, "kv 3", with Group, "2025", below the
	// first period of each group. Group is empty when Short says everything.
	Short, Group string
}

// Role is what a line stands for.
type Role int

const (
	// Unit is a unit among others.
	Unit Role = iota
	// OwnUnit is the reader's own unit, drawn stronger.
	OwnUnit
	// Total is all units together, drawn without markers in a colour of its own.
	Total
)

// Line is one series.
type Line struct {
	Name string
	Role Role
	// Slot gives the colour and the marker, from 0. The same unit should have
	// the same slot in every chart. Total does not use it.
	Slot int
	// Points are one per period.
	Points []Point
	// Bridged draws the line over periods without a figure: the points stand for what
	// lies between them.
	Bridged bool
}

// Target is a level to reach, over time.
type Target struct {
	// Name is its name in the legend, "Mål".
	Name string
	// Levels are one per period, in the axis's unit before Format.Multiplier;
	// nil where there is no target.
	Levels []*float64
}

// Break marks a change in the definition.
type Break struct {
	// Period is the index of the first period under the new definition.
	Period int
	// Label says so in a few words, "Ny definition".
	Label string
	// Apart says that what is before and after cannot be compared: no line leads over.
	Apart bool
}

// TimeLineWords are the words of the legend.
type TimeLineWords struct {
	// Interval is the name of the intervals, "95 % konfidensintervall".
	Interval string
	// Preliminary is the name of the hollow markers, "Preliminär".
	Preliminary string
}

// timeLineAbout is the block "samsyn" of a time line.
type timeLineAbout struct {
	about
	PlotHeight int           `json:"plotHeight"`
	Periods    []periodAbout `json:"periods"`
	Broken     bool          `json:"broken"`
	NoteRows   int           `json:"noteRows,omitempty"` // notes below each other
}

type periodAbout struct {
	Name  string `json:"name"`
	Short string `json:"short"`
	Group string `json:"group"`
}

// Option implements Chart.
func (c TimeLine) Option() ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	s := c.scale()
	base := base()
	base.SetXAxis(c.names()).SetGlobalOptions(charts.WithXAxisOpts(opts.XAxis{
		Type:      "category",
		AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: "@subtle"}},
		AxisTick:  &opts.AxisTick{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@subtle"}},
		AxisLabel: &opts.AxisLabel{Color: "@subtle", FontFamily: font, FontSize: 12},
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "@grid"}},
	}))
	base.Tooltip.Trigger = "axis"

	about := timeLineAbout{about: newAbout("timeline", c.Alt, c.Axis), PlotHeight: plotHeight, Broken: len(c.Breaks) > 0}
	for _, p := range c.Periods {
		about.Periods = append(about.Periods, periodAbout(p))
	}
	about.NoteRows = c.noteRows()
	all, legend := c.draw()
	for _, entry := range legend {
		about.Legend = append(about.Legend, entry.Name)
	}
	return assemble(base, all, valueAxes{y: valueAxis(s, c.Axis.Format)}, about, legend)
}

// draw makes the series, from the back to the front, and the legend, where the
// lines come first.
func (c TimeLine) draw() (all []series, legend []legendEntry) {
	for i, target := range c.Targets {
		all = append(all, c.target(i), sample(target.Name, "circle", nil,
			&opts.LineStyle{Color: "@target", Width: 2, Type: dashName(i)}))
	}
	if len(c.Breaks) > 0 {
		all = append(all, c.breaks())
	}
	all = append(all, c.notes()...)
	bounded, preliminary := false, false
	for _, line := range c.Series {
		if whiskers, any := c.whiskers(line); any {
			all, bounded = append(all, whiskers), true
		}
		for _, part := range c.parts(line) {
			all = append(all, c.line(part))
		}
		legend = append(legend, legendEntry{Name: line.Name})
		for _, p := range line.Points {
			preliminary = preliminary || p.Known && p.Preliminary && line.Role != Total
		}
	}
	judged, judging := c.drawControl()
	all, legend = append(all, judged...), append(legend, judging...)
	for _, target := range c.Targets {
		legend = append(legend, legendEntry{Name: target.Name})
	}
	if bounded {
		all = append(all, sample(c.Words.Interval, "circle", &opts.ItemStyle{Color: inkOf(c.Series[0])}, nil))
		legend = append(legend, legendEntry{Name: c.Words.Interval, Icon: whiskerIcon})
	}
	if preliminary {
		all = append(all, sample(c.Words.Preliminary, "circle", style("@subtle", true), nil))
		legend = append(legend, legendEntry{Name: c.Words.Preliminary})
	}
	return all, legend
}

// parts are the line's pieces between breaks that no line leads over, all of them as
// long as the line.
func (c TimeLine) parts(line Line) []Line {
	starts := []int{0}
	for _, b := range c.Breaks {
		if b.Apart && b.Period > starts[len(starts)-1] {
			starts = append(starts, b.Period)
		}
	}
	parts := make([]Line, len(starts))
	for i, start := range starts {
		end := len(line.Points)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		parts[i] = line
		parts[i].Points = make([]Point, len(line.Points))
		copy(parts[i].Points[start:end], line.Points[start:end])
	}
	return parts
}

// line is a series of figures.
func (c TimeLine) line(line Line) series {
	colour := inkOf(line)
	items := make([]item, len(line.Points))
	for i, p := range line.Points {
		if !p.Known {
			continue
		}
		p = p.scaled(c.Axis.Format)
		items[i] = item{Value: p.Value, Tip: p.Text, Style: style(colour, p.Preliminary)}
	}
	s := series{Z: layerLine, SingleSeries: charts.SingleSeries{
		Name: line.Name, Type: "line", Data: items, ShowSymbol: opts.Bool(true),
		Symbol: shapes[line.Slot%len(shapes)], SymbolSize: 8,
		ItemStyle: &opts.ItemStyle{Color: colour},
		LineStyle: &opts.LineStyle{Color: colour, Width: 2},
	}}
	if line.Bridged {
		s.ConnectNulls = opts.Bool(true)
	}
	switch line.Role {
	case Total:
		s.Symbol, s.SymbolSize, s.LineStyle.Width = "circle", 4, 3
	case OwnUnit:
		s.SymbolSize, s.LineStyle.Width = 10, 3
	}
	return s
}

// whiskers are the intervals of a lone series; several would hide each other.
func (c TimeLine) whiskers(line Line) (series, bool) {
	var items []item
	for i, p := range line.Points {
		if p.Known && p.Bounded {
			p = p.scaled(c.Axis.Format)
			items = append(items, item{Value: []float64{float64(i), p.Lower, p.Upper}, Ink: inkOf(line)})
		}
	}
	if len(c.Series) > 1 || len(items) == 0 {
		return series{}, false
	}
	return drawing("standingWhisker", layerWhisker, items), true
}

// target is the steps of a target; a period without one is left open.
func (c TimeLine) target(index int) series {
	levels := c.Targets[index].Levels
	k := c.Axis.Format.multiplier()
	var items []item
	for i, level := range levels {
		if level == nil {
			continue
		}
		it := item{Value: []float64{float64(i), *level * k}, Ink: "@target", Dash: dashes[index%len(dashes)]}
		if i+1 < len(levels) && levels[i+1] != nil {
			next := *levels[i+1] * k
			it.Next = &next
		}
		items = append(items, it)
	}
	return drawing("step", layerLevel, items)
}

// breaks are the changes of definition.
func (c TimeLine) breaks() series {
	var items []item
	for n, b := range c.Breaks {
		it := item{Value: []float64{float64(b.Period), c.scale().min, -1}, Text: b.Label, Ink: "@subtle"}
		if n > 0 {
			it.Value = []float64{float64(b.Period), c.scale().min, float64(c.Breaks[n-1].Period)}
		}
		if n+1 < len(c.Breaks) {
			next := float64(c.Breaks[n+1].Period)
			it.Next = &next
		}
		items = append(items, it)
	}
	return drawing("definitionBreak", layerText, items)
}

// scale covers every figure, target and drawn interval.
func (c TimeLine) scale() scale {
	var r valueRange
	c.Control.extend(&r, c.Axis.Format.multiplier())
	for _, line := range c.Series {
		for _, p := range line.Points {
			p.Bounded = p.Bounded && len(c.Series) == 1
			p.scaled(c.Axis.Format).extend(&r)
		}
	}
	for _, target := range c.Targets {
		for _, level := range target.Levels {
			if level != nil {
				r.add(*level * c.Axis.Format.multiplier())
			}
		}
	}
	return c.Axis.scale(r)
}

func (c TimeLine) names() []string {
	names := make([]string, len(c.Periods))
	for i, p := range c.Periods {
		names[i] = p.Name
	}
	return names
}

func (c TimeLine) check() error {
	n := len(c.Periods)
	if n == 0 {
		return fmt.Errorf("%w: no periods", ErrShape)
	}
	for _, line := range c.Series {
		if len(line.Points) != n || line.Slot < 0 {
			return fmt.Errorf("%w: %d points for %d periods, slot %d", ErrShape, len(line.Points), n, line.Slot)
		}
		for _, p := range line.Points {
			if err := p.check(); err != nil {
				return err
			}
		}
	}
	for _, target := range c.Targets {
		if len(target.Levels) != n {
			return fmt.Errorf("%w: %d targets for %d periods", ErrShape, len(target.Levels), n)
		}
		for _, level := range target.Levels {
			if level != nil {
				if err := At(*level).check(); err != nil {
					return err
				}
			}
		}
	}
	for _, b := range c.Breaks {
		if b.Period < 0 || b.Period >= n {
			return fmt.Errorf("%w: break at %d of %d periods", ErrShape, b.Period, n)
		}
	}
	return c.checkControl()
}

// inkOf is the name of a line's colour.
func inkOf(line Line) string {
	if line.Role == Total {
		return "@total"
	}
	return fmt.Sprintf("@%d", line.Slot%Slots+1)
}
