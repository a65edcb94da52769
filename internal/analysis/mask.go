package analysis

import (
	"math"

	"samsyn/internal/disclosure"
	"samsyn/internal/quality"
)

// Mask is the dataset for readers outside the group. Each measure's year is one
// table that package disclosure hides small numbers in: the units with their regions
// and their total, for each stratum and for all strata together; only what is left is kept. The figures
// themselves, and what units have written with them, are dropped, so nothing
// computed from the masked dataset can give a hidden number away.
//
// Words are published as they are: a text or yes/no measure is the unit's own
// description of its site, asked for to be read by others.
//
// Whole years are published, each by itself: the same whatever other years the
// dataset has. For sums of years see [Dataset.MaskWithin]; quarters and twelve
// months across years are not published. Figures that do not count children are not
// hidden. Periods of several years that overlap each other are each protected by
// themselves, not against each other; nor is one measure's table against another's
// that counts the same children, as when two measures divide them in two ways, or
// today's against yesterday's.
//
// Notes about one unit, and decisions about lines, are the group's own. A note about
// all units is the coordinator's, who is told that it is read outside the group.
func (ds *Dataset) Mask() *Dataset {
	masked := *ds
	masked.Masked, masked.Figures, masked.Decisions, masked.Notes = true, nil, nil, nil
	for _, n := range ds.Notes {
		if n.UnitID == 0 {
			n.Writer, n.WrittenBy = "", 0
			masked.Notes = append(masked.Notes, n)
		}
	}
	masked.published = map[publishedKey]spread{}
	// Which periods there are figures for is no figure.
	masked.index = &index{periods: ds.indexed().periods, latest: ds.indexed().latest}
	for n := range ds.Measures {
		m := &ds.Measures[n]
		for year := ds.FirstYear; year <= ds.LastYear; year++ {
			ds.publish(m, YearSpan(year), masked.published)
		}
	}
	return &masked
}

// publishes reports whether a masked dataset has results of the span.
func (ds *Dataset) publishes(m *Measure, stratum quality.StratumID, span Span) bool {
	_, ok := ds.published[publishedKey{partKey{m.ID, stratum}, span}]
	return ok
}

// rule is the group's for small numbers.
func (ds *Dataset) rule() disclosure.Rule {
	return disclosure.Rule{Threshold: int64(ds.Group.MaskingThreshold)}
}

// hides reports whether the measure's small numbers are hidden.
func (m *Measure) hides() bool { return m.CountsChildren && m.Kind.Numeric() }

// tellsOfFew reports whether a result's own numbers are so small that they are hidden
// from readers outside the group.
func (ds *Dataset) tellsOfFew(m *Measure, r Result) bool {
	return m.hides() && r.State == Reported && ds.rule().Small(disclosureKind(m.Kind), cellOf(r))
}

// hidden is which results of a spread are not shown, in the spread's order.
type hidden struct {
	units, regions []bool
	total          bool
}

// without is the spread as it is published: without what is hidden.
func (s spread) without(h hidden) spread {
	public := spread{total: publish(s.total, h.total)}
	for n, r := range s.units {
		public.units = append(public.units, publish(r, h.units[n]))
	}
	for n, r := range s.regions {
		public.regions = append(public.regions, publish(r, h.regions[n]))
	}
	return public
}

// publish is the result without its numbers when it is hidden, and without what
// the units have written in any case, since that may hold numbers too.
func publish(r Result, hidden bool) Result {
	r.Comments = nil
	if !hidden || r.State != Reported {
		return r
	}
	return Result{State: Masked, Kind: r.Kind, Definition: r.Definition, BreakFrom: r.BreakFrom, Standing: r.Standing}
}

// cellOf is a reported result as package disclosure counts it.
func cellOf(r Result) disclosure.Cell {
	return disclosure.Cell{Numerator: children(r.Value.Numerator), Denominator: children(r.Value.Denominator)}
}

// children is a number of children: whole, and none when there is no number.
func children(v *float64) int64 {
	if v == nil {
		return 0
	}
	return int64(math.Round(*v))
}

func disclosureKind(kind quality.Kind) disclosure.Kind {
	switch kind {
	case quality.Proportion:
		return disclosure.Proportion
	case quality.Rate:
		return disclosure.Rate
	case quality.Count:
		return disclosure.Count
	}
	return disclosure.Mean
}
