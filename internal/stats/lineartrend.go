package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// LinearTrendResult is a straight line through a series.
type LinearTrendResult struct {
	// Slope is the change per period in the measure's unit.
	Slope float64
	// DF is the degrees of freedom, points less two.
	DF int
	// SE is the slope's standard error, T it by the slope and P its two-sided
	// probability; nil for two points, T and P also when all points are on the
	// line.
	SE, T, P *float64
}

// LinearTrend fits a straight line to values of periods in order; a nil is a
// period without a value, which is left out but keeps its place.
//
// It is not defined (false) with fewer than two values.
//
// Source: ordinary least squares, as R's lm.
func LinearTrend(values []*float64) (LinearTrendResult, bool) {
	var x, y []float64
	for i, v := range values {
		if v != nil && finite(*v) {
			x, y = append(x, float64(i+1)), append(y, *v)
		}
	}
	if len(x) < 2 {
		return LinearTrendResult{}, false
	}
	n := float64(len(x))
	mx, my := sum(x, identity)/n, sum(y, identity)/n
	var sxx, sxy float64
	for i := range x {
		sxx += (x[i] - mx) * (x[i] - mx)
		sxy += (x[i] - mx) * (y[i] - my)
	}
	result := LinearTrendResult{Slope: sxy / sxx, DF: len(x) - 2}
	if result.DF == 0 {
		return result, true
	}
	var residual, size float64
	for i := range x {
		d := y[i] - my - result.Slope*(x[i]-mx)
		residual += d * d
		size += y[i] * y[i]
	}
	if residual <= 1e-24*size { // what rounding leaves of points on a line
		residual = 0
	}
	se := math.Sqrt(residual / float64(result.DF) / sxx)
	result.SE = &se
	if se > 0 {
		t := result.Slope / se
		result.T = &t
		result.P = new(2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(result.DF)}.CDF(-math.Abs(t)))
	}
	return result, true
}
