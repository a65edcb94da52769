package collect

import (
	"testing"

	"samsyn/internal/quality"
)

// TestStrataAreAddedUpInTheForm: what stands in the strata, as far as they are filled in.
func TestStrataAreAddedUpInTheForm(t *testing.T) {
	whole := quality.Indicator{ID: 1, Kind: quality.Proportion}
	divided := quality.Indicator{ID: 2, Kind: quality.Proportion}
	part := func(i quality.Indicator, stratum quality.StratumID, state quality.FigureState, x, n float64) Row {
		r := Row{Due: quality.Due{Indicator: i, Stratum: quality.Stratum{ID: stratum}, Period: quality.Quarter(2026, 1)}}
		if state != "" {
			r.Figure = quality.Figure{Version: 1, Kind: i.Kind, State: state}
		}
		if state == quality.Reported {
			r.Figure.Value = quality.Value{Numerator: &x, Denominator: &n}
		}
		return r
	}
	form := Form{Rows: []Row{part(whole, 0, quality.Reported, 1, 2), part(divided, 1, quality.Reported, 3, 10), part(divided, 2, quality.Missing, 0, 0),
		part(divided, 3, quality.Reported, 0, 4), part(divided, 4, quality.NotApplicable, 0, 0), part(divided, 5, "", 0, 0)}}
	list := form.Together()
	if len(list) != 1 {
		t.Fatalf("%d measures are added up", len(list))
	}
	got := list[0]
	if got.Stratum.ID != 5 || got.Parts != 5 || got.Filled != 3 || !got.Known || *got.Value.Numerator != 3 || *got.Value.Denominator != 14 {
		t.Errorf("%+v of %+v", got.Value, got)
	}
	if !form.FirstPart(form.Rows[0]) || !form.FirstPart(form.Rows[1]) || form.FirstPart(form.Rows[2]) {
		t.Error("which stratum is first")
	}
	for n := range form.Rows {
		form.Rows[n].Figure = quality.Figure{}
	}
	if got := form.Together()[0]; got.Known || got.Filled != 0 {
		t.Errorf("nothing is filled in: %+v", got)
	}
}
