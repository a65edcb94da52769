package analysis_test

import (
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// improved are the units that somebody could ask.
func improved(ds *analysis.Dataset, asking ...org.UnitID) string {
	names := ""
	for _, c := range ds.WhoImproved(row(ds, "warm"), asking) {
		names += c.Unit.Code + " "
	}
	return names
}

func TestWhoImproved(t *testing.T) {
	q := quality.Quarter
	// Linköping has become better for certain, Norrköping perhaps, Kalmar has not.
	ds := dataset(
		of(linkoping, q(2024, 1), 50, 100), of(linkoping, q(2025, 1), 90, 100),
		of(norrkoping, q(2024, 1), 50, 100), of(norrkoping, q(2025, 1), 55, 100),
		of(kalmar, q(2024, 1), 50, 100), of(kalmar, q(2025, 1), 50, 100))
	for name, c := range map[string]struct {
		asking []org.UnitID
		want   string
	}{
		"one that has not":                  {[]org.UnitID{kalmar}, "linkoping "},
		"one that perhaps has":              {[]org.UnitID{norrkoping}, "linkoping "},
		"the one that has":                  {[]org.UnitID{linkoping}, ""},
		"somebody of both":                  {[]org.UnitID{linkoping, kalmar}, ""},
		"nobody":                            {nil, ""},
		"a site that the measure is not of": {[]org.UnitID{varnamo}, ""},
	} {
		if got := improved(ds, c.asking...); got != c.want {
			t.Errorf("%s may ask %q, want %q", name, got, c.want)
		}
	}

	ds.Targets = []quality.Target{value(45, kalmar)}
	if got := improved(ds, kalmar); got != "linkoping " {
		t.Errorf("reaches its target, perhaps: %q", got)
	}
	ds.Targets = []quality.Target{value(20, kalmar)}
	if got := improved(ds, kalmar); got != "" {
		t.Errorf("reaches its target for certain: %q", got)
	}

	if got := improved(ds.Mask(), kalmar); got != "" {
		t.Errorf("of a masked dataset: %q", got)
	}
	ds.Measures[0].Category = quality.Process
	if got := improved(ds, kalmar); got != "" {
		t.Errorf("of a process measure: %q", got)
	}
}

// TestWhoImprovedWhenTheAskingHasToo: one that has become better asks only while it does
// not reach its target.
func TestWhoImprovedWhenTheAskingHasToo(t *testing.T) {
	q := quality.Quarter
	ds := dataset(
		of(linkoping, q(2024, 1), 50, 100), of(linkoping, q(2025, 1), 90, 100),
		of(kalmar, q(2024, 1), 10, 100), of(kalmar, q(2025, 1), 50, 100))
	if got := improved(ds, kalmar); got != "" {
		t.Errorf("without a target: %q", got)
	}
	ds.Targets = []quality.Target{value(52, kalmar)}
	if got := improved(ds, kalmar); got != "linkoping " {
		t.Errorf("misses its target, perhaps: %q", got)
	}
	ds.Targets = []quality.Target{value(80, kalmar)}
	if got := improved(ds, kalmar); got != "linkoping " {
		t.Errorf("misses its target for certain: %q", got)
	}
}

// TestWhoImprovedIsOfWhatIsBetter: where lower is better, more is nothing to ask about.
func TestWhoImprovedIsOfWhatIsBetter(t *testing.T) {
	q := quality.Quarter
	ds := dataset(of(linkoping, q(2024, 1), 50, 100), of(linkoping, q(2025, 1), 90, 100), of(norrkoping, q(2024, 1), 90, 100),
		of(norrkoping, q(2025, 1), 50, 100), of(kalmar, q(2024, 1), 50, 100), of(kalmar, q(2025, 1), 50, 100))
	for direction, want := range map[quality.Direction]string{quality.Higher: "linkoping ", quality.Lower: "norrkoping ", quality.NoDirection: ""} {
		ds.Measures[0].Versions[0].Direction = direction
		if got := improved(ds, kalmar); got != want {
			t.Errorf("%s: %q, want %q", direction, got, want)
		}
	}
}
