package quality

import (
	"slices"
	"testing"
	"time"
)

func TestTheRemindersOfADay(t *testing.T) {
	due := time.Date(2026, time.October, 30, 0, 0, 0, 0, time.UTC)
	days := []int{7, -7, 0, 1}
	for _, c := range []struct {
		passed, want int
		ok           bool
	}{
		{-8, 0, false}, {-7, -7, true}, {-6, -7, true}, {-5, -7, true}, {-4, -7, false}, {-1, -7, false},
		{0, 0, true}, {1, 1, true}, {3, 1, true}, {4, 1, false}, {7, 7, true}, {9, 7, true}, {10, 7, false},
	} {
		got, ok := ReminderOn(days, due, due.AddDate(0, 0, c.passed))
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%d days after: %d, %v; want %d, %v", c.passed, got, ok, c.want, c.ok)
		}
	}
	if _, ok := ReminderOn(nil, due, due); ok {
		t.Error("a reminder without rules")
	}
	if !slices.Equal(days, []int{7, -7, 0, 1}) {
		t.Error("the rules were changed")
	}
	for days, want := range map[int]Occasion{-1: BeforeDue, 0: OnDue, 1: AfterDue} {
		if got := OccasionOn(days); got != want {
			t.Errorf("%d days: %s", days, got)
		}
	}
}

func TestTextsAreFilled(t *testing.T) {
	words := map[string]string{PlaceName: "Lena {länk}", PlaceLastDay: "30 oktober"}
	if got := FillText("Hej {Namn}, senast {sista dag}. {annat} {", words); got != "Hej Lena {länk}, senast 30 oktober. {annat} {" {
		t.Errorf("%q", got)
	}
	if got := UnknownPlaces(BeforeDue, "{namn} {Enhet} {fel} {lista} {fel}"); !slices.Equal(got, []string{"{fel}", "{lista}"}) {
		t.Errorf("%q", got)
	}
	if got := UnknownPlaces(Digest, "{namn} {lista} {enhet}"); !slices.Equal(got, []string{"{enhet}"}) {
		t.Errorf("%q", got)
	}
}
