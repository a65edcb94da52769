package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"samsyn/internal/stats"
)

// funnels are the ways to draw limits around a share or a ratio for a size.
var funnels = map[string]func(share, size float64) (stats.Limits, bool){
	"proportion": stats.ProportionLimits,
	"arcsine":    func(share, size float64) (stats.Limits, bool) { return stats.ArcsineLimits(share, size, 0) },
	"wide":       func(share, size float64) (stats.Limits, bool) { return stats.ArcsineLimits(share, size, 0.01) },
	"ratio":      func(_, size float64) (stats.Limits, bool) { return stats.RatioLimits(size) },
}

func TestFunnelLimitsWidenWithSmallerSize(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	for name, limits := range funnels {
		for range 1000 {
			share, size := random.Float64(), 1+float64(random.IntN(300))
			small, ok := limits(share, size)
			large, okLarge := limits(share, size*2)
			centre := share
			if name == "ratio" {
				centre = 1
			}
			if !ok || !okLarge || !ordered(small, centre) || !ordered(large, centre) {
				t.Fatalf("%s at %v: %+v, twice as large %+v", name, share, small, large)
			}
			if large.Lower95 < small.Lower95 || large.Upper95 > small.Upper95 || large.Lower998 < small.Lower998 || large.Upper998 > small.Upper998 {
				t.Fatalf("%s at %v, %v: %+v, twice as large %+v", name, share, size, small, large)
			}
		}
	}
}

// ordered reports whether the outer limits are outside the inner ones, and those
// around the centre.
func ordered(l stats.Limits, centre float64) bool {
	return 0 <= l.Lower998 && l.Lower998 <= l.Lower95 && l.Lower95 <= centre+1e-12 && centre <= l.Upper95+1e-12 && l.Upper95 <= l.Upper998
}

func TestExactLimitsAreOrdered(t *testing.T) {
	for n := 1; n <= 200; n++ {
		for _, target := range []float64{0, 0.01, 0.3, 0.5, 0.97, 1} {
			l, ok := stats.BinomialLimits(target, n)
			if !ok || l.Lower998 > l.Lower95 || l.Lower95 > l.Upper95 || l.Upper95 > l.Upper998 || l.Lower998 < 0 || l.Upper998 > 1 {
				t.Fatalf("%v of %d: %+v", target, n, l)
			}
		}
		l, ok := stats.PoissonLimits(float64(n) / 7)
		if !ok || l.Lower998 > l.Lower95 || l.Lower95 > l.Upper95 || l.Upper95 > l.Upper998 || l.Lower998 < 0 {
			t.Fatalf("%d sevenths: %+v", n, l)
		}
	}
}

// TestExpectedLimitsAreTheInverseOfTheInterval: a number of events whose interval
// ends at an expectation is at that expectation's limit.
func TestExpectedLimitsAreTheInverseOfTheInterval(t *testing.T) {
	for events := 1.0; events < 200; events++ {
		interval, _ := stats.Rate{Count: events, Exposure: 1, Multiplier: 1}.ExactInterval(stats.Confidence95)
		atLower, _ := stats.ExpectedLimits(interval.Lower)
		atUpper, _ := stats.ExpectedLimits(interval.Upper)
		if !within(atLower.Upper95, events, 1e-9) || !within(atUpper.Lower95, events, 1e-9) {
			t.Fatalf("%v events: %+v, at its ends %+v and %+v", events, interval, atLower, atUpper)
		}
	}
	if l, ok := stats.ExpectedLimits(2); !ok || l.Lower95 != 0 || l.Lower998 != 0 {
		t.Errorf("with two expected, none is a signal: %+v", l)
	}
	if l, ok := stats.ExpectedLimits(0); !ok || l.Upper95 <= 0 && l.Upper95 != 0 {
		t.Errorf("nothing expected: %+v %v", l, ok)
	}
}

func TestRateFunnelClassesFollowTheLimits(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	seen := map[stats.FunnelClass]int{}
	for range 300 {
		units := make([]stats.Rate, 3+random.IntN(10))
		for i := range units {
			exposure := 100 + float64(random.IntN(3000))
			units[i] = stats.Rate{Count: float64(random.IntN(int(exposure/40) + 4)), Exposure: exposure, Multiplier: 1000}
		}
		units[0] = stats.Rate{} // without data
		funnel, ok := stats.RateFunnel(units)
		if !ok || funnel.Points[0] != (stats.FunnelPoint{}) {
			t.Fatalf("%+v %v", funnel, ok)
		}
		for i, p := range funnel.Points[1:] {
			seen[p.Class]++
			if units[i+1].Count < 10 && p.Class != p.Limits.Class(p.Value) {
				t.Fatalf("%+v in %+v around %v", units[i+1], p, funnel.Average)
			}
		}
	}
	for _, class := range []stats.FunnelClass{stats.WithinLimits, stats.Low2SD, stats.Low3SD, stats.High2SD, stats.High3SD} {
		if seen[class] == 0 {
			t.Errorf("no unit of class %v was made", class)
		}
	}
}

