package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// byarFrom is the number of events from which Byar's approximation is used. It
// is then within 0.2 % of the exact limits; below, it can turn negative.
const byarFrom = 10

// Rate is a number of events over an exposure, such as infections over days
// with a catheter. A plain count is a rate with exposure and multiplier 1. The
// events may outnumber the exposure.
type Rate struct {
	// Count is the number of events, 0 or more.
	Count float64
	// Exposure is what the events are counted over, more than 0.
	Exposure float64
	// Multiplier is the exposure that the rate is stated per, 1000 for "per
	// 1 000 days".
	Multiplier float64
}

// Interval is the rate with its Poisson limits, in events per multiplier:
// exact below 10 events, Byar's approximation from 10, which is the rule of
// PHEindicatormethods (OHID), so that the figures can be compared with theirs.
//
// It is not defined (false) for an exposure or multiplier of zero or less, nor
// for a negative count.
//
// Exact: Garwood F, Biometrika 1936;28:437-42, by chi-square quantiles.
// Byar: Breslow NE, Day NE, Statistical methods in cancer research II, 1987.
func (r Rate) Interval(confidence float64) (Interval, bool) {
	if r.Count >= byarFrom {
		return r.interval(confidence, byar)
	}
	return r.interval(confidence, exactPoisson)
}

// ExactInterval is the rate with its exact Poisson limits (Garwood) however
// many the events, in events per multiplier. It is not defined (false) where
// Interval is not.
func (r Rate) ExactInterval(confidence float64) (Interval, bool) {
	return r.interval(confidence, exactPoisson)
}

func (r Rate) interval(confidence float64, limits func(x, confidence float64) (lower, upper float64)) (Interval, bool) {
	if !r.valid() || r.Multiplier <= 0 || !finite(r.Multiplier) || !validConfidence(confidence) {
		return Interval{}, false
	}
	lower, upper := limits(r.Count, confidence)
	scale := r.Multiplier / r.Exposure
	return Interval{Value: r.Count * scale, Lower: lower * scale, Upper: upper * scale}, true
}

// SumRates is the rate that all the parts together make, per the multiplier of
// the first. Parts without exposure or with a negative count are left out.
func SumRates(parts []Rate) Rate {
	var all Rate
	for _, r := range parts {
		if !r.valid() {
			continue
		}
		if all.Exposure == 0 {
			all.Multiplier = r.Multiplier
		}
		all.Count += r.Count
		all.Exposure += r.Exposure
	}
	return all
}

// valid reports whether count and exposure make a rate, whatever it is stated per.
func (r Rate) valid() bool {
	return finite(r.Count, r.Exposure) && r.Count >= 0 && r.Exposure > 0
}

// exactPoisson gives the limits for the expected number of events.
func exactPoisson(x, confidence float64) (lower, upper float64) {
	upperP := upperTail(confidence)
	// The chi-square distribution with 0 degrees of freedom is the point 0,
	// for which gonum panics.
	if x > 0 {
		lower = distuv.ChiSquared{K: 2 * x}.Quantile(1-upperP) / 2
	}
	return lower, distuv.ChiSquared{K: 2*x + 2}.Quantile(upperP) / 2
}

// byar approximates exactPoisson for ten events or more.
func byar(x, confidence float64) (lower, upper float64) {
	z := normalQuantile(confidence)
	limit := func(x, z float64) float64 {
		return x * math.Pow(1-1/(9*x)+z/(3*math.Sqrt(x)), 3)
	}
	return limit(x, -z), limit(x+1, z)
}
