package quality

import (
	"strings"
	"testing"
)

func TestCheckLineDecision(t *testing.T) {
	good := LineDecision{Kind: NewPhase, Period: Quarter(2024, 2), Baseline: 12, Reason: "Ny vårdavdelning"}
	for _, c := range []struct {
		name   string
		change func(*LineDecision)
		want   string
	}{
		{"whole", func(*LineDecision) {}, ""},
		{"all points", func(d *LineDecision) { d.Baseline = 0 }, ""},
		{"shortest", func(d *LineDecision) { d.Baseline = 10 }, ""},
		{"too short", func(d *LineDecision) { d.Baseline = 9 }, "baseline out_of_range"},
		{"too long", func(d *LineDecision) { d.Baseline = 41 }, "baseline out_of_range"},
		{"negative", func(d *LineDecision) { d.Baseline = -12 }, "baseline out_of_range"},
		{"left out", func(d *LineDecision) { d.Kind, d.Baseline = LeftOut, 0 }, ""},
		{"left out with a baseline", func(d *LineDecision) { d.Kind = LeftOut }, "baseline only_for_phase"},
		{"no kind", func(d *LineDecision) { d.Kind = "" }, "kind unknown_choice"},
		{"no period", func(d *LineDecision) { d.Period = Period{} }, "period required"},
		{"no reason", func(d *LineDecision) { d.Reason = " " }, "reason required"},
		{"long reason", func(d *LineDecision) { d.Reason = strings.Repeat("å", 501) }, "reason too_long"},
		{"somebody's number", func(d *LineDecision) { d.Reason = "barnet 20121212-1212 räknades fel" }, "reason personal_number"},
	} {
		d := good
		c.change(&d)
		if got := strings.Join(problems(d.Check()), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
