package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/opts"
)

// Control is what a lone series of a time line is judged by. Levels are one per
// period, in the axis's unit before Format.Multiplier; nil where there is none.
type Control struct {
	// Center is the median or the mean level.
	Center []*float64
	// Lower and Upper are the limits; empty for a chart without.
	Lower, Upper []*float64
	// Starts are the indexes where a phase begins: no level leads over to the next.
	Starts []int
	// Marks are one per period.
	Marks []Mark
	Words ControlWords
}

// ControlWords are the words of the legend.
type ControlWords struct {
	// Center and Limits are the names of the lines: "Median", "Gränser för slumpen".
	Center, Limits string
	// InRun, Outside and LeftOut are the names of the marks.
	InRun, Outside, LeftOut string
}

// Mark is what is to be seen at a point besides its value. Each has a shape of its
// own, so that it does not take colours to tell them apart.
type Mark int

const (
	// NoMark is an ordinary point.
	NoMark Mark = iota
	// InRun is part of a run or a trend that is a signal: a ring.
	InRun
	// Outside lies beyond a limit: a box.
	Outside
	// LeftOut takes no part in lines and signals: a cross.
	LeftOut
)

// drawings and symbols of the marks.
var (
	markDrawing = map[Mark]string{InRun: "ring", Outside: "box", LeftOut: "cross"}
	markSymbol  = map[Mark]string{InRun: "emptyCircle", Outside: "emptyRect", LeftOut: "path://M0,1L1,0L5,4L9,0L10,1L6,5L10,9L9,10L5,6L1,10L0,9L4,5Z"}
)

// Note is something that happened, marked above the plot with its number; the words
// are in the list below the chart.
type Note struct {
	// Period is the index of the period it happened in, and Part how far into it, 0 to 1.
	Period int
	Part   float64
	Number int
	// Own tells what somebody did from what happened: a square instead of a circle.
	Own bool
}

// drawControl adds the levels and the marks.
func (c TimeLine) drawControl() (all []series, legend []legendEntry) {
	if c.Control == nil {
		return nil, nil
	}
	w := c.Control.Words
	limits := append(c.levelItems(c.Control.Lower, "@subtle", dashes[1]), c.levelItems(c.Control.Upper, "@subtle", dashes[1])...)
	if len(limits) > 0 {
		all = append(all, drawing("step", layerLevel, limits),
			sample(w.Limits, "circle", nil, &opts.LineStyle{Color: "@subtle", Width: 2, Type: dashName(1)}))
		legend = append(legend, legendEntry{Name: w.Limits})
	}
	if center := c.levelItems(c.Control.Center, "@total", nil); len(center) > 0 {
		all = append(all, drawing("step", layerLevel, center), sample(w.Center, "circle", nil, &opts.LineStyle{Color: "@total", Width: 2}))
		legend = append([]legendEntry{{Name: w.Center}}, legend...)
	}
	names := map[Mark]string{InRun: w.InRun, Outside: w.Outside, LeftOut: w.LeftOut}
	for _, mark := range []Mark{InRun, Outside, LeftOut} {
		items := c.marked(mark)
		if len(items) == 0 {
			continue
		}
		look := &opts.ItemStyle{Color: "@text", BorderColor: "@text", BorderWidth: 2, Opacity: opts.Float(1)}
		all = append(all, drawing(markDrawing[mark], layerText, items), sample(names[mark], markSymbol[mark], look, nil))
		legend = append(legend, legendEntry{Name: names[mark]})
	}
	return all, legend
}

// levelItems are the steps of a level, which is broken where a phase begins.
func (c TimeLine) levelItems(levels []*float64, ink string, dash []int) []item {
	starts := map[int]bool{}
	for _, n := range c.Control.Starts {
		starts[n] = true
	}
	k := c.Axis.Format.multiplier()
	var items []item
	for i, level := range levels {
		if level == nil {
			continue
		}
		it := item{Value: []float64{float64(i), *level * k}, Ink: ink, Dash: dash}
		if i+1 < len(levels) && levels[i+1] != nil && !starts[i+1] {
			next := *levels[i+1] * k
			it.Next = &next
		}
		items = append(items, it)
	}
	return items
}

// marked are the points with the mark.
func (c TimeLine) marked(mark Mark) []item {
	var items []item
	for i, m := range c.Control.Marks {
		if p := c.Series[0].Points[i]; m == mark && p.Known {
			items = append(items, item{Value: []float64{float64(i), p.Value * c.Axis.Format.multiplier()}, Ink: "@text"})
		}
	}
	return items
}

// notes are the marks of what happened; those of the same period stand below each
// other.
func (c TimeLine) notes() []series {
	if len(c.Notes) == 0 {
		return nil
	}
	rows, bottom := map[int]int{}, c.scale().min
	var items []item
	for _, n := range c.Notes {
		items = append(items, item{Value: []float64{float64(n.Period), bottom, n.Part, float64(rows[n.Period])},
			Text: fmt.Sprint(n.Number), Bold: n.Own, Ink: "@text", Paper: "@surface"})
		rows[n.Period]++
	}
	return []series{drawing("noteMark", layerText, items)}
}

// noteRows is how many notes there are at most in one period.
func (c TimeLine) noteRows() (most int) {
	rows := map[int]int{}
	for _, n := range c.Notes {
		rows[n.Period]++
		most = max(most, rows[n.Period])
	}
	return most
}

// extend widens a range by the levels.
func (c *Control) extend(r *valueRange, multiplier float64) {
	if c == nil {
		return
	}
	for _, levels := range [][]*float64{c.Center, c.Lower, c.Upper} {
		for _, level := range levels {
			if level != nil {
				r.add(*level * multiplier)
			}
		}
	}
}

// checkControl refuses what cannot be drawn.
func (c TimeLine) checkControl() error {
	n := len(c.Periods)
	for _, note := range c.Notes {
		if note.Period < 0 || note.Period >= n || note.Part < 0 || note.Part > 1 {
			return fmt.Errorf("%w: note at %d and %v of %d periods", ErrShape, note.Period, note.Part, n)
		}
	}
	if c.Control == nil {
		return nil
	}
	if len(c.Series) != 1 || len(c.Control.Marks) != n {
		return fmt.Errorf("%w: %d series and %d marks for a line that is judged", ErrShape, len(c.Series), len(c.Control.Marks))
	}
	for _, levels := range [][]*float64{c.Control.Center, c.Control.Lower, c.Control.Upper} {
		if len(levels) != n && len(levels) != 0 {
			return fmt.Errorf("%w: %d levels for %d periods", ErrShape, len(levels), n)
		}
		for _, level := range levels {
			if level != nil {
				if err := At(*level).check(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
