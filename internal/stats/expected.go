package stats

import "math"

// fewestPast is how many periods it takes to say what the next one may be, and
// fewestRanges how many to say how much periods vary beyond chance.
const (
	fewestPast   = 4
	fewestRanges = 6
)

// unusual is the chance, on each side, that a number outside what is expected
// came about all the same: that of three standard errors, 0.135 %.
const unusual = 0.00135

// Past is one earlier period's cases, out of so many or over so much exposure.
type Past struct{ Count, Exposure float64 }

// Expected is what the next number may well be, both ends included.
type Expected struct{ Low, High float64 }

// Holds reports whether the number is among those expected.
func (e Expected) Holds(v float64) bool { return v >= e.Low && v <= e.High }

// ExpectedCases is how many cases the next period may have, out of n, when the
// earlier ones had theirs: the middle 99.73 % of the beta-binomial predictive
// distribution with Jeffreys' prior, which takes into account that the history
// is a sample too. When the earlier periods vary more than chance among
// themselves, the range is as much wider (see spread). It is not defined (false)
// with fewer than four periods that have children, nor for n below 1.
//
// Source: Brown LD, Cai TT, DasGupta A, Stat Sci 2001;16:101-33 for the prior;
// the predictive distribution is Gelman and others, Bayesian Data Analysis, 3rd
// ed, ch. 2.
func ExpectedCases(past []Past, n float64) (Expected, bool) {
	x, of, k := total(past)
	if k < fewestPast || n < 1 || !finite(x, of, n) || x > of {
		return Expected{}, false
	}
	a, b := x+0.5, of-x+0.5
	exact := Expected{Low: n, High: n}
	low := false
	sum := 0.0
	for i := 0.0; i <= n; i++ {
		sum += math.Exp(logChoose(n, i) + logBeta(a+i, b+n-i) - logBeta(a, b))
		if !low && sum > unusual {
			exact.Low, low = i, true
		}
		if sum >= 1-unusual {
			exact.High = i
			break
		}
	}
	p := x / of
	wide := spread(past, func(q Past) float64 { return p * (1 - p) / q.Exposure })
	half := 3 * n * math.Sqrt(p*(1-p)*(1/n+1/of)) * wide
	return Expected{Low: max(0, min(exact.Low, n*p-half)), High: min(n, max(exact.High, n*p+half))}, true
}

// ExpectedEvents is how many events the next period may have over an exposure,
// when the earlier ones had theirs: the middle 99.73 % of the negative binomial
// predictive distribution with Jeffreys' prior, as much wider as the earlier
// periods vary more than chance among themselves. A plain count has exposure 1. It
// is not defined (false) with fewer than four periods, nor for an exposure of zero.
func ExpectedEvents(past []Past, exposure float64) (Expected, bool) {
	x, of, k := total(past)
	if k < fewestPast || !(exposure > 0) || !finite(x, of, exposure) {
		return Expected{}, false
	}
	mean := x / of * exposure
	wide := spread(past, func(q Past) float64 { return x / of / q.Exposure })
	half := 3 * math.Sqrt(mean*(1+exposure/of)) * wide
	e := Expected{Low: max(0, mean-half), High: mean + half}
	if x > manyEvents {
		return e, true // the normal approximation is as good
	}
	r, q := x+0.5, of/(of+exposure)
	sum, low := 0.0, false
	for i := 0.0; ; i++ {
		sum += math.Exp(logGamma(r+i) - logGamma(r) - logGamma(i+1) + r*math.Log(q) + i*math.Log1p(-q))
		if !low && sum > unusual {
			e.Low, low = min(e.Low, i), true
		}
		if sum >= 1-unusual {
			e.High = max(e.High, i)
			return e, true
		}
	}
}

// manyEvents is how many events in the history make the exact sum superfluous.
const manyEvents = 20_000

// ExpectedValue is what the next value of a series may be: the natural process
// limits of an individuals chart, mean ± 2.66 × the mean moving range (Wheeler DJ,
// Understanding Variation, 1993). It is not defined (false) with fewer than six
// values, nor when they are all the same, since then nothing is known of how they
// vary.
func ExpectedValue(past []float64) (Expected, bool) {
	if len(past) < fewestRanges || !finite(past...) {
		return Expected{}, false
	}
	sum, ranges := past[0], 0.0
	for n := 1; n < len(past); n++ {
		sum += past[n]
		ranges += math.Abs(past[n] - past[n-1])
	}
	mean, half := sum/float64(len(past)), 2.66*ranges/float64(len(past)-1)
	return Expected{Low: mean - half, High: mean + half}, ranges > 0
}

// total adds up the periods that have any exposure, and counts them.
func total(past []Past) (x, of float64, k int) {
	for _, q := range past {
		if q.Exposure > 0 {
			x, of, k = x+q.Count, of+q.Exposure, k+1
		}
	}
	return x, of, k
}

// spread is how many times more the periods vary from one to the next than chance
// alone lets them, at least 1: the mean moving range of their standardised
// distances from the mean, over 1.128 (Laney DB, Qual Eng 2002;14:531-7).
// variance is that of one period's share or rate by chance. It is 1 with too few
// periods to tell.
func spread(past []Past, variance func(Past) float64) float64 {
	x, of, k := total(past)
	if k < fewestRanges || x == 0 {
		return 1
	}
	ranges, before, known := 0.0, 0.0, false
	for _, q := range past {
		v := variance(q)
		if !(q.Exposure > 0) || !(v > 0) {
			continue
		}
		z := (q.Count/q.Exposure - x/of) / math.Sqrt(v)
		if known {
			ranges += math.Abs(z - before)
		}
		before, known = z, true
	}
	return max(1, ranges/float64(k-1)/1.128)
}

func logGamma(v float64) float64 { l, _ := math.Lgamma(v); return l }

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

func logChoose(n, k float64) float64 { return logGamma(n+1) - logGamma(k+1) - logGamma(n-k+1) }
