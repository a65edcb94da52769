package results_test

import (
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

func TestSpanCodes(t *testing.T) {
	q := quality.Quarter
	for code, span := range map[string]analysis.Span{
		"2026": analysis.YearSpan(2026), "3-2026": analysis.ThreeYearSpan(2026),
		"2026K3": analysis.PeriodSpan(q(2026, 3)), "r2026K3": analysis.RollingSpan(q(2026, 3)),
	} {
		if got := results.SpanCode(span, 3); got != code {
			t.Errorf("%v is written %q, want %q", span, got, code)
		}
		if got, ok := results.ParseSpan(code); !ok || got != span {
			t.Errorf("%q is read as %v", code, got)
		}
	}
	for _, code := range []string{"", "i år", "3-", "3-2026K1", "r2026", "r", "2026K5", "20266"} {
		if got, ok := results.ParseSpan(code); ok {
			t.Errorf("%q is read as %v", code, got)
		}
	}
}

func TestWhichSpansCanBeChosen(t *testing.T) {
	db, group := example(t)
	room := results.New(db, now)
	c, err := room.Comparison(t.Context(), as(org.Convener, group), group, analysis.RollingSpan(quality.Quarter(2025, 3)))
	if err != nil {
		t.Fatal(err)
	}
	first := c.Years.All[0]
	for span, want := range map[analysis.Span]bool{
		analysis.YearSpan(2025):                              true,
		analysis.YearSpan(first - 1):                         false,
		analysis.PeriodSpan(quality.Quarter(2025, 4)):        true,
		analysis.PeriodSpan(quality.Quarter(2026, 2)):        false, // has not begun
		analysis.RollingSpan(quality.Quarter(first, 1)):      false, // begins before there is anything
		analysis.ThreeYearSpan(first + 1):                    false,
		analysis.ThreeYearSpan(c.Years.All[0] + 2):           first+2 <= 2026,
		analysis.PeriodSpan(quality.PeriodOf(today, 1)):      false, // the group collects by quarter
		analysis.RollingSpan(quality.PeriodOf(today, 6)):     false,
		analysis.RollingSpan(c.Span.Period.Previous()):       false, // twelve months are not a period to end with
		analysis.PeriodSpan(quality.WholeYear(today.Year())): false,
	} {
		if got := slices.Contains(c.Spans, span); got != want {
			t.Errorf("%v can be chosen: %v, want %v", span, got, want)
		}
		if _, err := room.Comparison(t.Context(), as(org.Convener, group), group, span); (err == nil) != want {
			t.Errorf("%v: %v", span, err)
		}
	}
	reader := as(org.ProgramAreaMember, group)
	if _, err := room.Comparison(t.Context(), reader, group, analysis.PeriodSpan(quality.Quarter(2025, 3))); err != fault.ErrNotFound {
		t.Errorf("a reader of masked results asks for a quarter: %v", err)
	}
}
