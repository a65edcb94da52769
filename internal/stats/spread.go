package stats

import "math"

// Spread is how far units' results lie from each other, in the results' unit,
// without asking whether chance explains it.
type Spread struct {
	// K is how many units have a result.
	K                                   int
	Min, P5, Q25, Median, Q75, P95, Max float64
	// Range is Max less Min; IQR is Q75 less Q25.
	Range, IQR float64
	// ExtremalQuotient is Max by Min. It grows with the number of units and with
	// how small they are, by chance alone; nil when Min is not above 0.
	ExtremalQuotient *float64
	// QuartileQuotient is Q75 by Q25; nil when Q25 is not above 0.
	QuartileQuotient *float64
	// CV is the standard deviation by the mean, each unit counted once; nil for
	// one unit or a mean of 0.
	CV *float64
}

// SpreadOf describes the results of units; a nil is a unit without one, which is
// left out. Quantiles are of type 7, see [Quantile].
//
// It is not defined (false) when no unit has a result.
func SpreadOf(results []*float64) (Spread, bool) {
	var values []float64
	for _, r := range results {
		if r != nil {
			values = append(values, *r)
		}
	}
	at := func(p float64) float64 { q, _ := Quantile(values, p); return q }
	if _, ok := Quantile(values, 0); !ok {
		return Spread{}, false
	}
	s := Spread{K: len(values), Min: at(0), P5: at(0.05), Q25: at(0.25), Median: at(0.5),
		Q75: at(0.75), P95: at(0.95), Max: at(1)}
	s.Range, s.IQR = s.Max-s.Min, s.Q75-s.Q25
	s.ExtremalQuotient, s.QuartileQuotient = quotient(s.Max, s.Min), quotient(s.Q75, s.Q25)
	group, _ := Pool(ones(values))
	if group.SDKnown && group.Mean != 0 {
		s.CV = new(group.SD / math.Abs(group.Mean))
	}
	return s, true
}

// quotient is a by b; nil when b is not above 0.
func quotient(a, b float64) *float64 {
	if b <= 0 {
		return nil
	}
	return new(a / b)
}

// ones makes a group of one of each value, so that pooling them is the mean and
// the standard deviation of the values, in two passes.
func ones(values []float64) []Group {
	groups := make([]Group, len(values))
	for i, v := range values {
		groups[i] = Group{N: 1, Mean: v}
	}
	return groups
}
