package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"samsyn/internal/stats"
)

// TestSimulatedProbabilityIsTheExactOne goes through every division of the cases
// among three units.
func TestSimulatedProbabilityIsTheExactOne(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	checked := 0
	for range 60 {
		units := []stats.Proportion{randomProportion(random, 12), randomProportion(random, 12), randomProportion(random, 12)}
		h, ok := stats.ProportionHeterogeneity(units)
		if !ok || h.ChiSquare == nil || !h.Few {
			continue
		}
		checked++
		total := 0
		for _, u := range units {
			total += int(u.Numerator)
		}
		var extreme, all float64
		for x := range int(units[0].Denominator) + 1 {
			for y := range int(units[1].Denominator) + 1 {
				z := total - x - y
				if z < 0 || z > int(units[2].Denominator) {
					continue
				}
				weight := choose(int(units[0].Denominator), x) * choose(int(units[1].Denominator), y) * choose(int(units[2].Denominator), z)
				divided := proportionsOf([]float64{float64(x), float64(y), float64(z)}, []float64{units[0].Denominator, units[1].Denominator, units[2].Denominator})
				other, _ := stats.ProportionHeterogeneity(divided)
				all += weight
				if *other.ChiSquare >= *h.ChiSquare*(1-1e-9) {
					extreme += weight
				}
			}
		}
		if h.SimulatedP == nil || math.Abs(*h.SimulatedP-extreme/all) > 0.02 || h.Best() != h.SimulatedP {
			t.Fatalf("%+v: simulated %v, exactly %v", units, *h.SimulatedP, extreme/all)
		}
		again, _ := stats.ProportionHeterogeneity(units)
		if *again.SimulatedP != *h.SimulatedP {
			t.Fatal("the same figures give another answer")
		}
	}
	if checked < 30 {
		t.Errorf("only %d tables", checked)
	}
}

func TestSimulatedProbabilityOfRates(t *testing.T) {
	// Two units with the same exposure and n events: the probability that they
	// are divided as unequally as seen is binomial.
	for events := 1; events < 10; events++ {
		for x := range events + 1 {
			units := ratesOf([]float64{float64(x), float64(events - x)}, []float64{300, 300})
			h, _ := stats.RateHeterogeneity(units)
			test, _ := stats.Proportion{Numerator: float64(x), Denominator: float64(events)}.Test(0.5, stats.Confidence95)
			if h.SimulatedP == nil || math.Abs(*h.SimulatedP-*test.TwoSided) > 0.02 {
				t.Errorf("%d of %d: %v, exactly %v", x, events, h.SimulatedP, *test.TwoSided)
			}
		}
	}
}

func TestHeterogeneityOfNothing(t *testing.T) {
	if _, ok := stats.ProportionHeterogeneity([]stats.Proportion{{}}); ok {
		t.Error("units without data vary")
	}
	one, ok := stats.ProportionHeterogeneity([]stats.Proportion{{Numerator: 1, Denominator: 3}, {}})
	if !ok || one.P != nil || one.DF != 0 || one.SimulatedP != nil {
		t.Errorf("one unit: %+v %v", one, ok)
	}
	large, _ := stats.ProportionHeterogeneity(proportionsOf([]float64{30, 40}, []float64{60, 80}))
	if large.Few || large.SimulatedP != nil || large.Best() != large.P {
		t.Errorf("large units: %+v", large)
	}
	none, ok := stats.RateHeterogeneity(ratesOf([]float64{0, 0}, []float64{100, 200}))
	if !ok || none.ChiSquare != nil || none.P != nil || none.Best() != nil {
		t.Errorf("no events: %+v %v", none, ok)
	}
}

