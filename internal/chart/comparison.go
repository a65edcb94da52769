package chart

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// rowHeight is the height of a unit's row, and wordyHeight that of one with a long
// name, in px.
const (
	rowHeight   = 36
	wordyHeight = 56
)

// Comparison shows the units' figures below each other, each with its interval,
// against a target and the group as a whole. The rows keep the order they are
// given in: it is a comparison, not a ranking.
type Comparison struct {
	Alt  Alt
	Axis Axis
	Rows []Row
	// Levels are what all rows are compared with.
	Levels []Level
	Words  ComparisonWords
	// Wordy gives the rows room for names of many words.
	Wordy bool
}

// Row is one unit.
type Row struct {
	// Name is the unit's.
	Name string
	// Own is true for the reader's own unit, which is emphasised.
	Own bool
	// Point is the unit's figure.
	Point Point
	// Figure is the value as text, "77,4 %", and Detail what it is made of,
	// "24 av 31". Detail may be empty.
	Figure, Detail string
	// Word says why there is no figure, "uppgift saknas", "ej tillämpligt" or
	// "dolt". It is used only when the point is not known.
	Word string
}

// LevelKind is what a level stands for.
type LevelKind int

const (
	// TargetLevel is a target, drawn dashed.
	TargetLevel LevelKind = iota
	// TotalLevel is all units together, drawn solid.
	TotalLevel
)

// Level is a line through all rows.
type Level struct {
	// Name is its name in the legend, best with its figure: "Mål 80 %".
	Name string
	Kind LevelKind
	// Value is in the axis's unit before Format.Multiplier.
	Value float64
}

// ComparisonWords are the words of the legend.
type ComparisonWords struct {
	// Unit is the name of the markers with their intervals,
	// "Värde med 95 % konfidensintervall".
	Unit string
	// OwnUnit is the name of the reader's own, "Egen enhet".
	OwnUnit string
	// Preliminary is the name of the hollow markers, "Preliminär".
	Preliminary string
}

// comparisonAbout is the block "samsyn" of a comparison.
type comparisonAbout struct {
	about
	RowHeight      int      `json:"rowHeight"`
	Names          []string `json:"names"`
	Figures        []string `json:"figures"`
	Details        []string `json:"details"`
	SparseInterval float64  `json:"sparseInterval,omitempty"`
}

// Option implements Chart.
func (c Comparison) Option() ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	s := c.scale()
	base := base()
	base.Tooltip.Trigger = "item"

	about := comparisonAbout{
		about: newAbout("comparison", c.Alt, c.Axis), RowHeight: rowHeight,
		Figures: []string{}, Details: []string{},
	}
	if !c.Axis.Log {
		about.SparseInterval = s.sparse()
	}
	if c.Wordy {
		about.RowHeight = wordyHeight
	}
	categories := make([]category, len(c.Rows))
	for i, row := range c.Rows {
		about.Names = append(about.Names, row.Name)
		if row.Point.Known { // a hidden figure must not be found in the page
			about.Figures = append(about.Figures, row.Figure)
			about.Details = append(about.Details, row.Detail)
		}
		categories[i] = category{Value: row.Name}
		if row.Own {
			categories[i].Style = &opts.TextStyle{FontWeight: "bold", Color: "@text"}
		}
	}
	all, legend := c.draw(s)
	for _, entry := range legend {
		about.Legend = append(about.Legend, entry.Name)
	}
	axis := valueAxis(s, c.Axis.Format)
	if c.Axis.Log {
		axis["type"], axis["logBase"] = "log", 10
		delete(axis, "interval")
	}
	return assemble(base, all, valueAxes{x: axis, y: rowAxis(categories)}, about, legend)
}

// category is a name on the axis of the rows.
type category struct {
	Value string          `json:"value"`
	Style *opts.TextStyle `json:"textStyle,omitempty"`
}

// rowAxis is the axis of the rows, the first at the top. go-echarts sets the
// same style for all its names.
func rowAxis(categories []category) map[string]any {
	return map[string]any{
		"type": "category", "inverse": true, "data": categories,
		"axisLine":  map[string]any{"show": false},
		"axisTick":  map[string]any{"show": false},
		"axisLabel": map[string]any{"color": "@text", "fontFamily": font, "fontSize": 13, "interval": 0},
	}
}

