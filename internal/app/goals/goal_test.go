package goals

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestOnlyTheConvenerChanges(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.UnitManager, testgroup.Chair, testgroup.Member,
		testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, create := room.CreateGoal(ctx, actor, warm())
		_, remove := room.DeleteGoal(ctx, actor, warm())
		_, copying := room.CopyYear(ctx, actor, testgroup.Group, 2027)
		long := quality.LongTermGoal{GroupID: testgroup.Group}
		for what, err := range map[string]error{
			"CreateGoal": create, "DeleteGoal": remove, "CopyYear": copying,
			"SaveGoal":              room.SaveGoal(ctx, actor, warm()),
			"SaveTargets":           room.SaveTargets(ctx, actor, GoalTargets{GroupID: testgroup.Group}),
			"ChooseProcessMeasures": room.ChooseProcessMeasures(ctx, actor, ProcessMeasures{GroupID: testgroup.Group, Year: 2026}),
			"CreateLongTermGoal":    room.CreateLongTermGoal(ctx, actor, long),
			"SaveLongTermGoal":      room.SaveLongTermGoal(ctx, actor, long),
			"CorrectIndicator":      room.CorrectIndicator(ctx, actor, Correction{GroupID: testgroup.Group}),
			"AddVersion":            room.AddVersion(ctx, actor, NewVersion{GroupID: testgroup.Group}),
		} {
			wantError(t, what+" by "+actor.Person.Name, err, fault.ErrForbidden)
		}
	}
	for _, id := range []org.PersonID{testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, err := room.Overview(ctx, actor, testgroup.Group, 2026)
		wantError(t, "Overview by "+actor.Person.Name, err, fault.ErrForbidden)
		_, err = room.Goal(ctx, actor, testgroup.Group, 1)
		wantError(t, "Goal by "+actor.Person.Name, err, fault.ErrForbidden)
		_, err = room.Indicator(ctx, actor, testgroup.Group, "MED1")
		wantError(t, "Indicator by "+actor.Person.Name, err, fault.ErrForbidden)
		_, _, err = room.LongTermGoal(ctx, actor, testgroup.Group, 1)
		wantError(t, "LongTermGoal by "+actor.Person.Name, err, fault.ErrForbidden)
	}
}

