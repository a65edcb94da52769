package org

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
)

func TestDaysThatCannotBe(t *testing.T) {
	sound := Days{DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31}
	for name, test := range map[string]struct {
		change func(*Days)
		want   string
	}{
		"sound":                {func(*Days) {}, "[]"},
		"the period's end":     {func(d *Days) { d.DueDays = 0 }, "[]"},
		"a year after":         {func(d *Days) { d.DueDays = MaxDueDays }, "[]"},
		"before the end":       {func(d *Days) { d.DueDays = -1 }, "[due_days]"},
		"more than a year":     {func(d *Days) { d.DueDays = MaxDueDays + 1 }, "[due_days]"},
		"no month, and no day": {func(d *Days) { d.ReportDueMonth, d.ReportDueDay = 0, 0 }, "[report_due_month report_due_day]"},
		"the 32nd":             {func(d *Days) { d.ReportDueMonth, d.ReportDueDay = 13, 32 }, "[report_due_month report_due_day]"},
	} {
		d := sound
		test.change(&d)
		fields := []string{}
		var invalid *fault.ValidationError
		if errors.As(d.Check(), &invalid) {
			for _, p := range invalid.Problems {
				fields = append(fields, p.Field)
			}
		}
		if got := fmt.Sprint(fields); got != test.want {
			t.Errorf("%s: problems at %s, want %s", name, got, test.want)
		}
	}
}

func TestAGroupWithOtherDays(t *testing.T) {
	g := Group{Name: "Prov", DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31}
	changed := g.With(Days{DueDays: 10, ReportDueMonth: time.March, ReportDueDay: 15})
	if changed.Days() != (Days{10, time.March, 15}) || changed.Name != "Prov" || g.Days() != (Days{30, time.February, 31}) {
		t.Errorf("%+v, from %+v", changed, g)
	}
}
