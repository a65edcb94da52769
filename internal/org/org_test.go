package org

import (
	"testing"
	"time"
)

func TestReportIsDueInTheYearAfter(t *testing.T) {
	tests := []struct {
		name  string
		month time.Month
		day   int
		year  int
		want  string
	}{
		{"the last of February", time.February, 31, 2026, "2027-02-28"},
		{"the last of February in a leap year", time.February, 31, 2027, "2028-02-29"},
		{"a day that is there", time.February, 15, 2026, "2027-02-15"},
		{"the 28th in a leap year", time.February, 28, 2027, "2028-02-28"},
		{"December", time.December, 31, 2026, "2027-12-31"},
	}
	for _, test := range tests {
		g := Group{ReportDueMonth: test.month, ReportDueDay: test.day}
		if got := g.ReportDue(test.year); !got.Equal(day(test.want)) {
			t.Errorf("%s: %s, want %s", test.name, got.Format(time.DateOnly), test.want)
		}
	}
}

func TestUnitTakesPartWhileActive(t *testing.T) {
	last := day("2025-06-30")
	u := Unit{ActiveFrom: day("2024-04-01"), ActiveTo: &last}
	tests := []struct {
		from, to string
		want     bool
	}{
		{"2024-01-01", "2024-03-31", false},
		{"2024-01-01", "2024-04-01", true},
		{"2025-06-30", "2025-09-30", true},
		{"2025-07-01", "2025-09-30", false},
	}
	for _, test := range tests {
		if got := u.ActiveDuring(day(test.from), day(test.to)); got != test.want {
			t.Errorf("%s–%s: %v", test.from, test.to, got)
		}
	}
	u.ActiveTo = nil
	if !u.ActiveDuring(day("2040-01-01"), day("2040-03-31")) {
		t.Error("a unit without a last day has ended")
	}
}

func TestPersonHasLeftFromTheDayOn(t *testing.T) {
	left := day("2026-03-01")
	p := Person{LeftOn: &left}
	if p.HasLeft(day("2026-02-28")) || !p.HasLeft(day("2026-03-01")) || (Person{}).HasLeft(left) {
		t.Error("a person leaves on the day, not before, and not without one")
	}
}
