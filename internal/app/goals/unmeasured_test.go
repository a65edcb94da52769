package goals

import (
	"errors"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// TestSayUnmeasured: why a goal is not measurable in a year is said, changed and taken back, by
// the coordinator alone, and hangs in the tree with the learning teams' goals.
func TestSayUnmeasured(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES (1, 2026, 'medical', 'Varma', 'Bra'), (2, 2026, 'medical', 'Andras', 'Bra');
		INSERT INTO higher_goal (group_id, level, title, set_by, source, from_year, to_year) VALUES (1, 'national', 'Nationellt', 'S', 'K', 2026, 2027);
		INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, written_at) VALUES (1, 'Team', 'A', '2026-01-01', '2027-12-31', 'running', now());
		INSERT INTO team_goal (team_id, group_id, title, goal_id) VALUES (1, 1, 'Ett steg', 1)`)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	own, above := quality.Unmeasured{GroupID: testgroup.Group, GoalID: 1}, quality.Unmeasured{GroupID: testgroup.Group, HigherGoalID: 1}
	say := func(u quality.Unmeasured, why string) error {
		u.Why = why
		return room.SayUnmeasured(ctx, convener, u)
	}
	for _, err := range []error{say(own, "Registret byts"), say(own, "Registret har bytts"), say(own, "Registret har bytts"), say(above, "Ingen källa"), say(above, "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := room.Unmeasured(ctx, convener, own)
	if err != nil || p.Title != "Varma" || p.Said.Year != 2026 || p.Said.Why != "Registret har bytts" || p.Said.SaidBy == "" {
		t.Errorf("said %+v, %v", p, err)
	}
	if p, err = room.Unmeasured(ctx, convener, above); err != nil || p.Said.Why != "" || p.Said.Year != 2026 {
		t.Errorf("taken back: %+v, %v", p, err)
	}
	l, err := room.Levels(ctx, f.Actor(testgroup.Member), testgroup.Group, 2026)
	if err != nil || len(l.Unmeasured) != 1 || l.Unmeasured[0].GoalID != 1 || len(l.Teams) != 1 || l.Teams[0].GoalID != 1 {
		t.Errorf("in the tree: %+v, %+v, %v", l.Unmeasured, l.Teams, err)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'goals.say_unmeasured'`); got != "4" {
		t.Errorf("%s rows in the log", got)
	}
	past := above
	past.Year = 2025
	for what, u := range map[string]quality.Unmeasured{"another group's": {GroupID: testgroup.Group, GoalID: 2}, "one that is not": {GroupID: testgroup.Group, HigherGoalID: 9}, "a year before it": past} {
		if err := say(u, "X"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := room.Unmeasured(ctx, f.Actor(testgroup.MedicalLead), own); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("by a unit: %v", err)
	}
	var invalid *fault.ValidationError
	if err := say(own, "20121212-1212"); !errors.As(err, &invalid) {
		t.Errorf("somebody's number: %v", err)
	}
}
