package results

import (
	"strconv"
	"strings"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/quality"
)

// SpanCode is a span as it stands in an address: 2026 for the year, 3-2026 for the
// three years that end with it, 2026K3 for the quarter, r2026K3 for the twelve months
// that end with it. ParseSpan reads it back.
// months is the length of the group's collection periods.
func SpanCode(s analysis.Span, months int) string {
	switch s.Kind {
	case analysis.ThreeYears:
		return "3-" + strconv.Itoa(s.Year())
	case analysis.Rolling:
		return "r" + quality.PeriodOf(s.Period.End(), months).Code()
	case analysis.OnePeriod:
		return s.Period.Code()
	}
	return strconv.Itoa(s.Year())
}

// ParseSpan reads a span's code; false when there is no such span.
func ParseSpan(code string) (analysis.Span, bool) {
	if year, found := strings.CutPrefix(code, "3-"); found {
		p, ok := quality.ParsePeriod(year)
		return analysis.ThreeYearSpan(p.Year), ok && p.Months == 12
	}
	if last, found := strings.CutPrefix(code, "r"); found {
		p, ok := quality.ParsePeriod(last)
		return analysis.RollingSpan(p), ok && p.Months < 12
	}
	p, ok := quality.ParsePeriod(code)
	switch {
	case !ok || p.Months > 12:
		return analysis.Span{}, false
	case p.Months == 12:
		return analysis.YearSpan(p.Year), true
	}
	return analysis.PeriodSpan(p), true
}

// yearOf is the span's year; zero for the zero Span, which asks for none.
func yearOf(s analysis.Span) int {
	if s == (analysis.Span{}) {
		return 0
	}
	return s.Year()
}

// closeYears is how many years back quarters and twelve months can be chosen.
const closeYears = 3

// spans are what can be chosen, the newest first of each kind: what has begun, of the
// years that the group collects something in. Readers of masked results have whole
// years and sums of three.
func spans(years Years, months int, today time.Time, masked bool) []analysis.Span {
	var list, three, rolling, periods []analysis.Span
	for n := len(years.All) - 1; n >= 0; n-- {
		year := years.All[n]
		list = append(list, analysis.YearSpan(year))
		if year-2 >= years.All[0] {
			three = append(three, analysis.ThreeYearSpan(year))
		}
		if masked || year <= today.Year()-closeYears || months >= 12 {
			continue
		}
		for p := quality.PeriodOf(quality.WholeYear(year).End(), months); p.LastYear() == year; p = p.Previous() {
			if p.Start().After(today) {
				continue
			}
			periods = append(periods, analysis.PeriodSpan(p))
			if s := analysis.RollingSpan(p); s.Period.Start().Year() >= years.All[0] {
				rolling = append(rolling, s)
			}
		}
	}
	return append(append(append(list, rolling...), three...), periods...)
}
