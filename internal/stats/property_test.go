package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"samsyn/internal/stats"
)

// estimator is anything with an interval, grown k times without changing its
// value.
type estimator func(k float64) interface {
	Interval(confidence float64) (stats.Interval, bool)
}

// eachEstimator calls check with random estimates of the three kinds.
func eachEstimator(t *testing.T, check func(t *testing.T, kind string, e estimator)) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := float64(1 + random.IntN(300))
		x := float64(random.IntN(int(n) + 1))
		check(t, "proportion", func(k float64) interface {
			Interval(float64) (stats.Interval, bool)
		} {
			return stats.Proportion{Numerator: x * k, Denominator: n * k}
		})
		count, exposure := float64(random.IntN(40)), 1+random.Float64()*4000
		check(t, "rate", func(k float64) interface {
			Interval(float64) (stats.Interval, bool)
		} {
			return stats.Rate{Count: count * k, Exposure: exposure * k, Multiplier: 1000}
		})
		size, mean, sd := 2+random.IntN(100), random.NormFloat64()*10, random.Float64()*5
		check(t, "mean", func(k float64) interface {
			Interval(float64) (stats.Interval, bool)
		} {
			return stats.Group{N: int(float64(size) * k), Mean: mean, SD: sd, SDKnown: true}
		})
	}
}

func TestIntervalContainsItsValue(t *testing.T) {
	eachEstimator(t, func(t *testing.T, kind string, e estimator) {
		for _, confidence := range []float64{0.5, stats.Confidence95, stats.Confidence998} {
			got, ok := e(1).Interval(confidence)
			if !ok || !(got.Lower <= got.Value && got.Value <= got.Upper) {
				t.Fatalf("%s %+v at %v: %+v %v", kind, e(1), confidence, got, ok)
			}
			if math.IsNaN(got.Lower) || math.IsInf(got.Upper, 0) {
				t.Fatalf("%s %+v: not finite %+v", kind, e(1), got)
			}
		}
	})
}

func TestIntervalWidensWithConfidence(t *testing.T) {
	eachEstimator(t, func(t *testing.T, kind string, e estimator) {
		narrow, _ := e(1).Interval(stats.Confidence95)
		wide, _ := e(1).Interval(stats.Confidence998)
		if wide.Lower > narrow.Lower || wide.Upper < narrow.Upper {
			t.Fatalf("%s %+v: %+v at 95 %%, %+v at 99.8 %%", kind, e(1), narrow, wide)
		}
	})
}

func TestIntervalShrinksWithSize(t *testing.T) {
	eachEstimator(t, func(t *testing.T, kind string, e estimator) {
		small, _ := e(1).Interval(stats.Confidence95)
		large, _ := e(4).Interval(stats.Confidence95)
		if large.Upper-large.Lower > small.Upper-small.Lower {
			t.Fatalf("%s %+v: %+v, four times as large %+v", kind, e(1), small, large)
		}
	})
}

func TestNotDefined(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	cases := map[string]interface {
		Interval(float64) (stats.Interval, bool)
	}{
		"no denominator":           stats.Proportion{},
		"numerator below zero":     stats.Proportion{Numerator: -1, Denominator: 3},
		"numerator above":          stats.Proportion{Numerator: 4, Denominator: 3},
		"numerator not a number":   stats.Proportion{Numerator: nan, Denominator: 3},
		"denominator infinite":     stats.Proportion{Numerator: 1, Denominator: inf},
		"no exposure":              stats.Rate{Count: 3, Multiplier: 1000},
		"no multiplier":            stats.Rate{Count: 3, Exposure: 10},
		"count below zero":         stats.Rate{Count: -1, Exposure: 10, Multiplier: 1},
		"no measurements":          stats.Group{SDKnown: true},
		"one measurement":          stats.Group{N: 1, Mean: 3, SDKnown: true},
		"no standard deviation":    stats.Group{N: 10, Mean: 3},
		"negative deviation":       stats.Group{N: 10, Mean: 3, SD: -1, SDKnown: true},
		"deviation not a number":   stats.Group{N: 10, Mean: 3, SD: nan, SDKnown: true},
		"mean not a number":        stats.Group{N: 10, Mean: nan, SD: 1, SDKnown: true},
		"exposure not a number":    stats.Rate{Count: 1, Exposure: nan, Multiplier: 1},
		"exposure less than zero":  stats.Rate{Count: 1, Exposure: -5, Multiplier: 1},
		"denominator less than it": stats.Proportion{Numerator: 0, Denominator: -2},
	}
	for name, c := range cases {
		if got, ok := c.Interval(stats.Confidence95); ok || got != (stats.Interval{}) {
			t.Errorf("%s: got %+v %v", name, got, ok)
		}
	}
	for _, confidence := range []float64{0, 1, -0.1, 1.5, nan} {
		if _, ok := (stats.Proportion{Numerator: 1, Denominator: 2}).Interval(confidence); ok {
			t.Errorf("confidence %v is accepted", confidence)
		}
	}
}

func TestPoolingSplitsDoesNotChangeTheWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		values := make([]float64, 3+random.IntN(60))
		for i := range values {
			values[i] = 100 + random.NormFloat64()
		}
		cut := 1 + random.IntN(len(values)-1)
		left, _ := stats.Pool(single(values[:cut]))
		right, _ := stats.Pool(single(values[cut:]))
		whole, _ := stats.Pool(single(values))
		joined, ok := stats.Pool([]stats.Group{left, {}, right})
		if !ok || joined.N != whole.N || math.Abs(joined.Mean-whole.Mean) > 1e-9 || math.Abs(joined.SD-whole.SD) > 1e-9 {
			t.Fatalf("joined %+v, whole %+v", joined, whole)
		}
	}
}

func TestPoolWithoutDeviations(t *testing.T) {
	if _, ok := stats.Pool([]stats.Group{{}, {}}); ok {
		t.Error("groups without measurements make a group")
	}
	got, ok := stats.Pool([]stats.Group{{N: 3, Mean: 2}, {N: 1, Mean: 6}})
	if want := (stats.Group{N: 4, Mean: 3}); !ok || got != want {
		t.Errorf("got %+v %v, want %+v", got, ok, want)
	}
}

func TestQuantileLeavesItsInput(t *testing.T) {
	values := []float64{3, 1, 2}
	if got, ok := stats.Median(values); !ok || got != 2 {
		t.Errorf("median %v %v", got, ok)
	}
	if !slices.Equal(values, []float64{3, 1, 2}) {
		t.Errorf("changed to %v", values)
	}
	if got, ok := stats.Quantile([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.1); !ok || math.Abs(got-1.9) > 1e-12 {
		t.Errorf("first decile %v %v", got, ok)
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN()} {
		if _, ok := stats.Quantile(values, p); ok {
			t.Errorf("p %v is accepted", p)
		}
	}
	if _, ok := stats.Median(nil); ok {
		t.Error("a median without values")
	}
}
