package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// of is a proportion that the unit has handed in for the period.
func of(unit org.UnitID, p quality.Period, x, n float64) analysis.Figure {
	return in(warm, unit, p, quality.Value{Numerator: &x, Denominator: &n})
}

func TestSpans(t *testing.T) {
	q := quality.Quarter
	ds := dataset(of(linkoping, q(2024, 1), 1, 10), of(linkoping, q(2024, 2), 2, 10), of(linkoping, q(2024, 3), 3, 10), of(linkoping, q(2024, 4), 4, 10),
		of(linkoping, q(2025, 1), 5, 10), of(linkoping, q(2025, 2), 6, 10), of(linkoping, q(2025, 3), 7, 10))
	for _, test := range []struct {
		name              string
		span              analysis.Span
		x, n              float64
		entered, expected int
		before            float64 // the value that it is held against, -1 for none
	}{
		{"a year", analysis.YearSpan(2024), 10, 40, 4, 4, -1},
		{"a year that goes on", analysis.YearSpan(2025), 18, 30, 3, 4, 25},
		{"twelve months", analysis.RollingSpan(q(2025, 3)), 22, 40, 4, 4, -1}, // those before are not all in the dataset
		{"a quarter", analysis.PeriodSpan(q(2025, 2)), 6, 10, 1, 1, 20},
		{"three years", analysis.ThreeYearSpan(2026), 28, 70, 7, 8, -1},
	} {
		c := ds.RowOver(&ds.Measures[0], quality.Stratum{}, test.span).Units[0]
		before := -1.0
		if c.Change != nil {
			before = c.Change.Before
		}
		if *c.Value.Numerator != test.x || *c.Value.Denominator != test.n || c.Entered != test.entered || before != test.before {
			t.Errorf("%s: %v of %v, %d of %d, before %v", test.name, *c.Value.Numerator, *c.Value.Denominator, c.Entered, c.Expected, before)
		}
	}
	// What is reported for longer than a quarter is in the one that it ends in.
	ds.Measures[0].Versions[0].ReportingMonths = 12
	ds = &analysis.Dataset{Group: ds.Group, FirstYear: 2024, LastYear: 2025, Units: ds.Units, Measures: ds.Measures, Selected: ds.Selected,
		Figures: []analysis.Figure{of(linkoping, quality.WholeYear(2024), 9, 10)}}
	for span, want := range map[analysis.Span]analysis.State{
		analysis.PeriodSpan(q(2024, 3)): analysis.NotDue, analysis.PeriodSpan(q(2024, 4)): analysis.Reported,
		analysis.RollingSpan(q(2025, 3)): analysis.Reported, analysis.PeriodSpan(q(2025, 4)): analysis.NotEntered,
	} {
		row := ds.RowOver(&ds.Measures[0], quality.Stratum{}, span)
		if row.Units[0].State != want || row.Total.State != want || row.Units[3].State != analysis.NotApplicable {
			t.Errorf("%v: %s, together %s", span, row.Units[0].State, row.Total.State)
		}
		if want == analysis.Reported && row.Period != quality.WholeYear(2024) {
			t.Errorf("%v is about %s", span, row.Period.Code())
		}
	}
}

func TestAChangeIsRealOrNot(t *testing.T) {
	q := quality.Quarter
	for _, test := range []struct {
		now, before  [2]float64
		tested, real bool
	}{
		{[2]float64{9, 10}, [2]float64{8, 10}, true, false},
		{[2]float64{95, 100}, [2]float64{60, 100}, true, true},
		{[2]float64{3, 5}, [2]float64{1, 5}, true, false},
	} {
		ds := dataset(of(linkoping, q(2025, 1), test.now[0], test.now[1]), of(linkoping, q(2024, 1), test.before[0], test.before[1]))
		c := ds.RowOver(&ds.Measures[0], quality.Stratum{}, analysis.PeriodSpan(q(2025, 1))).Units[0].Change
		if c == nil || c.Tested != test.tested || c.Real != test.real || !c.Better(quality.Higher) || c.Better(quality.Lower) ||
			*c.Lower > c.Difference || *c.Upper < c.Difference || c.Real != (*c.Lower > 0 || *c.Upper < 0) {
			t.Errorf("%v after %v: %+v", test.now, test.before, c)
		}
	}
}
