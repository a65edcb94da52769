package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// rarely is a measure that one wants little of, with so many events of 100 children
// in each quarter.
func rarely(events ...float64) *analysis.Dataset {
	ds := quarterly(linkoping, events...)
	ds.Measures[0].Versions[0].Direction = quality.Lower
	return ds
}

// between are the values of the points that have one, by period.
func between(c analysis.Control) map[int]float64 {
	values := map[int]float64{}
	for n, p := range c.Points {
		if p.Charted != nil {
			values[n] = *p.Charted
		}
	}
	return values
}

func TestWhatLiesBetweenRareEvents(t *testing.T) {
	tests := map[string]struct {
		events []float64
		want   map[int]float64
	}{
		"the first begins before the line":     {[]float64{0, 1, 0, 0, 1, 1}, map[int]float64{4: 299, 5: 99}},
		"a gap is not bridged":                 {[]float64{1, 0, -1, 1, 0, 1}, map[int]float64{5: 199}},
		"two in a quarter share what is there": {[]float64{1, 0, 0, 2, 0, 0, 0, 1}, map[int]float64{3: 149, 7: 399}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := control(t, rarely(test.events...), analysis.BetweenEvents)
			if c.Method != analysis.BetweenEvents || c.Kind != stats.GChart || !c.RareAdvised {
				t.Fatalf("%s, chart %v", c.Method, c.Kind)
			}
			same(t, "between", between(c), test.want)
			if c.Verdict() != analysis.TooFewPoints || c.Points[0].Lower != nil || c.Now != nil {
				t.Error("something is said of a few events")
			}
		})
	}
}

func TestRareEventsAreJudgedFromEventToEvent(t *testing.T) {
	// The second half of the events come much further apart than the first.
	var events []float64
	for n := range 14 {
		events = append(events, 1)
		for quiet := 1 + n%3 + 4*(n/7); quiet > 0; quiet-- {
			events = append(events, 0)
		}
	}
	ds := rarely(events...)
	ds.LastYear = 2040
	for year := 2026; year <= 2040; year++ {
		ds.Selected = append(ds.Selected, analysis.Selection{Year: year, IndicatorID: warm})
	}
	c := control(t, ds, analysis.BetweenEvents)
	if len(between(c)) != 13 || c.Phases[0].Used != 13 || c.Verdict() != analysis.HasSignal {
		t.Fatalf("%v: %s", between(c), c.Verdict())
	}
	s := c.Signals[0]
	if s.Rule != analysis.FewCrossings && s.Rule != analysis.LongRun {
		t.Errorf("%+v", c.Signals)
	}
	if p := c.Points[0]; p.Upper == nil || *p.Upper <= *p.Center {
		t.Error("thirteen spaces have limits")
	}
	d := quality.LineDecision{IndicatorID: warm, Kind: quality.NewPhase, Period: c.Timeline.Periods[13], Reason: "Ny rutin"}
	ds.Decisions = []quality.LineDecision{d}
	c = control(t, ds, analysis.BetweenEvents)
	if len(c.Phases) != 2 || c.Phases[1].First != 13 || c.Phases[0].Used+c.Phases[1].Used != 13 || c.Phases[0].Used < 3 {
		t.Errorf("phases %+v", c.Phases)
	}
	d.Period = c.Timeline.Periods[len(c.Points)-2] // nothing has happened since
	ds.Decisions = []quality.LineDecision{d}
	if c = control(t, ds, analysis.BetweenEvents); len(c.Phases) != 1 || c.Phases[0].End != len(c.Points) {
		t.Errorf("phases %+v", c.Phases)
	}
}

func TestEventsAreRareOnlyWhenMostPeriodsHaveNone(t *testing.T) {
	for name, ds := range map[string]*analysis.Dataset{
		"one each quarter": rarely(1, 1, 2, 0, 1, 1), "never": rarely(0, 0, 0), "more is better": quarterly(linkoping, 0, 1, 0, 0),
	} {
		if c := control(t, ds, analysis.BetweenEvents); c.RareAdvised || c.Method != analysis.ControlChart {
			t.Errorf("%s: %s", name, c.Method)
		}
	}
}

func TestTimeBetweenCountsAndExposure(t *testing.T) {
	var figures []analysis.Figure
	for n, x := range []float64{1, 0, 0, 1, 0, 1} {
		p := quality.Quarter(2024+n/4, n%4+1)
		figures = append(figures, in(infections, linkoping, p, quality.Value{Numerator: ptr(x), Denominator: ptr(500.0)}),
			in(complaints, linkoping, p, quality.Value{Numerator: ptr(x)}))
	}
	ds := dataset(figures...)
	for n := range ds.Measures {
		ds.Measures[n].Versions[0].Direction = quality.Lower
	}
	for id, want := range map[int]map[int]float64{1: {3: 1500, 5: 1000}, 3: {3: 9, 5: 6}} {
		c, err := ds.Control(ds.Courses(&ds.Measures[id])[0], analysis.BetweenEvents)
		if err != nil || c.Kind != stats.TChart {
			t.Fatalf("%v, chart %v", err, c.Kind)
		}
		same(t, ds.Measures[id].Code, between(c), want)
	}
}
