package analysis_test

import (
	"fmt"
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// told is each entry in short: unit, period, state, value and reason.
func told(ds *analysis.Dataset) []string {
	var list []string
	for _, e := range ds.Entries() {
		value := "–"
		if e.Point != nil {
			value = fmt.Sprintf("%.0f", *e.Point)
		}
		line := fmt.Sprintf("%s %s %s %s", e.Unit.Code, e.Period.Code(), e.State, value)
		if e.Reason != "" {
			line += " " + e.Reason
		}
		list = append(list, line)
	}
	return list
}

func TestEntriesTellTheReasonsForNoValueApart(t *testing.T) {
	last := in(warm, kalmar, quality.Quarter(2024, 4), quality.Value{Numerator: ptr(9.0), Denominator: ptr(10.0)})
	last.Changed = true
	ds := dataset(gone(norrkoping, 1), share(linkoping, 2, 0, 40), share(linkoping, 1, 30, 40), none(kalmar, 1),
		share(norrkoping, 2, 0, 0), last)
	want := []string{
		"linkoping 2025K1 reported 75", "linkoping 2025K2 reported 0",
		"norrkoping 2025K1 missing – Personalbrist", "norrkoping 2025K2 nobody –",
		"kalmar 2024K4 reported 90", "kalmar 2025K1 not_applicable –",
	}
	if got := told(ds); !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	for _, e := range ds.Entries() {
		if e.Changed != (e.Period == quality.Quarter(2024, 4)) || e.Standing != quality.ApprovedFigure {
			t.Errorf("%+v", e)
		}
	}
}

// TestEntriesOfAMaskedDatasetAreYears: nothing closer than the published results, no
// words that came with a figure, and no number in what is hidden.
func TestEntriesOfAMaskedDatasetAreYears(t *testing.T) {
	commented := share(linkoping, 1, 30, 40)
	commented.Comment = "två barn"
	ds := dataset(commented, share(linkoping, 2, 10, 40), share(norrkoping, 1, 3, 40), share(kalmar, 1, 20, 60),
		in(warm, norrkoping, quality.Quarter(2024, 1), quality.Value{Numerator: ptr(20.0), Denominator: ptr(40.0)}),
		in(warm, linkoping, quality.Quarter(2024, 1), quality.Value{Numerator: ptr(20.0), Denominator: ptr(50.0)}))
	ds.Figures = append(ds.Figures, gone(varnamo, 1)) // the measure is not a birth site's
	masked := ds.Mask()
	var hidden int
	for _, e := range masked.Entries() {
		if e.Period.Months != 12 || e.Comment != "" {
			t.Errorf("%+v", e)
		}
		if e.State == analysis.Masked {
			hidden++
			if e.Point != nil || !e.Value.IsEmpty() {
				t.Errorf("hidden, and %+v", e)
			}
		}
		if row := masked.Row(e.Measure, e.Stratum, e.Period.LastYear()); row.Units[e.Unit.ID-1].State != e.State {
			t.Errorf("%+v, the page has %s", e, row.Units[e.Unit.ID-1].State)
		}
	}
	if got := told(masked); len(got) != 5 || got[0] != "linkoping 2024 reported 40" || hidden < 2 {
		t.Errorf("%q", got)
	}
}
