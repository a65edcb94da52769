package improvement

import (
	"math/rand/v2"
	"testing"
	"time"
)

func on(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestLastDay(t *testing.T) {
	for _, test := range []struct {
		start string
		Length
		want string
	}{
		{"2026-01-12", Length{6, InWeeks}, "2026-02-22"},
		{"2026-01-12", Length{1, InDays}, "2026-01-12"},
		{"2026-03-01", Length{3, InMonths}, "2026-05-31"},
		{"2026-03-15", Length{3, InMonths}, "2026-06-14"},
		{"2026-01-31", Length{1, InMonths}, "2026-02-28"},
		{"2026-01-30", Length{1, InMonths}, "2026-02-28"},
		{"2026-01-29", Length{1, InMonths}, "2026-02-28"},
		{"2026-01-28", Length{1, InMonths}, "2026-02-27"},
		{"2028-01-31", Length{1, InMonths}, "2028-02-29"}, // a leap year
		{"2028-01-30", Length{1, InMonths}, "2028-02-29"},
		{"2028-01-29", Length{1, InMonths}, "2028-02-28"},
		{"2028-02-29", Length{12, InMonths}, "2029-02-28"},
		{"2027-02-28", Length{12, InMonths}, "2028-02-27"},
		{"2027-12-01", Length{3, InMonths}, "2028-02-29"},
		{"2027-11-30", Length{3, InMonths}, "2028-02-29"},
		{"2026-08-31", Length{1, InMonths}, "2026-09-30"},
		{"2026-11-15", Length{3, InMonths}, "2027-02-14"},
		{"2100-01-31", Length{1, InMonths}, "2100-02-28"}, // no leap year, though by four
	} {
		if got := test.LastDay(on(test.start)).Format(time.DateOnly); got != test.want {
			t.Errorf("%s and %d %s: %s, want %s", test.start, test.Count, test.Unit, got, test.want)
		}
	}
}

// What must hold of all starts and lengths, tried over forty years of starts.
func TestSchedulesHoldTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 44))
	units := []LengthUnit{InWeeks, InMonths, InDays}
	for range 20_000 {
		start := on("2020-01-01").AddDate(0, 0, random.IntN(40*365))
		lengths := make([]Length, 1+random.IntN(4))
		for n := range lengths {
			lengths[n].Unit = units[random.IntN(3)]
			lengths[n].Count = 1 + random.IntN(lengths[n].most())
		}
		dates := Schedule(start, lengths)
		if !dates[0].Start.Equal(start) {
			t.Fatalf("begins %v, want %v", dates[0].Start, start)
		}
		for n, d := range dates {
			l := lengths[n]
			least, most := 7*l.Count, 7*l.Count
			switch l.Unit {
			case InDays:
				least, most = l.Count, l.Count
			case InMonths:
				least, most = 28*l.Count, 31*l.Count
			}
			if d.Days() < least || d.Days() > most {
				t.Fatalf("%+v from %s is %d days", l, d.Start.Format(time.DateOnly), d.Days())
			}
			if n > 0 && !d.Start.Equal(dates[n-1].End.AddDate(0, 0, 1)) {
				t.Fatalf("a gap or an overlap before %v of %v", d, dates)
			}
			if h, m, s := d.End.Clock(); h+m+s != 0 || d.End.Location() != time.UTC {
				t.Fatalf("%v is no day", d.End)
			}
			if again := Until(d.Start, d.End).LastDay(d.Start); !again.Equal(d.End) {
				t.Fatalf("by days %v ends %v", d, again)
			}
		}
	}
}

// A day later is never ready earlier, and so much time at once is as much bit by bit,
// but where a month lacks the day.
func TestMonthsAreEven(t *testing.T) {
	for day := on("2026-01-01"); day.Before(on("2030-12-31")); day = day.AddDate(0, 0, 1) {
		for months := 1; months <= MostMonths; months++ {
			l := Length{months, InMonths}
			end := l.LastDay(day)
			if l.LastDay(day.AddDate(0, 0, 1)).Before(end) {
				t.Fatalf("%d months from the day after %v end before %v", months, day, end)
			}
			if !(Length{months + 1, InMonths}).LastDay(day).After(end) {
				t.Fatalf("%d months from %v are not longer than %d", months+1, day, months)
			}
			if day.Day() > 28 {
				continue
			}
			parts := Schedule(day, []Length{{months, InMonths}, {2, InMonths}})
			if want := (Length{months + 2, InMonths}).LastDay(day); !parts[1].End.Equal(want) {
				t.Fatalf("%d and 2 months from %v end %v, want %v", months, day, parts[1].End, want)
			}
		}
	}
}