// draw makes the series, from the back to the front, and the legend.
func (c Comparison) draw(s scale) (all []series, legend []legendEntry) {
	var bands, whiskers, words, figures []item
	points := map[bool][]item{}
	preliminary := false
	for i, row := range c.Rows {
		at := []float64{s.min, float64(i)}
		if row.Own {
			bands = append(bands, item{Value: at, Ink: "@highlight"})
		}
		if !row.Point.Known {
			words = append(words, item{Value: at, Text: row.Word, Ink: "@subtle", Paper: paper(row.Own)})
			continue
		}
		p, ink := row.Point.scaled(c.Axis.Format), rowInk(row.Own)
		if p.Bounded {
			whiskers = append(whiskers, item{Value: []float64{p.Lower, float64(i), p.Upper}, Ink: ink, Bold: row.Own})
		}
		points[row.Own] = append(points[row.Own], item{
			Value: []float64{p.Value, float64(i)}, Tip: p.Text, Style: style(ink, p.Preliminary),
		})
		preliminary = preliminary || p.Preliminary
		figures = append(figures, item{
			Value: at, Text: row.Figure, Detail: row.Detail, Ink: "@text", Faint: "@subtle", Bold: row.Own,
		})
	}
	all = append(all, drawing("rowBand", layerBand, bands))
	for _, own := range []bool{false, true} {
		if len(points[own]) == 0 {
			continue
		}
		name, symbol, size := c.Words.Unit, "circle", 11
		if own {
			name, symbol, size = c.Words.OwnUnit, "diamond", 15
		}
		all = append(all, series{Z: layerLine, SingleSeries: charts.SingleSeries{
			Type: "scatter", Data: points[own], Symbol: symbol, SymbolSize: size,
		}}, sample(name, symbol, style(rowInk(own), false), &opts.LineStyle{Color: rowInk(own), Width: 1.5}))
		legend = append(legend, legendEntry{Name: name})
	}
	for _, level := range c.Levels {
		it := item{Value: []float64{level.Value * c.Axis.Format.multiplier(), 0}, Ink: "@total"}
		line := &opts.LineStyle{Color: "@total", Width: 2}
		if level.Kind == TargetLevel {
			it.Ink, it.Dash = "@target", dashes[0]
			line.Color, line.Type = "@target", dashName(0)
		}
		all = append(all, drawing("level", layerLevel, []item{it}), sample(level.Name, "circle", nil, line))
		legend = append(legend, legendEntry{Name: level.Name})
	}
	if preliminary {
		all = append(all, sample(c.Words.Preliminary, "circle", style("@subtle", true), nil))
		legend = append(legend, legendEntry{Name: c.Words.Preliminary})
	}
	return append(all,
		drawing("lyingWhisker", layerWhisker, whiskers),
		drawing("rowWord", layerText, words),
		drawing("rowFigures", layerText, figures),
	), legend
}

// scale covers every figure, interval and level.
func (c Comparison) scale() scale {
	var r valueRange
	for _, row := range c.Rows {
		row.Point.scaled(c.Axis.Format).extend(&r)
	}
	for _, level := range c.Levels {
		r.add(level.Value * c.Axis.Format.multiplier())
	}
	if c.Axis.Log {
		return logScale(r)
	}
	return c.Axis.scale(r)
}

func (c Comparison) check() error {
	if len(c.Rows) == 0 {
		return fmt.Errorf("%w: no rows", ErrShape)
	}
	for _, row := range c.Rows {
		if err := row.Point.check(); err != nil {
			return err
		}
		if p := row.Point; c.Axis.Log && p.Known && (p.Value <= 0 || p.Bounded && p.Lower <= 0) {
			return fmt.Errorf("%w: %s on a logarithmic axis", ErrShape, row.Name)
		}
	}
	for _, level := range c.Levels {
		if err := At(level.Value).check(); err != nil {
			return err
		}
		if c.Axis.Log && level.Value <= 0 {
			return fmt.Errorf("%w: %v on a logarithmic axis", ErrShape, level.Value)
		}
	}
	return nil
}

// rowInk is the colour of a row's marker: units are told apart by their names,
// so only the reader's own has a colour.
func rowInk(own bool) string {
	if own {
		return "@1"
	}
	return "@total"
}

// paper is what lies behind the words of a row.
func paper(own bool) string {
	if own {
		return "@highlight"
	}
	return "@surface"
}
