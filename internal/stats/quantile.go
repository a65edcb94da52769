package stats

import (
	"math"
	"slices"
)

// Quantile is the value below which the share p (0 to 1) of the values lies,
// interpolated between the two nearest: type 7 of Hyndman RJ, Fan Y, Am Stat
// 1996;50:361-5, which is R's and Excel's. The values may come in any order
// and are not changed. It is our own because gonum's interpolation is another
// type (1 instead of 1.9 for the first decile of 1 to 10).
//
// It is not defined (false) without values, nor for p outside 0 to 1.
func Quantile(values []float64, p float64) (float64, bool) {
	if len(values) == 0 || !finite(values...) || !(p >= 0 && p <= 1) {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(values))
	position := p * float64(len(sorted)-1)
	below := int(math.Floor(position))
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (position-float64(below))*(sorted[above]-sorted[below]), true
}

// Median is the middle value, or the mean of the two in the middle. It is not
// defined (false) without values.
func Median(values []float64) (float64, bool) {
	return Quantile(values, 0.5)
}
