package analysis

import "samsyn/internal/quality"

// Change is how a result differs from that of the year before. It is the plain
// difference: it does not say whether more than chance is behind it.
type Change struct {
	// Before is the value of the year before, in the unit shown.
	Before float64
	// Difference is now less before, in the unit shown: percentage points for a
	// proportion.
	Difference float64
}

// yearBefore is the results of the year before; false when it is not in the
// dataset, when its definition cannot be compared with this year's, or when the
// two overlap, as periods of several years may.
func (ds *Dataset) yearBefore(m *Measure, stratum quality.StratumID, year int) (spread, bool) {
	if year-1 < ds.FirstYear {
		return spread{}, false
	}
	these, those := ds.Periods(m, stratum, year), ds.Periods(m, stratum, year-1)
	first, last := those[len(those)-1], these[len(these)-1]
	if _, broken := m.breakWithin(first.Start(), last.Start()); broken || !first.End().Before(these[0].Start()) {
		return spread{}, false
	}
	return ds.yearSpread(m, stratum, year-1), true
}

// change is the difference between two years' results; nil when either has no
// value, or when a count is not complete.
func change(now, before Result) *Change {
	if !now.Known() || !before.Known() {
		return nil
	}
	if now.Kind == quality.Count && !(now.Complete() && before.Complete()) {
		return nil
	}
	return &Change{Before: *before.Point, Difference: *now.Point - *before.Point}
}
