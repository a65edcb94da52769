package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// redefined gives the proportion a new definition from the day.
func redefined(ds *analysis.Dataset, from quality.Period, comparable bool) *analysis.Dataset {
	m := &ds.Measures[0]
	v := m.Versions[0]
	v.ValidFrom, v.Comparable, v.Name = from.Start(), comparable, "varmare"
	m.Versions = append(m.Versions, v)
	m.Definition = v
	return ds
}

func years() []analysis.Figure {
	var figures []analysis.Figure
	for q := 1; q <= 4; q++ {
		figures = append(figures, share(linkoping, q, float64(q), 10))
		f := share(linkoping, q, 5, 10)
		f.Period = quality.Quarter(2024, q)
		figures = append(figures, f)
	}
	return figures
}

func TestDefinitionChanges(t *testing.T) {
	tests := map[string]struct {
		from       quality.Period
		comparable bool
		x, n       float64
		expected   int
		broken     bool
		change     bool
	}{
		"none in sight":          {quality.Quarter(2021, 1), false, 10, 40, 4, false, true},
		"comparable, within":     {quality.Quarter(2025, 3), true, 10, 40, 4, false, true},
		"broken, within":         {quality.Quarter(2025, 3), false, 7, 20, 2, true, false},
		"broken, at new year":    {quality.Quarter(2025, 1), false, 10, 40, 4, false, false},
		"broken the year before": {quality.Quarter(2024, 3), false, 10, 40, 4, false, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := row(redefined(dataset(years()...), test.from, test.comparable), "warm").Units[0]
			if *got.Value.Numerator != test.x || *got.Value.Denominator != test.n || got.Expected != test.expected {
				t.Errorf("%v of %v, %d periods", *got.Value.Numerator, *got.Value.Denominator, got.Expected)
			}
			if (got.BreakFrom != nil) != test.broken || (got.Change != nil) != test.change {
				t.Errorf("break %v, change %v", got.BreakFrom, got.Change)
			}
		})
	}
}

func TestTimeline(t *testing.T) {
	ds := redefined(dataset(years()...), quality.Quarter(2025, 3), false)
	ds.Targets = []quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.ValueTarget, Threshold: ptr(80.0)}}
	line := ds.Timeline(&ds.Measures[0], quality.Stratum{})
	if len(line.Periods) != 8 || line.Periods[0] != quality.Quarter(2024, 1) {
		t.Fatalf("periods %v", line.Periods)
	}
	if len(line.Units) != 3 || line.Units[1].Results[0].State != analysis.NotEntered || *line.Total.Results[5].Point != 20 {
		t.Errorf("lines %+v", line.Units)
	}
	if line.Targets[3] != nil || *line.Targets[4] != 80 {
		t.Errorf("targets %v", line.Targets)
	}
	if len(line.Breaks) != 1 || line.Breaks[0].Index != 6 {
		t.Errorf("breaks %+v", line.Breaks)
	}
}

func TestTimelineIsAsLongAsTheFigures(t *testing.T) {
	ds := dataset(share(linkoping, 2, 1, 2), share(linkoping, 3, 1, 2))
	if got := ds.Timeline(&ds.Measures[0], quality.Stratum{}).Periods; len(got) != 2 || got[0] != quality.Quarter(2025, 2) {
		t.Errorf("periods %v", got)
	}
	if got := dataset().Timeline(&ds.Measures[0], quality.Stratum{}).Periods; len(got) != 0 {
		t.Errorf("periods %v", got)
	}
}

func TestPeriodsOfSeveralYears(t *testing.T) {
	ds := dataset(in(warm, linkoping, quality.Years(2022, 2025), quality.Value{Numerator: ptr(30.0), Denominator: ptr(40.0)}))
	ds.Measures[0].Versions[0].ReportingMonths = 48
	got := row(ds, "warm").Units[0]
	if got.Expected != 1 || got.Entered != 1 || *got.Point != 75 || got.Change != nil {
		t.Errorf("%+v", got)
	}
	if p := row(ds, "warm").Period.Code() + " " + row(ds, "hours").Period.Code(); p != "2022-2025 2025" {
		t.Errorf("rows about %s", p)
	}
	if p := ds.Timeline(&ds.Measures[0], quality.Stratum{}).Periods; len(p) != 1 || p[0].Code() != "2022-2025" {
		t.Errorf("periods %v", p)
	}
}

func TestFiguresForOtherPeriodsThanDefined(t *testing.T) {
	ds := dataset(in(warm, linkoping, quality.WholeYear(2025), quality.Value{Numerator: ptr(30.0), Denominator: ptr(40.0)}))
	if got := row(ds, "warm").Units[0]; got.State != analysis.Reported || got.Expected != 1 || got.Entered != 1 {
		t.Errorf("%+v", got)
	}
	ds = dataset(ds.Figures[0], share(linkoping, 1, 5, 10))
	if got := row(ds, "warm").Units[0]; *got.Value.Denominator != 10 {
		t.Errorf("the year and its quarter are both counted: %+v", got.Value)
	}
}