// TestRestrictedLikelihoodIsGreatest looks at both sides of the variance.
func TestRestrictedLikelihoodIsGreatest(t *testing.T) {
	random := rand.New(rand.NewPCG(23, 24))
	zeros := 0
	for range 500 {
		groups := make([]stats.Group, 3+random.IntN(20))
		for i := range groups {
			groups[i] = stats.Group{N: 5 + random.IntN(60), Mean: 70 + 2*random.NormFloat64(), SD: 5 + 10*random.Float64(), SDKnown: true}
		}
		b, ok := stats.BetweenMeans(groups)
		if !ok || b.Tau2 < 0 || b.I2 < 0 || b.I2 >= 100 {
			t.Fatalf("%+v %v", b, ok)
		}
		at := restrictedLikelihood(groups, b.Tau2REML)
		above := restrictedLikelihood(groups, b.Tau2REML*1.01+1e-4)
		below := restrictedLikelihood(groups, max(0, b.Tau2REML*0.99-1e-4))
		if above > at+1e-9 || below > at+1e-9 {
			t.Fatalf("%v is not the greatest: %v, beside it %v and %v", b.Tau2REML, at, below, above)
		}
		if b.Tau2REML == 0 {
			zeros++
		}
	}
	if zeros == 0 || zeros == 500 {
		t.Errorf("%d of 500 have no variance", zeros)
	}
}

func restrictedLikelihood(groups []stats.Group, tau2 float64) float64 {
	var w, wy, logs float64
	for _, g := range groups {
		v := g.SD*g.SD/float64(g.N) + tau2
		w, wy, logs = w+1/v, wy+g.Mean/v, logs+math.Log(v)
	}
	var squares float64
	for _, g := range groups {
		v := g.SD*g.SD/float64(g.N) + tau2
		squares += (g.Mean - wy/w) * (g.Mean - wy/w) / v
	}
	return -(logs + math.Log(w) + squares) / 2
}

func TestShrunkRatiosLieBetween(t *testing.T) {
	random := rand.New(rand.NewPCG(25, 26))
	found := 0
	for range 300 {
		observed, expected := make([]float64, 12), make([]float64, 12)
		for i := range observed {
			expected[i] = 1 + random.Float64()*80
			observed[i] = math.Round(expected[i] * math.Exp(0.3*random.NormFloat64()))
		}
		s, ok := stats.Shrink(observed, expected)
		if !ok {
			t.Fatal("not defined")
		}
		if s.Alpha == nil {
			if s.Variance != 0 || s.Ratios != nil || s.Quotient8020 != nil {
				t.Fatalf("no alpha, but %+v", s)
			}
			continue
		}
		found++
		for i, r := range s.Ratios {
			raw := observed[i] / expected[i]
			if r < min(1, raw)-1e-12 || r > max(1, raw)+1e-12 {
				t.Fatalf("%v is shrunk to %v", raw, r)
			}
		}
		raw, _ := stats.SpreadOf(pointers(observed, expected))
		if raw.ExtremalQuotient != nil && *s.Quotient8020 > *raw.ExtremalQuotient {
			t.Fatalf("the shrunk quotient %v exceeds the raw %v", *s.Quotient8020, *raw.ExtremalQuotient)
		}
	}
	if found < 100 {
		t.Errorf("only %d of 300 vary", found)
	}
	for name, expected := range map[string][]float64{"nothing expected": {0, 3}, "too few": {3}, "negative": {-1, 2}} {
		if _, ok := stats.Shrink([]float64{1, 2}, expected); ok {
			t.Errorf("%s: defined", name)
		}
		if _, ok := stats.Systematic([]float64{1, 2}, expected); ok {
			t.Errorf("%s: defined", name)
		}
	}
}

// pointers are the quotients of the two.
func pointers(observed, expected []float64) []*float64 {
	ratios := make([]*float64, len(observed))
	for i := range ratios {
		ratios[i] = new(observed[i] / expected[i])
	}
	return ratios
}

func TestTrendTurnsWithTime(t *testing.T) {
	random := rand.New(rand.NewPCG(27, 28))
	for range 500 {
		series := make([]stats.Proportion, 4+random.IntN(16))
		rates := make([]stats.Rate, len(series))
		for i := range series {
			series[i] = randomProportion(random, 60)
			rates[i] = stats.Rate{Count: float64(random.IntN(9)), Exposure: 100 + random.Float64()*900}
		}
		series[1] = stats.Proportion{} // a quarter without data
		forth, ok := stats.ProportionTrend(series)
		back, _ := stats.ProportionTrend(reversed(series))
		if !ok || forth.Slope == nil || !within(*forth.ChiSquare, *back.ChiSquare, 1e-6) || !within(*forth.Slope, -*back.Slope, 1e-6) ||
			!within(forth.Kendall.TauB, -back.Kendall.TauB, 1e-12) || forth.Kendall.P > 1 || *forth.P > 1 {
			t.Fatalf("%+v: %+v, backwards %+v", series, forth, back)
		}
		there, ok := stats.RateTrend(rates)
		again, _ := stats.RateTrend(reversed(rates))
		if !ok || !within(there.Slope, -again.Slope, 1e-6) || !within(there.Ratio*again.Ratio, 1, 1e-6) {
			t.Fatalf("%+v: %+v, backwards %+v", rates, there, again)
		}
	}
}

