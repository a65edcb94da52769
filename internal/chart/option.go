package chart

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// font is the page's own, so that a picture does not stand out from it.
const font = "'Inter Variable', Inter, sans-serif"

// series is go-echarts' series with what it lacks.
type series struct {
	charts.SingleSeries
	// Draw names one of the drawings in chart-option.js, for custom series.
	Draw string `json:"samsynDraw,omitempty"`
	// Z is the layer; higher lies above lower.
	Z int `json:"z"`
	// Silent series do not react to the pointer.
	Silent bool `json:"silent,omitempty"`
}

// item is one value of a series. Which fields are used depends on the drawing.
type item struct {
	// Value is a number or a list of them; nil is a gap.
	Value any `json:"value"`
	// Tip is what the tooltip says about it.
	Tip string `json:"tip,omitempty"`
	// Style is the marker's own colours.
	Style *opts.ItemStyle `json:"itemStyle,omitempty"`
	// Ink is the colour of a drawing, Faint that of its lesser part and Paper
	// what is behind its text, as names of the palette.
	Ink   string `json:"ink,omitempty"`
	Faint string `json:"faint,omitempty"`
	Paper string `json:"paper,omitempty"`
	// Text and Detail are written out.
	Text   string `json:"text,omitempty"`
	Detail string `json:"detail,omitempty"`
	Bold   bool   `json:"bold,omitempty"`
	// Next is the target of the period after, for the step to it, or the next break.
	Next *float64 `json:"next,omitempty"`
	// Dash is the pattern of a line: px drawn, px left out.
	Dash []int `json:"dash,omitempty"`
	// Symbol and SymbolSize are the marker's own.
	Symbol     string `json:"symbol,omitempty"`
	SymbolSize int    `json:"symbolSize,omitempty"`
	// Names are written beside their points.
	Names []pointName `json:"names,omitempty"`
}

// layer is the depth of what is drawn, from the back.
const (
	layerBand = iota
	layerLevel
	layerWhisker
	layerLine
	layerText
)

// numberFormat is the named formatter that chart-option.js resolves.
type numberFormat struct {
	Decimals int    `json:"decimals"`
	Mark     string `json:"mark"`
	Suffix   string `json:"suffix"`
}

func (f Format) numbers(s scale) numberFormat {
	return numberFormat{Decimals: s.decimals, Mark: f.mark(), Suffix: f.Suffix}
}

// about is the part of the block "samsyn" that all kinds have.
type about struct {
	Kind        string             `json:"kind"`
	Title       string             `json:"title"`
	Description string             `json:"description"`
	Palettes    map[string]Palette `json:"palettes"`
	AxisTitle   string             `json:"axisTitle"`
	Legend      []string           `json:"legend"`
}

func newAbout(kind string, alt Alt, axis Axis) about {
	return about{
		Kind: kind, Title: alt.Title, Description: alt.Description,
		Palettes:  map[string]Palette{"light": Light, "dark": Dark},
		AxisTitle: axis.Title, Legend: []string{},
	}
}

// base is go-echarts' chart with what all ours share: no title of its own, no
// movement, and a tooltip drawn on the canvas, since one made of HTML would
// need style attributes that the content policy forbids.
func base() *charts.Scatter {
	c := charts.NewScatter()
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), BackgroundColor: "@surface", BorderColor: "@subtle"}),
	)
	return c
}

// legendEntry is one line of the legend.
type legendEntry struct {
	Name string `json:"name"`
	Icon string `json:"icon,omitempty"`
}

// valueAxes are the axes that replace go-echarts' own; nil keeps it.
type valueAxes struct {
	x, y map[string]any
}

