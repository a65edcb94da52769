// Package stats is the mathematics of the comparison: intervals for
// proportions, rates and means, pooling of groups, and quantiles.
//
// It is pure: numbers in, numbers out. It must not know what is measured, by
// whom or when, and does no input or output. What is not defined is said with
// a false second result, never with NaN or an infinity.
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

// finite reports whether every value is a number that can be calculated with.
func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
