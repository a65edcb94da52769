package i18n

import (
	"context"
	"strconv"
	"time"

	// The zones are built in: a container without tzdata has the same clock.
	_ "time/tzdata"
)

// stockholm is the zone that all times are shown in. A date without a clock
// (midnight UTC from the database) is the same date there.
var stockholm = mustLocation("Europe/Stockholm")

func mustLocation(name string) *time.Location {
	location, err := time.LoadLocation(name)
	if err != nil {
		panic("i18n: " + err.Error())
	}
	return location
}

// Location is the time zone that Samsyn's clinics live in, Europe/Stockholm:
// for deadlines and for "today", which are days there and not in UTC.
func Location() *time.Location { return stockholm }

var swedishMonths = [...]string{"januari", "februari", "mars", "april", "maj", "juni",
	"juli", "augusti", "september", "oktober", "november", "december"}

// Date writes a day the Swedish and ISO 8601 way, "2026-02-28", in every
// language. The zero time is NoValue.
func Date(_ context.Context, t time.Time) string {
	if t.IsZero() {
		return NoValue
	}
	return t.In(stockholm).Format(time.DateOnly)
}

// LongDate writes a day in words: "28 februari 2026", in English "28 February
// 2026". The zero time is NoValue.
func LongDate(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return NoValue
	}
	year, month, day := t.In(stockholm).Date()
	name := swedishMonths[month-1]
	if LanguageOf(ctx) == English {
		name = month.String()
	}
	return strconv.Itoa(day) + " " + name + " " + strconv.Itoa(year)
}

// Clock writes the time of day, "14:02", in Stockholm. The zero time is NoValue.
func Clock(_ context.Context, t time.Time) string {
	if t.IsZero() {
		return NoValue
	}
	return t.In(stockholm).Format("15:04")
}
