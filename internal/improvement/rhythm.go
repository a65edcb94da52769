package improvement

import "time"

// Rhythm is how often something is counted.
type Rhythm string

// The rhythms.
const (
	Weekly    Rhythm = "week"
	Monthly   Rhythm = "month"
	Quarterly Rhythm = "quarter"
)

// Rhythms lists the rhythms, the quickest first.
func Rhythms() []Rhythm { return []Rhythm{Weekly, Monthly, Quarterly} }

// Start is the first day of the period that the day lies in: a Monday (ISO 8601), the first
// of a month or of a quarter. Days are at midnight UTC.
func (r Rhythm) Start(day time.Time) time.Time {
	switch r {
	case Weekly:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case Quarterly:
		return time.Date(day.Year(), (day.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// Next is the first day of the period after the one that begins on the day.
func (r Rhythm) Next(start time.Time) time.Time {
	switch r {
	case Weekly:
		return start.AddDate(0, 0, 7)
	case Quarterly:
		return start.AddDate(0, 3, 0)
	}
	return start.AddDate(0, 1, 0)
}

// Ended are the first days of the periods from the one with the day from to the last one
// that has ended before today, in order.
func (r Rhythm) Ended(from, today time.Time) []time.Time {
	var list []time.Time
	for start := r.Start(from); !r.Next(start).After(today); start = r.Next(start) {
		list = append(list, start)
	}
	return list
}

// Periods are the first days of the measure's periods that have ended, the last of them no
// later than the one with the team's last day.
func (m TeamMeasure) Periods(t Team, today time.Time) []time.Time {
	last := t.EndsOn
	if t.SettledOn != nil && t.SettledOn.Before(last) {
		last = *t.SettledOn
	}
	until := m.Rhythm.Next(m.Rhythm.Start(last))
	if today.Before(until) {
		until = today
	}
	return m.Rhythm.Ended(m.StartsOn, until)
}

// HasPeriod reports whether a figure can be entered for the period that begins on the day.
func (m TeamMeasure) HasPeriod(t Team, start, today time.Time) bool {
	for _, p := range m.Periods(t, today) {
		if p.Equal(start) {
			return true
		}
	}
	return false
}
