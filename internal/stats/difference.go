package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/combin"
)

// ProportionComparison is two independent proportions held against each other,
// such as a unit's and that of the region without the unit.
type ProportionComparison struct {
	// Difference is the first share less the second with its limits, as
	// fractions.
	Difference Interval
	// P is the two-sided probability of Fisher's exact test; nil when a
	// numerator or denominator is not a whole number.
	P *float64
}

// CompareProportions compares two proportions of different children. Overlapping
// intervals are no test of a difference; this is.
//
// It is not defined (false) when one of the proportions has no interval.
//
// Sources: [NewcombeDifference], [FisherExact].
func CompareProportions(a, b Proportion, confidence float64) (ProportionComparison, bool) {
	difference, ok := NewcombeDifference(a, b, confidence)
	if !ok {
		return ProportionComparison{}, false
	}
	comparison := ProportionComparison{Difference: difference}
	if p, ok := FisherExact(a, b); ok {
		comparison.P = &p
	}
	return comparison, true
}

// NewcombeDifference is a's share less b's, as a fraction, with limits made of
// the two Wilson intervals.
//
// It is not defined (false) when one of the two is not.
//
// Source: Newcombe RG, Stat Med 1998;17:873-90, method 10.
func NewcombeDifference(a, b Proportion, confidence float64) (Interval, bool) {
	first, okFirst := a.Interval(confidence)
	second, okSecond := b.Interval(confidence)
	if !okFirst || !okSecond {
		return Interval{}, false
	}
	d := first.Value - second.Value
	return Interval{
		Value: d,
		Lower: d - math.Hypot(first.Value-first.Lower, second.Upper-second.Value),
		Upper: d + math.Hypot(first.Upper-first.Value, second.Value-second.Lower),
	}, true
}

// FisherExact is the two-sided probability, given how many cases there are in
// both groups together, of a division of them that is no more likely than the
// one seen.
//
// It is not defined (false) for proportions that are not valid or not of whole
// numbers, nor when the cases can be divided in more than a million ways.
//
// Source: Fisher RA, J R Stat Soc 1935;98:39-82; two-sided as R's fisher.test.
func FisherExact(a, b Proportion) (p float64, ok bool) {
	if !a.valid() || !b.valid() || !whole(a.Numerator, a.Denominator, b.Numerator, b.Denominator) {
		return 0, false
	}
	cases := a.Numerator + b.Numerator
	lowest, highest := max(0, cases-b.Denominator), min(cases, a.Denominator)
	if highest-lowest > 1e6 {
		return 0, false
	}
	logProb := func(x float64) float64 {
		return combin.LogGeneralizedBinomial(a.Denominator, x) + combin.LogGeneralizedBinomial(b.Denominator, cases-x)
	}
	seen := logProb(a.Numerator)
	var extreme, all float64
	for x := lowest; x <= highest; x++ {
		// Relative to the outcome that was seen, so that nothing is too small
		// to be added.
		relative := math.Exp(logProb(x) - seen)
		all += relative
		if relative <= almost {
			extreme += relative
		}
	}
	return min(1, extreme/all), true
}

// PooledZ is the classical test of two proportions without continuity
// correction: z, and its two-sided probability from the normal distribution. It
// is there to compare with; it is too bold for few cases.
//
// It is not defined (false) for proportions that are not valid, nor when all
// the children or none of them are cases.
func PooledZ(a, b Proportion) (z, p float64, ok bool) {
	if !a.valid() || !b.valid() {
		return 0, 0, false
	}
	share := SumProportions([]Proportion{a, b}).share()
	variance := share * (1 - share) * (1/a.Denominator + 1/b.Denominator)
	if variance <= 0 {
		return 0, 0, false
	}
	z = (a.share() - b.share()) / math.Sqrt(variance)
	return z, bothTails(z), true
}
