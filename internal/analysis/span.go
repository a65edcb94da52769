package analysis

import (
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// SpanKind is how much time results are about.
type SpanKind string

// The kinds.
const (
	OneYear    SpanKind = "year"
	ThreeYears SpanKind = "three_years" // the years that end with one
	Rolling    SpanKind = "rolling"     // the twelve months that end with a collection period
	OnePeriod  SpanKind = "period"      // one collection period
)

// Span is the time that results are about.
type Span struct {
	Kind SpanKind
	// Period is its months. What is reported for a longer time, such as a year, is
	// in the span that its time ends in.
	Period quality.Period
}

// YearSpan is the calendar year.
func YearSpan(year int) Span { return Span{OneYear, quality.WholeYear(year)} }

// ThreeYearSpan is the year and the two before it.
func ThreeYearSpan(last int) Span { return Span{ThreeYears, quality.Years(last-2, last)} }

// RollingSpan is the twelve months that end with the period.
func RollingSpan(last quality.Period) Span {
	return Span{Rolling, quality.PeriodFrom(last.Next().Start().AddDate(-1, 0, 0), 12)}
}

// PeriodSpan is one collection period.
func PeriodSpan(p quality.Period) Span { return Span{OnePeriod, p} }

// Year is the year whose goals, targets and definitions the span's results follow.
func (s Span) Year() int { return s.Period.LastYear() }

// Before is the span that this one is held against: just as long, and as late in
// its year.
func (s Span) Before() Span {
	years := max(1, s.Period.Months/12)
	return Span{s.Kind, quality.PeriodFrom(s.Period.Start().AddDate(-years, 0, 0), s.Period.Months)}
}

// Holds reports whether a reporting period belongs to the span: it lies in it, or is
// longer and ends in it.
func (s Span) Holds(p quality.Period) bool {
	return !p.End().Before(s.Period.Start()) && !p.End().After(s.Period.End())
}

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
	if periods, known := ds.indexed().periods[cellKey{m.ID, stratum, year}]; known {
		return periods
	}
	return ds.reported(m, stratum, year)
}

// reported finds the periods by looking at the figures.
func (ds *Dataset) reported(m *Measure, stratum quality.StratumID, year int) []quality.Period {
	expected := m.expected(year)
	var found []quality.Period
	for _, figures := range ds.figuresOf(m, stratum) {
		for _, u := range ds.Units {
			for _, f := range figures[u.ID] {
				if f.Period.LastYear() != year {
					continue
				}
				if slices.Contains(expected, f.Period) {
					return expected
				}
				if !slices.Contains(found, f.Period) {
					found = append(found, f.Period)
				}
			}
		}
	}
	if len(found) == 0 {
		return expected
	}
	slices.SortFunc(found, func(a, b quality.Period) int { return a.Start().Compare(b.Start()) })
	return apart(found)
}

// within are the periods that the span's results are made of; none when nothing is
// reported then.
func (ds *Dataset) within(m *Measure, stratum quality.StratumID, s Span) []quality.Period {
	var periods []quality.Period
	for year := s.Period.Start().Year(); year <= s.Year(); year++ {
		for _, p := range ds.Periods(m, stratum, year) {
			if s.Holds(p) {
				periods = append(periods, p)
			}
		}
	}
	return apart(periods)
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
