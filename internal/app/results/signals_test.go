package results_test

import (
	"errors"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/org"
)

func TestSignals(t *testing.T) {
	db, group := example(t)
	room := results.New(db, now)
	s, err := room.Signals(t.Context(), as(org.Convener, group), group, analysis.Span{})
	if err != nil || s.Years.Chosen != 2025 || s.Span != analysis.YearSpan(2025) || s.Dataset.FirstYear != s.Years.All[0] {
		t.Fatalf("%v: %+v", err, s.Years)
	}
	if len(s.Deviations.List) < 3 || s.Deviations.Compared < 30 || s.Runs.TooFew < 30 || len(s.Dataset.Notes) == 0 {
		t.Errorf("%d deviations of %d, %d lines too short, %d notes", len(s.Deviations.List), s.Deviations.Compared, s.Runs.TooFew, len(s.Dataset.Notes))
	}
	outside, err := room.Signals(t.Context(), as(org.ProgramAreaMember, group), group, analysis.ThreeYearSpan(2026))
	if err != nil || !outside.Dataset.Masked {
		t.Fatalf("%v: a reader outside the group gets unmasked results", err)
	}
	for _, d := range outside.Deviations.List {
		if !d.Cell.Known() {
			t.Errorf("%s of a hidden result", d.Kind)
		}
	}
	for _, n := range outside.Dataset.Notes {
		if n.UnitID != 0 || n.Writer != "" {
			t.Errorf("a reader outside the group reads %q", n.Text)
		}
	}
	if _, err := room.Signals(t.Context(), org.Actor{}, group, analysis.Span{}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := room.Signals(t.Context(), as(org.Convener, group), group, analysis.YearSpan(1999)); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a year of nothing: %v", err)
	}
}
