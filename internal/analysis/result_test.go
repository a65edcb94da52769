package analysis_test

import (
	"math"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

func TestYearOfAUnit(t *testing.T) {
	preliminary := share(linkoping, 4, 9, 10)
	preliminary.Standing = quality.Preliminary
	tests := map[string]struct {
		figures []analysis.Figure
		state   analysis.State
		// x of n, when reported
		x, n              float64
		entered, expected int
		gaps              int
		standing          quality.Standing
		uncertain         bool
	}{
		"nothing handed in":     {nil, analysis.NotEntered, 0, 0, 0, 4, 0, "", false},
		"all quarters":          {[]analysis.Figure{share(linkoping, 1, 4, 8), share(linkoping, 2, 5, 9), share(linkoping, 3, 6, 6), share(linkoping, 4, 1, 2)}, analysis.Reported, 16, 25, 4, 4, 0, quality.ApprovedFigure, false},
		"part of the year":      {[]analysis.Figure{share(linkoping, 1, 4, 8), share(linkoping, 2, 5, 9), share(linkoping, 3, 6, 6)}, analysis.Reported, 15, 23, 3, 4, 0, quality.ApprovedFigure, false},
		"least settled":         {[]analysis.Figure{share(linkoping, 1, 4, 8), preliminary}, analysis.Reported, 13, 18, 2, 4, 0, quality.Preliminary, false},
		"few children":          {[]analysis.Figure{share(linkoping, 1, 4, 8)}, analysis.Reported, 4, 8, 1, 4, 0, quality.ApprovedFigure, true},
		"quarter without any":   {[]analysis.Figure{share(linkoping, 1, 4, 8), share(linkoping, 2, 0, 0)}, analysis.Reported, 4, 8, 2, 4, 0, quality.ApprovedFigure, true},
		"year without any":      {[]analysis.Figure{share(linkoping, 1, 0, 0), share(linkoping, 2, 0, 0)}, analysis.Nobody, 0, 0, 2, 4, 0, quality.ApprovedFigure, false},
		"none had it":           {[]analysis.Figure{share(linkoping, 1, 0, 12)}, analysis.Reported, 0, 12, 1, 4, 0, quality.ApprovedFigure, false},
		"one missing":           {[]analysis.Figure{share(linkoping, 1, 4, 8), gone(linkoping, 2)}, analysis.Reported, 4, 8, 2, 4, 1, quality.ApprovedFigure, true},
		"all missing":           {[]analysis.Figure{gone(linkoping, 1), gone(linkoping, 2)}, analysis.Missing, 0, 0, 2, 4, 2, quality.ApprovedFigure, false},
		"nobody and missing":    {[]analysis.Figure{share(linkoping, 1, 0, 0), gone(linkoping, 2)}, analysis.Missing, 0, 0, 2, 4, 1, quality.ApprovedFigure, false},
		"does not apply at all": {[]analysis.Figure{none(linkoping, 1), none(linkoping, 2), none(linkoping, 3), none(linkoping, 4)}, analysis.NotApplicable, 0, 0, 0, 0, 0, quality.ApprovedFigure, false},
		"applies part of it":    {[]analysis.Figure{none(linkoping, 1), none(linkoping, 2), share(linkoping, 3, 11, 12)}, analysis.Reported, 11, 12, 1, 2, 0, quality.ApprovedFigure, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := row(dataset(test.figures...), "warm").Units[0]
			if got.State != test.state || got.Entered != test.entered || got.Expected != test.expected ||
				len(got.Gaps) != test.gaps || got.Standing != test.standing || got.Uncertain != test.uncertain {
				t.Errorf("%+v", got.Result)
			}
			if test.state != analysis.Reported {
				if got.Point != nil || got.Lower != nil {
					t.Errorf("a value where there is none: %v", *got.Point)
				}
				return
			}
			if *got.Value.Numerator != test.x || *got.Value.Denominator != test.n || math.Abs(*got.Point-100*test.x/test.n) > 1e-9 {
				t.Errorf("%v of %v is %v", *got.Value.Numerator, *got.Value.Denominator, *got.Point)
			}
		})
	}
}

func TestUnitsThatDoNotReport(t *testing.T) {
	r := row(dataset(share(linkoping, 1, 8, 10)), "warm")
	if r.Units[3].State != analysis.NotApplicable || r.Units[3].Judgement.Status != quality.NotApplied {
		t.Errorf("birth site: %+v", r.Units[3])
	}
	if r.Units[1].State != analysis.NotEntered || r.Units[1].Judgement.Status != quality.NoResult {
		t.Errorf("nothing yet: %+v", r.Units[1])
	}
}

