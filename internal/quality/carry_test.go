package quality

import (
	"fmt"
	"testing"
	"time"
)

func day8(text string) *time.Time {
	day, err := time.Parse(dayFormat, text)
	if err != nil {
		panic(err)
	}
	return &day
}

func answer(p Period, state FigureState, v Value) Figure {
	return Figure{IndicatorID: 4, Period: p, State: state, Value: v}
}

func TestAnAnswerHoldsUntilAnother(t *testing.T) {
	q1, q2, q3, q4 := Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3), Quarter(2026, 4)
	five, three := Value{Numerator: number8(5), ValidFrom: day8("2020-01-01")}, Value{Numerator: number8(3), ValidFrom: day8("2026-09-15")}
	for _, test := range []struct {
		name    string
		period  Period
		figures []Figure
		want    string // the number, and since when
	}{
		{"nothing said yet", q2, nil, ""},
		{"said last quarter", q2, []Figure{answer(q1, Reported, five)}, "5 2020-01-01"},
		{"said long ago", q4, []Figure{answer(q1, Reported, five)}, "5 2020-01-01"},
		{"without a day of its own", q2, []Figure{answer(q1, Reported, Value{Numerator: number8(7)})}, "7 2026-01-01"},
		{"changed within a quarter", q4, []Figure{answer(q3, Reported, five), answer(q3, Reported, three)}, "3 2026-09-15"},
		{"whatever order they come in", q4, []Figure{answer(q3, Reported, three), answer(q3, Reported, five)}, "3 2026-09-15"},
		{"what is said in the period itself is not carried into it", q3, []Figure{answer(q2, Reported, five), answer(q3, Reported, three)}, "5 2020-01-01"},
		{"what comes later is not either", q2, []Figure{answer(q1, Reported, five), answer(q3, Reported, three)}, "5 2020-01-01"},
		{"said until a day that has passed", q2, []Figure{answer(q1, Reported, Value{Numerator: number8(5), ValidTo: day8("2026-03-31")})}, ""},
		{"said until a day in the period", q2, []Figure{answer(q1, Reported, Value{Numerator: number8(5), ValidFrom: day8("2025-01-01"), ValidTo: day8("2026-04-01")})}, "5 2025-01-01"},
		{"missing", q2, []Figure{answer(q1, Missing, Value{})}, ""},
	} {
		carried, ok := Carried(test.period, test.figures)
		got := ""
		if ok {
			got = string(rune('0'+int(*carried.Value.Numerator))) + " " + carried.Since()
			if carried.Period != test.period || carried.Version != 0 || carried.ID != 0 {
				t.Errorf("%s: carried as %+v", test.name, carried)
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if f, ok := Carried(q2, []Figure{answer(q1, NotApplicable, Value{})}); !ok || f.State != NotApplicable {
		t.Errorf("not applicable holds too: %+v", f)
	}
}

func TestAConditionIsAboutAnAnswerThatHolds(t *testing.T) {
	of := Indicator{ID: 1, Kind: Count}
	home := Indicator{ID: 2, Kind: YesNo, CarriesOver: true}
	limit := Indicator{ID: 3, Kind: Gestation, CarriesOver: true}
	for _, test := range []struct {
		name string
		on   Indicator
		c    Condition
		want []string
	}{
		{"home care", home, Condition{IndicatorID: 2}, nil},
		{"a limit of yes", home, Condition{IndicatorID: 2, Below: number8(3)}, []string{"condition_below no_limit_of_yes"}},
		{"from 28+0 on", limit, Condition{IndicatorID: 3, Below: number8(196)}, nil},
		{"no limit", limit, Condition{IndicatorID: 3}, []string{"condition_below required"}},
		{"weeks for days", limit, Condition{IndicatorID: 3, Below: number8(28)}, []string{"condition_below gestation_invalid"}},
		{"itself", of, Condition{IndicatorID: 1}, []string{"condition unknown_choice"}},
		{"a count of the quarter", Indicator{ID: 4, Kind: Count}, Condition{IndicatorID: 4, Below: number8(3)}, []string{"condition unknown_choice"}},
	} {
		if got := problems(test.c.Check(of, test.on)); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestAConditionFollowsTheLatestAnswer(t *testing.T) {
	yes, no := true, false
	q1, q2 := Quarter(2026, 1), Quarter(2026, 2)
	limit := Condition{IndicatorID: 4, Below: number8(196)}
	for _, test := range []struct {
		name    string
		c       Condition
		answers []Figure
		want    bool
	}{
		{"not answered", Condition{}, nil, true},
		{"yes", Condition{}, []Figure{answer(q1, Reported, Value{Yes: &yes})}, true},
		{"no", Condition{}, []Figure{answer(q1, Reported, Value{Yes: &no})}, false},
		{"no, then yes", Condition{}, []Figure{answer(q1, Reported, Value{Yes: &no}), answer(q2, Reported, Value{Yes: &yes})}, true},
		{"yes to come", Condition{}, []Figure{answer(q1, Reported, Value{Yes: &no}), answer(Quarter(2026, 3), Reported, Value{Yes: &yes})}, false},
		{"missing does not count", Condition{}, []Figure{answer(q1, Reported, Value{Yes: &no}), answer(q2, Missing, Value{})}, false},
		{"below", limit, []Figure{answer(q1, Reported, Value{Numerator: number8(154)})}, true},
		{"cares for younger ones", limit, []Figure{{Kind: Gestation, Period: q1, State: Reported, Value: Value{Text: "27+6"}}}, true},
		{"only for older ones", limit, []Figure{{Kind: Gestation, Period: q1, State: Reported, Value: Value{Text: "28+0"}}}, false},
		{"at the limit", limit, []Figure{answer(q1, Reported, Value{Numerator: number8(196)})}, false},
	} {
		if got := test.c.Holds(q2, test.answers); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
