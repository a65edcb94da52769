package analysis_test

import (
	"slices"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// effect is the unit's of the first measure.
func effect(t *testing.T, ds *analysis.Dataset, began time.Time) analysis.Effect {
	t.Helper()
	all, err := ds.Effects(&ds.Measures[0], linkoping, began)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d effects, %v", len(all), err)
	}
	return all[0]
}

// alternating is n values around the level.
func alternating(level float64, n int) []float64 {
	var values []float64
	for i := range n {
		values = append(values, level+float64(3*(i%2))-1+float64(i)/10)
	}
	return values
}

// TestEffect: quarters of 100 children from 2020 on; something begins on the first day
// of 2022, after eight of them, unless the test says otherwise.
func TestEffect(t *testing.T) {
	tests := map[string]struct {
		numerators    []float64
		began         time.Time
		lower         bool // fewer is better
		verdict       analysis.EffectVerdict
		meaning       stats.Meaning
		before, after int
	}{
		"a step that lasts":          {numerators: step, verdict: analysis.Lasts, meaning: stats.Improvement, before: 8, after: 8},
		"the same where fewer is":    {numerators: step, lower: true, verdict: analysis.Lasts, meaning: stats.Concern, before: 8, after: 8},
		"a step down":                {numerators: append(alternating(80, 8), alternating(60, 8)...), verdict: analysis.Lasts, meaning: stats.Concern, before: 8, after: 8},
		"down where fewer is better": {numerators: append(alternating(80, 8), alternating(60, 8)...), lower: true, verdict: analysis.Lasts, meaning: stats.Improvement, before: 8, after: 8},
		"a year after is no run":     {numerators: step[:12], verdict: analysis.Differs, meaning: stats.Improvement, before: 8, after: 4},
		"three quarters after":       {numerators: step[:11], verdict: analysis.TooFewAfter, before: 8, after: 3},
		"nothing after":              {numerators: step[:8], verdict: analysis.NothingAfter, before: 8},
		"after the last figure":      {numerators: step, began: day(2025, 1, 1), verdict: analysis.NothingAfter, before: 16},
		"before the first figure":    {numerators: step, began: day(2019, 1, 1), verdict: analysis.TooFewBefore, after: 16},
		"three quarters before":      {numerators: step[5:], began: day(2020, 10, 1), verdict: analysis.TooFewBefore, before: 3, after: 8},
		"as before":                  {numerators: alternating(60, 16), verdict: analysis.MaybeChance, before: 8, after: 8},
		// The quarter that it began in is on neither side.
		"mid-quarter":          {numerators: step, began: day(2022, 2, 15), verdict: analysis.Lasts, meaning: stats.Improvement, before: 8, after: 7},
		"a quarter's last day": {numerators: step, began: day(2021, 12, 31), verdict: analysis.Lasts, meaning: stats.Improvement, before: 7, after: 8},
		// Quarters that were not handed in are on no side.
		"gaps":               {numerators: []float64{60, 62, -1, 61, -1, 63, 60, 62, 80, -1, 81, 82, -1, 83}, verdict: analysis.Differs, meaning: stats.Improvement, before: 6, after: 4},
		"a year later still": {numerators: step, began: day(2023, 1, 1), verdict: analysis.ChangedEarlier, meaning: stats.Improvement, before: 12, after: 4},
		// Eight above the median in a row, but four of them from before.
		"it had changed already": {numerators: []float64{50, 51, 52, 53, 80, 81, 82, 83, 80, 81, 82, 83}, verdict: analysis.ChangedEarlier, meaning: stats.Improvement, before: 8, after: 4},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := quarterly(linkoping, test.numerators...)
			if test.lower {
				ds.Measures[0].Versions[0].Direction = quality.Lower
			}
			if test.began.IsZero() {
				test.began = day(2022, 1, 1)
			}
			e := effect(t, ds, test.began)
			if e.Verdict != test.verdict || e.Meaning != test.meaning || e.ValuesBefore != test.before || e.ValuesAfter != test.after {
				t.Errorf("%s, meaning %d, %d before and %d after", e.Verdict, e.Meaning, e.ValuesBefore, e.ValuesAfter)
			}
			said := e.Verdict == analysis.Lasts || e.Verdict == analysis.ChangedEarlier
			if said != (len(e.Control.Signals) > 0) {
				t.Errorf("signals %+v", e.Control.Signals)
			}
		})
	}
}

