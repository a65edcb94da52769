package collect

import (
	"testing"

	"samsyn/internal/plausibility"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// A rule that the group has written asks at its left measure, whichever of the two
// was saved last, and stops asking when both agree.
func TestARuleAcrossMeasuresAsksInTheForm(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	if err := room.CreateRule(t.Context(), f.Actor(testgroup.Convener), aRule()); err != nil {
		t.Fatal(err)
	}
	asked := func(form Form) []plausibility.Warning { return row(t, form, admitted).Warnings }
	enter := func(e Entry) Form {
		saved, err := room.SaveFigures(t.Context(), lead, alaK1, these([]Entry{e}))
		if err != nil || saved.Count != 1 {
			t.Fatalf("%+v, %v", saved, err)
		}
		return saved.Form
	}
	if got := asked(enter(entry(admitted, 0, quality.Value{Numerator: num(25)}))); len(got) != 0 {
		t.Errorf("with nothing to hold it against: %v", got)
	}
	got := asked(enter(entry(temperature, 0, of(12, 20))))
	if len(got) != 1 || got[0].Code != plausibility.RuleBroken || got[0].Args[0] != "De inskrivna är samma barn." || got[0].Args[1] != 25.0 || got[0].Args[3] != 20.0 {
		t.Fatalf("25 of 20: %v", got)
	}
	page := form(t, room, lead, alaK1)
	if odd := page.Odd(); len(odd) != 1 || odd[0].Indicator.ID != admitted {
		t.Errorf("odd: %v", odd)
	}
	if got := asked(enter(again(t, room, lead, temperature, func(f *quality.Figure) { f.Value = of(12, 25) }))); len(got) != 0 {
		t.Errorf("25 of 25: %v", got)
	}
	f.Exec(`UPDATE figure_rule SET active = false; UPDATE figure SET denominator = 20 WHERE indicator_id = 1`)
	if got := asked(form(t, room, lead, alaK1)); len(got) != 0 {
		t.Errorf("a rule out of use: %v", got)
	}
}
