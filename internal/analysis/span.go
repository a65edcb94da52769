package analysis

import (
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// cellKey is one measure, one stratum and one calendar year.
type cellKey struct {
	indicator quality.IndicatorID
	stratum   quality.StratumID
	year      int
}

// expected are the reporting periods that belong to the year, by the definitions
// in force: four quarters, one year, or one period of several years that ends
// with it.
func (m *Measure) expected(year int) []quality.Period {
	whole := quality.WholeYear(year)
	var periods []quality.Period
	for day := whole.Start(); !day.After(whole.End()); {
		months := m.VersionOn(day).ReportingMonths
		if months > 12 {
			return []quality.Period{quality.Years(year-months/12+1, year)}
		}
		p := quality.PeriodOf(day, months)
		periods = append(periods, p)
		day = p.Next().Start()
	}
	return periods
}

// Periods are the periods that the year is reported in: by the definitions, or,
// where figures have been handed in for other periods, by the figures.
func (ds *Dataset) Periods(m *Measure, stratum quality.StratumID, year int) []quality.Period {
	expected := m.expected(year)
	var found []quality.Period
	for _, f := range ds.figuresOf(m.ID, stratum, year) {
		if slices.Contains(expected, f.Period) {
			return expected
		}
		if !slices.Contains(found, f.Period) {
			found = append(found, f.Period)
		}
	}
	if len(found) == 0 {
		return expected
	}
	slices.SortFunc(found, func(a, b quality.Period) int { return a.Start().Compare(b.Start()) })
	return apart(found)
}

// apart leaves out periods that overlap an earlier one of the list, so that no
// child is counted twice.
func apart(periods []quality.Period) []quality.Period {
	var kept []quality.Period
	for _, p := range periods {
		if len(kept) == 0 || p.Start().After(kept[len(kept)-1].End()) {
			kept = append(kept, p)
		}
	}
	return kept
}

// figuresOf are the figures of a measure's part that belong to the year.
func (ds *Dataset) figuresOf(id quality.IndicatorID, stratum quality.StratumID, year int) []Figure {
	var found []Figure
	for _, f := range ds.Figures {
		if f.IndicatorID == id && f.StratumID == stratum && f.Period.LastYear() == year {
			found = append(found, f)
		}
	}
	return found
}

// regions are the regions of the units, in the order of the units.
func (ds *Dataset) regions() []org.RegionID {
	var ids []org.RegionID
	for _, u := range ds.Units {
		if !slices.Contains(ids, u.RegionID) {
			ids = append(ids, u.RegionID)
		}
	}
	return ids
}
