package quality

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func num(v float64) *float64 { return &v }

func TestWhatMayBeSaved(t *testing.T) {
	yes := true
	early, late := date("2026-01-01"), date("2026-06-30")
	scale := Version{Decimals: 1, ScaleMin: num(1), ScaleMax: num(5)}
	long := strings.Repeat("ö", MaxText+1)
	tests := []struct {
		name       string
		kind       Kind
		definition Version
		value      Value
		want       []string
	}{
		{"12 of 20", Proportion, Version{}, Value{Numerator: num(12), Denominator: num(20)}, nil},
		{"0 of 0: nobody to measure", Proportion, Version{}, Value{Numerator: num(0), Denominator: num(0)}, nil},
		{"0 of 20", Proportion, Version{}, Value{Numerator: num(0), Denominator: num(20)}, nil},
		{"20 of 20", Proportion, Version{}, Value{Numerator: num(20), Denominator: num(20)}, nil},
		{"21 of 20", Proportion, Version{}, Value{Numerator: num(21), Denominator: num(20)}, []string{"numerator numerator_exceeds_denominator"}},
		{"half a child", Proportion, Version{}, Value{Numerator: num(1.5), Denominator: num(20)}, []string{"numerator not_whole"}},
		{"numerator alone", Proportion, Version{}, Value{Numerator: num(12)}, []string{"denominator required"}},
		{"nothing", Proportion, Version{}, Value{}, []string{"numerator required", "denominator required"}},
		{"less than none", Proportion, Version{}, Value{Numerator: num(-1), Denominator: num(20)}, []string{"numerator negative"}},
		{"not a number", Proportion, Version{}, Value{Numerator: num(1), Denominator: num(math.NaN())}, []string{"denominator too_large"}},
		{"beyond all", Proportion, Version{}, Value{Numerator: num(1), Denominator: num(math.Inf(1))}, []string{"denominator too_large"}},

		{"3 in 1 204,5 days", Rate, Version{RatePer: 1000}, Value{Numerator: num(3), Denominator: num(1204.5)}, nil},
		{"none in no days", Rate, Version{RatePer: 1000}, Value{Numerator: num(0), Denominator: num(0)}, nil},
		{"3 in no days", Rate, Version{RatePer: 1000}, Value{Numerator: num(3), Denominator: num(0)}, []string{"denominator exposure_required"}},
		{"more events than days", Rate, Version{RatePer: 1000}, Value{Numerator: num(3), Denominator: num(2)}, nil},
		{"half an event", Rate, Version{RatePer: 1000}, Value{Numerator: num(0.5), Denominator: num(2)}, []string{"numerator not_whole"}},

		{"count", Count, Version{}, Value{Numerator: num(412)}, nil},
		{"zero is a count", Count, Version{}, Value{Numerator: num(0)}, nil},
		{"half a birth", Count, Version{}, Value{Numerator: num(412.5)}, []string{"numerator not_whole"}},
		{"half a post", Count, Version{Decimals: 1}, Value{Numerator: num(4.5)}, nil},
		{"no count", Count, Version{}, Value{}, []string{"numerator required"}},

		{"mean with n and sd", Mean, Version{Decimals: 1}, Value{Mean: num(-3.2), SD: num(1.1), Denominator: num(8)}, nil},
		{"mean with n", Mean, Version{Decimals: 1}, Value{Mean: num(3.2), Denominator: num(8)}, nil},
		{"mean without n", Mean, Version{Decimals: 1}, Value{Mean: num(3.2)}, []string{"denominator required"}},
		{"n without mean", Mean, Version{Decimals: 1}, Value{Denominator: num(8)}, []string{"mean required"}},
		{"nobody to measure", Mean, Version{Decimals: 1}, Value{Denominator: num(0)}, nil},
		{"the mean of nobody", Mean, Version{Decimals: 1}, Value{Mean: num(3), Denominator: num(0)}, []string{"mean mean_of_nobody"}},
		{"the spread of one", Mean, Version{Decimals: 1}, Value{Mean: num(3), SD: num(0), Denominator: num(1)}, []string{"sd sd_of_one"}},
		{"a negative spread", Mean, Version{Decimals: 1}, Value{Mean: num(3), SD: num(-1), Denominator: num(4)}, []string{"sd negative"}},
		{"half a child in n", Mean, Version{Decimals: 1}, Value{Mean: num(3), Denominator: num(4.5)}, []string{"denominator not_whole"}},

		{"a score at its top", Score, scale, Value{Mean: num(5), Denominator: num(4)}, nil},
		{"a score over its top", Score, scale, Value{Mean: num(5.1), Denominator: num(4)}, []string{"mean out_of_range"}},
		{"a score under its bottom", Score, scale, Value{Mean: num(0.9), Denominator: num(4)}, []string{"mean out_of_range"}},

		{"words", Text, Version{}, Value{Text: "Från vecka 28", ValidFrom: &early, ValidTo: &late}, nil},
		{"no words", Text, Version{}, Value{}, []string{"text required"}},
		{"too many words", Text, Version{}, Value{Text: long}, []string{"text too_long"}},
		{"the wrong way round", Text, Version{}, Value{Text: "x", ValidFrom: &late, ValidTo: &early}, []string{"valid_to date_order"}},
		{"yes", YesNo, Version{}, Value{Yes: &yes}, nil},
		{"neither yes nor no", YesNo, Version{}, Value{Text: "ibland"}, []string{"yes required"}},
	}
	for _, test := range tests {
		i := Indicator{Kind: test.kind, Definition: test.definition}
		if got := found(i, Figure{State: Reported, Value: test.value}); !slices.Equal(got, test.want) {
			t.Errorf("%s %s: %v, want %v", test.kind, test.name, got, test.want)
		}
	}
}

