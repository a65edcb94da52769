package collect

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// aRule: admitted children at most as many as the children whose temperature is
// asked for. Both are handed in by quarter.
func aRule() quality.Rule {
	return quality.Rule{GroupID: testgroup.Group, Left: quality.Term{IndicatorID: admitted, Part: quality.ValuePart}, Relation: quality.AtMost,
		Right: quality.Term{IndicatorID: temperature, Part: quality.DenominatorPart}, Explanation: "De inskrivna är samma barn."}
}

func rules(t *testing.T, f *testgroup.Fixture, room *Room, person org.PersonID) Rules {
	t.Helper()
	list, err := room.Rules(t.Context(), f.Actor(person), testgroup.Group)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// ruleProblems is each problem as "field code", or the error itself.
func ruleProblems(err error) string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return fmt.Sprint(err)
	}
	var list []string
	for _, p := range invalid.Problems {
		list = append(list, p.Field+" "+p.Code)
	}
	return strings.Join(list, ", ")
}

func TestRulesAreWrittenAndChanged(t *testing.T) {
	f, room := open(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	if err := room.CreateRule(ctx, convener, aRule()); err != nil {
		t.Fatal(err)
	}
	list := rules(t, f, room, testgroup.Convener)
	r := list.Rules[0]
	if !list.CanEdit || r.LeftMeasure.Code != "PRO3" || r.RightMeasure.Definition.Name != "Temperatur vid inskrivning" || !r.Active || r.Version != 1 {
		t.Fatalf("%+v", r)
	}
	for _, i := range list.Measures {
		if !i.Kind.Numeric() {
			t.Errorf("%s can be chosen", i.Code)
		}
	}
	changed := r.Rule
	changed.Relation, changed.Explanation = quality.Equals, "Precis samma barn."
	if err := room.SaveRule(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveRule(ctx, convener, changed); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved over what was not seen: %v", err)
	}
	changed.Version = 2
	if err := room.SaveRule(ctx, convener, changed); err != nil { // nothing is changed
		t.Error(err)
	}
	changed.Active = false
	if err := room.UseRule(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	got, _, last, err := room.Rule(ctx, convener, testgroup.Group, r.ID)
	if err != nil || got.Active || got.Version != 3 || got.Explanation != "Precis samma barn." || last.ActorName != "Sara Samman" {
		t.Errorf("%+v, %+v, %v", got, last, err)
	}
	got.Active = true
	if err := room.UseRule(ctx, convener, got.Rule); err != nil {
		t.Error(err)
	}
	if log := f.Text(`SELECT string_agg(concat_ws(' ', action, before->>'relation', after->>'left', after->>'left_part', after->>'relation',
		after->>'right', after->>'right_part', after->>'active'), E'\n' ORDER BY id) FROM audit`); log != strings.Join([]string{
		"rule.create PRO3 value at_most MED1 denominator true",
		"rule.save at_most PRO3 value equals MED1 denominator true",
		"rule.retire equals PRO3 value equals MED1 denominator false",
		"rule.restore equals PRO3 value equals MED1 denominator true"}, "\n") {
		t.Errorf("log\n%s", log)
	}
}

func TestRulesThatCannotBeWritten(t *testing.T) {
	f, room := open(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	if err := room.CreateRule(ctx, convener, aRule()); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*quality.Rule){
		"right rule_exists":         func(*quality.Rule) {},
		"left unknown_choice":       func(r *quality.Rule) { r.Left.IndicatorID = 7 }, // another group's
		"right unknown_choice":      func(r *quality.Rule) { r.Right.IndicatorID = limits },
		"right rule_periods_differ": func(r *quality.Rule) { r.Right = quality.Term{IndicatorID: births, Part: quality.ValuePart} },
		"right rule_strata_differ":  func(r *quality.Rule) { r.Right = quality.Term{IndicatorID: stay, Part: quality.DenominatorPart} },
		"right rule_same_term":      func(r *quality.Rule) { r.Right = r.Left },
	} {
		r := aRule()
		change(&r)
		if got := ruleProblems(room.CreateRule(ctx, convener, r)); got != want {
			t.Errorf("%s: %s", want, got)
		}
		r.ID, r.Version = 1, 1
		if got := ruleProblems(room.SaveRule(ctx, convener, r)); want != "right rule_exists" && got != want {
			t.Errorf("saving, %s: %s", want, got)
		}
	}
	r := aRule()
	r.ID, r.Version = 9, 1
	if err := room.SaveRule(ctx, convener, r); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nobody's rule: %v", err)
	}
	if _, _, _, err := room.Rule(ctx, convener, testgroup.Group, 9); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nobody's rule: %v", err)
	}
	if got := f.Text(`SELECT concat(count(*), (SELECT count(*) FROM audit)) FROM figure_rule`); got != "11" {
		t.Errorf("rules and log rows %s", got)
	}
}

// Only what is handed in, in a unit's own words at review, is told about.
func TestWhatBreaksTheRules(t *testing.T) {
	f, room := open(t)
	ctx, convener, lead := t.Context(), f.Actor(testgroup.Convener), f.Actor(testgroup.MedicalLead)
	if err := room.CreateRule(ctx, convener, aRule()); err != nil {
		t.Fatal(err)
	}
	entries := everything()
	entries[2] = entry(admitted, 0, quality.Value{Numerator: num(21)}) // of 20
	save(t, room, lead, alaK1, entries)
	if got := rules(t, f, room, testgroup.Convener).Rules[0].Broken; got != nil {
		t.Errorf("a draft: %+v", got)
	}
	if err := room.Submit(ctx, lead, alaK1); err != nil {
		t.Fatal(err)
	}
	got := rules(t, f, room, testgroup.Convener).Rules[0].Broken
	if len(got) != 1 || got[0].Unit.Code != "ALA" || got[0].Period.Code() != "2026K1" || got[0].Collection.Code() != "2026K1" {
		t.Errorf("%+v", got)
	}
	if got := rules(t, f, room, testgroup.MedicalLead); got.CanEdit || got.Rules[0].Broken != nil {
		t.Errorf("a representative: %+v", got)
	}
}

func TestRulesAreTheConveners(t *testing.T) {
	f, room := open(t)
	ctx := t.Context()
	if err := room.CreateRule(ctx, f.Actor(testgroup.Convener), aRule()); err != nil {
		t.Fatal(err)
	}
	r := aRule()
	r.ID, r.Version = 1, 1
	for _, person := range append([]org.PersonID{testgroup.MedicalLead}, outsiders...) {
		actor := f.Actor(person)
		_, _, _, opened := room.Rule(ctx, actor, testgroup.Group, 1)
		for what, err := range map[string]error{"creates": room.CreateRule(ctx, actor, r), "saves": room.SaveRule(ctx, actor, r),
			"retires": room.UseRule(ctx, actor, r), "opens": opened} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("person %d %s: %v", person, what, err)
			}
		}
	}
	for person, may := range map[org.PersonID]bool{testgroup.MedicalLead: true, testgroup.UnitManager: true, testgroup.Chair: true,
		testgroup.Member: false, testgroup.Observer: false, testgroup.Administrator: false, testgroup.Other: false} {
		if _, err := room.Rules(ctx, f.Actor(person), testgroup.Group); errors.Is(err, fault.ErrForbidden) == may {
			t.Errorf("person %d reads: %v", person, err)
		}
	}
	if got := f.Text(`SELECT concat((SELECT count(*) FROM audit), version, active) FROM figure_rule`); got != "11t" {
		t.Errorf("a refused person left traces: %s", got)
	}
}
