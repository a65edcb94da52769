package group

import (
	"errors"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

func TestSmallNumbersAreSaved(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	s, seen := settings(t, f, room)
	if s.Group.SmallNumbers() != (org.SmallNumbers{MaskingThreshold: 5, ReliabilityLimit: 10}) {
		t.Errorf("%+v", s.Group.SmallNumbers())
	}
	want := org.SmallNumbers{MaskingThreshold: 8, ReliabilityLimit: 20}
	if err := room.SaveSmallNumbers(ctx, convener, seen, want); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveSmallNumbers(ctx, convener, seen, org.SmallNumbers{MaskingThreshold: 5, ReliabilityLimit: 10}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved over what was not seen: %v", err)
	}
	s, seen = settings(t, f, room)
	if s.Group.SmallNumbers() != want || s.Version != 2 {
		t.Errorf("%+v", s.Group)
	}
	for _, wrong := range []org.SmallNumbers{{MaskingThreshold: 3}, {MaskingThreshold: 51, ReliabilityLimit: 501}} {
		if got := problems(room.SaveSmallNumbers(ctx, convener, seen, wrong)); got != "masking_threshold out_of_range, reliability_limit out_of_range" {
			t.Errorf("%+v: %s", wrong, got)
		}
		if _, err := room.TrySmallNumbers(ctx, convener, testgroup.Group, wrong); err == nil {
			t.Errorf("%+v could be tried", wrong)
		}
	}
	if err := room.SaveSmallNumbers(ctx, convener, seen, want); err != nil { // nothing is changed
		t.Error(err)
	}
	if err := room.SaveSmallNumbers(ctx, f.Actor(testgroup.MedicalLead), seen, want); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a representative: %v", err)
	}
	if _, err := room.TrySmallNumbers(ctx, f.Actor(testgroup.Member), testgroup.Group, want); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a reader: %v", err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', actor_name, action, before, after), '; ') FROM audit`); got !=
		`Sara Samman group.save_small_numbers {"masking_threshold": 5, "reliability_limit": 10} {"masking_threshold": 8, "reliability_limit": 20}` {
		t.Errorf("log %s", got)
	}
}

// TestWhatLimitsHide counts the units' values of the example group.
func TestWhatLimitsHide(t *testing.T) {
	db := testdb.New(t).DB
	if err := setup.Default(t.Context(), db, testgroup.Clock()); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, testgroup.Clock(), "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	var group org.GroupID
	if err := db.Read(t.Context(), func(tx *postgres.Tx) error {
		g, err := tx.GroupByCode(t.Context(), "neonatologi")
		group = g.ID
		return err
	}); err != nil {
		t.Fatal(err)
	}
	room := New(db, testgroup.Clock)
	convener := org.Actor{Memberships: []org.Membership{{Role: org.Convener, GroupID: group}}}
	// The same example has signals that a meeting may want to take up, and an open question.
	suggested, err := room.AgendaSuggestions(t.Context(), convener, improvement.Meeting{GroupID: group})
	if err != nil || len(suggested.Deviations) == 0 || len(suggested.Deviations) > mostSignals || len(suggested.Matters) != 1 || suggested.Year != 2026 {
		t.Errorf("suggested: %d signals, %d questions, %d, %v", len(suggested.Deviations), len(suggested.Matters), suggested.Year, err)
	}
	for _, d := range suggested.Deviations {
		if d.Side == analysis.GoodSide || d.Kind == analysis.Beyond2SD {
			t.Errorf("suggested: %s, %s", d.Kind, d.Side)
		}
	}
	var before Hidden
	for _, threshold := range []int{4, 10} {
		h, err := room.TrySmallNumbers(t.Context(), convener, group, org.SmallNumbers{MaskingThreshold: threshold, ReliabilityLimit: 10})
		if err != nil || h.Year != 2026 || h.Of < 30 || h.Hidden <= before.Hidden || before.Of != 0 && h.Of != before.Of {
			t.Errorf("%d: %+v after %+v, %v", threshold, h, before, err)
		}
		before = h
	}
}
