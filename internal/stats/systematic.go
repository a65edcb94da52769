package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// SystematicVariation is the variance between units' ratios of observed to
// expected events that is left when chance is taken away (the systematic
// component of variation). Publications show it times 100.
type SystematicVariation struct {
	// Value is the variance, 0 when there is no more than chance gives; Raw is
	// the same before it is cut off at 0.
	Value, Raw float64
	// Logarithmic is the original form, on logarithms; nil when a unit has no
	// events, for which it is infinite.
	Logarithmic *float64
	// ChiSquare is Σ(O-E)²/E, with DF degrees of freedom and the probability P of
	// one as large by chance; P is nil for one unit.
	ChiSquare float64
	DF        int
	P         *float64
}

// Systematic compares observed with expected events, which must be as many as
// each other; the expected are usually exposure times the overall rate.
//
// It is not defined (false) without units, when a unit expects no events, or
// when a number is negative.
//
// Sources: McPherson K et al, N Engl J Med 1982;307:1310-4 (Logarithmic); Diehr P
// et al, Health Serv Res 1990;24:741-71 (Value): mean of ((O-E)/E)² - 1/E; as the
// package sava 0.4.
func Systematic(observed, expected []float64) (SystematicVariation, bool) {
	if !events(observed, expected) {
		return SystematicVariation{}, false
	}
	k := float64(len(observed))
	s := SystematicVariation{DF: len(observed) - 1}
	var logs float64
	infinite := false
	for i, o := range observed {
		e := expected[i]
		ratio := (o - e) / e
		s.Raw += (ratio*ratio - 1/e) / k
		s.ChiSquare += (o - e) * (o - e) / e
		if o == 0 {
			infinite = true
			continue
		}
		logs += (math.Log(o/e)*math.Log(o/e) - 1/e) / k
	}
	if !infinite {
		s.Logarithmic = &logs
	}
	s.Value, s.P = max(0, s.Raw), chiSquareTail(s.ChiSquare, s.DF)
	return s, true
}

// events reports whether the numbers are observed and expected events of units.
func events(observed, expected []float64) bool {
	if len(observed) == 0 || len(observed) != len(expected) {
		return false
	}
	for i, o := range observed {
		if !finite(o, expected[i]) || o < 0 || expected[i] <= 0 {
			return false
		}
	}
	return true
}

// Shrinkage is units' ratios of observed to expected events drawn together as
// far as chance explains their distance.
type Shrinkage struct {
	// Alpha is how many expected events the common ratio 1 weighs against a
	// unit's own; nil when the units vary no more than chance gives, and Variance
	// is then 0.
	Alpha *float64
	// Variance is that between the units' true ratios, 1 by Alpha.
	Variance float64
	// Ratios are the shrunk ratios, in the order of the units; nil without Alpha.
	Ratios []float64
	// Quotient8020 is the 80th percentile of Ratios by the 20th, to show instead
	// of the largest by the smallest; nil without Alpha or with five units or
	// fewer.
	Quotient8020 *float64
}

const (
	// The range in which Alpha is looked for. Above it the variance is below
	// 0.0001 and called none.
	smallestAlpha, largestAlpha = 1e-5, 1e4
	// fewestForQuotient is the fewest units that have a Quotient8020.
	fewestForQuotient = 6
)

// Shrink estimates the variance between units by empirical Bayes, with events
// that are Poisson and true ratios that are gamma with mean 1.
//
// It is not defined (false) where [Systematic] is not.
//
// Sources: Martuzzi M, Hills M, Am J Epidemiol 1995;141:369-74, by maximum
// likelihood as EBpoisson0 of the package sava 0.4; the quotient: Coory M, Gibberd
// R, Stat Med 1998;17:2625-34.
func Shrink(observed, expected []float64) (Shrinkage, bool) {
	if !events(observed, expected) {
		return Shrinkage{}, false
	}
	score := func(alpha float64) float64 { return negativeBinomialScore(alpha, observed, expected) }
	if score(largestAlpha) > 0 || score(smallestAlpha) < 0 {
		return Shrinkage{}, true
	}
	// The score falls through 0 at the most likely alpha. The steps are equal on
	// the logarithm, which is exact however small alpha is.
	alpha := math.Exp(crossing(math.Log(smallestAlpha), math.Log(largestAlpha), func(x float64) bool { return score(math.Exp(x)) < 0 }))
	s := Shrinkage{Alpha: &alpha, Variance: 1 / alpha, Ratios: make([]float64, len(observed))}
	for i, o := range observed {
		s.Ratios[i] = (o + alpha) / (expected[i] + alpha)
	}
	if len(s.Ratios) >= fewestForQuotient {
		high, _ := Quantile(s.Ratios, 0.8)
		low, _ := Quantile(s.Ratios, 0.2)
		s.Quotient8020 = quotient(high, low)
	}
	return s, true
}

// negativeBinomialScore is the derivative by alpha of the log-likelihood.
func negativeBinomialScore(alpha float64, observed, expected []float64) float64 {
	var score float64
	for i, o := range observed {
		e := expected[i]
		score += mathext.Digamma(o+alpha) - mathext.Digamma(alpha) +
			math.Log(alpha/(e+alpha)) + (e-o)/(e+alpha)
	}
	return score
}
