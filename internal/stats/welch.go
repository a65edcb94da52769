package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// MeanComparison is two independent means held against each other.
type MeanComparison struct {
	// Difference is the first mean less the second with its limits, in the
	// measure's own unit.
	Difference Interval
	// T is the test statistic, DF its degrees of freedom (a fraction), and P its
	// two-sided probability.
	T, DF, P float64
}

// CompareMeans compares the means of two groups of different children, whose
// spreads need not be the same.
//
// It is not defined (false) unless both groups have two measurements or more
// and a standard deviation, nor when neither group has any spread: then every
// difference, however small, would be called certain.
//
// Source: Welch BL, Biometrika 1947;34:28-35, from summaries; as R's t.test.
func CompareMeans(a, b Group, confidence float64) (MeanComparison, bool) {
	if !a.comparable() || !b.comparable() || !validConfidence(confidence) {
		return MeanComparison{}, false
	}
	va, vb := a.SD*a.SD/float64(a.N), b.SD*b.SD/float64(b.N)
	se := math.Sqrt(va + vb)
	if se == 0 || !finite(se) {
		return MeanComparison{}, false
	}
	df := (va + vb) * (va + vb) / (va*va/float64(a.N-1) + vb*vb/float64(b.N-1))
	student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}
	d := a.Mean - b.Mean
	half := student.Quantile(upperTail(confidence)) * se
	return MeanComparison{
		Difference: Interval{Value: d, Lower: d - half, Upper: d + half},
		T:          d / se,
		DF:         df,
		P:          2 * student.CDF(-math.Abs(d/se)),
	}, true
}

// comparable reports whether the group has a mean and a known spread.
func (g Group) comparable() bool {
	return g.N >= 2 && g.SDKnown && g.SD >= 0 && finite(g.Mean, g.SD)
}
