package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// TestResponseRatesStandBesideTheSurveysResults: from the sums of the same time, for units and
// totals, marked where few answered, and nowhere else.
func TestResponseRatesStandBesideTheSurveysResults(t *testing.T) {
	score := func(quarter int, n, mean float64) analysis.Figure {
		return in(hours, linkoping, quality.Quarter(2025, quarter), quality.Value{Denominator: &n, Mean: &mean})
	}
	survey := func() *analysis.Dataset {
		// warm counts the answers; hours is what they think
		ds := dataset(share(linkoping, 1, 30, 40), share(linkoping, 2, 10, 40), share(norrkoping, 1, 20, 30), share(kalmar, 1, 2, 20),
			score(1, 28, 80), score(2, 9, 60),
			in(hours, norrkoping, quality.Quarter(2025, 1), quality.Value{Denominator: ptr(19.0), Mean: ptr(70.0)}),
			in(hours, kalmar, quality.Quarter(2025, 1), quality.Value{Denominator: ptr(2.0), Mean: ptr(90.0)}))
		for n := range ds.Measures {
			if ds.Measures[n].ID == warm || ds.Measures[n].ID == hours {
				ds.Measures[n].Category = quality.PatientSatisfaction
			}
		}
		ds.Survey = quality.Survey{IndicatorID: warm, Limit: 60}
		return ds
	}
	r := row(survey(), "hours")
	for n, want := range []*analysis.Response{{Answered: 40, Asked: 80, Low: true}, {Answered: 20, Asked: 30}, {Answered: 2, Asked: 20, Low: true}} {
		if got := r.Units[n].Response; got == nil || *got != *want {
			t.Errorf("%s: %+v, want %+v", r.Units[n].Unit.Code, got, want)
		}
	}
	if got := r.Total.Response; got == nil || got.Answered != 62 || got.Asked != 130 || !got.Low {
		t.Errorf("all together: %+v", got)
	}
	if got := r.Regions[0].Response; got == nil || got.Answered != 60 || got.Asked != 110 {
		t.Errorf("a region: %+v", got)
	}
	if row(survey(), "warm").Total.Response != nil || row(survey(), "complaints").Total.Response != nil {
		t.Error("beside the answers themselves, or another measure")
	}
	masked := row(survey().Mask(), "hours")
	for _, c := range masked.Units {
		if c.State == analysis.Masked && c.Response != nil {
			t.Errorf("%s is hidden, and how many answered is not", c.Unit.Code)
		}
		if c.Response != nil && c.Response.Answered < 5 {
			t.Errorf("%s: %v answered", c.Unit.Code, c.Response.Answered)
		}
	}
	if masked.Units[2].State != analysis.Masked {
		t.Error("nothing is hidden: nothing is tested")
	}
	none := survey()
	none.Survey = quality.Survey{}
	if row(none, "hours").Total.Response != nil {
		t.Error("a group without a survey")
	}
}
