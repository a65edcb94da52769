package org

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
)

// wrong is each problem as "field code".
func wrong(err error) string {
	var invalid *fault.ValidationError
	var list []string
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			list = append(list, p.Field+" "+p.Code)
		}
	}
	return strings.Join(list, ", ")
}

// dayOrNone is the zero day for "".
func dayOrNone(text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	return day(text)
}

func TestDaysOfADeputy(t *testing.T) {
	today := day("2026-05-04")
	for _, test := range []struct{ name, from, to, want string }{
		{"from today for a week", "2026-05-04", "2026-05-11", ""},
		{"one day", "2026-06-01", "2026-06-01", ""},
		{"a whole year", "2026-06-01", "2027-05-31", ""},
		{"more than a year", "2026-06-01", "2027-06-01", "to deputy_too_long"},
		{"from yesterday", "2026-05-03", "2026-05-11", "from date_past"},
		{"the end first", "2026-06-02", "2026-06-01", "to date_order"},
		{"no days", "", "", "from required, to required"},
		{"no last day", "2026-06-01", "", "to required"},
		{"in two years", "2028-06-01", "2028-06-02", "from date_limits"},
	} {
		if got := wrong(CheckDeputy(dayOrNone(test.from), dayOrNone(test.to), today)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	for _, test := range []struct{ name, from, to, want string }{
		{"ended today", "2026-01-01", "2026-05-04", ""},
		{"ended yesterday", "2026-01-01", "2026-05-03", "to date_past"},
		{"before it begins", "2026-06-01", "2026-05-20", "to date_order"},
		{"prolonged by a year from now", "2026-01-01", "2027-05-03", ""},
		{"prolonged by more", "2026-01-01", "2027-05-04", "to deputy_too_long"},
		{"no day", "2026-01-01", "", "to required"},
	} {
		if got := wrong(CheckDeputyUntil(day(test.from), dayOrNone(test.to), today)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestMembershipsThatOverlap(t *testing.T) {
	last := func(text string) *time.Time { d := day(text); return &d }
	spring := Membership{From: day("2026-01-01"), To: last("2026-05-31")}
	for _, test := range []struct {
		name string
		m    Membership
		want bool
	}{
		{"the day after", Membership{From: day("2026-06-01")}, false},
		{"on the last day", Membership{From: day("2026-05-31")}, true},
		{"until the day before", Membership{From: day("2025-01-01"), To: last("2025-12-31")}, false},
		{"until the first day", Membership{From: day("2025-01-01"), To: last("2026-01-01")}, true},
		{"all the time", Membership{From: day("2020-01-01")}, true},
	} {
		if spring.Overlaps(test.m) != test.want || test.m.Overlaps(spring) != test.want {
			t.Errorf("%s: %v", test.name, !test.want)
		}
	}
}
