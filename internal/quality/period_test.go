package quality

import (
	"slices"
	"testing"
	"time"
)

func date(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// tertial is the four-month period t (1–3) of the year.
func tertial(year, t int) Period { return Period{year, time.Month(4*t - 3), 4} }

func codes(periods []Period) []string {
	var list []string
	for _, p := range periods {
		list = append(list, p.Code())
	}
	return list
}

func TestPeriodsHaveDaysCodesAndNeighbours(t *testing.T) {
	tests := []struct {
		period                                 Period
		code, start, end, previous, next, year string
	}{
		{Quarter(2026, 1), "2026K1", "2026-01-01", "2026-03-31", "2025K4", "2026K2", "2025K1"},
		{Quarter(2026, 4), "2026K4", "2026-10-01", "2026-12-31", "2026K3", "2027K1", "2025K4"},
		{tertial(2026, 1), "2026T1", "2026-01-01", "2026-04-30", "2025T3", "2026T2", "2025T1"},
		{tertial(2026, 3), "2026T3", "2026-09-01", "2026-12-31", "2026T2", "2027T1", "2025T3"},
		{WholeYear(2024), "2024", "2024-01-01", "2024-12-31", "2023", "2025", "2023"},
		{Years(2002, 2005), "2002-2005", "2002-01-01", "2005-12-31", "1998-2001", "2006-2009", "2001-2004"},
		{Period{2024, time.February, 1}, "2024M02", "2024-02-01", "2024-02-29", "2024M01", "2024M03", "2023M02"},
	}
	for _, test := range tests {
		p := test.period
		got := []string{p.Code(), p.Start().Format(time.DateOnly), p.End().Format(time.DateOnly),
			p.Previous().Code(), p.Next().Code(), p.YearBefore().Code()}
		want := []string{test.code, test.start, test.end, test.previous, test.next, test.year}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", test.code, got, want)
		}
		if back, ok := ParsePeriod(test.code); !ok || back != p {
			t.Errorf("%s is read as %v, %v", test.code, back, ok)
		}
		if PeriodFrom(p.Start(), p.Months) != p || PeriodOf(p.End(), p.Months) != p {
			t.Errorf("%s is not found again by its days", test.code)
		}
		if !p.Before(p.Next()) || p.Before(p) || p.Next().Previous() != p {
			t.Errorf("%s is out of order", test.code)
		}
	}
}

func TestCodesThatAreNoPeriods(t *testing.T) {
	for _, code := range []string{"", "2026K0", "2026K5", "2026T4", "2026M13", "2026M0", "2026Q1", "26K1", "2026 K1",
		"2026k1", "1989", "2201", "2005-2002", "2001-2006", "2026K1-2026K2", "2026K01x", "-2026"} {
		if p, ok := ParsePeriod(code); ok {
			t.Errorf("%q is read as %v", code, p)
		}
	}
	if p, ok := ParsePeriod("2002–2005"); !ok || p != Years(2002, 2005) {
		t.Error("an en dash between years is not read")
	}
}

func TestPeriodsSplitIntoShorterOnes(t *testing.T) {
	tests := []struct {
		period Period
		months int
		want   []string
	}{
		{WholeYear(2026), 3, []string{"2026K1", "2026K2", "2026K3", "2026K4"}},
		{WholeYear(2026), 4, []string{"2026T1", "2026T2", "2026T3"}},
		{WholeYear(2026), 12, []string{"2026"}},
		{WholeYear(2026), 24, nil},
		{Quarter(2026, 2), 1, []string{"2026M04", "2026M05", "2026M06"}},
		{Quarter(2026, 2), 4, nil},
		{Years(2024, 2026), 12, []string{"2024", "2025", "2026"}},
	}
	for _, test := range tests {
		if got := codes(test.period.Split(test.months)); !slices.Equal(got, test.want) {
			t.Errorf("%s by %d months: %v", test.period.Code(), test.months, got)
		}
	}
}

func TestPeriodsAreDueSoManyDaysAfterTheirEnd(t *testing.T) {
	if due := Quarter(2026, 3).Due(30); !due.Equal(date("2026-10-30")) {
		t.Errorf("due %v", due)
	}
	if due := Quarter(2026, 4).Due(60); !due.Equal(date("2027-03-01")) {
		t.Errorf("due %v", due)
	}
	if Years(2025, 2026).LastYear() != 2026 || Quarter(2026, 4).LastYear() != 2026 {
		t.Error("a period belongs to the year it ends in")
	}
}

func TestWhichPeriodsAreDueWithACollection(t *testing.T) {
	tests := []struct {
		name       string
		months     int
		collection Period
		want       []string
	}{
		{"quarterly measure by quarter", 3, Quarter(2026, 2), []string{"2026K2"}},
		{"tertial measure by quarter, first", 4, Quarter(2026, 1), nil},
		{"tertial measure by quarter, second", 4, Quarter(2026, 2), []string{"2026T1"}},
		{"tertial measure by quarter, third", 4, Quarter(2026, 3), []string{"2026T2"}},
		{"tertial measure by quarter, fourth", 4, Quarter(2026, 4), []string{"2026T3"}},
		{"yearly measure in spring", 12, Quarter(2026, 1), nil},
		{"yearly measure at the year's end", 12, Quarter(2026, 4), []string{"2026"}},
		{"two-year measure, three quarters on", 24, Quarter(2026, 3), nil},
		{"two-year measure at the year's end", 24, Quarter(2026, 4), []string{"2025-2026"}},
		{"monthly measure by quarter", 1, Quarter(2026, 1), []string{"2026M01", "2026M02", "2026M03"}},
		{"quarterly measure by year", 3, WholeYear(2026), []string{"2026K1", "2026K2", "2026K3", "2026K4"}},
		{"quarterly measure by tertial, first", 3, tertial(2026, 1), []string{"2026K1"}},
		{"quarterly measure by tertial, second", 3, tertial(2026, 2), []string{"2026K2"}},
		{"quarterly measure by tertial, third", 3, tertial(2026, 3), []string{"2026K3", "2026K4"}},
		{"yearly measure over several years", 12, Years(2024, 2026), []string{"2024", "2025", "2026"}},
		{"the same several years", 48, Years(2002, 2005), []string{"2002-2005"}},
	}
	for _, test := range tests {
		i := Indicator{Definition: Version{ReportingMonths: test.months}}
		if got := codes(i.DuePeriods(test.collection)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestLastEnded(t *testing.T) {
	for _, c := range []struct {
		day    string
		months int
		want   string
	}{
		{"2026-01-01", 3, "2025K4"}, {"2026-03-31", 3, "2025K4"}, {"2026-04-01", 3, "2026K1"}, {"2026-12-31", 12, "2025"},
		{"2026-05-04", 48, "2022-2025"}, {"2027-01-01", 48, "2023-2026"}, {"2028-02-29", 24, "2026-2027"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := LastEnded(day, c.months).Code(); got != c.want {
			t.Errorf("%s by %d months: %s, want %s", c.day, c.months, got, c.want)
		}
	}
}