func TestTotalsAreSums(t *testing.T) {
	r := row(dataset(share(linkoping, 1, 9, 10), share(linkoping, 2, 10, 10), share(norrkoping, 1, 1, 4), gone(kalmar, 1)), "warm")
	if *r.Total.Value.Numerator != 20 || *r.Total.Value.Denominator != 24 {
		t.Errorf("total %+v", r.Total.Value)
	}
	// Wilson's limits of 20/24, computed by themselves with forty decimals.
	if math.Abs(*r.Total.Lower-64.1469293504) > 1e-9 || math.Abs(*r.Total.Upper-93.3213236714) > 1e-9 {
		t.Errorf("interval %v–%v", *r.Total.Lower, *r.Total.Upper)
	}
	if r.Total.Units != 2 || r.Total.ExpectedUnits != 3 || r.Total.Entered != 4 || r.Total.Expected != 12 || len(r.Total.Gaps) != 1 {
		t.Errorf("completeness %+v", r.Total.Result)
	}
	if len(r.Regions) != 3 || *r.Regions[0].Value.Denominator != 24 || r.Regions[1].State != analysis.Missing || r.Regions[2].State != analysis.NotApplicable {
		t.Errorf("regions %+v", r.Regions)
	}
}

func TestKinds(t *testing.T) {
	q := func(n int) quality.Period { return quality.Quarter(2025, n) }
	jan, july := day(2025, 1, 1), day(2025, 7, 1)
	ds := dataset(
		in(infections, linkoping, q(1), quality.Value{Numerator: ptr(2.0), Denominator: ptr(800.0)}),
		in(infections, linkoping, q(2), quality.Value{Numerator: ptr(1.0), Denominator: ptr(700.0)}),
		in(infections, norrkoping, q(1), quality.Value{Numerator: ptr(0.0), Denominator: ptr(0.0)}),
		in(hours, linkoping, q(1), quality.Value{Denominator: ptr(10.0), Mean: ptr(4.0), SD: ptr(1.0)}),
		in(hours, linkoping, q(2), quality.Value{Denominator: ptr(30.0), Mean: ptr(6.0), SD: ptr(2.0)}),
		in(hours, norrkoping, q(1), quality.Value{Denominator: ptr(0.0)}),
		in(hours, kalmar, q(1), quality.Value{Denominator: ptr(20.0), Mean: ptr(5.0)}),
		in(complaints, linkoping, q(1), quality.Value{Numerator: ptr(3.0)}),
		in(complaints, linkoping, q(2), quality.Value{Numerator: ptr(0.0)}),
		in(cots, linkoping, q(1), quality.Value{Numerator: ptr(18.0), ValidFrom: &jan}),
		in(cots, linkoping, q(3), quality.Value{Numerator: ptr(16.0), ValidFrom: &july}),
		in(cots, norrkoping, q(1), quality.Value{Numerator: ptr(10.0), ValidFrom: &jan}),
		in(limits, linkoping, q(1), quality.Value{Text: "från vecka 22+0"}),
		in(limits, linkoping, q(3), quality.Value{Text: "från vecka 23+0"}),
		in(homeCare, linkoping, q(1), quality.Value{Yes: ptr(true)}),
		in(homeCare, kalmar, q(1), quality.Value{Yes: ptr(false)}),
	)
	near := func(what string, got *float64, want float64) {
		t.Helper()
		if got == nil || math.Abs(*got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	rate := row(ds, "infections")
	near("rate", rate.Units[0].Point, 2)
	if rate.Units[1].State != analysis.Nobody {
		t.Errorf("no exposure: %+v", rate.Units[1])
	}
	mean := row(ds, "hours")
	near("pooled mean", mean.Units[0].Point, 5.5)
	near("total mean", mean.Total.Point, (40*5.5+20*5)/60)
	if mean.Units[0].Lower == nil || mean.Units[1].State != analysis.Nobody || mean.Units[2].Lower != nil || mean.Total.Lower != nil {
		t.Errorf("interval without sd: %+v", mean.Total)
	}
	near("flow", row(ds, "complaints").Units[0].Point, 3)
	near("latest of what holds until changed", row(ds, "cots").Units[0].Point, 16)
	near("cots of all", row(ds, "cots").Total.Point, 26)
	if got := row(ds, "limits").Units[0]; got.Value.Text != "från vecka 23+0" || got.Point != nil || got.Judgement.Status != quality.Followed {
		t.Errorf("words: %+v", got)
	}
	if got := row(ds, "homecare").Total; *got.Value.Numerator != 1 || *got.Value.Denominator != 2 || got.Point != nil {
		t.Errorf("yes: %+v", got)
	}
}

func TestOneUnitOnly(t *testing.T) {
	ds := dataset(share(kalmar, 1, 8, 10))
	ds.Units = ds.Units[2:3]
	r := row(ds, "warm")
	if len(r.Units) != 1 || *r.Total.Point != 80 || len(r.Regions) != 1 {
		t.Errorf("%+v", r)
	}
}
