package analysis

import (
	"math"

	"samsyn/internal/disclosure"
	"samsyn/internal/quality"
)

// Mask is the dataset for readers outside the group. Each measure's part and
// year is one table, the units and their total, that package disclosure hides
// small numbers in; only what is left is kept. The figures themselves, and what
// units have written with them, are dropped, so nothing computed from the masked
// dataset can give a hidden number away.
//
// Words are published as they are: a text or yes/no measure is the unit's own
// description of its site, asked for to be read by others.
//
// Only whole years are published. A region's result is shown only when all the
// units it is made of are. Figures that do not count children are not hidden.
// Periods of several years that overlap each other are each protected by
// themselves, not against each other; nor is one measure's table against
// another's that counts the same children, or today's against yesterday's.
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
	rule := disclosure.Rule{Threshold: int64(ds.Group.MaskingThreshold)}
	for n := range ds.Measures {
		m := &ds.Measures[n]
		for _, part := range m.Parts() {
			for year := ds.FirstYear; year <= ds.LastYear; year++ {
				span := YearSpan(year)
				masked.published[publishedKey{partKey{m.ID, part.ID}, span}] = ds.protect(m, ds.spread(m, part.ID, span), rule)
			}
		}
	}
	return &masked
}

// publishes reports whether a masked dataset has results of the span.
func (ds *Dataset) publishes(m *Measure, stratum quality.StratumID, span Span) bool {
	_, ok := ds.published[publishedKey{partKey{m.ID, stratum}, span}]
	return ok
}

// protect hides what the rule requires in one table.
func (ds *Dataset) protect(m *Measure, s spread, rule disclosure.Rule) spread {
	table := disclosure.Table{Kind: disclosureKind(m.Kind), TotalHidden: s.total.State != Reported}
	for _, r := range s.units {
		table.Cells = append(table.Cells, cellOf(m.Kind, r))
	}
	if m.CountsChildren && m.Kind.Numeric() {
		table = disclosure.Protect(table, rule)
	} else {
		table.TotalHidden = false
	}
	public := spread{total: publish(s.total, table.TotalHidden)}
	for n, r := range s.units {
		public.units = append(public.units, publish(r, table.Cells[n].Hidden))
	}
	for n, region := range ds.regions() {
		hidden := false
		for _, r := range ds.inRegion(region, public.units) {
			hidden = hidden || r.State == Masked
		}
		public.regions = append(public.regions, publish(s.regions[n], hidden))
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

// cellOf is the result as package disclosure counts it.
func cellOf(kind quality.Kind, r Result) disclosure.Cell {
	if r.State != Reported || !kind.Numeric() {
		return disclosure.Cell{}
	}
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
