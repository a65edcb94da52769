package words

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

var months = [...]string{i18n.Mark("januari"), i18n.Mark("februari"), i18n.Mark("mars"), i18n.Mark("april"),
	i18n.Mark("maj"), i18n.Mark("juni"), i18n.Mark("juli"), i18n.Mark("augusti"), i18n.Mark("september"),
	i18n.Mark("oktober"), i18n.Mark("november"), i18n.Mark("december")}

// Months are the months' names, from January.
func Months(ctx context.Context) []string {
	names := make([]string, len(months))
	for n, name := range months {
		names[n] = i18n.T(ctx, name)
	}
	return names
}

// DayOfYear is a day that comes every year: "15 mars", or "sista dagen i februari"
// for a day past the month's end; "" when there is no such month.
func DayOfYear(ctx context.Context, month time.Month, day int) string {
	const ordinaryYear = 2026
	switch {
	case month < time.January || month > time.December:
		return ""
	case day > time.Date(ordinaryYear, month+1, 0, 0, 0, 0, 0, time.UTC).Day():
		return i18n.T(ctx, "sista dagen i %s", i18n.T(ctx, months[month-1]))
	}
	return strconv.Itoa(day) + " " + i18n.T(ctx, months[month-1])
}

// Sentence is the text with a capital letter first.
func Sentence(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:size]) + text[size:]
}

// Period is the period as in running text: "kvartal 1 2026", "tertial 2 2026",
// "2026", "2002–2005", "mars 2026".
func Period(ctx context.Context, p quality.Period) string {
	year := strconv.Itoa(p.Year)
	switch {
	case p.Months == 1:
		return i18n.T(ctx, months[p.Month-1]) + " " + year
	case p.Months == 3:
		return i18n.T(ctx, "kvartal %d %s", p.Index(), year)
	case p.Months == 4:
		return i18n.T(ctx, "tertial %d %s", p.Index(), year)
	case p.Months == 12 && p.Month == time.January:
		return year
	case p.Month != time.January: // some months that a year does not begin with
		last := p.End()
		return i18n.T(ctx, "%s %d–%s %d", i18n.T(ctx, months[p.Month-1]), p.Year, i18n.T(ctx, months[last.Month()-1]), last.Year())
	}
	return year + "–" + strconv.Itoa(p.LastYear())
}

// ShortPeriod is the period as a table's heading: "K1 2026", "T2 2026", "2026".
func ShortPeriod(ctx context.Context, p quality.Period) string {
	year := strconv.Itoa(p.Year)
	switch p.Months {
	case 3:
		return i18n.T(ctx, "K%d %s", p.Index(), year)
	case 4:
		return i18n.T(ctx, "T%d %s", p.Index(), year)
	}
	return Period(ctx, p)
}

var submissionStates = map[quality.SubmissionState]string{
	quality.Draft:     i18n.Mark("Utkast"),
	quality.Submitted: i18n.Mark("Inlämnad"),
	quality.Returned:  i18n.Mark("Återlämnad"),
	quality.Approved:  i18n.Mark("Godkänd"),
	quality.Reopened:  i18n.Mark("Öppnad igen"),
	quality.Final:     i18n.Mark("Fastställd"),
}

// SubmissionState is the state in words.
func SubmissionState(ctx context.Context, s quality.SubmissionState) string {
	return i18n.T(ctx, submissionStates[s])
}

var standings = map[quality.Standing]string{
	quality.Preliminary:    i18n.Mark("Preliminär"),
	quality.ApprovedFigure: i18n.Mark("Godkänd"),
	quality.FinalFigure:    i18n.Mark("Fastställd"),
}

// Standing is how settled a figure is, in words.
func Standing(ctx context.Context, s quality.Standing) string { return i18n.T(ctx, standings[s]) }
