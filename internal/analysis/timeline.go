package analysis

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Timeline is a measure's part period by period.
type Timeline struct {
	// Periods are the reporting periods, or the years for a masked dataset, from
	// the first to the last that anybody has handed anything in for.
	Periods []quality.Period
	Units   []Line // those the measure applies to, in the group's order
	Total   Line
	// Targets are everybody's value targets, one per period, in the unit shown;
	// nil where there is none. Second is the lowest acceptable value or the
	// upper end of a range.
	Targets, Second []*float64
	Breaks          []Break
}

// Line is the results of one unit, or of all for the zero Unit; one per period.
type Line struct {
	Unit    org.Unit
	Slot    int // the unit's place in Dataset.Units, which gives its colour
	Results []Result
}

// Break is where the definition changed.
type Break struct {
	// Index is of the first period under the new definition.
	Index   int
	Version quality.Version
}

// Timeline is all the dataset's years of a measure's part.
func (ds *Dataset) Timeline(m *Measure, stratum quality.Stratum) Timeline {
	var periods []quality.Period
	var spreads []spread
	for year := ds.FirstYear; year <= ds.LastYear; year++ {
		if ds.Masked {
			periods = append(periods, m.yearPeriod(year))
			spreads = append(spreads, ds.spread(m, stratum.ID, YearSpan(year)))
			continue
		}
		for _, p := range ds.Periods(m, stratum.ID, year) {
			periods = append(periods, p)
			spreads = append(spreads, ds.moment(m, stratum.ID, []quality.Period{p}))
		}
	}
	for len(spreads) > 0 && empty(spreads[0]) {
		periods, spreads = periods[1:], spreads[1:]
	}
	for len(spreads) > 0 && empty(spreads[len(spreads)-1]) {
		periods, spreads = periods[:len(periods)-1], spreads[:len(spreads)-1]
	}
	t := Timeline{Periods: periods, Breaks: m.breaks(periods)}
	for n, u := range ds.Units {
		line := Line{Unit: u, Slot: n}
		for _, s := range spreads {
			line.Results = append(line.Results, s.units[n])
		}
		if m.AppliesTo(u) {
			t.Units = append(t.Units, line)
		}
	}
	for n, s := range spreads {
		t.Total.Results = append(t.Total.Results, s.total)
		threshold, second := ds.levels(m.ID, periods[n].LastYear())
		t.Targets, t.Second = append(t.Targets, threshold), append(t.Second, second)
	}
	return t
}

// yearPeriod is the period that a year's result is about.
func (m *Measure) yearPeriod(year int) quality.Period {
	if p := m.expected(year)[0]; p.Months > 12 {
		return p
	}
	return quality.WholeYear(year)
}

// empty reports whether nobody has handed anything in.
func empty(s spread) bool {
	for _, r := range s.units {
		if r.State != NotEntered && r.State != NotApplicable {
			return false
		}
	}
	return true
}

// levels are the year's value target for everybody.
func (ds *Dataset) levels(id quality.IndicatorID, year int) (threshold, second *float64) {
	t := ds.target(id, year, 0)
	if t == nil || t.Kind != quality.ValueTarget {
		return nil, nil
	}
	return t.Threshold, t.Second
}

// breaks are the changes of definition within the periods.
func (m *Measure) breaks(periods []quality.Period) []Break {
	var found []Break
	for _, v := range m.Versions[1:] {
		for n, p := range periods {
			if n > 0 && !p.Start().Before(v.ValidFrom) && periods[n-1].Start().Before(v.ValidFrom) {
				found = append(found, Break{Index: n, Version: v})
			}
		}
	}
	return found
}
