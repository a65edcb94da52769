package analysis

import (
	"samsyn/internal/quality"
	"samsyn/internal/stats"
)

// Change is how a result differs from that of the span before.
type Change struct {
	// Before is the earlier value, in the unit shown.
	Before float64
	// Difference is now less before, in the unit shown: percentage points for a
	// proportion. Lower and Upper are its 95 % limits; nil when there are none, as
	// for a rate, which is compared by its ratio.
	Difference   float64
	Lower, Upper *float64
	// Tested says that it could be told from chance, and Real that it is more than
	// chance explains.
	Tested, Real bool
}

// Better reports whether the change is for the better, given what is better;
// false also when it makes no difference.
func (c Change) Better(direction quality.Direction) bool {
	return direction == quality.Higher && c.Difference > 0 || direction == quality.Lower && c.Difference < 0
}

// spreadBefore is the results of the span before; false when it is not in the
// dataset, when its definition cannot be compared with this one's, or when the two
// overlap, as periods of several years may.
func (ds *Dataset) spreadBefore(m *Measure, stratum quality.StratumID, span Span) (spread, bool) {
	earlier := span.Before()
	if earlier.Period.Start().Year() < ds.FirstYear {
		return spread{}, false
	}
	these, those := ds.within(m, stratum, span), ds.within(m, stratum, earlier)
	if len(these) == 0 || len(those) == 0 {
		return spread{}, false
	}
	first, last := those[len(those)-1], these[len(these)-1]
	if _, broken := m.breakWithin(first.Start(), last.Start()); broken || !first.End().Before(these[0].Start()) {
		return spread{}, false
	}
	if ds.Masked && !ds.publishes(m, stratum, earlier) {
		return spread{}, false
	}
	return ds.spread(m, stratum, earlier), true
}

// change is the difference between two results; nil when either has no value, or
// when a count is not complete.
func change(now, before Result) *Change {
	if !now.Known() || !before.Known() {
		return nil
	}
	if now.Kind == quality.Count && !(now.Complete() && before.Complete()) {
		return nil
	}
	c := &Change{Before: *before.Point, Difference: *now.Point - *before.Point}
	c.test(now, before)
	return c
}

// test asks whether chance could be all there is between the two.
func (c *Change) test(now, before Result) {
	var limits stats.Interval
	verdict := stats.NotAvailable
	scale := 1.0
	switch now.Kind {
	case quality.Proportion:
		limits, verdict = stats.ProportionChange(share(now), share(before), stats.Confidence95)
		scale = 100
	case quality.Rate:
		_, verdict = stats.RateChange(rate(now), rate(before), stats.Confidence95)
	case quality.Mean, quality.Score:
		a, measured := groupOf(now.Value)
		b, also := groupOf(before.Value)
		if measured && also {
			limits, verdict = stats.MeanChange(a, b, stats.Confidence95)
		}
	}
	c.Tested = verdict != stats.NotAvailable
	// With as few children as the group calls few, one more or less is not a change,
	// whatever the interval says: all of 3 and none of 1 are apart by it.
	c.Real = (verdict == stats.Increase || verdict == stats.Decrease) && !now.Uncertain && !before.Uncertain
	if c.Tested && now.Kind != quality.Rate {
		lower, upper := scale*limits.Lower, scale*limits.Upper
		c.Lower, c.Upper = &lower, &upper
	}
}

// share is a proportion's value as package stats takes it.
func share(r Result) stats.Proportion {
	return stats.Proportion{Numerator: *r.Value.Numerator, Denominator: *r.Value.Denominator}
}

// rate is a rate's value as package stats takes it.
func rate(r Result) stats.Rate {
	return stats.Rate{Count: *r.Value.Numerator, Exposure: *r.Value.Denominator, Multiplier: per(r.Definition)}
}
