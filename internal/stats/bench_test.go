package stats_test

import (
	"math/rand/v2"
	"testing"

	"samsyn/internal/stats"
)

// benchmarkUnits is 500 clinics of 10 to 300 children.
func benchmarkUnits(least, most int) []stats.Proportion {
	random := rand.New(rand.NewPCG(51, 52))
	units := make([]stats.Proportion, 500)
	for i := range units {
		n := least + random.IntN(most-least)
		units[i] = stats.Proportion{Numerator: float64(random.IntN(n + 1)), Denominator: float64(n)}
	}
	return units
}

func BenchmarkCompareEachWithTheOthers(b *testing.B) {
	units := benchmarkUnits(10, 300)
	all := stats.SumProportions(units)
	for b.Loop() {
		for _, u := range units {
			rest := stats.Proportion{Numerator: all.Numerator - u.Numerator, Denominator: all.Denominator - u.Denominator}
			stats.CompareProportions(u, rest, stats.Confidence998)
		}
	}
}

func BenchmarkProportionFunnel(b *testing.B) {
	units := benchmarkUnits(10, 300)
	for b.Loop() {
		stats.ProportionFunnel(units)
		stats.ProportionDispersion(units, stats.Trim)
	}
}

func BenchmarkRateFunnel(b *testing.B) {
	units := ratesOf(make([]float64, 500), make([]float64, 500))
	random := rand.New(rand.NewPCG(53, 54))
	for i := range units {
		units[i] = stats.Rate{Count: float64(random.IntN(40)), Exposure: float64(1000 + random.IntN(4000)), Multiplier: 1000}
	}
	for b.Loop() {
		stats.RateFunnel(units)
	}
}

// BenchmarkSimulatedHeterogeneity is ten small clinics, for which the chi-square
// distribution does not do.
func BenchmarkSimulatedHeterogeneity(b *testing.B) {
	units := benchmarkUnits(3, 12)[:10]
	for b.Loop() {
		stats.ProportionHeterogeneity(units)
	}
}

func BenchmarkShrink(b *testing.B) {
	random := rand.New(rand.NewPCG(55, 56))
	observed, expected := make([]float64, 500), make([]float64, 500)
	for i := range observed {
		expected[i] = 1 + 50*random.Float64()
		observed[i] = float64(random.IntN(int(2*expected[i]) + 1))
	}
	for b.Loop() {
		stats.Shrink(observed, expected)
	}
}

func BenchmarkBetween(b *testing.B) {
	units := benchmarkUnits(10, 300)
	for b.Loop() {
		stats.BetweenProportions(units)
	}
}

// The charts are forty quarters, ten years.
func BenchmarkChart(b *testing.B) {
	series := benchmarkSeries()
	for b.Loop() {
		if _, err := stats.NewChart(series, stats.Plan{Kind: stats.PPrimeChart, Screened: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXmR(b *testing.B) {
	var values []*float64
	for _, o := range benchmarkSeries() {
		v, _ := o.Value()
		values = append(values, &v)
	}
	for b.Loop() {
		if _, err := stats.NewXmR(values, stats.XmRPlan{Screened: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProportionTrend(b *testing.B) {
	series := benchmarkUnits(10, 60)[:40]
	for b.Loop() {
		stats.ProportionTrend(series)
	}
}

func benchmarkSeries() []stats.Observation {
	var series []stats.Observation
	for _, u := range benchmarkUnits(10, 60)[:40] {
		series = append(series, stats.Observation{Numerator: u.Numerator, Denominator: u.Denominator})
	}
	return series
}