// TestEffectsNumbers: the median is that of the quarters before and is held on; the
// children of each side are added up, and their difference has Newcombe's limits.
func TestEffectsNumbers(t *testing.T) {
	e := effect(t, quarterly(linkoping, step...), day(2022, 2, 15))
	if *e.MedianBefore != 61.5 || *e.MedianAfter != 82 {
		t.Errorf("medians %v and %v", *e.MedianBefore, *e.MedianAfter)
	}
	for n, p := range e.Control.Points {
		if p.Center == nil || *p.Center != 61.5 {
			t.Errorf("centre at %d: %v", n, p.Center)
		}
	}
	if *e.Before.Value.Numerator != 492 || *e.Before.Value.Denominator != 800 || *e.After.Value.Numerator != 572 || *e.After.Value.Denominator != 700 {
		t.Errorf("%v before, %v after", e.Before.Value, e.After.Value)
	}
	want, _ := stats.NewcombeDifference(stats.Proportion{Numerator: 572, Denominator: 700}, stats.Proportion{Numerator: 492, Denominator: 800}, stats.Confidence95)
	if e.Change == nil || !e.Change.Real || !near(&e.Change.Difference, 100*want.Value) || !near(e.Change.Lower, 100*want.Lower) || !near(e.Change.Upper, 100*want.Upper) {
		t.Errorf("change %+v, want %+v", e.Change, want)
	}
	var around []int
	for n, side := range e.Sides {
		if side == analysis.AroundDay {
			around = append(around, n)
		}
	}
	same(t, "periods with the day", around, []int{8})
}

// TestEffectAcrossDefinitions: figures that cannot be compared are on no side.
func TestEffectAcrossDefinitions(t *testing.T) {
	began := day(2022, 2, 15)
	for name, test := range map[string]struct {
		from    quality.Period
		verdict analysis.EffectVerdict
		sides   map[analysis.EffectSide]int
	}{
		"with the first after": {quality.Quarter(2022, 2), analysis.NotComparable, map[analysis.EffectSide]int{analysis.ApartFrom: 16}},
		"with the one around":  {quality.Quarter(2022, 1), analysis.NotComparable, map[analysis.EffectSide]int{analysis.ApartFrom: 16}},
		"long before":          {quality.Quarter(2020, 4), analysis.Lasts, map[analysis.EffectSide]int{analysis.ApartFrom: 3, analysis.BeforeDay: 5, analysis.AroundDay: 1, analysis.AfterDay: 7}},
		"just before":          {quality.Quarter(2021, 3), analysis.TooFewBefore, map[analysis.EffectSide]int{analysis.ApartFrom: 6, analysis.BeforeDay: 2, analysis.AroundDay: 1, analysis.AfterDay: 7}},
		"later":                {quality.Quarter(2023, 2), analysis.Differs, map[analysis.EffectSide]int{analysis.BeforeDay: 8, analysis.AroundDay: 1, analysis.AfterDay: 4, analysis.ApartFrom: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			e := effect(t, redefined(quarterly(linkoping, step...), test.from, false), began)
			sides := map[analysis.EffectSide]int{}
			for _, s := range e.Sides {
				sides[s]++
			}
			if e.Verdict != test.verdict {
				t.Errorf("%s", e.Verdict)
			}
			same(t, "sides", sides, test.sides)
		})
	}
	// A new wording with the same figures is no break.
	if e := effect(t, redefined(quarterly(linkoping, step...), quality.Quarter(2022, 2), true), began); e.Verdict != analysis.Lasts {
		t.Errorf("comparable: %s", e.Verdict)
	}
}

// TestEffectHeedsDecisions: what the group has left out stays out, a level decided
// before the day is where the comparison begins, and one decided after it is not heeded.
func TestEffectHeedsDecisions(t *testing.T) {
	ds := quarterly(linkoping, append([]float64{20, 21, 22, 23}, step...)...)
	decide := func(kind quality.LineDecisionKind, p quality.Period) {
		ds.Decisions = append(ds.Decisions, quality.LineDecision{IndicatorID: warm, Kind: kind, Period: p, Reason: "Ny avdelning"})
	}
	decide(quality.NewPhase, quality.Quarter(2021, 1))
	decide(quality.NewPhase, quality.Quarter(2023, 1))
	decide(quality.LeftOut, quality.Quarter(2022, 2))
	e := effect(t, ds, day(2023, 1, 1))
	if e.Verdict != analysis.Lasts || e.ValuesBefore != 7 || e.ValuesAfter != 8 {
		t.Errorf("%s with %d before and %d after", e.Verdict, e.ValuesBefore, e.ValuesAfter)
	}
	if i := slices.Index(e.Sides, analysis.BeforeDay); i != 4 || e.Control.Phases[0].First != 4 || e.Control.Phases[0].Start != analysis.Decided {
		t.Errorf("compared from %d, phase %+v", i, e.Control.Phases[0])
	}
	if e.Control.Points[9].LeftOut == nil || e.Control.Points[9].InSignal {
		t.Errorf("the point left out: %+v", e.Control.Points[9])
	}
}

