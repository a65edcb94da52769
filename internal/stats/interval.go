// Package stats is the mathematics of the comparison:
//
//   - intervals of proportions, rates and means, and pooling ([Proportion],
//     [Rate], [Group]);
//   - comparison with a target, with the others and with the year before
//     ([Proportion.Test], [CompareProportions], [CompareRates], [CompareMeans]);
//   - funnels, plain and with over-dispersion ([ProportionFunnel],
//     [RateFunnel], [ProportionDispersion], [RatioDispersion]);
//   - run charts, control charts and their rules ([NewChart], [NewXmR]);
//   - variation between units ([SpreadOf], [ProportionHeterogeneity],
//     [RateHeterogeneity], [BetweenMeans], [Systematic], [Shrink]);
//   - trend and rolling sums ([ProportionTrend], [RateTrend], [LinearTrend],
//     [Roll]).
//
// It is pure: numbers in, numbers out. It must not know what is measured, by
// whom or when, and does no input or output. What is not defined is said with
// a false second result or a nil number, never with NaN or an infinity.
package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

const (
	// Confidence95 is the level of the intervals that are shown.
	Confidence95 = 0.95
	// Confidence998 is the level to use when something is to be called
	// different: with eight units compared at 95 %, one false signal in three
	// comparisons is expected.
	Confidence998 = 0.998
)

// Interval is an estimate with its two-sided confidence limits, all three in
// the same unit: a fraction of 1 for a proportion, events per multiplier for a
// rate, the measure's own unit for a mean. Lower <= Value <= Upper.
type Interval struct {
	Value, Lower, Upper float64
}

// Position is where an interval lies in relation to a target.
type Position int

const (
	// Spans: the target is within the interval or at its end, so chance may be
	// all that parts them.
	Spans Position = iota
	// Below: all of the interval is below the target.
	Below
	// Above: all of the interval is above the target.
	Above
)

// Against is the position of the interval in relation to a target in the same
// unit. A target at the very end of the interval is within it.
func (i Interval) Against(target float64) Position {
	switch {
	case i.Upper < target:
		return Below
	case i.Lower > target:
		return Above
	}
	return Spans
}

// Direction is which way an indicator is better.
type Direction int

const (
	// Neutral: neither way is better than the other.
	Neutral Direction = iota
	// HigherIsBetter as for the share that was given breast milk.
	HigherIsBetter
	// LowerIsBetter as for infections.
	LowerIsBetter
)

// normalQuantile is the z for a two-sided level, 1.96 for 0.95.
func normalQuantile(confidence float64) float64 {
	return distuv.UnitNormal.Quantile(upperTail(confidence))
}

// upperTail is the probability below the upper limit of a two-sided level,
// 0.975 for 0.95.
func upperTail(confidence float64) float64 {
	return 1 - (1-confidence)/2
}

// validConfidence keeps the quantile functions, which panic or give
// infinities at the ends, inside their range.
func validConfidence(confidence float64) bool {
	return confidence > 0 && confidence < 1
}

// largest is the largest number that is calculated with: its fourth power is
// still a number.
const largest = 1e60

// finite reports whether every value is a number that can be calculated with.
func finite(values ...float64) bool {
	for _, v := range values {
		if !(math.Abs(v) <= largest) {
			return false
		}
	}
	return true
}

// whole reports whether every value is a whole number, zero or more, which the
// exact tests need.
func whole(values ...float64) bool {
	for _, v := range values {
		if !finite(v) || v < 0 || v != math.Trunc(v) {
			return false
		}
	}
	return true
}

// equal compares with the tolerance that rounding needs: 7/10 and the sum of
// seven tenths are the same number to a reader.
func equal(a, b float64) bool {
	return math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b))
}

// sum adds what each element gives.
func sum[T any](elements []T, of func(T) float64) float64 {
	var total float64
	for _, e := range elements {
		total += of(e)
	}
	return total
}

// identity is for the sum of numbers themselves.
func identity(v float64) float64 { return v }
