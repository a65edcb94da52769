package stats_test

import (
	"math"
	"testing"

	"samsyn/internal/stats"
)

// By hand: 8 measurements at 10 (SD 2) and 2 at 20 (SD 4) have the mean 12, and
// within the units the variance (7·4 + 1·16)/8 = 5.5.
func TestMeanFunnel(t *testing.T) {
	units := []stats.Group{{N: 8, Mean: 10, SD: 2, SDKnown: true}, {}, {N: 2, Mean: 20, SD: 4, SDKnown: true}}
	funnel, spread, ok := stats.MeanFunnel(units)
	if !ok || math.Abs(funnel.Average-12) > 1e-12 || math.Abs(spread.SD*spread.SD-5.5) > 1e-12 {
		t.Fatalf("%v %+v %+v", ok, funnel, spread)
	}
	if funnel.Points[1].Defined {
		t.Error("a unit without measurements has a place")
	}
	half := 1.959963984540054 * math.Sqrt(5.5/8)
	if l := funnel.Points[0].Limits; math.Abs(l.Lower95-(12-half)) > 1e-9 || math.Abs(l.Upper95-(12+half)) > 1e-9 {
		t.Errorf("limits %+v, want 12 ∓ %v", l, half)
	}
	if a, b := funnel.Points[0].Class, funnel.Points[2].Class; a != stats.Low2SD || b != stats.High3SD {
		t.Errorf("classes %d and %d", a, b)
	}
	spread.Tau2 = 100
	wide, _ := spread.Limits(8)
	if half := 1.959963984540054 * math.Sqrt(5.5/8+100); math.Abs(wide.Upper95-(12+half)) > 1e-9 {
		t.Errorf("widened to %+v", wide)
	}
}

func TestMeanFunnelIsNotDefined(t *testing.T) {
	for name, units := range map[string][]stats.Group{
		"nobody":              {{}, {}},
		"no SD":               {{N: 8, Mean: 10}, {N: 8, Mean: 12, SD: 1, SDKnown: true}},
		"one measurement":     {{N: 1, Mean: 10}, {N: 1, Mean: 12}},
		"everybody the same":  {{N: 8, Mean: 10, SDKnown: true}, {N: 8, Mean: 12, SDKnown: true}},
		"not a finite number": {{N: 8, Mean: math.Inf(1), SD: 1, SDKnown: true}},
	} {
		if f, _, ok := stats.MeanFunnel(units); ok {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
