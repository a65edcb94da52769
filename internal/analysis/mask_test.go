package analysis_test

import (
	"encoding/json"
	"strings"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

func TestMasking(t *testing.T) {
	commented := share(linkoping, 2, 30, 40)
	commented.Comment = "två barn"
	tests := map[string]struct {
		figures []analysis.Figure
		hidden  []org.UnitID
		total   bool // shown
	}{
		"nothing small":       {[]analysis.Figure{share(linkoping, 1, 30, 40), share(norrkoping, 1, 20, 30)}, nil, true},
		"no child is shown":   {[]analysis.Figure{share(linkoping, 1, 0, 40), share(norrkoping, 1, 20, 30)}, nil, true},
		"small with":          {[]analysis.Figure{share(linkoping, 1, 3, 40), share(norrkoping, 1, 20, 30), share(kalmar, 1, 20, 60)}, []org.UnitID{linkoping, norrkoping}, true},
		"small without":       {[]analysis.Figure{share(linkoping, 1, 38, 40), share(norrkoping, 1, 20, 30), share(kalmar, 1, 20, 60)}, []org.UnitID{linkoping, norrkoping}, true},
		"small alone":         {[]analysis.Figure{share(linkoping, 1, 3, 40)}, []org.UnitID{linkoping}, false},
		"quarters are summed": {[]analysis.Figure{share(linkoping, 1, 3, 20), commented, share(norrkoping, 1, 20, 30)}, nil, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ds := dataset(test.figures...).Mask()
			r := row(ds, "warm")
			for n, c := range r.Units {
				want := false
				for _, id := range test.hidden {
					want = want || id == ds.Units[n].ID
				}
				if got := c.State == analysis.Masked; got != want {
					t.Errorf("%s hidden: %v, want %v", ds.Units[n].Code, got, want)
				}
				if len(c.Comments) != 0 {
					t.Errorf("%s: comments are the group's own", ds.Units[n].Code)
				}
			}
			if shown := r.Total.State == analysis.Reported; shown != test.total {
				t.Errorf("total shown: %v", shown)
			}
		})
	}
}

func TestNothingHiddenIsLeft(t *testing.T) {
	ds := dataset(share(linkoping, 1, 1, 7701), share(linkoping, 2, 2, 7702), share(norrkoping, 1, 5303, 9904), share(kalmar, 1, 6405, 9806))
	masked := ds.Mask()
	if len(masked.Figures) != 0 {
		t.Error("figures are left")
	}
	whole, err := json.Marshal([]any{row(masked, "warm"), masked.Timeline(&masked.Measures[0], quality.Stratum{}), masked.Overview(2025)})
	if err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []string{"7701", "7702", "15403", "6405", "9806"} {
		if strings.Contains(string(whole), hidden) {
			t.Errorf("%s is left", hidden)
		}
	}
	for _, shown := range []string{"5303", "9904", "11711", "35113"} {
		if !strings.Contains(string(whole), shown) {
			t.Errorf("%s is hidden for no reason", shown)
		}
	}
	r := row(masked, "warm")
	if r.Units[0].Judgement.Status != quality.MaskedStatus || r.Regions[0].State != analysis.Masked || r.Regions[1].State != analysis.Masked {
		t.Error("a region is shown although one of its units is hidden")
	}
	if row(ds, "warm").Units[0].State != analysis.Reported {
		t.Error("masking changed the dataset it was given")
	}
	line := masked.Timeline(&masked.Measures[0], quality.Stratum{})
	if len(line.Periods) != 1 || line.Periods[0] != quality.WholeYear(2025) {
		t.Errorf("readers get whole years: %v", line.Periods)
	}
}

func TestWhatIsNotChildrenIsShown(t *testing.T) {
	ds := dataset(in(cots, linkoping, quality.Quarter(2025, 1), quality.Value{Numerator: ptr(3.0)}),
		in(limits, linkoping, quality.Quarter(2025, 1), quality.Value{Text: "från vecka 28+0"}),
		in(infections, linkoping, quality.Quarter(2025, 1), quality.Value{Numerator: ptr(3.0), Denominator: ptr(900.0)})).Mask()
	if got := row(ds, "cots").Units[0]; got.State != analysis.Reported {
		t.Errorf("cots: %+v", got)
	}
	if got := row(ds, "limits").Units[0]; got.Value.Text != "från vecka 28+0" {
		t.Errorf("words: %+v", got)
	}
	if got := row(ds, "infections"); got.Units[0].State != analysis.Masked || got.Total.State != analysis.Masked {
		t.Errorf("infections: %+v", got.Units[0])
	}
}

func TestOrderIsNotJudgedPastHiddenUnits(t *testing.T) {
	ds := dataset(share(linkoping, 1, 3, 40), share(norrkoping, 1, 20, 30), share(kalmar, 1, 20, 60))
	ds.Targets = []quality.Target{{IndicatorID: warm, Year: 2025, Kind: quality.BetterHalf}}
	if got := row(ds.Mask(), "warm").Units[2].Judgement.Status; got != quality.Uncertain {
		t.Errorf("%s", got)
	}
}
