package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

func value(threshold float64, unit org.UnitID) quality.Target {
	return quality.Target{IndicatorID: warm, Year: 2025, UnitID: unit, Kind: quality.ValueTarget, Threshold: &threshold}
}

func TestStatusAgainstValue(t *testing.T) {
	tests := map[string]struct {
		x, n    float64
		targets []quality.Target
		want    quality.Status
	}{
		"reached, surely":      {98, 100, []quality.Target{value(90, 0)}, quality.Met},
		"reached exactly":      {19, 20, []quality.Target{value(95, 0)}, quality.ProbablyMet},
		"missed, perhaps":      {16, 20, []quality.Target{value(90, 0)}, quality.Uncertain},
		"missed, surely":       {40, 100, []quality.Target{value(90, 0)}, quality.NotMet},
		"missed by the only":   {0, 1, []quality.Target{value(80, 0)}, quality.Uncertain},
		"reached by few":       {9, 9, []quality.Target{value(10, 0)}, quality.ProbablyMet},
		"the unit's own first": {16, 20, []quality.Target{value(90, 0), value(40, linkoping)}, quality.Met},
		"another unit's":       {98, 100, []quality.Target{value(99.9, norrkoping)}, quality.Followed},
		"no target":            {98, 100, nil, quality.Followed},
		"follow only":          {98, 100, []quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.FollowOnly}}, quality.Followed},
		"another year's":       {98, 100, []quality.Target{{IndicatorID: warm, Year: 2024, Kind: quality.ValueTarget, Threshold: ptr(10.0)}}, quality.Followed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := dataset(share(linkoping, 1, test.x, test.n))
			ds.Targets = test.targets
			if got := row(ds, "warm").Units[0].Judgement.Status; got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestBetterHalf(t *testing.T) {
	ds := dataset(share(linkoping, 1, 9, 10), share(norrkoping, 1, 7, 10), share(kalmar, 1, 5, 10))
	ds.Targets = []quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.BetterHalf}}
	r := row(ds, "warm")
	for n, want := range []quality.Status{quality.ProbablyMet, quality.ProbablyMet, quality.Uncertain, quality.NotApplied} {
		if got := r.Units[n].Judgement.Status; got != want {
			t.Errorf("unit %d: %s, want %s", n, got, want)
		}
	}
	if r.Total.Judgement.Status != quality.Followed {
		t.Errorf("total: %s", r.Total.Judgement.Status)
	}
}

func TestSmallerSpread(t *testing.T) {
	figures := []analysis.Figure{share(linkoping, 1, 9, 10), share(norrkoping, 1, 7, 10)}
	before := func(x float64, unit org.UnitID) analysis.Figure {
		f := share(unit, 1, x, 10)
		f.Period = quality.Quarter(2024, 1)
		return f
	}
	tests := map[string]struct {
		before []analysis.Figure
		want   quality.Status
	}{
		"closer":           {[]analysis.Figure{before(9, linkoping), before(4, norrkoping)}, quality.ProbablyMet},
		"further":          {[]analysis.Figure{before(9, linkoping), before(8, norrkoping)}, quality.Uncertain},
		"no year before":   {nil, quality.NoResult},
		"one unit in both": {[]analysis.Figure{before(9, linkoping), before(1, kalmar)}, quality.NoResult},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := dataset(append(test.before, figures...)...)
			ds.Targets = []quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.SmallerSpread}}
			r := row(ds, "warm")
			if got := r.Total.Judgement.Status; got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
			if got := r.Units[0].Judgement.Status; got != quality.Followed {
				t.Errorf("a unit has no distance: %s", got)
			}
		})
	}
}

func TestCountsThatMayStillGrow(t *testing.T) {
	tests := map[string]struct {
		quarters  int
		each      float64
		threshold float64
		direction quality.Direction
		want      quality.Status
	}{
		"whole year, within":     {4, 2, 10, quality.Lower, quality.Met},
		"part, still within":     {3, 2, 10, quality.Lower, quality.Uncertain},
		"part, already too many": {3, 4, 10, quality.Lower, quality.NotMet},
		"part, already enough":   {3, 4, 10, quality.Higher, quality.Met},
		"part, not yet enough":   {3, 2, 10, quality.Higher, quality.Uncertain},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := dataset()
			for q := 1; q <= test.quarters; q++ {
				ds.Figures = append(ds.Figures, in(complaints, linkoping, quality.Quarter(2025, q), quality.Value{Numerator: &test.each}))
			}
			ds.Measures[3].Versions[0].Direction = test.direction
			ds.Targets = []quality.Target{{IndicatorID: complaints, Year: 2025, Kind: quality.ValueTarget, Threshold: &test.threshold}}
			if got := row(ds, "complaints").Units[0].Judgement.Status; got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestOverviewGoesGoalByGoal(t *testing.T) {
	ds := dataset(share(linkoping, 1, 9, 10))
	ds.Measures[1].Strata = []quality.Stratum{{ID: 1, Name: "före vecka 28"}, {ID: 2, Name: "vecka 28–31"}}
	blocks := ds.Overview(2025)
	if len(blocks) != 2 || blocks[0].Goal.Title != "Varma barn" || len(blocks[0].Rows) != 1 || blocks[1].Goal.ID != 0 {
		t.Fatalf("%d blocks", len(blocks))
	}
	if rows := blocks[1].Rows; len(rows) != 8 || !rows[0].Together() || rows[1].Stratum.ID != 1 || rows[2].Stratum.ID != 2 {
		t.Errorf("%d rows: all together and each stratum have their own", len(rows))
	}
}
