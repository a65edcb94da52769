package analysis_test

import (
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// values are the spark's, -1 for none.
func values(points []*float64) []float64 {
	var list []float64
	for _, p := range points {
		if p == nil {
			list = append(list, -1)
		} else {
			list = append(list, *p)
		}
	}
	return list
}

func TestSpark(t *testing.T) {
	q := quality.Quarter
	ds := dataset(of(linkoping, q(2024, 4), 1, 4), of(linkoping, q(2025, 1), 1, 2), of(norrkoping, q(2025, 1), 0, 2), of(linkoping, q(2025, 3), 2, 2))
	m := &ds.Measures[0]
	s := ds.Spark(m, quality.Stratum{}, analysis.PeriodSpan(q(2025, 2)), 2)
	if len(s.Periods) != 6 || s.Periods[5] != q(2025, 2) {
		t.Fatalf("periods %v, want those to the end of the span", s.Periods)
	}
	if got := values(s.Units[0]); !slices.Equal(got, []float64{-1, -1, -1, 25, 50, -1}) {
		t.Errorf("the unit: %v", got)
	}
	if got := values(s.Total); !slices.Equal(got, []float64{-1, -1, -1, 25, 25, -1}) {
		t.Errorf("all together: %v, want the sum's value", got)
	}
	if low, high, ok := s.Ends(); !ok || low != 0 || high != 50 {
		t.Errorf("from %v to %v", low, high)
	}

	// What was defined otherwise is not drawn on.
	m.Versions = append(m.Versions, m.Versions[0])
	m.Versions[1].ValidFrom, m.Versions[1].Comparable = day(2025, 1, 1), false
	if s := ds.Spark(m, quality.Stratum{}, analysis.YearSpan(2025), 2); s.Periods[0] != q(2025, 1) {
		t.Errorf("begins with %s, before the break", s.Periods[0].Code())
	}

	masked := dataset(of(linkoping, q(2024, 4), 10, 40), of(linkoping, q(2025, 1), 1, 20), of(norrkoping, q(2025, 1), 10, 20), of(kalmar, q(2025, 1), 9, 20)).Mask()
	s = masked.Spark(&masked.Measures[0], quality.Stratum{}, analysis.YearSpan(2025), 2)
	if len(s.Periods) != 2 || s.Periods[1] != quality.WholeYear(2025) || s.Units[0][1] != nil {
		t.Errorf("a masked spark: %v %v", s.Periods, values(s.Units[0]))
	}
	if empty := dataset().Spark(&ds.Measures[0], quality.Stratum{}, analysis.YearSpan(2025), 2); empty.Total[0] != nil {
		t.Error("nothing is drawn as something")
	}
}
