package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/combin"
	"gonum.org/v1/gonum/stat/distuv"
)

// almost is how much larger the probability of an outcome may be and still count
// as equally likely in a two-sided test, which R's binom.test, poisson.test and
// fisher.test have in common. Without it rounding decides.
const almost = 1 + 1e-7

// binomial is the distribution of the number of cases among n, each with
// probability p from 0 to 1. gonum's own has no two-sided test, and is not a
// number at p 0 and 1.
type binomial struct {
	n, p float64
}

func (b binomial) prob(x float64) float64 {
	switch {
	case x < 0 || x > b.n:
		return 0
	case b.p == 0 || b.p == 1:
		if x == b.n*b.p {
			return 1
		}
		return 0
	}
	return math.Exp(combin.LogGeneralizedBinomial(b.n, x) + x*math.Log(b.p) + (b.n-x)*math.Log1p(-b.p))
}

// atMost is the probability of x cases or fewer.
func (b binomial) atMost(x float64) float64 {
	switch {
	case x < 0:
		return 0
	case x >= b.n || b.p == 0:
		return 1
	case b.p == 1:
		return 0
	}
	return mathext.RegIncBeta(b.n-x, x+1, 1-b.p)
}

// atLeast is the probability of x cases or more, exact also when it is small.
func (b binomial) atLeast(x float64) float64 {
	return binomial{n: b.n, p: 1 - b.p}.atMost(b.n - x)
}

// twoSided is the probability of an outcome that is no more likely than x.
func (b binomial) twoSided(x float64) float64 {
	limit := b.prob(x) * almost
	if b.p == 0 || b.p == 1 {
		return min(1, limit)
	}
	// The probabilities rise to the mode and fall from it, so each tail is
	// found by halving.
	mode := int(math.Min(b.n, math.Floor((b.n+1)*b.p)))
	lower := sort.Search(mode+1, func(k int) bool { return b.prob(float64(k)) > limit }) - 1
	above := sort.Search(int(b.n)-mode+1, func(k int) bool { return b.prob(float64(mode+k)) <= limit })
	upper := float64(mode + above)
	if float64(lower) >= upper-1 {
		return 1
	}
	return min(1, b.atMost(float64(lower))+b.atLeast(upper))
}

// poissonProb is the probability of x events where mean are expected.
func poissonProb(mean, x float64) float64 {
	if mean == 0 {
		if x == 0 {
			return 1
		}
		return 0
	}
	lgamma, _ := math.Lgamma(x + 1)
	return math.Exp(x*math.Log(mean) - mean - lgamma)
}

// poissonAtMost is the probability of x events or fewer where mean are expected.
func poissonAtMost(mean, x float64) float64 {
	if x < 0 {
		return 0
	}
	return mathext.GammaIncRegComp(math.Floor(x)+1, mean)
}

// bothTails is the two-sided probability of a z.
func bothTails(z float64) float64 { return 2 * distuv.UnitNormal.CDF(-math.Abs(z)) }

// chiSquareTail is the probability of a chi-square as large as x or larger; nil
// without degrees of freedom, for which gonum panics.
func chiSquareTail(x float64, df int) *float64 {
	if df < 1 || !finite(x) {
		return nil
	}
	return new(distuv.ChiSquared{K: float64(df)}.Survival(max(0, x)))
}
