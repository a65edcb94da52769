package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"samsyn/internal/stats"
)

// within reports whether two numbers are the same but for rounding.
func within(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*max(1, math.Abs(a), math.Abs(b))
}

func randomProportion(random *rand.Rand, most int) stats.Proportion {
	n := 1 + random.IntN(most)
	return stats.Proportion{Numerator: float64(random.IntN(n + 1)), Denominator: float64(n)}
}

// TestTargetTestAgreesWithAddingUp adds the probabilities of every outcome.
func TestTargetTestAgreesWithAddingUp(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		p := randomProportion(random, 40)
		target := float64(random.IntN(101)) / 100
		probs := make([]float64, int(p.Denominator)+1)
		for x := range probs {
			probs[x] = choose(len(probs)-1, x) * math.Pow(target, float64(x)) * math.Pow(1-target, p.Denominator-float64(x))
		}
		x := int(p.Numerator)
		var less, greater, twoSided float64
		for k, prob := range probs {
			if k <= x {
				less += prob
			}
			if k >= x {
				greater += prob
			}
			if prob <= probs[x]*(1+1e-7) {
				twoSided += prob
			}
		}
		got, ok := p.Test(target, stats.Confidence95)
		if !ok || !within(*got.Less, less, 1e-10) || !within(*got.Greater, greater, 1e-10) || !within(*got.TwoSided, twoSided, 1e-10) ||
			!within(*got.MidLess, less-probs[x]/2, 1e-10) || !within(*got.MidGreater, greater-probs[x]/2, 1e-10) {
			t.Fatalf("%+v at %v: less %v greater %v two-sided %v, want %v %v %v", p, target, *got.Less, *got.Greater, *got.TwoSided, less, greater, twoSided)
		}
	}
}

// choose is the number of ways to take k of n.
func choose(n, k int) float64 {
	ways := 1.0
	for i := range k {
		ways = ways * float64(n-i) / float64(i+1)
	}
	return ways
}

func TestFisherAgreesWithAddingUp(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		a, b := randomProportion(random, 25), randomProportion(random, 25)
		na, nb, cases := int(a.Denominator), int(b.Denominator), int(a.Numerator+b.Numerator)
		prob := func(x int) float64 {
			if x > na || cases-x > nb || x < 0 || cases < x {
				return 0
			}
			return choose(na, x) * choose(nb, cases-x) / choose(na+nb, cases)
		}
		var want float64
		for x := range na + 1 {
			if prob(x) <= prob(int(a.Numerator))*(1+1e-7) {
				want += prob(x)
			}
		}
		got, ok := stats.FisherExact(a, b)
		if !ok || !within(got, want, 1e-10) {
			t.Fatalf("%+v %+v: %v, want %v", a, b, got, want)
		}
	}
	// The lady who tastes tea: three cups of four right.
	if p, _ := stats.FisherExact(stats.Proportion{Numerator: 3, Denominator: 4}, stats.Proportion{Numerator: 1, Denominator: 4}); !within(p, 34.0/70, 1e-12) {
		t.Errorf("tea %v", p)
	}
}

