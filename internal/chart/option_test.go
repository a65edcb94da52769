package chart_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"samsyn/internal/chart"
	"samsyn/internal/stats"
)

// option is the parts of a description that the tests look at.
type option struct {
	XAxis, YAxis []struct {
		Min, Max, Interval float64
		AxisLabel          struct {
			SamsynFormat struct{ Decimals int }
		}
		Data json.RawMessage
	}
	Series []struct {
		Name, Type, SamsynDraw string
		Data                   []struct {
			Value json.RawMessage
			Next  *float64
			Text  string
		}
	}
}

func optionOf(t *testing.T, c chart.Chart) (option, []byte) {
	t.Helper()
	raw, err := c.Option()
	if err != nil {
		t.Fatal(err)
	}
	var o option
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return o, raw
}

func TestAGapIsNotZero(t *testing.T) {
	o, _ := optionOf(t, singleLine())
	for _, s := range o.Series {
		if s.Name != "Linköping" {
			continue
		}
		for i, item := range s.Data {
			if gap := string(item.Value) == "null"; gap != (i == 4) {
				t.Errorf("point %d is %s", i, item.Value)
			}
		}
	}
}

func TestAZeroIsDrawn(t *testing.T) {
	c := singleLine()
	c.Series[0].Points[4] = share(0, 20)
	o, _ := optionOf(t, c)
	found := false
	for _, s := range o.Series {
		if s.Name == "Linköping" {
			found = string(s.Data[4].Value) == "0"
		}
	}
	if !found {
		t.Error("a value of zero is left out")
	}
}

func TestIntervalsOnlyForALoneSeries(t *testing.T) {
	count := func(c chart.Chart) (n int) {
		o, _ := optionOf(t, c)
		for _, s := range o.Series {
			if s.SamsynDraw == "standingWhisker" {
				n += len(s.Data)
			}
		}
		return n
	}
	if got := count(singleLine()); got != 11 {
		t.Errorf("%d intervals for eleven values", got)
	}
	if got := count(manyLines()); got != 0 {
		t.Errorf("%d intervals among several series", got)
	}
}

func TestTargetStepsBetweenPeriods(t *testing.T) {
	c := singleLine()
	c.Targets[0].Levels[11] = nil
	o, _ := optionOf(t, c)
	for _, s := range o.Series {
		if s.SamsynDraw != "step" {
			continue
		}
		if len(s.Data) != 11 {
			t.Fatalf("%d levels, want 11", len(s.Data))
		}
		if next := s.Data[3].Next; next == nil || *next != 80 {
			t.Errorf("the step after the first year leads to %v, want 80", next)
		}
		if next := s.Data[10].Next; next != nil {
			t.Errorf("a step leads to %v where there is no target", *next)
		}
	}
}

func TestRowsKeepTheirOrder(t *testing.T) {
	o, _ := optionOf(t, comparison())
	var names []struct{ Value string }
	if err := json.Unmarshal(o.YAxis[0].Data, &names); err != nil {
		t.Fatal(err)
	}
	for i, row := range comparison().Rows {
		if names[i].Value != row.Name {
			t.Errorf("row %d is %s, want %s", i, names[i].Value, row.Name)
		}
	}
}

func TestRowsWithoutValueHaveAWordAndNoFigure(t *testing.T) {
	c := comparison()
	// What a careless caller might leave in a hidden row must not come out.
	c.Rows[4].Point.Value, c.Rows[4].Point.Text = 0.123456, "0.123456"
	o, raw := optionOf(t, c)
	words := 0
	for _, s := range o.Series {
		if s.SamsynDraw == "rowWord" {
			for _, item := range s.Data {
				if item.Text == "uppgift saknas" || item.Text == "ej tillämpligt" {
					words++
				}
			}
		}
	}
	if words != 2 || bytes.Contains(raw, []byte("123456")) || bytes.Contains(raw, []byte("12.3456")) {
		t.Errorf("%d words; %s", words, raw)
	}
}

func TestHiddenRowsDoNotShowTheirFigure(t *testing.T) {
	c := comparison()
	c.Rows[4].Word, c.Rows[4].Figure, c.Rows[4].Detail = "dolt", "33,3 %", "1 av 3"
	_, raw := optionOf(t, c)
	if bytes.Contains(raw, []byte("33,3")) || bytes.Contains(raw, []byte("1 av 3")) {
		t.Error("the figure of a row without a value is in the page")
	}
}

