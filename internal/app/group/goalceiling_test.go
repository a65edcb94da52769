package group

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/testdb/testgroup"
)

func TestTheGoalCeilingIsSaved(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	s, seen := settings(t, f, room)
	if s.Group.GoalCeiling != 8 {
		t.Errorf("it begins with %d", s.Group.GoalCeiling)
	}
	if err := room.SaveGoalCeiling(ctx, convener, seen, 5); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveGoalCeiling(ctx, convener, seen, 6); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved over what was not seen: %v", err)
	}
	if s, seen = settings(t, f, room); s.Group.GoalCeiling != 5 || s.Version != 2 {
		t.Errorf("%+v", s.Group)
	}
	if got := problems(room.SaveGoalCeiling(ctx, convener, seen, 0)) + ", " + problems(room.SaveGoalCeiling(ctx, convener, seen, 101)); got != "goal_ceiling out_of_range, goal_ceiling out_of_range" {
		t.Error(got)
	}
	if err := room.SaveGoalCeiling(ctx, convener, seen, 5); err != nil { // nothing is changed
		t.Error(err)
	}
	if err := room.SaveGoalCeiling(ctx, f.Actor(testgroup.MedicalLead), seen, 5); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a representative: %v", err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', action, before, after), '; ') FROM audit`); got != `group.save_goal_ceiling {"goal_ceiling": 8} {"goal_ceiling": 5}` {
		t.Errorf("log %s", got)
	}
}
