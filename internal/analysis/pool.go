package analysis

import (
	"slices"

	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Pool merges figures of one measure that may be added together into one value:
// sums for proportions, rates and counts, the mean of all measurements for means
// and scores, the latest for words and for counts that say from when they hold
// (cots and posts are not added up over the quarters). The figures must be one
// unit's. False when none of them has a value.
func Pool(kind quality.Kind, figures []Figure) (quality.Value, bool) {
	reported := slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool { return f.State != quality.Reported })
	if len(reported) == 0 {
		return quality.Value{}, false
	}
	slices.SortStableFunc(reported, func(a, b Figure) int { return since(a).Compare(since(b)) })
	last := reported[len(reported)-1].Value
	if !kind.Numeric() || kind == quality.Count && last.ValidFrom != nil {
		return last, true
	}
	values := make([]quality.Value, len(reported))
	for n, f := range reported {
		values[n] = f.Value
	}
	return sum(kind, values), true
}

// sum adds values that are about different children.
func sum(kind quality.Kind, values []quality.Value) quality.Value {
	if kind == quality.Mean || kind == quality.Score {
		return pooledMean(values)
	}
	var total quality.Value
	for _, v := range values {
		total.Numerator = plus(total.Numerator, v.Numerator)
		total.Denominator = plus(total.Denominator, v.Denominator)
	}
	return total
}

// pooledMean is the value of all the values' measurements together.
func pooledMean(values []quality.Value) quality.Value {
	groups := make([]stats.Group, 0, len(values))
	for _, v := range values {
		if g, ok := groupOf(v); ok {
			groups = append(groups, g)
		}
	}
	pooled, ok := stats.Pool(groups)
	if !ok {
		return quality.Value{Denominator: new(float64)}
	}
	n := float64(pooled.N)
	total := quality.Value{Denominator: &n, Mean: &pooled.Mean}
	if pooled.SDKnown {
		total.SD = &pooled.SD
	}
	return total
}

// groupOf is a mean as package stats takes it; false when nobody was measured.
func groupOf(v quality.Value) (stats.Group, bool) {
	if v.Mean == nil || v.Denominator == nil {
		return stats.Group{}, false
	}
	g := stats.Group{N: int(*v.Denominator), Mean: *v.Mean}
	if v.SD != nil {
		g.SD, g.SDKnown = *v.SD, true
	}
	return g, true
}

func plus(a, b *float64) *float64 {
	if a == nil || b == nil {
		if a == nil {
			return b
		}
		return a
	}
	total := *a + *b
	return &total
}

// nobody reports whether the value says that there was nobody to measure.
func nobody(kind quality.Kind, v quality.Value) bool {
	if kind == quality.Count || !kind.Numeric() {
		return false
	}
	return v.Denominator == nil || *v.Denominator == 0
}

// measured fills in what follows from the value: the point and its limits, and
// whether it rests on few children. Proportions have Wilson's interval, rates
// the rule of PHE and means Student's t; a count has none.
func (r *Result) measured(limit int) {
	point, ok := r.Value.Point(r.Kind, per(r.Definition))
	if !ok {
		return
	}
	r.Point = &point
	if r.Kind != quality.Rate && r.Kind != quality.Count {
		r.Uncertain = r.Value.Denominator != nil && *r.Value.Denominator < float64(limit)
	}
	interval, ok := r.interval()
	if !ok {
		return
	}
	r.Lower, r.Upper = &interval.Lower, &interval.Upper
}

// interval is the 95 % interval in the unit shown.
func (r *Result) interval() (stats.Interval, bool) {
	switch r.Kind {
	case quality.Proportion:
		i, ok := share(*r).Interval(stats.Confidence95)
		return stats.Interval{Value: 100 * i.Value, Lower: 100 * i.Lower, Upper: 100 * i.Upper}, ok
	case quality.Rate:
		return rate(*r).Interval(stats.Confidence95)
	case quality.Mean, quality.Score:
		g, ok := groupOf(r.Value)
		if !ok {
			return stats.Interval{}, false
		}
		return g.Interval(stats.Confidence95)
	}
	return stats.Interval{}, false
}

// per is the exposure that a rate is shown per.
func per(v quality.Version) float64 {
	if v.RatePer == 0 {
		return 1
	}
	return v.RatePer
}
