package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Parts are what the measure's results are shown as: one part with the zero Stratum when
// it is not divided; else all its strata together, which is the zero Stratum too, and
// then each of its strata.
//
// All together is counted from sums. Units differ in how their children are distributed
// over the strata, so how units do is judged stratum by stratum: see [Row.Together].
func (m *Measure) Parts() []quality.Stratum {
	if !m.Divided() {
		return m.Counted()
	}
	return append([]quality.Stratum{{}}, m.Strata...)
}

// Counted are what figures are handed in for: the measure's strata, or one part with the
// zero Stratum when it is not divided.
func (m *Measure) Counted() []quality.Stratum {
	if len(m.Strata) == 0 {
		return []quality.Stratum{{}}
	}
	return m.Strata
}

// Divided reports whether the measure has strata that can be added together.
func (m *Measure) Divided() bool { return len(m.Strata) > 0 && m.Kind.Numeric() }

// together reports whether the stratum stands for all of the measure's together.
func (m *Measure) together(stratum quality.StratumID) bool { return stratum == 0 && m.Divided() }

// Together reports whether the row is of all the strata of a divided measure.
func (r Row) Together() bool { return r.Measure.together(r.Stratum.ID) }

// held are the periods that figures of the stratum are handed in for: a part may have
// been added to a division, or have been retired from it.
func (m *Measure) held(stratum quality.StratumID, periods []quality.Period) []quality.Period {
	for _, s := range m.Strata {
		if s.ID == stratum {
			var held []quality.Period
			for _, p := range periods {
				if s.Within(p) {
					held = append(held, p)
				}
			}
			return held
		}
	}
	return periods
}

// add is the strata's results together, which are in the order of Measure.Strata.
func (ds *Dataset) add(m *Measure, parts []spread) spread {
	var s spread
	for n := range ds.Units {
		results := make([]Result, len(parts))
		for i := range parts {
			results[i] = parts[i].units[n]
		}
		s.units = append(s.units, ds.wholeOf(m, results))
	}
	for _, region := range ds.regions() {
		s.regions = append(s.regions, ds.totalOf(m, ds.inRegion(region, s.units)))
	}
	s.total = ds.totalOf(m, s.units)
	return s
}

// wholeOf is a unit's strata together: their sums, but only when every stratum that
// applies to the unit has a value or nobody in it. A sum of some of them would be read
// as if it were of all.
func (ds *Dataset) wholeOf(m *Measure, parts []Result) Result {
	whole := Result{State: NotApplicable, Kind: m.Kind, Added: true}
	var values []quality.Value
	applies, answered := 0, 0
	for _, r := range parts {
		if whole.Definition.ValidFrom.IsZero() {
			whole.Definition = r.Definition
		}
		if whole.BreakFrom == nil {
			whole.BreakFrom = r.BreakFrom
		}
		if r.State == NotApplicable || r.State == NotDue {
			if r.State == NotDue {
				whole.State = NotDue
			}
			continue
		}
		applies++
		whole.Entered, whole.Expected = whole.Entered+r.Entered, whole.Expected+r.Expected
		whole.Gaps = append(whole.Gaps, r.Gaps...)
		whole.Comments = append(whole.Comments, r.Comments...)
		whole.settle(r.Standing)
		whole.Changed = whole.Changed || r.Changed
		switch r.State {
		case Reported:
			answered++
			values = append(values, r.Value)
		case Nobody:
			answered++
		}
	}
	switch {
	case applies == 0:
	case answered == applies && len(values) > 0:
		whole.State, whole.Value = Reported, sum(m.Kind, values)
		whole.measured(ds.Group.ReliabilityLimit)
	case answered == applies:
		whole.State = Nobody
	case len(whole.Gaps) > 0:
		whole.State = Missing
	default:
		whole.State = NotEntered
	}
	return whole
}

// partsOver are the results of each of the measure's strata over the span.
func (ds *Dataset) partsOver(m *Measure, span Span) []spread {
	var parts []spread
	for _, s := range m.Strata {
		parts = append(parts, ds.spread(m, s.ID, span))
	}
	return parts
}

// partsIn are the results of each of the measure's strata in the periods.
func (ds *Dataset) partsIn(m *Measure, periods []quality.Period) []spread {
	var parts []spread
	for _, s := range m.Strata {
		parts = append(parts, ds.moment(m, s.ID, periods))
	}
	return parts
}

// figuresOf are the figures that a part's periods are told by: all the strata's for all
// together.
func (ds *Dataset) figuresOf(m *Measure, stratum quality.StratumID) []map[org.UnitID][]Figure {
	if !m.together(stratum) {
		return []map[org.UnitID][]Figure{ds.figures(m, stratum)}
	}
	var all []map[org.UnitID][]Figure
	for _, s := range m.Strata {
		all = append(all, ds.figures(m, s.ID))
	}
	return all
}