func found(i Indicator, f Figure) []string {
	var list []string
	for _, p := range i.Check(f) {
		list = append(list, p.Field+" "+p.Code)
	}
	return list
}

func TestWhyThereIsNoValue(t *testing.T) {
	i := Indicator{Kind: Proportion}
	tests := []struct {
		name   string
		figure Figure
		want   []string
	}{
		{"missing with a reason", Figure{State: Missing, MissingReasonID: 3}, nil},
		{"missing without one", Figure{State: Missing}, []string{"reason reason_required"}},
		{"not applicable", Figure{State: NotApplicable}, nil},
		{"a comment too long", Figure{State: NotApplicable, Comment: strings.Repeat("å", MaxComment+1)}, []string{"comment too_long"}},
		{"a comment just so long", Figure{State: NotApplicable, Comment: strings.Repeat("å", MaxComment)}, nil},
	}
	for _, test := range tests {
		if got := found(i, test.figure); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestFiguresThatSayTheSame(t *testing.T) {
	yes, no := true, false
	from := date("2026-01-01")
	base := func() Figure {
		return Figure{State: Reported, Comment: "c", Value: Value{Numerator: num(0), Denominator: num(0), Mean: num(1),
			SD: num(2), Text: "t", Yes: &yes, ValidFrom: &from, ValidTo: &from}}
	}
	other := date("2026-02-01")
	if !base().Same(base()) {
		t.Fatal("the same figure differs from itself")
	}
	changes := map[string]func(*Figure){
		"state":     func(f *Figure) { f.State = Missing },
		"reason":    func(f *Figure) { f.MissingReasonID = 1 },
		"comment":   func(f *Figure) { f.Comment = "" },
		"zero":      func(f *Figure) { f.Value.Numerator = nil },
		"numerator": func(f *Figure) { f.Value.Numerator = num(1) },
		"n":         func(f *Figure) { f.Value.Denominator = nil },
		"mean":      func(f *Figure) { f.Value.Mean = num(1.1) },
		"sd":        func(f *Figure) { f.Value.SD = nil },
		"text":      func(f *Figure) { f.Value.Text = "u" },
		"yes":       func(f *Figure) { f.Value.Yes = &no },
		"from":      func(f *Figure) { f.Value.ValidFrom = &other },
		"to":        func(f *Figure) { f.Value.ValidTo = nil },
	}
	for name, change := range changes {
		f := base()
		change(&f)
		if f.Same(base()) || base().Same(f) {
			t.Errorf("another %s is not noticed", name)
		}
	}
	f := base()
	f.Version, f.EnteredBy = 9, 9
	if !f.Same(base()) {
		t.Error("who entered it when is not what it says")
	}
	if !(Value{ValidFrom: &from}).IsEmpty() || (Value{Numerator: num(0)}).IsEmpty() || (Value{Yes: &no}).IsEmpty() {
		t.Error("zero and no are values; dates alone are not")
	}
}

func TestPointIsInTheShownUnit(t *testing.T) {
	tests := []struct {
		kind  Kind
		value Value
		want  float64
		ok    bool
	}{
		{Proportion, Value{Numerator: num(12), Denominator: num(20)}, 60, true},
		{Proportion, Value{Numerator: num(0), Denominator: num(0)}, 0, false},
		{Proportion, Value{Numerator: num(1)}, 0, false},
		{Rate, Value{Numerator: num(3), Denominator: num(1500)}, 2, true},
		{Rate, Value{Numerator: num(0), Denominator: num(0)}, 0, false},
		{Mean, Value{Mean: num(3.5), Denominator: num(8)}, 3.5, true},
		{Score, Value{Denominator: num(0)}, 0, false},
		{Count, Value{Numerator: num(0)}, 0, true},
		{Count, Value{}, 0, false},
		{Text, Value{Text: "x"}, 0, false},
		{YesNo, Value{}, 0, false},
	}
	for _, test := range tests {
		if got, ok := test.value.Point(test.kind, 1000); got != test.want || ok != test.ok {
			t.Errorf("%s: %v, %v, want %v, %v", test.kind, got, ok, test.want, test.ok)
		}
	}
}
