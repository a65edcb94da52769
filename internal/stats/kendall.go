package stats

import (
	"cmp"
	"math"
)

// Kendall is a rank correlation.
type Kendall struct {
	// TauB is 1 when the order is the same, -1 when it is reversed; equal values
	// are allowed for.
	TauB float64
	// P is its two-sided probability by the normal distribution, rough with fewer
	// than ten values.
	P float64
}

// KendallTauB is the rank correlation of two series of the same length.
//
// It is not defined (false) with fewer than two values, or when one of the
// series does not vary.
//
// Source: Kendall MG, Biometrika 1945;33:239-51; the probability with the
// variance for ties and without continuity correction, as R's cor.test with
// exact=FALSE. gonum's stat.Kendall does not allow for ties.
func KendallTauB(x, y []float64) (Kendall, bool) {
	if len(x) != len(y) || len(x) < 2 || !finite(x...) || !finite(y...) {
		return Kendall{}, false
	}
	var agreement float64
	for i := range x {
		for j := range i {
			agreement += float64(cmp.Compare(x[i], x[j]) * cmp.Compare(y[i], y[j]))
		}
	}
	n := float64(len(x))
	pairs := n * (n - 1) / 2
	tx, ty := tiesOf(x), tiesOf(y)
	within := (pairs - tx.pairs/2) * (pairs - ty.pairs/2)
	if within <= 0 {
		return Kendall{}, false
	}
	variance := (n*(n-1)*(2*n+5)-tx.fives-ty.fives)/18 + tx.pairs*ty.pairs/(2*n*(n-1))
	if n > 2 {
		variance += tx.triples * ty.triples / (9 * n * (n - 1) * (n - 2))
	}
	return Kendall{TauB: agreement / math.Sqrt(within), P: bothTails(agreement / math.Sqrt(variance))}, true
}

// ties is what the groups of t equal values add up to: t(t-1), t(t-1)(t-2) and
// t(t-1)(2t+5).
type ties struct {
	pairs, triples, fives float64
}

func tiesOf(values []float64) ties {
	counts := map[float64]float64{}
	for _, v := range values {
		counts[v]++
	}
	var s ties
	for _, t := range counts {
		s.pairs += t * (t - 1)
		s.triples += t * (t - 1) * (t - 2)
		s.fives += t * (t - 1) * (2*t + 5)
	}
	return s
}
