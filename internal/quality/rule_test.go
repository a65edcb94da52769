package quality

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	homeDays IndicatorID = 1 // count
	wardDays IndicatorID = 2 // count
	homePart IndicatorID = 3 // proportion
	sepsis   IndicatorID = 4 // rate
	stayMean IndicatorID = 5 // mean
	limits   IndicatorID = 6 // text
)

// ruled are the measures that the rules are about.
func ruled(id IndicatorID) Indicator {
	kinds := map[IndicatorID]Kind{homeDays: Count, wardDays: Count, homePart: Proportion, sepsis: Rate, stayMean: Mean, limits: Text}
	kind, known := kinds[id]
	if !known {
		return Indicator{}
	}
	return Indicator{ID: id, GroupID: theGroup, Kind: kind, Definition: Version{ReportingMonths: 3, RatePer: 1000}}
}

// aRule is a sound one.
func aRule() Rule {
	return Rule{GroupID: theGroup, Left: Term{IndicatorID: homeDays, Part: ValuePart}, Relation: AtMost,
		Right: Term{IndicatorID: wardDays, Part: ValuePart}, Explanation: "Hemdygnen ingår i vårddygnen.", Active: true}
}

func TestRulesThatCannotBe(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Rule, *Indicator, *Indicator)
		want   string
	}{
		"sound": {func(*Rule, *Indicator, *Indicator) {}, ""},
		"parts of one figure": {func(r *Rule, a, b *Indicator) {
			r.Left = Term{IndicatorID: homePart, Part: NumeratorPart}
			*a = ruled(homePart)
			r.Right = Term{IndicatorID: homePart, Part: DenominatorPart}
			*b = *a
		}, ""},
		"the same twice": {func(r *Rule, a, b *Indicator) { r.Right = r.Left; *b = *a }, "right rule_same_term"},
		"the same rate twice": {func(r *Rule, a, b *Indicator) {
			r.Left, r.Right = Term{IndicatorID: sepsis, Part: ValuePart, RatePer: 1000}, Term{IndicatorID: sepsis, Part: ValuePart}
			*a, *b = ruled(sepsis), ruled(sepsis)
		}, "right rule_same_term"},
		"nothing chosen":      {func(r *Rule, a, b *Indicator) { *r, *a, *b = Rule{GroupID: theGroup}, Indicator{}, Indicator{} }, "left required, right required, relation unknown_choice, explanation required"},
		"another group's":     {func(_ *Rule, a, _ *Indicator) { a.GroupID++ }, "left unknown_choice"},
		"a measure not found": {func(_ *Rule, _, b *Indicator) { *b = Indicator{} }, "right unknown_choice"},
		"words":               {func(r *Rule, a, _ *Indicator) { r.Left.IndicatorID = limits; *a = ruled(limits) }, "left rule_of_words"},
		"a count's numerator": {func(r *Rule, _, _ *Indicator) { r.Left.Part = NumeratorPart }, "left_part part_not_there"},
		"no part":             {func(r *Rule, _, _ *Indicator) { r.Right.Part = "" }, "right_part part_not_there"},
		"a mean's numerator": {func(r *Rule, a, _ *Indicator) {
			r.Left = Term{IndicatorID: stayMean, Part: NumeratorPart}
			*a = ruled(stayMean)
		}, "left_part part_not_there"},
		"handed in differently":  {func(_ *Rule, a, _ *Indicator) { a.Definition.ReportingMonths = 12 }, "right rule_periods_differ"},
		"divided differently":    {func(_ *Rule, a, _ *Indicator) { a.Strata = []Stratum{{ID: 1}} }, "right rule_strata_differ"},
		"no such relation":       {func(r *Rule, _, _ *Indicator) { r.Relation = "less" }, "relation unknown_choice"},
		"a child's number":       {func(r *Rule, _, _ *Indicator) { r.Explanation = "Som 20121212-1212" }, "explanation personal_number"},
		"too long":               {func(r *Rule, _, _ *Indicator) { r.Explanation = strings.Repeat("å", MaxExplanation+1) }, "explanation too_long"},
		"as long as it may be":   {func(r *Rule, _, _ *Indicator) { r.Explanation = strings.Repeat("å", MaxExplanation) }, ""},
		"divided the same way":   {func(_ *Rule, a, b *Indicator) { a.Strata = []Stratum{{ID: 1}}; b.Strata = []Stratum{{ID: 1}} }, ""},
		"both handed in by year": {func(_ *Rule, a, b *Indicator) { a.Definition.ReportingMonths, b.Definition.ReportingMonths = 12, 12 }, ""},
	} {
		r, a, b := aRule(), ruled(homeDays), ruled(wardDays)
		test.change(&r, &a, &b)
		if got := strings.Join(problems(r.Check(a, b)), ", "); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// f is a figure that says something about the first quarter.
func f(id IndicatorID, v Value) Figure {
	return Figure{IndicatorID: id, Kind: ruled(id).Kind, Period: Quarter(2026, 1), State: Reported, Value: v}
}

func counted(n float64) Value { return Value{Numerator: &n} }
func part(x, n float64) Value { return Value{Numerator: &x, Denominator: &n} }

func meanOf(mean float64, n float64) Value { return Value{Mean: &mean, Denominator: &n} }

func TestRulesHoldOrAreBroken(t *testing.T) {
	value := func(id IndicatorID) Term { return Term{IndicatorID: id, Part: ValuePart} }
	rate := Term{IndicatorID: sepsis, Part: ValuePart, RatePer: 1000}
	for name, test := range map[string]struct {
		left     Term
		relation Relation
		right    Term
		a, b     Value
		broken   bool
	}{
		"fewer, at most":             {value(homeDays), AtMost, value(wardDays), counted(3), counted(4), false},
		"as many, at most":           {value(homeDays), AtMost, value(wardDays), counted(4), counted(4), false},
		"more, at most":              {value(homeDays), AtMost, value(wardDays), counted(5), counted(4), true},
		"zero is a number":           {value(homeDays), AtMost, value(wardDays), counted(1), counted(0), true},
		"both zero":                  {value(homeDays), Equals, value(wardDays), counted(0), counted(0), false},
		"fewer, at least":            {value(homeDays), AtLeast, value(wardDays), counted(3), counted(4), true},
		"as many, at least":          {value(homeDays), AtLeast, value(wardDays), counted(4), counted(4), false},
		"more, at least":             {value(homeDays), AtLeast, value(wardDays), counted(5), counted(4), false},
		"unequal":                    {value(homeDays), Equals, value(wardDays), counted(5), counted(4), true},
		"the numerator":              {Term{IndicatorID: homePart, Part: NumeratorPart}, Equals, value(homeDays), part(7, 100), counted(7), false},
		"the denominator":            {Term{IndicatorID: homePart, Part: DenominatorPart}, AtLeast, value(wardDays), part(7, 90), counted(100), true},
		"29 of 100 is 29 %":          {value(homePart), Equals, value(wardDays), part(29, 100), counted(29), false},
		"a third is not 33 %":        {value(homePart), Equals, value(wardDays), part(1, 3), counted(33), true},
		"a rate by its definition":   {rate, AtMost, value(wardDays), part(3, 1000), counted(2), true},
		"a rate that fits":           {rate, AtMost, value(wardDays), part(3, 1000), counted(3), false},
		"a mean":                     {value(stayMean), AtMost, value(wardDays), meanOf(12.5, 8), counted(12), true},
		"how many the mean is of":    {Term{IndicatorID: stayMean, Part: DenominatorPart}, AtMost, value(wardDays), meanOf(12.5, 8), counted(8), false},
		"a little more than as much": {value(homeDays), AtMost, value(wardDays), counted(4.001), counted(4), true},
	} {
		r := Rule{Left: test.left, Relation: test.relation, Right: test.right}
		broken, known := r.Broken(f(test.left.IndicatorID, test.a), f(test.right.IndicatorID, test.b))
		if !known || broken != test.broken {
			t.Errorf("%s: broken %v, known %v", name, broken, known)
		}
	}
}

func TestWhatIsNotKnownBreaksNoRule(t *testing.T) {
	tooMany, few := f(homeDays, counted(9)), f(wardDays, counted(1))
	if broken, known := aRule().Broken(tooMany, few); !broken || !known {
		t.Fatal("the rule should be broken to begin with")
	}
	for name, change := range map[string]func(*Figure){
		"missing":             func(f *Figure) { f.State, f.Value = Missing, Value{} },
		"not applicable":      func(f *Figure) { f.State, f.Value = NotApplicable, Value{} },
		"not entered":         func(f *Figure) { *f = Figure{} },
		"another period":      func(f *Figure) { f.Period = Quarter(2026, 2) },
		"a longer period":     func(f *Figure) { f.Period = WholeYear(2026) },
		"other children":      func(f *Figure) { f.StratumID = 7 },
		"another measure":     func(f *Figure) { f.IndicatorID = sepsis },
		"a state with number": func(f *Figure) { f.State = Missing },
		"no number":           func(f *Figure) { f.Value = Value{} },
	} {
		a, b := tooMany, few
		change(&a)
		if broken, known := aRule().Broken(a, few); broken || known {
			t.Errorf("left is %s: broken %v, known %v", name, broken, known)
		}
		change(&b)
		if broken, known := aRule().Broken(tooMany, b); broken || known {
			t.Errorf("right is %s: broken %v, known %v", name, broken, known)
		}
	}
	nobody := Rule{Left: Term{IndicatorID: homePart, Part: ValuePart}, Relation: AtMost, Right: Term{IndicatorID: wardDays, Part: ValuePart}}
	if _, known := nobody.Broken(f(homePart, part(0, 0)), few); known {
		t.Error("0 of 0 has no percentage")
	}
}

func TestBreachesOfAUnit(t *testing.T) {
	strict, retired := aRule(), aRule()
	retired.ID, retired.Active = 2, false
	whole := Rule{ID: 3, Active: true, Left: Term{IndicatorID: homePart, Part: NumeratorPart}, Relation: Equals, Right: Term{IndicatorID: homeDays, Part: ValuePart}}
	second := func(f Figure) Figure { f.Period = Quarter(2026, 2); return f }
	of := func(f Figure, s StratumID) Figure { f.StratumID = s; return f }
	figures := []Figure{f(homeDays, counted(5)), f(wardDays, counted(4)), f(homePart, part(5, 9)),
		second(f(homeDays, counted(3))), second(f(wardDays, counted(4))), second(f(homePart, part(4, 9))),
		of(f(homeDays, counted(8)), 1), of(f(homeDays, counted(8)), 2), of(f(wardDays, counted(7)), 2)}
	var got []string
	for _, b := range Breaches([]Rule{strict, retired, whole}, figures) {
		got = append(got, fmt.Sprintf("%d %s %d: %v, %v", b.Rule.ID, b.Left.Period.Code(), b.Left.StratumID, *b.Left.Value.Numerator, *b.Right.Value.Numerator))
	}
	want := []string{"0 2026K1 0: 5, 4", "0 2026K1 2: 8, 7", "3 2026K2 0: 4, 3"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Breaches([]Rule{strict}, nil); got != nil {
		t.Errorf("a unit without figures breaks %v", got)
	}
}
