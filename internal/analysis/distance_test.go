package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

func TestDistanceFromTheTarget(t *testing.T) {
	q := quality.Quarter
	for _, test := range []struct {
		name      string
		x, n      float64
		threshold float64
		direction quality.Direction
		want      analysis.Distance
	}{
		{"eight more", 70, 97, 80, quality.Higher, analysis.Distance{Cases: 8, More: 4, Periods: 1}},
		{"exactly at 95 %", 19, 20, 95, quality.Higher, analysis.Distance{}},
		{"far off", 20, 100, 80, quality.Higher, analysis.Distance{Cases: 60}},
		{"few", 6, 10, 80, quality.Higher, analysis.Distance{Cases: 2, More: 6, Periods: 1}},
		{"probably met", 9, 10, 80, quality.Higher, analysis.Distance{More: 52, Periods: 6}},
		{"three fewer", 13, 100, 10, quality.Lower, analysis.Distance{Cases: 3, Fewer: true, More: 285, Periods: 3}},
	} {
		ds := dataset(of(linkoping, q(2025, 1), test.x, test.n))
		ds.Measures[0].Versions[0].Direction = test.direction
		ds.Targets = []quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.ValueTarget, Threshold: &test.threshold}}
		c := row(ds, "warm").Units[0]
		if c.Distance == nil || *c.Distance != test.want {
			t.Errorf("%s: %+v (%s), want %+v", test.name, c.Distance, c.Judgement.Status, test.want)
		}
	}
	ds := dataset(of(linkoping, q(2025, 1), 7, 10))
	if c := row(ds, "warm").Units[0]; c.Distance != nil {
		t.Errorf("without a target: %+v", c.Distance)
	}
}