func TestAxisHasEvenMarks(t *testing.T) {
	cases := []struct {
		values         []float64
		floor, ceiling *float64
		min, max, step float64
		decimals       int
	}{
		{[]float64{53, 98}, ptr(0), ptr(100), 0, 100, 20, 0},
		{[]float64{96.2, 99.1}, ptr(0), ptr(100), 96, 100, 1, 0},
		{[]float64{0, 0}, ptr(0), ptr(100), 0, 10, 2, 0},
		{[]float64{100}, ptr(0), ptr(100), 90, 100, 5, 0},
		{[]float64{7}, nil, nil, 5, 9, 1, 0},
		{[]float64{0.001, 0.004}, ptr(0), nil, 0, 0.004, 0.001, 3},
		{[]float64{-3, 8}, nil, nil, -5, 10, 2.5, 1},
		{[]float64{1234, 5678}, ptr(0), nil, 0, 6000, 2000, 0},
		{[]float64{3.1, 4.4}, ptr(1), ptr(5), 3, 4.5, 0.5, 1},
		{nil, ptr(0), ptr(100), 0, 100, 20, 0},
	}
	for _, c := range cases {
		line := chart.TimeLine{Axis: chart.Axis{Floor: c.floor, Ceiling: c.ceiling}}
		points := []chart.Point{}
		for _, v := range c.values {
			points = append(points, chart.At(v))
			line.Periods = append(line.Periods, chart.Period{Name: "p"})
		}
		if len(points) == 0 {
			points, line.Periods = []chart.Point{{}}, []chart.Period{{}}
		}
		line.Series = []chart.Line{{Points: points}}
		o, _ := optionOf(t, line)
		y := o.YAxis[0]
		if y.Min > y.Max || y.Interval <= 0 {
			t.Errorf("%v: axis from %v to %v by %v", c.values, y.Min, y.Max, y.Interval)
		}
		if y.Min != c.min || y.Max != c.max || y.Interval != c.step || y.AxisLabel.SamsynFormat.Decimals != c.decimals {
			t.Errorf("%v: axis %v to %v by %v with %d decimals, want %v to %v by %v with %d", c.values,
				y.Min, y.Max, y.Interval, y.AxisLabel.SamsynFormat.Decimals, c.min, c.max, c.step, c.decimals)
		}
	}
}

func TestLogarithmicAxisGoesBetweenPowersOfTen(t *testing.T) {
	c := comparison()
	c.Axis, c.Levels = chart.Axis{Log: true}, []chart.Level{{Value: 1}}
	for n, v := range []float64{0.4, 208, 1.4, 10} {
		c.Rows[n].Point = chart.At(v)
	}
	o, raw := optionOf(t, c)
	if x := o.XAxis[0]; x.Min != 0.1 || x.Max != 1000 || !bytes.Contains(raw, []byte(`"type":"log"`)) {
		t.Errorf("from %v to %v", x.Min, x.Max)
	}
	svg, err := chart.NewRenderer(chart.Config{}).SVG(t.Context(), c, chart.Wide)
	if err != nil || !bytes.Contains(svg, []byte(">0,1<")) || !bytes.Contains(svg, []byte(">100<")) {
		t.Errorf("%v: the marks are written as they are: %s", err, svg)
	}
	c.Rows[0].Point.Value = 0
	if _, err := c.Option(); !errors.Is(err, chart.ErrShape) {
		t.Errorf("zero has no place: %v", err)
	}
}

func TestTheSameChartIsTheSameDescription(t *testing.T) {
	for _, c := range []chart.Chart{singleLine(), manyLines(), comparison(), funnel()} {
		_, first := optionOf(t, c)
		for range 20 {
			if _, again := optionOf(t, c); !bytes.Equal(first, again) {
				t.Fatalf("%T changes", c)
			}
		}
	}
}

func TestDescriptionIsSafeInAScriptElement(t *testing.T) {
	for _, c := range []chart.Chart{hostileComparison(), hostileFunnel(), hostileTimeLine()} {
		if _, raw := optionOf(t, c); bytes.ContainsAny(raw, "<>&") {
			t.Errorf("%T: %s", c, raw)
		}
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	short, target, slot, at := singleLine(), singleLine(), singleLine(), singleLine()
	short.Series[0].Points = short.Series[0].Points[:3]
	target.Targets[0].Levels = nil
	slot.Series[0].Slot = -1
	at.Breaks[0].Period = 12
	infinite, level := comparison(), comparison()
	infinite.Rows[0].Point = between(stats.Interval{Value: 1, Lower: 0, Upper: math.Inf(1)})
	level.Levels[0].Value = math.NaN()
	for i, c := range []chart.Chart{short, target, slot, at, infinite, level, chart.TimeLine{}, chart.Comparison{}, chart.Funnel{}} {
		if _, err := c.Option(); !errors.Is(err, chart.ErrShape) {
			t.Errorf("case %d: %v", i, err)
		}
	}
}
