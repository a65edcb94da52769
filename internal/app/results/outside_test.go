package results_test

import (
	"errors"
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// TestReadersOutsideChooseYearsAndSumsOfThem: quarters and twelve months across years
// could be subtracted from years, so they cannot be asked for either.
func TestReadersOutsideChooseYearsAndSumsOfThem(t *testing.T) {
	db, group := example(t)
	room, reader := results.New(db, now), as(org.ProgramAreaMember, group)
	c, err := room.Comparison(t.Context(), reader, group, analysis.ThreeYearSpan(2026))
	if err != nil || !c.Dataset.Masked || len(c.Dataset.Figures) != 0 {
		t.Fatalf("three years: %v", err)
	}
	kinds := map[analysis.SpanKind]int{}
	for _, s := range c.Spans {
		kinds[s.Kind]++
	}
	if kinds[analysis.OneYear] != len(c.Years.All) || kinds[analysis.ThreeYears] != len(c.Years.All)-2 || len(kinds) != 2 {
		t.Errorf("can be chosen: %v of %v", kinds, c.Years.All)
	}
	for _, span := range []analysis.Span{analysis.PeriodSpan(quality.Quarter(2025, 4)), analysis.RollingSpan(quality.Quarter(2025, 3)), analysis.ThreeYearSpan(2025)} {
		if _, err := room.Comparison(t.Context(), reader, group, span); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%v: %v", span, err)
		}
	}
}

// TestThreeYearsShowWhatTheYearsHide: the sums are there for readers outside the group
// as they are for its members, but for those that would give a year away.
func TestThreeYearsShowWhatTheYearsHide(t *testing.T) {
	db, group := example(t)
	room, span := results.New(db, now), analysis.ThreeYearSpan(2026)
	inside, err := room.Comparison(t.Context(), as(org.Convener, group), group, span)
	if err != nil {
		t.Fatal(err)
	}
	outside, err := room.Comparison(t.Context(), as(org.ProgramAreaMember, group), group, span)
	if err != nil {
		t.Fatal(err)
	}
	states := map[analysis.State]int{}
	for b, block := range inside.Blocks {
		for r, row := range block.Rows {
			seen := outside.Blocks[b].Rows[r]
			for n, c := range append(slices.Clone(row.Units), row.Total) {
				got := append(slices.Clone(seen.Units), seen.Total)[n]
				states[got.State]++
				switch {
				case got.State == analysis.Masked && c.State == analysis.Reported:
				case got.State != c.State:
					t.Errorf("%s: %s for members, %s for readers", row.Measure.Code, c.State, got.State)
				case c.Known() && *c.Point != *got.Point:
					t.Errorf("%s: %v for members, %v for readers", row.Measure.Code, *c.Point, *got.Point)
				}
				if len(got.Comments) > 0 {
					t.Errorf("%s: what units have written", row.Measure.Code)
				}
			}
		}
	}
	if states[analysis.Masked] < 5 || states[analysis.Reported] < 50 {
		t.Errorf("%v: too lopsided to tell anything", states)
	}
}
