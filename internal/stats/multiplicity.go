package stats

import (
	"cmp"
	"slices"
)

// BenjaminiHochberg adjusts the probabilities of many comparisons: among those
// whose adjusted probability is below 0.05, at most one in twenty is expected to
// be a false signal. The order is that of p.
//
// It is not defined (false) when a value is not between 0 and 1.
//
// Source: Benjamini Y, Hochberg Y, J R Stat Soc B 1995;57:289-300; as R's
// p.adjust.
func BenjaminiHochberg(p []float64) ([]float64, bool) {
	order := make([]int, len(p))
	for i, value := range p {
		if !(value >= 0 && value <= 1) {
			return nil, false
		}
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	adjusted := make([]float64, len(p))
	least := 1.0
	for n, i := range order { // from the largest
		rank := float64(len(p) - n)
		least = min(least, float64(len(p))/rank*p[i])
		adjusted[i] = least
	}
	return adjusted, true
}
