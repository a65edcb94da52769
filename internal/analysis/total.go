package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// spread is all results of one measure's part over one period.
type spread struct {
	units   []Result // in the order of Dataset.Units
	regions []Result // in the order of Dataset.regions
	total   Result
}

// spreadOf pools the figures of the periods for every unit, region and the group.
func (ds *Dataset) spreadOf(m *Measure, stratum quality.StratumID, periods []quality.Period) spread {
	s := ds.moment(m, stratum, periods)
	s.regions = nil
	for _, region := range ds.regions() {
		s.regions = append(s.regions, ds.totalOf(m, ds.inRegion(region, s.units)))
	}
	return s
}

// moment is spreadOf without the regions, for lines over time, which have none.
func (ds *Dataset) moment(m *Measure, stratum quality.StratumID, periods []quality.Period) spread {
	if m.together(stratum) {
		return ds.add(m, ds.partsIn(m, periods))
	}
	periods = m.held(stratum, periods)
	s := spread{units: make([]Result, 0, len(ds.Units))}
	figures := ds.figures(m, stratum)
	for _, u := range ds.Units {
		s.units = append(s.units, ds.unitResult(m, u, periods, figures[u.ID]))
	}
	s.total = ds.totalOf(m, s.units)
	return s
}

// inRegion are the results of the region's units.
func (ds *Dataset) inRegion(region org.RegionID, units []Result) []Result {
	var own []Result
	for n, u := range ds.Units {
		if u.RegionID == region {
			own = append(own, units[n])
		}
	}
	return own
}

// totalOf is the units' results together: from the sums, never a mean of units.
func (ds *Dataset) totalOf(m *Measure, units []Result) Result {
	t := Result{State: NotApplicable, Kind: m.Kind}
	var values []quality.Value
	measured := false
	for _, r := range units {
		if t.Definition.ValidFrom.IsZero() {
			t.Definition, t.BreakFrom = r.Definition, r.BreakFrom
		}
		if r.State == NotApplicable || r.State == NotDue {
			if r.State == NotDue {
				t.State = NotDue
			}
			continue
		}
		t.ExpectedUnits++
		t.Entered, t.Expected = t.Entered+r.Entered, t.Expected+r.Expected
		t.Added = t.Added || r.Added
		t.Gaps = append(t.Gaps, r.Gaps...)
		t.Comments = append(t.Comments, r.Comments...)
		t.settle(r.Standing)
		t.Changed = t.Changed || r.Changed
		switch r.State {
		case Reported:
			t.Units++
			measured = true
			values = append(values, r.Value)
		case Nobody:
			t.Units++
		}
	}
	switch {
	case t.ExpectedUnits == 0:
	case measured:
		t.State, t.Value = Reported, totalValue(m.Kind, values)
		t.measured(ds.Group.ReliabilityLimit)
	case t.Units > 0:
		t.State = Nobody
	case len(t.Gaps) > 0:
		t.State = Missing
	default:
		t.State = NotEntered
	}
	return t
}

// totalValue adds the units' values; words cannot be added, but yes can be counted.
func totalValue(kind quality.Kind, values []quality.Value) quality.Value {
	switch kind {
	case quality.Text, quality.Gestation:
		return quality.Value{}
	case quality.YesNo:
		var yes float64
		for _, v := range values {
			if v.Yes != nil && *v.Yes {
				yes++
			}
		}
		said := float64(len(values))
		return quality.Value{Numerator: &yes, Denominator: &said}
	}
	return sum(kind, values)
}

// spread is the results of a measure's part for the span. Of a masked dataset there
// are only those that it publishes.
func (ds *Dataset) spread(m *Measure, stratum quality.StratumID, span Span) spread {
	if ds.Masked {
		if s, ok := ds.published[publishedKey{partKey{m.ID, stratum}, span}]; ok {
			return s
		}
	}
	key := publishedKey{partKey{m.ID, stratum}, span}
	if known, ok := ds.indexed().spreads.Load(key); ok {
		return known.(spread)
	}
	var s spread
	if m.together(stratum) {
		s = ds.add(m, ds.partsOver(m, span))
	} else {
		s = ds.spreadOf(m, stratum, ds.within(m, stratum, span))
	}
	ds.indexed().spreads.Store(key, s)
	return s
}