func TestAUnitAtTheTargetIsNeverFlagged(t *testing.T) {
	// FunnelPlotR flags the third of these, none of thirty when none are cases.
	units := proportionsOf([]float64{0, 0, 0, 0}, []float64{10, 20, 30, 3})
	d, ok := stats.ProportionDispersion(units, stats.Trim)
	if !ok || d.Tau2 != 0 {
		t.Fatalf("%+v %v", d, ok)
	}
	random := rand.New(rand.NewPCG(17, 18))
	for range 500 {
		share, size := random.Float64(), 1+random.Float64()*100
		if random.IntN(4) == 0 {
			share = math.Round(share)
		}
		l, _ := stats.ArcsineLimits(share, size, random.Float64()/10)
		plain, _ := stats.ProportionLimits(share, size)
		if l.Class(share) != stats.WithinLimits || plain.Class(share) != stats.WithinLimits {
			t.Fatalf("%v of %v: %+v, %+v", share, size, l, plain)
		}
	}
	for _, u := range units {
		if l, _ := d.Limits(u.Denominator); l.Class(0) != stats.WithinLimits {
			t.Errorf("%+v: %+v", u, l)
		}
	}
}

func TestDispersionOfFewUnits(t *testing.T) {
	one, ok := stats.ProportionDispersion([]stats.Proportion{{Numerator: 3, Denominator: 9}, {}}, stats.Trim)
	if !ok || one.Tau2 != 0 || one.Advised() || one.Z[1] != nil || one.Trimmed[1] != nil {
		t.Errorf("one unit: %+v %v", one, ok)
	}
	if _, ok := stats.ProportionDispersion([]stats.Proportion{{}}, stats.Trim); ok {
		t.Error("no units have a dispersion")
	}
	if _, ok := stats.RatioDispersion([]float64{0, 3}, []float64{1, 2}, stats.Logarithm, stats.Trim); ok {
		t.Error("the logarithm of no events")
	}
	if d, ok := stats.RatioDispersion([]float64{0, 3, 9}, []float64{1, 2, 9}, stats.SquareRoot, stats.Trim); !ok || len(d.Z) != 3 {
		t.Errorf("no events on the square root: %+v %v", d, ok)
	}
	// The squares allow for the variance when they add up to more than k-1,
	// although their mean is below 1.
	d, _ := stats.ProportionDispersion(proportionsOf([]float64{0, 2, 1, 5, 3, 0}, []float64{12, 40, 25, 61, 33, 8}), stats.Trim)
	if d.Phi >= 1 || d.Tau2 == 0 {
		t.Errorf("phi %v, tau2 %v", d.Phi, d.Tau2)
	}
}

func TestOverdispersionIsAdvisedOnlyWithReason(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 20))
	make := func(units int, sd float64) []stats.Proportion {
		var made []stats.Proportion
		for range units {
			p := 1 / (1 + math.Exp(-1-sd*random.NormFloat64()))
			n, x := 60+random.IntN(200), 0
			for range n {
				if random.Float64() < p {
					x++
				}
			}
			made = append(made, stats.Proportion{Numerator: float64(x), Denominator: float64(n)})
		}
		return made
	}
	advised := map[string]int{}
	for range 200 {
		for name, units := range map[string][]stats.Proportion{"alike": make(20, 0), "unlike": make(20, 0.8), "few": make(9, 0.8)} {
			d, _ := stats.ProportionDispersion(units, stats.Trim)
			if d.Advised() {
				advised[name]++
			}
			plain, _ := stats.ArcsineLimits(d.Target, 100, 0)
			wide, _ := d.Limits(100)
			if wide.Lower95 > plain.Lower95 || wide.Upper95 < plain.Upper95 {
				t.Fatalf("narrower with over-dispersion: %+v, %+v", wide, plain)
			}
		}
	}
	if advised["alike"] > 25 || advised["unlike"] < 190 || advised["few"] > 0 {
		t.Errorf("of 200: %v", advised)
	}
}
