package quality

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Period is a whole number of calendar months that figures are about: a
// quarter, a tertial, a year or several years. The zero Period is none.
type Period struct {
	Year   int        // the year it starts in
	Month  time.Month // the month it starts in
	Months int        // 1, 3, 4, 12 or a multiple of 12
}

// Quarter is quarter q (1–4) of the year.
func Quarter(year, q int) Period { return Period{year, time.Month(3*q - 2), 3} }

// WholeYear is the calendar year.
func WholeYear(year int) Period { return Period{year, time.January, 12} }

// Years is the calendar years from first to last, both counted.
func Years(first, last int) Period { return Period{first, time.January, 12 * (last - first + 1)} }

// PeriodFrom is the period of that many months starting on the day, which must
// be the first of a month.
func PeriodFrom(start time.Time, months int) Period {
	return Period{start.Year(), start.Month(), months}
}

// PeriodOf is the period of that many months (1, 3, 4, 12 …) that holds the day,
// counted from January; periods longer than a year end with the day's year.
func PeriodOf(day time.Time, months int) Period {
	if months > 12 {
		return Years(day.Year()-months/12+1, day.Year())
	}
	index := (int(day.Month()) - 1) / months
	return Period{day.Year(), time.Month(index*months + 1), months}
}

// LastEnded is the latest period of that many months that has ended before the
// day. Periods longer than a year may end with any year, so that the one before
// the day's own is not the latest.
func LastEnded(day time.Time, months int) Period {
	if months > 12 {
		return PeriodOf(day.AddDate(-1, 0, 0), months)
	}
	return PeriodOf(day, months).Previous()
}

// Start is the first day.
func (p Period) Start() time.Time { return time.Date(p.Year, p.Month, 1, 0, 0, 0, 0, time.UTC) }

// End is the last day.
func (p Period) End() time.Time {
	return time.Date(p.Year, p.Month+time.Month(p.Months), 0, 0, 0, 0, 0, time.UTC)
}

// Next is the period of the same length right after.
func (p Period) Next() Period { return PeriodFrom(p.Start().AddDate(0, p.Months, 0), p.Months) }

// Previous is the period of the same length right before.
func (p Period) Previous() Period { return PeriodFrom(p.Start().AddDate(0, -p.Months, 0), p.Months) }

// YearBefore is the same period one year earlier.
func (p Period) YearBefore() Period { return Period{p.Year - 1, p.Month, p.Months} }

// Before reports whether p starts before q.
func (p Period) Before(q Period) bool { return p.Start().Before(q.Start()) }

// Contains reports whether q lies wholly within p.
func (p Period) Contains(q Period) bool {
	return !q.Start().Before(p.Start()) && !q.End().After(p.End())
}

// LastYear is the calendar year the period ends in: the year whose goals and
// definitions it belongs to.
func (p Period) LastYear() int { return p.End().Year() }

// Split is the periods of the given length that lie within p, in order.
func (p Period) Split(months int) []Period {
	var parts []Period
	for part := PeriodFrom(p.Start(), months); p.Contains(part); part = part.Next() {
		parts = append(parts, part)
	}
	return parts
}

// Due is the last day to hand the period's figures in, that many days after its end.
func (p Period) Due(days int) time.Time { return p.End().AddDate(0, 0, days) }

// Code is the period in addresses and files: 2026K1, 2026T1, 2026, 2002-2005,
// and 2026M07 for a month. ParsePeriod reads it back.
func (p Period) Code() string {
	switch {
	case p.Months == 1:
		return fmt.Sprintf("%dM%02d", p.Year, p.Month)
	case p.Months == 3:
		return fmt.Sprintf("%dK%d", p.Year, p.Index())
	case p.Months == 4:
		return fmt.Sprintf("%dT%d", p.Year, p.Index())
	case p.Months == 12:
		return strconv.Itoa(p.Year)
	default:
		return fmt.Sprintf("%d-%d", p.Year, p.LastYear())
	}
}

// Index is the period's number within its year: 1 for the first quarter.
func (p Period) Index() int { return (int(p.Month)-1)/p.Months + 1 }

var (
	partCode  = regexp.MustCompile(`^(\d{4})([KTM])(\d{1,2})$`)
	yearsCode = regexp.MustCompile(`^(\d{4})(?:[-–](\d{4}))?$`)
)

// ParsePeriod reads a period's code; false when there is no such period.
func ParsePeriod(code string) (Period, bool) {
	if m := partCode.FindStringSubmatch(code); m != nil {
		year, _ := strconv.Atoi(m[1])
		index, _ := strconv.Atoi(m[3])
		months := map[string]int{"K": 3, "T": 4, "M": 1}[m[2]]
		if index < 1 || index > 12/months || year < 1990 || year > 2200 {
			return Period{}, false
		}
		return Period{year, time.Month((index-1)*months + 1), months}, true
	}
	m := yearsCode.FindStringSubmatch(code)
	if m == nil {
		return Period{}, false
	}
	first, _ := strconv.Atoi(m[1])
	last := first
	if m[2] != "" {
		last, _ = strconv.Atoi(m[2])
	}
	if first < 1990 || last > 2200 || last < first || last > first+4 {
		return Period{}, false
	}
	return Years(first, last), true
}
