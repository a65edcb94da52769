package stats

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// Group is what is kept of a set of measurements: how many, their mean, and
// their standard deviation (with n-1) when it is known.
type Group struct {
	N    int
	Mean float64
	SD   float64
	// SDKnown is false when the standard deviation was not reported; the mean
	// can then be shown but gets no interval.
	SDKnown bool
}

// Interval is the mean with its Student t limits, in the measure's own unit.
// They are not clamped to the ends of a score's scale. A standard deviation of
// 0 gives an interval of no width.
//
// It is not defined (false) for fewer than two measurements, nor without a
// standard deviation; the mean itself is then still a mean.
//
// Formula: mean ∓ t(1-α/2, n-1)·sd/√n (Student, Biometrika 1908;6:1-25).
func (g Group) Interval(confidence float64) (Interval, bool) {
	if g.N < 2 || !g.SDKnown || g.SD < 0 || !finite(g.Mean, g.SD) || !validConfidence(confidence) {
		return Interval{}, false
	}
	half := studentQuantile(upperTail(confidence), g.N-1) * g.SD / math.Sqrt(float64(g.N))
	return Interval{Value: g.Mean, Lower: g.Mean - half, Upper: g.Mean + half}, true
}

// studentQuantiles are those that have been worked out, which takes far longer than to
// remember them: a page asks for the same few hundred over and over.
var studentQuantiles sync.Map

// mostDegrees is the largest number of degrees of freedom that is remembered.
const mostDegrees = 10_000

// studentQuantile is Student's t quantile for the probability, with one degree of
// freedom or more.
func studentQuantile(p float64, df int) float64 {
	type asked struct {
		p  float64
		df int
	}
	if known, ok := studentQuantiles.Load(asked{p, df}); ok {
		return known.(float64)
	}
	// gonum's t distribution panics at 0 degrees of freedom and is silently 0
	// without a Sigma.
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(p)
	if df <= mostDegrees && p == upperTail(Confidence95) {
		studentQuantiles.Store(asked{p, df}, t)
	}
	return t
}

// Pool merges groups into the group that all their measurements together make:
// the mean weighted by n (never the mean of the means), and the standard
// deviation from the spread within and between the groups. Groups without
// measurements are left out. The standard deviation is unknown when it is
// unknown for a group of two or more, or when only one measurement is left.
//
// It is not defined (false) when there are no measurements at all.
//
// Formula: N = Σn, M = Σnm/N, SD² = (Σ(n-1)s² + Σn(m-M)²)/(N-1), the
// decomposition of the sum of squares.
func Pool(groups []Group) (Group, bool) {
	var n int
	var sum float64
	known := true
	for _, g := range groups {
		if g.N <= 0 {
			continue
		}
		if !finite(g.Mean) {
			return Group{}, false
		}
		n += g.N
		sum += float64(g.N) * g.Mean
		if g.N > 1 && (!g.SDKnown || g.SD < 0 || !finite(g.SD)) {
			known = false
		}
	}
	if n == 0 {
		return Group{}, false
	}
	pooled := Group{N: n, Mean: sum / float64(n)}
	if !known || n < 2 {
		return pooled, true
	}
	var squares float64
	for _, g := range groups {
		if g.N <= 0 {
			continue
		}
		between := g.Mean - pooled.Mean
		squares += float64(g.N)*between*between + float64(g.N-1)*g.SD*g.SD
	}
	pooled.SD, pooled.SDKnown = math.Sqrt(squares/float64(n-1)), true
	return pooled, true
}

// GroupFromSums is the group whose n measurements have this sum and this sum of
// squares, for registers that hand in sums. The standard deviation is unknown
// for one measurement.
//
// It is not defined (false) without measurements, nor when the squares are too
// few for the sum, which no measurements can have.
//
// Formula: SD² = (nQ - S²)/(n(n-1)). The difference is taken with the rounding
// errors of both products, since the two are nearly equal when the measurements
// are far from zero and close to each other.
func GroupFromSums(n int, sum, squares float64) (Group, bool) {
	if n <= 0 || !finite(sum, squares) || squares < 0 {
		return Group{}, false
	}
	size := float64(n)
	left, right := size*squares, sum*sum
	spread := left - right + (math.FMA(size, squares, -left) - math.FMA(sum, sum, -right))
	// The sums themselves are rounded once to 53 bits.
	noise := 4 * left * 0x1p-52
	if !finite(spread) || spread < -noise {
		return Group{}, false
	}
	g := Group{N: n, Mean: sum / size}
	if n > 1 {
		g.SD, g.SDKnown = math.Sqrt(max(0, spread)/(size*(size-1))), true
	}
	return g, true
}

// Others is all but the element at index i: a unit is compared with the region
// without itself, since two groups that share children are not independent.
func Others[T any](all []T, i int) []T {
	others := make([]T, 0, len(all))
	for j, element := range all {
		if j != i {
			others = append(others, element)
		}
	}
	return others
}
