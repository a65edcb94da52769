package setup

import (
	"time"

	"samsyn/internal/quality"
)

// How many days after a quarter's end things happen in the example.
const (
	firstSubmit  = 6  // the quickest unit hands in
	submitSpread = 20 // the slowest is this much later
	toApproval   = 2
	toReturn     = 1
)

// latestQuarter is the last quarter that has ended.
func (d *demo) latestQuarter() quality.Period {
	return quality.PeriodOf(d.now, quarterly).Previous()
}

// quarters lists those that have ended, from the example's first year on.
func (d *demo) quarters() []quality.Period {
	var list []quality.Period
	for q := quality.Quarter(d.year-historyYears, 1); !d.latestQuarter().Before(q); q = q.Next() {
		list = append(list, q)
	}
	return list
}

// submissions lists how far every unit has come with every quarter: long since
// done, except for the latest.
func (d *demo) submissions() []quality.Submission {
	var list []quality.Submission
	for _, q := range d.quarters() {
		for n, l := range d.file.Latest {
			s := quality.Submission{GroupID: d.group.ID, UnitID: d.people.units[l.Unit].ID, Period: q, State: quality.Approved}
			if q == d.latestQuarter() {
				s.State, s.ReturnReason = l.State, l.Reason
			} else if d.isFinal(q.LastYear()) && !d.keptOpen(l.Unit, q) {
				s.State = quality.Final
			}
			if s.State != "" {
				list = append(list, d.dated(s, n))
			}
		}
	}
	return list
}

// isFinal reports whether the year's figures have been fixed for its report.
func (d *demo) isFinal(year int) bool {
	return d.now.After(d.group.ReportDue(year).AddDate(0, 0, 1)) && d.latestQuarter().LastYear() != year
}

// dated gives the submission of unit n the times and people of the steps to its
// state.
func (d *demo) dated(s quality.Submission, n int) quality.Submission {
	if s.State == quality.Draft {
		return s
	}
	days := firstSubmit + (n*7+s.Period.Index()*3)%submitSpread
	submitted := d.after(s.Period.End(), days)
	s.SubmittedAt, s.SubmittedBy = &submitted, d.people.reporter[s.UnitID]
	switch s.State {
	case quality.Returned:
		returned := d.after(s.Period.End(), days+toReturn)
		s.ReturnedAt, s.ReturnedBy = &returned, d.people.convener
	case quality.Approved, quality.Final:
		approved := d.after(s.Period.End(), days+toApproval)
		s.ApprovedAt, s.ApprovedBy = &approved, d.people.convener
	}
	if s.State == quality.Final {
		fixed := d.after(d.group.ReportDue(s.Period.LastYear()), 0)
		s.FinalisedAt, s.FinalisedBy = &fixed, d.people.convener
	}
	return s
}

// after is a moment in the working day so many days after the day, but never
// later than now.
func (d *demo) after(day time.Time, days int) time.Time {
	const hour, minute = 13, 40
	at := time.Date(day.Year(), day.Month(), day.Day()+days, hour, minute, 0, 0, d.now.Location())
	if at.After(d.now) {
		return d.now
	}
	return at
}
