package improvement

import "time"

// LengthUnit is what the length of a phase is counted in.
type LengthUnit string

// The units. Days are for a phase that somebody has moved the end of by hand.
const (
	InWeeks  LengthUnit = "week"
	InMonths LengthUnit = "month"
	InDays   LengthUnit = "day"
)

// LengthUnits lists those that a template is written in, in the order they are shown.
func LengthUnits() []LengthUnit { return []LengthUnit{InWeeks, InMonths} }

// Length is how long a phase is: "6 weeks".
type Length struct {
	Count int
	Unit  LengthUnit
}

// The longest that a phase may be.
const (
	MostWeeks  = 104
	MostMonths = 24
	MostDays   = 731
)

// most is the greatest Count of the length's unit; zero for what is no unit.
func (l Length) most() int {
	return map[LengthUnit]int{InWeeks: MostWeeks, InMonths: MostMonths, InDays: MostDays}[l.Unit]
}

// Dates are the first and the last day of something, both counted, at midnight UTC.
type Dates struct{ Start, End time.Time }

// Days is how many they are.
func (d Dates) Days() int { return int(d.End.Sub(d.Start)/(24*time.Hour)) + 1 }

// Hold reports whether the day is one of them.
func (d Dates) Hold(day time.Time) bool { return !day.Before(d.Start) && !day.After(d.End) }

// LastDay is the last day, counted, of what begins on start and is as long as l. A month
// ends the day before the one with the same number in the month after; where that month
// has no such day, on its last. So what begins on 31 January is a month long on the last
// of February, in a leap year too. That is how Swedish law counts a time in months (lag
// 1930:173, 2 §), but that the first day counts here.
func (l Length) LastDay(start time.Time) time.Time {
	switch l.Unit {
	case InDays:
		return start.AddDate(0, 0, l.Count-1)
	case InWeeks:
		return start.AddDate(0, 0, 7*l.Count-1)
	}
	if start.Day() == 1 {
		return monthsLast(start, l.Count-1)
	}
	last := monthsLast(start, l.Count)
	if before := start.Day() - 1; before < last.Day() {
		return time.Date(last.Year(), last.Month(), before, 0, 0, 0, 0, time.UTC)
	}
	return last
}

// monthsLast is the last day of the month so many after the day's own.
func monthsLast(day time.Time, months int) time.Time {
	return time.Date(day.Year(), day.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC)
}

// Schedule are the dates of things that follow each other without a gap from the first
// day on, each as long as it says.
func Schedule(start time.Time, lengths []Length) []Dates {
	dates := make([]Dates, len(lengths))
	for n, l := range lengths {
		dates[n] = Dates{Start: start, End: l.LastDay(start)}
		start = dates[n].End.AddDate(0, 0, 1)
	}
	return dates
}

// Until is the length of what begins on the one day and ends on the other, both counted.
func Until(start, end time.Time) Length {
	return Length{Count: Dates{start, end}.Days(), Unit: InDays}
}