// assemble makes the JSON of a chart: go-echarts' option, then what it has no
// fields for.
func assemble(c *charts.Scatter, all []series, axes valueAxes, samsyn any, legend []legendEntry) ([]byte, error) {
	c.SetGlobalOptions(charts.WithLegendOpts(opts.Legend{
		Show: opts.Bool(len(legend) > 0), Data: legend, TextStyle: &opts.TextStyle{Color: "@text", FontFamily: font, FontSize: 12},
	}))
	c.Validate()
	option := c.JSON()
	option["series"] = all
	if axes.x != nil {
		option["xAxis"] = []any{axes.x}
	}
	if axes.y != nil {
		option["yAxis"] = []any{axes.y}
	}
	option["samsyn"] = samsyn
	option["textStyle"] = map[string]any{"fontFamily": font, "fontSize": 12, "color": "@text"}
	delete(option, "toolbox")
	delete(option, "color")
	if err := amend(option, "legend", map[string]any{"selectedMode": false}); err != nil {
		return nil, err
	}
	if err := amend(option, "tooltip", map[string]any{
		"renderMode": "richText", "confine": true, "padding": 10,
		"textStyle":   map[string]any{"color": "@text", "fontFamily": font, "fontSize": 12, "lineHeight": 18},
		"axisPointer": map[string]any{"type": "line", "lineStyle": map[string]any{"color": "@subtle"}},
	}); err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("chart: encode option: %w", err)
	}
	return encoded, nil
}

// amend adds keys to one of the option's blocks.
func amend(option map[string]any, block string, keys map[string]any) error {
	merged, err := asMap(option[block])
	if err != nil {
		return fmt.Errorf("chart: option %s: %w", block, err)
	}
	for k, v := range keys {
		merged[k] = v
	}
	option[block] = merged
	return nil
}

// asMap is a struct of go-echarts as JSON would have it.
func asMap(v any) (map[string]any, error) {
	encoded, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var m map[string]any
	return m, json.Unmarshal(encoded, &m)
}

// valueAxis is the keys of an axis of numbers. go-echarts' own axis has no
// place for a named format.
func valueAxis(s scale, f Format) map[string]any {
	return map[string]any{
		"type": "value", "min": s.min, "max": s.max, "interval": s.step,
		"axisLine":  map[string]any{"show": false},
		"axisTick":  map[string]any{"show": false},
		"splitLine": map[string]any{"show": true, "lineStyle": map[string]any{"color": "@grid", "width": 1}},
		"axisLabel": map[string]any{"color": "@subtle", "fontFamily": font, "fontSize": 12, "samsynFormat": f.numbers(s)},
	}
}

// scale is the axis's marks around a range in the unit shown.
func (a Axis) scale(r valueRange) scale {
	for _, v := range a.Cover {
		r.add(v * a.Format.multiplier())
	}
	return newScale(r, a.end(a.Floor), a.end(a.Ceiling))
}

// end is one of the axis's ends in the unit shown.
func (a Axis) end(v *float64) *float64 {
	if v == nil {
		return nil
	}
	shown := *v * a.Format.multiplier()
	return &shown
}

// dashes are the patterns of target lines, the first target's first.
var dashes = [][]int{{7, 4}, {2, 3}}

// dashName is ECharts' name for the pattern, for the legend.
func dashName(index int) string {
	return []string{"dashed", "dotted"}[index%len(dashes)]
}

// whiskerIcon is an interval lying down, for the legend.
const whiskerIcon = "path://M0,0H1V4H19V0H20V10H19V6H1V10H0Z"

// drawing is a custom series of one of the drawings in chart-option.js.
func drawing(name string, layer int, items []item) series {
	if items == nil {
		items = []item{}
	}
	return series{Draw: name, Z: layer, Silent: true, SingleSeries: charts.SingleSeries{
		Type: "custom", Data: items,
	}}
}

// style is a marker: hollow when the figure is preliminary.
func style(colour string, hollow bool) *opts.ItemStyle {
	if hollow {
		return &opts.ItemStyle{Color: "@surface", BorderColor: colour, BorderWidth: 2, Opacity: opts.Float(1)}
	}
	return &opts.ItemStyle{Color: colour, BorderColor: colour, BorderWidth: 2, Opacity: opts.Float(1)}
}

// sample is an empty series that only lends its look to the legend: a line, a
// marker, or a marker on a line. A nil look or line is not drawn.
func sample(name, symbol string, look *opts.ItemStyle, line *opts.LineStyle) series {
	if look == nil {
		look = &opts.ItemStyle{Opacity: opts.Float(0)}
	}
	if line == nil {
		line = &opts.LineStyle{Opacity: opts.Float(0)}
	}
	return series{Z: layerText, Silent: true, SingleSeries: charts.SingleSeries{
		Name: name, Type: "line", Symbol: symbol, ShowSymbol: opts.Bool(true), SymbolSize: 9,
		Data: []item{}, ItemStyle: look, LineStyle: line,
	}}
}
