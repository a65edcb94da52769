package group

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
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