func reversed[T any](series []T) []T {
	back := make([]T, len(series))
	for i, s := range series {
		back[len(series)-1-i] = s
	}
	return back
}

func TestTrendsWithoutASlope(t *testing.T) {
	parted := proportionsOf([]float64{0, 0, 5, 9}, []float64{4, 6, 5, 9})
	if got, ok := stats.ProportionTrend(parted); !ok || got.Slope != nil || got.ChiSquare == nil {
		t.Errorf("cases part the periods: %+v %v", got, ok)
	}
	all := proportionsOf([]float64{4, 6, 5}, []float64{4, 6, 5})
	if got, ok := stats.ProportionTrend(all); !ok || got.Slope != nil || got.ChiSquare != nil || got.KendallDefined {
		t.Errorf("everybody is a case: %+v %v", got, ok)
	}
	if _, ok := stats.ProportionTrend(all[:1]); ok {
		t.Error("one period has a trend")
	}
	for name, counts := range map[string][]float64{"no events": {0, 0, 0}, "all at the end": {0, 0, 4}, "all at the start": {4, 0, 0}} {
		if got, ok := stats.RateTrend(ratesOf(counts, []float64{9, 9, 9})); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got, ok := stats.RateTrend(ratesOf([]float64{0, 4, 0}, []float64{9, 9, 9})); !ok || !within(got.Slope, 0, 1e-9) {
		t.Errorf("all in the middle: %+v %v", got, ok)
	}
	line, ok := stats.LinearTrend([]*float64{new(1.1), nil, new(3.3), new(4.4)})
	if !ok || !within(line.Slope, 1.1, 1e-12) || line.SE == nil || *line.SE != 0 || line.T != nil || line.P != nil {
		t.Errorf("points on a line: %+v %v", line, ok)
	}
	if two, ok := stats.LinearTrend([]*float64{new(1.0), new(2.0)}); !ok || two.SE != nil || two.DF != 0 {
		t.Errorf("two points: %+v %v", two, ok)
	}
}

func TestRollingSumsSayWhatTheyLack(t *testing.T) {
	series := []stats.Observation{{Numerator: 1, Denominator: 4}, {Missing: true}, {Numerator: 0, Denominator: 0}, {Numerator: 2, Denominator: 4}, {Numerator: 1, Denominator: 2}}
	rolled := stats.Roll(series, 3)
	if v, ok := rolled[4].Value(); !ok || v != 0.5 || rolled[4].Periods != 3 {
		t.Errorf("a quarter with nobody to count is not missing: %+v", rolled[4])
	}
	if _, ok := rolled[3].Value(); ok || rolled[3].Complete || rolled[3].Periods != 2 || rolled[3].Sum.Numerator != 2 {
		t.Errorf("a missing quarter: %+v", rolled[3])
	}
	if stats.Roll(series, 0) != nil {
		t.Error("a window of nothing")
	}
	groups := []*stats.Group{{N: 2, Mean: 1}, nil, {N: 2, Mean: 3}, {N: 4, Mean: 5}}
	means := stats.RollGroups(groups, 2)
	if !means[3].Complete || means[3].Group.N != 6 || !within(means[3].Group.Mean, 26.0/6, 1e-12) || means[2].Complete || means[2].Group.Mean != 3 {
		t.Errorf("%+v", means)
	}
	if years := stats.Roll(make([]stats.Observation, 12), stats.ThreeYears); years[10].Complete || !years[11].Complete {
		t.Error("three years are twelve quarters")
	}
}
