package stats_test

import (
	"math"
	"testing"

	"samsyn/internal/stats"
)

// By hand: among ten children with a share of 90 %, P(X ≤ 6) = 0.0128 and
// P(X ≤ 5) = 0.0016, so six of ten is beyond the inner limit and five of ten
// too, but neither is beyond the outer; four of ten, with P = 0.00015, is.
func TestExactLimitsKeepWhatTheyPromise(t *testing.T) {
	for _, test := range []struct {
		share, n, x float64
		want        stats.FunnelClass
	}{
		{0.9, 10, 7, stats.WithinLimits}, // P(X ≤ 7) = 0.070
		{0.9, 10, 6, stats.Low2SD},
		{0.9, 10, 5, stats.Low2SD},
		{0.9, 10, 4, stats.Low3SD},
		{0.9, 10, 10, stats.WithinLimits},
		{0.1, 10, 3, stats.WithinLimits}, // P(X ≥ 3) = 0.070, the mirror image
		{0.1, 10, 4, stats.High2SD},
		{0.1, 10, 6, stats.High3SD},
		{0, 10, 0, stats.WithinLimits},
		{1, 10, 10, stats.WithinLimits},
	} {
		limits, ok := stats.ExactProportionLimits(test.share, test.n)
		if got := limits.Class(test.x / test.n); !ok || got != test.want {
			t.Errorf("%v of %v around %v: class %d, want %d (%+v)", test.x, test.n, test.share, got, test.want, limits)
		}
	}
}

// No number of cases is beyond a limit unless its own tail is small enough.
func TestExactLimitsAreHonestOnBothSides(t *testing.T) {
	for _, share := range []float64{0.02, 0.1, 0.35, 0.5, 0.77, 0.95} {
		for n := 1.0; n <= 80; n++ {
			limits, _ := stats.ExactProportionLimits(share, n)
			for x := 0.0; x <= n; x++ {
				test, _ := stats.Proportion{Numerator: x, Denominator: n}.Test(share, stats.Confidence95)
				tail := map[stats.FunnelClass]float64{stats.Low2SD: *test.Less, stats.Low3SD: *test.Less,
					stats.High2SD: *test.Greater, stats.High3SD: *test.Greater}
				most := map[stats.FunnelClass]float64{stats.Low2SD: 0.025, stats.High2SD: 0.025, stats.Low3SD: 0.001, stats.High3SD: 0.001}
				class := limits.Class(x / n)
				if class != stats.WithinLimits && tail[class] > most[class]*(1+1e-9) {
					t.Fatalf("%v of %v around %v: class %d at a probability of %v", x, n, share, class, tail[class])
				}
				if class == stats.WithinLimits && math.Min(*test.Less, *test.Greater) < 0.025*(1-1e-9) {
					t.Fatalf("%v of %v around %v: within, at %v and %v", x, n, share, *test.Less, *test.Greater)
				}
			}
		}
	}
}

func TestExactFunnel(t *testing.T) {
	units := []stats.Proportion{{Numerator: 45, Denominator: 50}, {}, {Numerator: 6, Denominator: 10}, {Numerator: 89, Denominator: 90}}
	funnel, ok := stats.ExactProportionFunnel(units)
	if !ok || funnel.Average != 140.0/150 || funnel.Points[1].Defined {
		t.Fatalf("%v %+v", ok, funnel)
	}
	if got := funnel.Points[2]; got.Class != stats.Low2SD && got.Class != stats.Low3SD || got.Size != 10 || got.Value != 0.6 {
		t.Errorf("six of ten around 93 %%: %+v", got)
	}
	if got := funnel.Points[0].Class; got != stats.WithinLimits {
		t.Errorf("45 of 50 around 93 %%: class %d", got)
	}
	if _, ok := stats.ExactProportionFunnel([]stats.Proportion{{}}); ok {
		t.Error("a funnel of nobody")
	}
	// A denominator that is not whole has the closed form.
	exact, _ := stats.ExactProportionLimits(0.5, 10.5)
	if closed, _ := stats.ProportionLimits(0.5, 10.5); exact != closed {
		t.Errorf("%+v, want %+v", exact, closed)
	}
}

// By hand: 30 of 100 and 50 of 100 are at arcsines 0.57964 and 0.78540, each with
// the variance 1/400. Q = 400·2·0.10288² = 8.467, so Tau2 = (8.467-1)/400 =
// 0.018668; back at the common 0.68252, sin 2·0.68252 = 0.97888: 13.37 points.
func TestSpreadBetweenProportionsInShares(t *testing.T) {
	b, _ := stats.BetweenProportions([]stats.Proportion{{Numerator: 30, Denominator: 100}, {Numerator: 50, Denominator: 100}})
	if got := b.ShareSD(); math.Abs(got-0.13374) > 1e-4 {
		t.Errorf("%v, want 0.1337 (%+v)", got, b)
	}
	same, _ := stats.BetweenProportions([]stats.Proportion{{Numerator: 30, Denominator: 100}, {Numerator: 31, Denominator: 100}})
	if same.ShareSD() != 0 {
		t.Errorf("no more than chance: %v", same.ShareSD())
	}
	all, _ := stats.BetweenProportions([]stats.Proportion{{Numerator: 9, Denominator: 9}, {Numerator: 80, Denominator: 80}})
	if all.ShareSD() > 1e-12 {
		t.Errorf("everybody a case: %v", all.ShareSD())
	}
}
