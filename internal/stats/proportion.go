package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Proportion is a number of cases out of all that could have been cases.
type Proportion struct {
	Numerator, Denominator float64
}

// Interval is the share with its Wilson score limits, as fractions between 0
// and 1, without continuity correction. Wilson is used because clinics are
// small: at ten children and a true share of 90 % it covers 93 % of the time
// where the textbook interval covers 65 %.
//
// It is not defined (false) for a denominator of zero, which is no data and
// neither 0 % nor 100 %, nor for a numerator outside 0 to denominator.
//
// Formula: Wilson EB, J Am Stat Assoc 1927;22:209-12, as in
// PHEindicatormethods (OHID): (2x + z² ∓ z√(z² + 4x(1-x/n))) / 2(n + z²).
func (p Proportion) Interval(confidence float64) (Interval, bool) {
	x, n := p.Numerator, p.Denominator
	if !p.valid() || !validConfidence(confidence) {
		return Interval{}, false
	}
	z := normalQuantile(confidence)
	centre := 2*x + z*z
	half := z * math.Sqrt(z*z+4*x*(1-x/n))
	width := 2 * (n + z*z)
	value := x / n
	// Rounding can leave -1e-17, 1 + 1e-16, or a limit on the wrong side of
	// the value when x is 0 or n.
	return Interval{
		Value: value,
		Lower: min(max(0, (centre-half)/width), value),
		Upper: max(min(1, (centre+half)/width), value),
	}, true
}

// ExactInterval is the share with its Clopper-Pearson limits, as fractions. They
// cover at least as often as they say, which for few cases is far more often: a
// number to compare with, [Proportion.Interval] is the one to show.
//
// It is not defined (false) where Interval is not.
//
// Source: Clopper CJ, Pearson ES, Biometrika 1934;26:404-13, by beta quantiles.
func (p Proportion) ExactInterval(confidence float64) (Interval, bool) {
	if !p.valid() || !validConfidence(confidence) {
		return Interval{}, false
	}
	x, n := p.Numerator, p.Denominator
	exact := Interval{Value: x / n, Lower: 0, Upper: 1}
	// The beta distribution with a parameter of 0 is a point, for which gonum
	// panics.
	if x > 0 {
		exact.Lower = distuv.Beta{Alpha: x, Beta: n - x + 1}.Quantile(1 - upperTail(confidence))
	}
	if x < n {
		exact.Upper = distuv.Beta{Alpha: x + 1, Beta: n - x}.Quantile(upperTail(confidence))
	}
	return exact, true
}

// SumProportions is the proportion that all the parts together make, such as a
// region's. Parts that are not valid, without a denominator for instance, are
// left out.
func SumProportions(parts []Proportion) Proportion {
	var all Proportion
	for _, p := range parts {
		if p.valid() {
			all.Numerator += p.Numerator
			all.Denominator += p.Denominator
		}
	}
	return all
}

func (p Proportion) valid() bool {
	return finite(p.Numerator, p.Denominator) && p.Denominator > 0 &&
		p.Numerator >= 0 && p.Numerator <= p.Denominator
}

func (p Proportion) share() float64 { return p.Numerator / p.Denominator }
