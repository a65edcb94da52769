package stats

// RateRatio is two independent rates held against each other.
type RateRatio struct {
	// Ratio is the first rate divided by the second; nil when the second has no
	// events.
	Ratio *float64
	// Lower and Upper are its exact limits. Upper is nil, without bound, when
	// the second rate has no events; both are nil when neither has any.
	Lower, Upper *float64
	// P is the exact two-sided probability of a division of the events between
	// the two that is no more likely than the one seen.
	P float64
}

// CompareRates compares two rates of different children or days.
//
// It is not defined (false) without exposure, or when a count is not a whole
// number.
//
// Source: conditional on the events of both, the first's are binomial:
// Przyborowski J, Wilenski H, Biometrika 1940;31:313-23, with Clopper-Pearson
// limits; as R's poisson.test.
func CompareRates(a, b Rate, confidence float64) (RateRatio, bool) {
	if !a.valid() || !b.valid() || !whole(a.Count, b.Count) || !validConfidence(confidence) {
		return RateRatio{}, false
	}
	events := a.Count + b.Count
	if events == 0 {
		return RateRatio{P: 1}, true
	}
	comparison := RateRatio{P: binomial{n: events, p: a.Exposure / (a.Exposure + b.Exposure)}.twoSided(a.Count)}
	share, _ := Proportion{Numerator: a.Count, Denominator: events}.ExactInterval(confidence)
	// A share of the events turns into a ratio of the rates.
	ratio := func(share float64) *float64 {
		if share >= 1 {
			return nil
		}
		return new(share / (1 - share) * b.Exposure / a.Exposure)
	}
	comparison.Ratio, comparison.Lower, comparison.Upper = ratio(share.Value), ratio(share.Lower), ratio(share.Upper)
	return comparison, true
}
