package plausibility

import (
	"fmt"
	"testing"

	"samsyn/internal/quality"
)

func num(v float64) *float64 { return &v }

func value(x, n float64) quality.Value { return quality.Value{Numerator: num(x), Denominator: num(n)} }

func mean(m, n float64) quality.Value { return quality.Value{Mean: num(m), Denominator: num(n)} }

func count(x float64) quality.Value { return quality.Value{Numerator: num(x)} }

func history(values ...quality.Value) []quality.Figure {
	var list []quality.Figure
	for _, v := range values {
		list = append(list, quality.Figure{State: quality.Reported, Value: v})
	}
	return list
}

func TestCheck(t *testing.T) {
	steady := history(value(18, 20), value(17, 21), value(19, 22), value(20, 23))
	deliveries := history(count(510), count(498), count(525), count(540))
	fallen := history(mean(30, 12), mean(31, 12), mean(29, 11), mean(30.5, 14), mean(32, 12), mean(30, 13))
	posts := history(count(12.5), count(12), count(12.5), count(13), count(12.5), count(12))
	for _, test := range []struct {
		name    string
		kind    quality.Kind
		decimal int
		v       quality.Value
		earlier []quality.Figure
		want    string
	}{
		{"as usual", quality.Proportion, 0, value(19, 21), steady, ""},
		{"a numerator of those who did not", quality.Proportion, 0, value(2, 21), steady, "numerator unusual_cases [12 21 21 4]"},
		{"a denominator with a digit too many", quality.Proportion, 0, value(190, 210), steady, "denominator denominator_jump [21.5]"},
		{"one child less", quality.Proportion, 0, value(16, 19), steady, ""},
		{"nobody this quarter", quality.Proportion, 0, value(0, 0), steady, "denominator denominator_jump [21.5]"},
		{"the very same", quality.Proportion, 0, value(20, 23), steady, " repeated []"},
		{"the very same, but few", quality.Proportion, 0, value(2, 3), history(value(2, 3)), ""},
		{"too short a history", quality.Proportion, 0, value(2, 21), steady[:3], ""},
		{"births as usual", quality.Count, 0, count(470), deliveries, ""},
		{"births of a month", quality.Count, 0, count(170), deliveries, "numerator unusual_value [442 597 4]"},
		{"no births in a site that has some", quality.Count, 0, count(0), deliveries, "numerator unusual_value [442 597 4]"},
		{"the same births", quality.Count, 0, count(540), deliveries, " repeated []"},
		{"a mean in weeks, not days", quality.Mean, 1, mean(4.3, 12), fallen, "mean unusual_value [26.2 34.6 6]"},
		{"posts as usual", quality.Count, 1, count(13), posts, ""},
		{"posts with a lost comma", quality.Count, 1, count(125), posts, "numerator unusual_value [11.1 13.7 6]"},
		{"a rate as usual", quality.Rate, 0, value(1, 900), history(value(2, 950), value(0, 900), value(1, 870), value(2, 910)), ""},
		{"an outbreak", quality.Rate, 0, value(12, 900), history(value(2, 950), value(0, 900), value(1, 870), value(2, 910)), "numerator unusual_value [0 7 4]"},
		{"words", quality.Text, 0, quality.Value{Text: "Från vecka 28"}, history(quality.Value{Text: "Från vecka 28"}), ""},
	} {
		i := quality.Indicator{Kind: test.kind, Definition: quality.Version{Decimals: test.decimal}}
		got := ""
		for n, w := range Check(i, quality.Figure{State: quality.Reported, Value: test.v}, test.earlier) {
			if n > 0 {
				got += "; "
			}
			got += fmt.Sprintf("%s %s %v", w.Part, w.Code, w.Args)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestNothingIsOddWithoutAValue(t *testing.T) {
	steady := history(value(18, 20), value(17, 21), value(19, 22), value(20, 23))
	i := quality.Indicator{Kind: quality.Proportion}
	for _, f := range []quality.Figure{{}, {State: quality.Missing, MissingReasonID: 1}, {State: quality.NotApplicable}} {
		if got := Check(i, f, steady); got != nil {
			t.Errorf("%q: %v", f.State, got)
		}
	}
	// Missing periods are no history.
	gaps := append([]quality.Figure{{State: quality.Missing}, {State: quality.Missing}}, steady[:2]...)
	if got := Check(i, quality.Figure{State: quality.Reported, Value: value(1, 20)}, gaps); got != nil {
		t.Errorf("two periods are not a history: %v", got)
	}
	i.CarriesOver = true
	if got := Check(i, quality.Figure{State: quality.Reported, Value: value(1, 20)}, steady); got != nil {
		t.Errorf("how something is changes when it changes: %v", got)
	}
}
