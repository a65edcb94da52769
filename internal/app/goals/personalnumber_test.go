package goals

import (
	"testing"
	"time"

	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// tolvan is an invented person's number, which Skatteverket uses in examples.
const tolvan = "Gäller 19121212-1212."

func TestNoWordsHoldAPersonalNumber(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)

	goal := warm()
	goal.Title, goal.ValueForChildren = tolvan, tolvan
	_, err := room.CreateGoal(ctx, convener, goal)
	wantCodes(t, err, "title: personal_number", "value_for_children: personal_number")
	id, err := room.CreateGoal(ctx, convener, warm())
	if err != nil {
		t.Fatal(err)
	}
	goal.ID, goal.Version = id, 1
	wantCodes(t, room.SaveGoal(ctx, convener, goal), "title: personal_number", "value_for_children: personal_number")
	target := quality.Target{IndicatorID: temperature, Kind: quality.FollowOnly, Basis: tolvan}
	wantCodes(t, room.SaveTargets(ctx, convener, GoalTargets{testgroup.Group, id, []quality.Target{target}}),
		"target.1.0.basis: personal_number")

	long := quality.LongTermGoal{GroupID: testgroup.Group, Title: "Familjen tillsammans", StartYear: 2026, EndYear: 2030}
	if err := room.CreateLongTermGoal(ctx, convener, long); err != nil {
		t.Fatal(err)
	}
	long.Vision = tolvan
	wantCodes(t, room.CreateLongTermGoal(ctx, convener, long), "vision: personal_number")
	long.ID, long.Version = 1, 1
	wantCodes(t, room.SaveLongTermGoal(ctx, convener, long), "vision: personal_number")

	n := newMeasure()
	n.Indicator.Definition.Note = tolvan
	wantCodes(t, room.CreateIndicator(ctx, convener, n), "note: personal_number")
	p, err := room.Indicator(ctx, convener, testgroup.Group, "MED1")
	if err != nil {
		t.Fatal(err)
	}
	c := correction(t, p)
	c.Definition.Exclusions = tolvan
	wantCodes(t, room.CorrectIndicator(ctx, convener, c), "exclusions: personal_number")
	v := NewVersion{GroupID: testgroup.Group, Code: "MED1", Revision: p.Revision, Definition: p.Newest()}
	v.Definition.ValidFrom, v.Definition.ChangeNote = day(2026, time.July, 1), tolvan
	wantCodes(t, room.AddVersion(ctx, convener, v), "change_note: personal_number")
}
