package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

func TestSteps(t *testing.T) {
	q := quality.Quarter
	ds := dataset(
		of(linkoping, q(2024, 4), 50, 100), of(linkoping, q(2025, 1), 50, 100), of(linkoping, q(2025, 2), 80, 100),
		of(norrkoping, q(2025, 1), 3, 3), of(norrkoping, q(2025, 2), 0, 1),
		of(kalmar, q(2024, 4), 5, 20), of(kalmar, q(2025, 1), 15, 20))
	ds.Selected = []analysis.Selection{{Year: 2025, IndicatorID: warm}}
	steps := ds.Steps(0, 2025)
	if len(steps) != 1 || steps[0].Period != q(2025, 2) || steps[0].Earlier != q(2025, 1) {
		t.Fatalf("steps %v", steps)
	}
	if s := steps[0]; s.Change == nil || !s.Change.Real || s.Change.Difference != 30 || !s.Told() || *s.Before.Point != 50 {
		t.Errorf("a clear step: %+v", s.Change)
	}
	if s := ds.Steps(1, 2025)[0]; s.Change.Real || s.Told() {
		t.Error("three children and one are called a change")
	}
	if s := ds.Steps(2, 2025)[0]; s.Earlier != q(2024, 4) || !s.Change.Real {
		t.Errorf("over the new year: %+v", s.Change)
	}
	if got := ds.Steps(3, 2025); len(got) != 0 {
		t.Errorf("a site that the measure is not for: %v", got)
	}

	// A target that the last twelve months no longer reach is told, also when the
	// period itself may be chance.
	ds = dataset(of(linkoping, q(2025, 1), 18, 20), of(linkoping, q(2025, 2), 12, 20))
	ds.Selected, ds.Targets = []analysis.Selection{{Year: 2025, IndicatorID: warm}},
		[]quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.ValueTarget, Threshold: ptr(85.0)}}
	if s := ds.Steps(0, 2025)[0]; !s.Turned() || s.Was.Judgement.Status != quality.ProbablyMet || s.Year.Judgement.Status != quality.Uncertain {
		t.Errorf("from %s to %s", s.Was.Judgement.Status, s.Year.Judgement.Status)
	}

	// A measure that has not been handed in since is not news.
	ds = dataset(of(linkoping, q(2025, 1), 18, 20), in(infections, linkoping, q(2025, 3), quality.Value{Numerator: ptr(1.0), Denominator: ptr(500.0)}),
		in(infections, linkoping, q(2025, 2), quality.Value{Numerator: ptr(2.0), Denominator: ptr(500.0)}))
	ds.Selected = []analysis.Selection{{Year: 2025, IndicatorID: warm}, {Year: 2025, IndicatorID: infections}}
	if got := ds.Steps(0, 2025); len(got) != 1 || got[0].Measure.ID != infections {
		t.Errorf("news: %v", got)
	}
	if got := ds.Mask().Steps(0, 2025); got != nil {
		t.Error("quarters of a masked dataset are told")
	}
}