func TestCreateAndSaveGoal(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	_, err := room.CreateGoal(ctx, convener, quality.Goal{GroupID: testgroup.Group, Year: 2026, Category: quality.Process})
	wantCodes(t, err, "title: required", "value_for_children: required", "category: unknown_choice", "promises: promise_required")
	foreign := warm()
	foreign.Indicators, foreign.Promises, foreign.LongTermGoalID = []quality.IndicatorID{deliveries, others}, []quality.PromiseID{99}, 99
	_, err = room.CreateGoal(ctx, convener, foreign)
	wantCodes(t, err, "indicators: unknown_choice", "indicators: unknown_choice", "promises: unknown_choice", "long_term_goal: unknown_choice")

	id, err := room.CreateGoal(ctx, convener, warm())
	if err != nil {
		t.Fatal(err)
	}
	_, err = room.CreateGoal(ctx, convener, warm())
	wantCodes(t, err, "indicators: indicator_taken")

	read, err := room.Goal(ctx, convener, testgroup.Group, id)
	if err != nil {
		t.Fatal(err)
	}
	if g := read.Goal; g.Title != "Varma barn" || g.Version != 1 || len(g.Promises) != 1 || len(g.Indicators) != 1 {
		t.Errorf("%+v", g)
	}
	if read.Last.ActorName != "Sara Samman" || !read.Last.At.Equal(testgroup.Now) {
		t.Errorf("last changed by %+v", read.Last)
	}

	changed := read.Goal
	changed.Title, changed.Indicators = "Varma barn hela tiden", []quality.IndicatorID{skinToSkin}
	if err := room.SaveGoal(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	wantError(t, "saved with the old version", room.SaveGoal(ctx, convener, changed), fault.ErrConflict)
	_, err = room.DeleteGoal(ctx, convener, changed)
	wantError(t, "removed with the old version", err, fault.ErrConflict)
	if got := f.Text(`SELECT before->>'title' || ' → ' || (after->>'title') || ' ' || (after->>'indicators')
		FROM audit WHERE action = 'goals.save_goal'`); got != `Varma barn → Varma barn hela tiden ["OMV1"]` {
		t.Errorf("audit: %s", got)
	}
	changed.Version = 2
	if err := room.SaveGoal(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'goals.save_goal'`); n != "1" {
		t.Errorf("saving what is the same made %s audit rows", n)
	}
	changed.ID = 99
	wantError(t, "no such goal", room.SaveGoal(ctx, convener, changed), fault.ErrNotFound)
}

func TestAGoalWithFiguresStays(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	goal := warm()
	goal.Indicators = append(goal.Indicators, infection)
	id, err := room.CreateGoal(ctx, convener, goal)
	if err != nil {
		t.Fatal(err)
	}
	goal.ID, goal.Version = id, 1
	follow := quality.Target{IndicatorID: infection, Kind: quality.FollowOnly}
	if err := room.SaveTargets(ctx, convener, GoalTargets{testgroup.Group, id, []quality.Target{follow}}); err != nil {
		t.Fatal(err)
	}
	handIn(f, "MED1")
	goal.Indicators = []quality.IndicatorID{infection}
	wantCodes(t, room.SaveGoal(ctx, convener, goal), "indicators: indicator_has_figures")
	_, err = room.DeleteGoal(ctx, convener, goal)
	wantCodes(t, err, "indicators: indicator_has_figures")

	// Without figures an indicator goes, and its target with it.
	goal.Indicators = []quality.IndicatorID{temperature}
	if err := room.SaveGoal(ctx, convener, goal); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM target`); n != "0" {
		t.Errorf("%s targets left", n)
	}
	f.Exec(`DELETE FROM figure`)
	goal.Version = 2
	if year, err := room.DeleteGoal(ctx, convener, goal); err != nil || year != 2026 {
		t.Fatal(year, err)
	}
	if got := f.Text(`SELECT count(*) || ' ' || (SELECT count(*) FROM selected_indicator) || ' ' || (SELECT count(*) FROM goal_promise) FROM goal`); got != "0 0 0" {
		t.Errorf("left after removing: %s", got)
	}
	if got := f.Text(`SELECT string_agg(action, ', ' ORDER BY id) FROM audit`); got !=
		"goals.create_goal, goals.save_target, goals.delete_target, goals.save_goal, goals.delete_goal" {
		t.Errorf("audit: %s", got)
	}
}

func TestCopyYear(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	_, err := room.CopyYear(ctx, convener, testgroup.Group, 2027)
	wantError(t, "nothing to copy", err, fault.ErrWrongState)
	id, err := room.CreateGoal(ctx, convener, warm())
	if err != nil {
		t.Fatal(err)
	}
	threshold, lowest := 90.0, 80.0
	everybody := quality.Target{IndicatorID: temperature, Kind: quality.ValueTarget, Threshold: &threshold, Second: &lowest}
	own := quality.Target{IndicatorID: temperature, UnitID: testgroup.Bo, Kind: quality.FollowOnly}
	if err := room.SaveTargets(ctx, convener, GoalTargets{testgroup.Group, id, []quality.Target{everybody, own}}); err != nil {
		t.Fatal(err)
	}
	if err := room.ChooseProcessMeasures(ctx, convener, ProcessMeasures{testgroup.Group, 2026, []quality.IndicatorID{homeCare, deliveries}}); err != nil {
		t.Fatal(err)
	}
	count, err := room.CopyYear(ctx, convener, testgroup.Group, 2027)
	if err != nil || count != 1 {
		t.Fatal(count, err)
	}
	o, err := room.Overview(ctx, convener, testgroup.Group, 2027)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Goals) != 1 || o.Goals[0].Title != "Varma barn" || o.Goals[0].Promises[0] != 2 || len(o.Targets) != 2 ||
		*o.Targets[0].Second != 80 || len(o.Selected) != 3 || o.Selected[1].IndicatorID != homeCare {
		t.Errorf("the new year: %+v", o)
	}
	_, err = room.CopyYear(ctx, convener, testgroup.Group, 2027)
	wantError(t, "copied twice", err, fault.ErrWrongState)
}

func TestOverview(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	empty, err := room.Overview(ctx, f.Actor(testgroup.Member), testgroup.Group, 0)
	if err != nil || empty.Year != 2026 || len(empty.Years) != 2 || len(empty.Gaps) != 5 || len(empty.Library) != 6 {
		t.Errorf("%+v, %v", empty, err)
	}
	old := warm()
	old.Year = 2024
	id, err := room.CreateGoal(ctx, convener, old)
	if err != nil {
		t.Fatal(err)
	}
	o, err := room.Overview(ctx, convener, testgroup.Group, 0)
	if err != nil || o.Year != 2024 || len(o.Years) != 3 {
		t.Errorf("without goals for this year: %d, %v, %v", o.Year, o.Years, err)
	}
	if len(o.Goals) != 1 || o.Goals[0].ID != id || o.IsMeasured(o.Goals[0]) {
		t.Errorf("goals %+v, or it has figures", o.Goals)
	}
	if i, found := o.Indicator(temperature); !found || i.Code != "MED1" {
		t.Errorf("%+v", i)
	}
	if _, found := o.Indicator(others); found {
		t.Error("another group's measure is in the library")
	}
	want := []quality.Gap{{Category: quality.Nursing}, {Category: quality.PatientSatisfaction}, {Scope: quality.ScopeAllUnits}}
	if len(o.Gaps) != 3 || o.Gaps[0] != want[0] || o.Gaps[1] != want[1] || o.Gaps[2] != want[2] {
		t.Errorf("gaps %v", o.Gaps)
	}
	_, err = room.Overview(ctx, convener, testgroup.Group, 1600)
	wantError(t, "the year 1600", err, fault.ErrNotFound)
}
