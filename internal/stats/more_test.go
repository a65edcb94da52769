package stats

import (
	"math"
	"testing"
)

func TestHowManyMoreItTakesToTell(t *testing.T) {
	for _, test := range []struct {
		p      Proportion
		target float64
		want   float64
		ok     bool
	}{
		// 9 of 10 against 80 %: 27 of 30 has a Wilson interval from 74.4 %; it is 51 more
		// that does it, as can be seen from the score test: |0.9-0.8|/√(0.8·0.2/n) > 1.96
		// when n > 61.4.
		{Proportion{9, 10}, 0.8, 52, true},
		{Proportion{6, 10}, 0.8, 6, true}, // 0.2/√(0.16/n) > 1.96 when n > 15.4
		{Proportion{95, 100}, 0.8, 0, true},
		{Proportion{0, 4}, 0.5, 0, true}, // 0–49 %
		{Proportion{0, 3}, 0.5, 1, true},
		{Proportion{8, 10}, 0.8, 0, false},
		{Proportion{0, 0}, 0.8, 0, false},
		{Proportion{801, 1000}, 0.8, 0, true}, // decided below
	} {
		got, ok := test.p.MoreToTell(test.target, Confidence95)
		if test.p.Numerator == 801 {
			// 0.001/√(0.16/n) > 1.96 when n > 614,633.
			if !ok || math.Abs(got-(614_633-1000)) > 2 {
				t.Errorf("%v: %v", test.p, got)
			}
			continue
		}
		if got != test.want || ok != test.ok {
			t.Errorf("%v against %v: %v %v, want %v %v", test.p, test.target, got, ok, test.want, test.ok)
		}
	}
	for _, r := range []Rate{{2, 900, 1000}, {0, 200, 1000}, {12, 5000, 1000}} {
		more, ok := r.MoreToTell(4, Confidence95)
		if !ok {
			t.Fatalf("%v is never told", r)
		}
		scaled := func(exposure float64) Position {
			i, _ := Rate{r.Count / r.Exposure * exposure, exposure, 1000}.Interval(Confidence95)
			return i.Against(4)
		}
		if scaled(r.Exposure+more) == Spans || more > 0 && scaled(r.Exposure+more-1) != Spans {
			t.Errorf("%v: %v more is not the least", r, more)
		}
	}
	g := Group{N: 5, Mean: 30, SD: 4, SDKnown: true}
	if more, ok := g.MoreToTell(29, Confidence95); !ok || more != 59 { // t(63)·4/√64 = 0.999 < 1
		t.Errorf("a mean: %v %v", more, ok)
	}
	if _, ok := (Group{N: 5, Mean: 30}).MoreToTell(29, Confidence95); ok {
		t.Error("a mean without spread")
	}
}