func TestComparisonsMirror(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for range 1000 {
		a, b := randomProportion(random, 200), randomProportion(random, 200)
		there, okThere := stats.CompareProportions(a, b, stats.Confidence95)
		back, okBack := stats.CompareProportions(b, a, stats.Confidence95)
		d := there.Difference
		if !okThere || !okBack || !within(d.Value, -back.Difference.Value, 1e-12) || !within(d.Lower, -back.Difference.Upper, 1e-12) ||
			!within(*there.P, *back.P, 1e-9) || d.Lower > d.Value || d.Value > d.Upper || d.Lower < -1 || d.Upper > 1 {
			t.Fatalf("%+v %+v: %+v and %+v", a, b, there, back)
		}
		ra := stats.Rate{Count: float64(random.IntN(30)), Exposure: 1 + random.Float64()*2000}
		rb := stats.Rate{Count: float64(random.IntN(200)), Exposure: 1 + random.Float64()*9000}
		forth, ok := stats.CompareRates(ra, rb, stats.Confidence95)
		reverse, okReverse := stats.CompareRates(rb, ra, stats.Confidence95)
		if !ok || !okReverse || !within(forth.P, reverse.P, 1e-9) {
			t.Fatalf("%+v %+v: %+v and %+v", ra, rb, forth, reverse)
		}
		if ra.Count > 0 && rb.Count > 0 && (!within(*forth.Ratio**reverse.Ratio, 1, 1e-9) || !within(*forth.Lower**reverse.Upper, 1, 1e-7)) {
			t.Fatalf("%+v %+v: %+v and %+v", ra, rb, forth, reverse)
		}
		ga := stats.Group{N: 2 + random.IntN(50), Mean: random.NormFloat64(), SD: random.Float64() + 0.1, SDKnown: true}
		gb := stats.Group{N: 2 + random.IntN(50), Mean: random.NormFloat64(), SD: random.Float64(), SDKnown: true}
		one, _ := stats.CompareMeans(ga, gb, stats.Confidence95)
		other, _ := stats.CompareMeans(gb, ga, stats.Confidence95)
		if !within(one.Difference.Lower, -other.Difference.Upper, 1e-12) || one.P != other.P || one.P < 0 || one.P > 1 {
			t.Fatalf("%+v %+v: %+v and %+v", ga, gb, one, other)
		}
		if (one.P < 0.05) != (one.Difference.Lower > 0 || one.Difference.Upper < 0) {
			t.Fatalf("%+v %+v: the probability and the interval disagree: %+v", ga, gb, one)
		}
	}
}

func TestRatiosWithoutEvents(t *testing.T) {
	some, none := stats.Rate{Count: 4, Exposure: 100}, stats.Rate{Exposure: 300}
	if got, _ := stats.CompareRates(some, none, stats.Confidence95); got.Ratio != nil || got.Upper != nil || got.Lower == nil || *got.Lower <= 0 {
		t.Errorf("nothing to compare with: %+v", got)
	}
	if got, _ := stats.CompareRates(none, some, stats.Confidence95); got.Ratio == nil || *got.Ratio != 0 || *got.Lower != 0 || *got.Upper <= 0 {
		t.Errorf("no events: %+v", got)
	}
	if got, ok := stats.CompareRates(none, none, stats.Confidence95); !ok || got.P != 1 || got.Ratio != nil || got.Lower != nil || got.Upper != nil {
		t.Errorf("no events anywhere: %+v", got)
	}
	if _, ok := stats.CompareRates(stats.Rate{Count: 1.5, Exposure: 3}, some, stats.Confidence95); ok {
		t.Error("one and a half events are compared")
	}
}

func TestAShareEqualToItsTargetMeetsIt(t *testing.T) {
	for n := 1; n <= 400; n++ {
		for x := range n + 1 {
			p := stats.Proportion{Numerator: float64(x), Denominator: float64(n)}
			for percent := range 101 {
				more, less := 100*x >= percent*n, 100*x <= percent*n
				higher, _ := p.Meets(float64(percent)/100, stats.HigherIsBetter)
				lower, _ := p.Meets(float64(percent)/100, stats.LowerIsBetter)
				if higher != more || lower != less {
					t.Fatalf("%d of %d against %d %%: %v %v", x, n, percent, higher, lower)
				}
			}
		}
	}
	if _, ok := (stats.Proportion{Numerator: 1, Denominator: 2}).Meets(0.5, stats.Neutral); ok {
		t.Error("a neutral measure meets a target")
	}
}

func TestBenjaminiHochbergKeepsTheOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	for range 300 {
		p := make([]float64, 1+random.IntN(30))
		for i := range p {
			p[i] = random.Float64() * random.Float64()
		}
		adjusted, ok := stats.BenjaminiHochberg(p)
		if !ok {
			t.Fatal("not defined")
		}
		for i := range p {
			if adjusted[i] < p[i] || adjusted[i] > 1 || adjusted[i] > p[i]*float64(len(p))+1e-15 {
				t.Fatalf("%v becomes %v", p[i], adjusted[i])
			}
			for j := range p {
				if p[i] < p[j] && adjusted[i] > adjusted[j] {
					t.Fatalf("%v and %v change places: %v", p[i], p[j], adjusted)
				}
			}
		}
		back := slices.Clone(p)
		slices.Reverse(back)
		reversed, _ := stats.BenjaminiHochberg(back)
		slices.Reverse(reversed)
		if !slices.Equal(adjusted, reversed) {
			t.Fatalf("the order matters: %v and %v", adjusted, reversed)
		}
	}
	for _, wrong := range []float64{-0.1, 1.1, math.NaN()} {
		if _, ok := stats.BenjaminiHochberg([]float64{0.5, wrong}); ok {
			t.Errorf("%v is accepted", wrong)
		}
	}
}

func TestChangeFollowsTheInterval(t *testing.T) {
	few, many := stats.Proportion{Numerator: 20, Denominator: 100}, stats.Proportion{Numerator: 70, Denominator: 100}
	for _, test := range []struct {
		now, before stats.Proportion
		want        stats.Change
	}{
		{many, few, stats.Increase}, {few, many, stats.Decrease}, {few, few, stats.NoClearChange},
		{few, stats.Proportion{}, stats.NotAvailable}, {stats.Proportion{}, few, stats.NotAvailable},
	} {
		if got, change := stats.ProportionChange(test.now, test.before, stats.Confidence95); change != test.want || change == stats.NotAvailable && got != (stats.Interval{}) {
			t.Errorf("%+v after %+v: %v %+v", test.now, test.before, change, got)
		}
	}
	none, some := stats.Rate{Exposure: 1000}, stats.Rate{Count: 30, Exposure: 1000}
	if _, change := stats.RateChange(some, none, stats.Confidence95); change != stats.Increase {
		t.Errorf("events after none: %v", change)
	}
	if _, change := stats.RateChange(none, some, stats.Confidence95); change != stats.Decrease {
		t.Errorf("no events after some: %v", change)
	}
	if _, change := stats.RateChange(none, none, stats.Confidence95); change != stats.NoClearChange {
		t.Errorf("no events twice: %v", change)
	}
	low, high := stats.Group{N: 20, Mean: 1, SD: 0.5, SDKnown: true}, stats.Group{N: 20, Mean: 9, SD: 0.5, SDKnown: true}
	if _, change := stats.MeanChange(high, low, stats.Confidence95); change != stats.Increase {
		t.Errorf("higher: %v", change)
	}
	if _, change := stats.MeanChange(high, stats.Group{N: 1, Mean: 3}, stats.Confidence95); change != stats.NotAvailable {
		t.Errorf("one measurement before: %v", change)
	}
}

func TestSumsOfSquaresFarFromZero(t *testing.T) {
	// Three grams apart at a million: the sums leave the deviation in their last
	// digits, which is where the plain formula loses it.
	values := []float64{1e6 + 1, 1e6 + 4, 1e6 + 7, 1e6 + 4}
	var sum, squares float64
	for _, v := range values {
		sum, squares = sum+v, squares+v*v
	}
	want, _ := stats.Pool(single(values))
	got, ok := stats.GroupFromSums(len(values), sum, squares)
	if !ok || got.Mean != want.Mean || !within(got.SD, want.SD, 1e-12) {
		t.Errorf("%+v %v, want %+v", got, ok, want)
	}
	if _, ok := stats.GroupFromSums(3, 30, 299); ok {
		t.Error("squares that no measurements can have are accepted")
	}
	if got, ok := stats.GroupFromSums(1, 7, 49); !ok || got.SDKnown || got.Mean != 7 {
		t.Errorf("one measurement: %+v %v", got, ok)
	}
	if got, ok := stats.GroupFromSums(3, 0.3, 0.03); !ok || got.SD > 1e-8 {
		t.Errorf("three times a tenth: %+v %v", got, ok)
	}
}

func TestOthersLeavesOut(t *testing.T) {
	units := []int{1, 2, 3}
	if got := stats.Others(units, 1); !slices.Equal(got, []int{1, 3}) || !slices.Equal(units, []int{1, 2, 3}) {
		t.Errorf("%v of %v", got, units)
	}
}
