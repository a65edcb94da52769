package stats

import "math"

// BinomialLimits are a funnel's limits around a target share (a fraction) for n
// children, from the binomial distribution itself, interpolated between whole
// children. They are the honest ones for very small n, where
// [ProportionLimits] is an approximation.
//
// They are not defined (false) for a target outside 0 to 1 or n below 1.
//
// Source: Spiegelhalter DJ, Stat Med 2005;24:1185-202, appendix: with r the
// first number whose cumulative probability F(r) exceeds p, the limit is
// r - (F(r)-p)/(F(r)-F(r-1)), by n, cut off at 0 and 1.
func BinomialLimits(target float64, n int) (Limits, bool) {
	if n < 1 || !(target >= 0 && target <= 1) {
		return Limits{}, false
	}
	chance := binomial{n: float64(n), p: target}
	return both(func(confidence float64) (lower, upper float64) {
		at := func(p float64) float64 {
			return min(1, max(0, interpolated(p, n, chance.atMost, chance.prob)/float64(n)))
		}
		return at(1 - upperTail(confidence)), at(upperTail(confidence))
	}), true
}

// PoissonLimits are a funnel's limits of observed by expected events, around 1,
// from the Poisson distribution itself, interpolated like [BinomialLimits] and
// from the same source.
//
// They are not defined (false) unless the expectation is above 0.
func PoissonLimits(expected float64) (Limits, bool) {
	if !finite(expected) || expected <= 0 {
		return Limits{}, false
	}
	atMost := func(x float64) float64 { return poissonAtMost(expected, x) }
	prob := func(x float64) float64 { return poissonProb(expected, x) }
	// Ten standard deviations above is farther than any level in use.
	most := int(math.Ceil(expected + 20 + 10*math.Sqrt(expected)))
	return both(func(confidence float64) (lower, upper float64) {
		at := func(p float64) float64 { return max(0, interpolated(p, most, atMost, prob)) / expected }
		return at(1 - upperTail(confidence)), at(upperTail(confidence))
	}), true
}

// interpolated is the number between 0 and most at which the cumulative
// probability is p, on straight lines between the whole numbers.
func interpolated(p float64, most int, atMost, prob func(float64) float64) float64 {
	low, high := 0, most
	for low < high {
		middle := (low + high) / 2
		if atMost(float64(middle)) > p {
			high = middle
		} else {
			low = middle + 1
		}
	}
	r := float64(low)
	itself := prob(r)
	if itself == 0 {
		return r
	}
	return r - (atMost(r)-p)/itself
}
