package org

import (
	"time"

	"samsyn/internal/fault"
)

// MaxDueDays is the most days after a period's end that its figures can be due.
const MaxDueDays = 365

// Days is when a group's figures and its material for the yearly report are due:
// one day for each period, and one for each year.
type Days struct {
	DueDays        int        // days after a period's end
	ReportDueMonth time.Month // of the year after
	ReportDueDay   int        // a day past the month's end means its last day
}

// Days is the group's.
func (g Group) Days() Days { return Days{g.DueDays, g.ReportDueMonth, g.ReportDueDay} }

// With is the group as if it had the days.
func (g Group) With(d Days) Group {
	g.DueDays, g.ReportDueMonth, g.ReportDueDay = d.DueDays, d.ReportDueMonth, d.ReportDueDay
	return g
}

// Check lists what is wrong with the days at "due_days", "report_due_month" and
// "report_due_day", or nil.
func (d Days) Check() error {
	var v fault.ValidationError
	if d.DueDays < 0 || d.DueDays > MaxDueDays {
		v.Add("due_days", "out_of_range", 0, MaxDueDays)
	}
	if d.ReportDueMonth < time.January || d.ReportDueMonth > time.December {
		v.Add("report_due_month", "unknown_choice")
	}
	if d.ReportDueDay < 1 || d.ReportDueDay > 31 {
		v.Add("report_due_day", "out_of_range", 1, 31)
	}
	return v.OrNil()
}