// TestEffectOfFew: what is more than chance explains by the interval is not when it
// rests on as few children as the group calls few.
func TestEffectOfFew(t *testing.T) {
	var figures []analysis.Figure
	for n := range 8 {
		x := 0.0
		if n >= 4 {
			x = 2
		}
		figures = append(figures, in(warm, linkoping, quality.Quarter(2024+n/4, n%4+1), quality.Value{Numerator: &x, Denominator: ptr(2.0)}))
	}
	ds := dataset(figures...)
	if e := effect(t, ds, day(2025, 1, 1)); e.Verdict != analysis.MaybeChance || e.Change == nil || e.Change.Real {
		t.Errorf("%s, %+v", e.Verdict, e.Change)
	}
	ds.Group.ReliabilityLimit = 8
	if e := effect(t, ds, day(2025, 1, 1)); e.Verdict != analysis.Differs {
		t.Errorf("with a lower limit: %s", e.Verdict)
	}
}

// TestEffectMasked: of a masked dataset whole years are all there is, and a hidden one
// is no value.
func TestEffectMasked(t *testing.T) {
	ds := quarterly(linkoping, step...)
	masked := effect(t, ds.Mask(), day(2022, 1, 1))
	if masked.Verdict != analysis.TooFewBefore || masked.ValuesBefore != 2 || masked.ValuesAfter != 2 || len(masked.Sides) != 4 {
		t.Errorf("%s of %d years: %d and %d", masked.Verdict, len(masked.Sides), masked.ValuesBefore, masked.ValuesAfter)
	}
	for n := range ds.Figures {
		if ds.Figures[n].Period.Year == 2021 { // one child a quarter: the year is hidden
			ds.Figures[n].Value = quality.Value{Numerator: ptr(0.0), Denominator: ptr(1.0)}
		}
	}
	ds.Index()
	hidden := effect(t, ds.Mask(), day(2022, 1, 1))
	if hidden.ValuesBefore != 1 || hidden.Control.Points[1].State != analysis.Masked || *hidden.Before.Value.Denominator != 400 {
		t.Errorf("%d before, 2021 is %s", hidden.ValuesBefore, hidden.Control.Points[1].State)
	}
}

// TestEffectsOfOtherKinds: the group's together for no unit, rates by their ratio, means
// by their spread, counts by their median alone, and words by nothing.
func TestEffectsOfOtherKinds(t *testing.T) {
	began := day(2025, 1, 1)
	eight := func(id quality.IndicatorID, value func(n int) quality.Value) *analysis.Dataset {
		var figures []analysis.Figure
		for n := range 8 {
			figures = append(figures, in(id, linkoping, quality.Quarter(2024+n/4, n%4+1), value(n)))
		}
		return dataset(figures...)
	}
	level := func(n int, before, after float64) *float64 {
		if n < 4 {
			return &before
		}
		return &after
	}
	of := func(ds *analysis.Dataset, code string, unit org.UnitID) []analysis.Effect {
		m, _ := ds.Measure(code)
		all, err := ds.Effects(m, unit, began)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	rates := of(eight(infections, func(n int) quality.Value {
		return quality.Value{Numerator: level(n, 20, 5), Denominator: ptr(1000.0)}
	}), "infections", 0)
	if len(rates) != 1 || rates[0].Verdict != analysis.Differs || rates[0].Meaning != stats.Improvement || rates[0].Change.Lower != nil {
		t.Errorf("rates %+v", rates)
	}
	means := of(eight(hours, func(n int) quality.Value {
		return quality.Value{Mean: level(n, 5, 6), SD: ptr(0.5), Denominator: ptr(40.0)}
	}), "hours", linkoping)
	if means[0].Verdict != analysis.Differs || *means[0].Before.Point != 5 || means[0].Change.Lower == nil {
		t.Errorf("means %+v", means[0].Change)
	}
	number := eight(complaints, func(n int) quality.Value { return quality.Value{Numerator: level(n, 9, 3)} })
	counts := of(number, "complaints", linkoping)
	if counts[0].Verdict != analysis.MaybeChance || counts[0].Change != nil || *counts[0].MedianBefore != 9 || *counts[0].MedianAfter != 3 || counts[0].Before.State != analysis.NotEntered {
		t.Errorf("counts %+v", counts[0])
	}
	if got := len(of(number, "complaints", 0)) + len(of(number, "limits", linkoping)) + len(of(number, "warm", varnamo)); got != 0 {
		t.Errorf("%d lines of a sum of counts, of words, of a unit that it is not about", got)
	}
}
