package goals

import (
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestSaveTargets(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	id, err := room.CreateGoal(ctx, convener, warm())
	if err != nil {
		t.Fatal(err)
	}
	save := func(targets ...quality.Target) error {
		return room.SaveTargets(ctx, convener, GoalTargets{testgroup.Group, id, targets})
	}
	value := func(threshold, second float64) quality.Target {
		return quality.Target{IndicatorID: temperature, Kind: quality.ValueTarget, Threshold: &threshold, Second: &second}
	}
	wantCodes(t, save(value(101, 80)), "target.1.0.threshold: out_of_range")
	wantCodes(t, save(value(80, 90)), "target.1.0.second: lowest_above_target")
	bare := quality.Target{IndicatorID: temperature, UnitID: testgroup.Bo, Kind: quality.ValueTarget}
	wantCodes(t, save(bare), "target.1.2.threshold: required")
	wantError(t, "a measure of no goal", save(quality.Target{IndicatorID: infection, Kind: quality.FollowOnly}), fault.ErrNotFound)
	wantError(t, "no such unit", save(quality.Target{IndicatorID: temperature, UnitID: 99, Kind: quality.FollowOnly}), fault.ErrNotFound)

	first := value(90, 80)
	none := quality.Target{IndicatorID: temperature, UnitID: testgroup.Ala}
	if err := save(first, none); err != nil {
		t.Fatal(err)
	}
	wantError(t, "made a second time", save(first), fault.ErrConflict)
	first.Version = 1
	if err := save(first); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit WHERE subject = 'target'`); n != "1" {
		t.Errorf("saving what is the same: %s audit rows", n)
	}
	first.Kind, first.Threshold, first.Second = quality.BetterHalf, nil, nil
	if err := save(first); err != nil {
		t.Fatal(err)
	}
	first.Kind, first.Version = "", 2
	if err := save(first); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM target`); n != "0" {
		t.Errorf("%s targets left", n)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || coalesce(before->>'kind', '-') || ' ' || coalesce(after->>'kind', '-'), ', ' ORDER BY id)
		FROM audit WHERE subject = 'target'`); got !=
		"goals.save_target - value, goals.save_target value better_half, goals.delete_target better_half -" {
		t.Errorf("audit: %s", got)
	}
}

func TestChooseProcessMeasures(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	choose := func(ids ...quality.IndicatorID) error {
		return room.ChooseProcessMeasures(ctx, convener, ProcessMeasures{testgroup.Group, 2026, ids})
	}
	if err := choose(deliveries, temperature, others); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT string_agg(indicator_id::text, ' ') FROM selected_indicator`); got != "5" {
		t.Errorf("collected: %s", got)
	}
	if err := choose(deliveries, homeCare); err != nil {
		t.Fatal(err)
	}
	if err := choose(deliveries, homeCare); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit`); n != "2" {
		t.Errorf("%s audit rows", n)
	}
	handIn(f, "PRO2")
	wantCodes(t, choose(deliveries), "indicators: indicator_has_figures")
	if err := choose(homeCare); err != nil {
		t.Error(err)
	}
}

func TestLongTermGoals(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	long := quality.LongTermGoal{GroupID: testgroup.Group, Title: "Familjen tillsammans", StartYear: 2026, EndYear: 2027}
	wantCodes(t, room.CreateLongTermGoal(ctx, convener, long), "end_year: span_three_to_five")
	wantCodes(t, room.CreateLongTermGoal(ctx, convener, quality.LongTermGoal{GroupID: testgroup.Group}), "start_year: year_limits", "end_year: year_limits")
	long.EndYear = 2030
	if err := room.CreateLongTermGoal(ctx, convener, long); err != nil {
		t.Fatal(err)
	}
	read, last, err := room.LongTermGoal(ctx, convener, testgroup.Group, 1)
	if err != nil || read.Title != long.Title || last.ActorName != "Sara Samman" {
		t.Fatalf("%+v, %+v, %v", read, last, err)
	}
	read.Vision = "Ingen familj skiljs åt."
	if err := room.SaveLongTermGoal(ctx, convener, read); err != nil {
		t.Fatal(err)
	}
	wantError(t, "saved with the old version", room.SaveLongTermGoal(ctx, convener, read), fault.ErrConflict)
	read.ID = 99
	wantError(t, "no such goal", room.SaveLongTermGoal(ctx, convener, read), fault.ErrNotFound)
	_, _, err = room.LongTermGoal(ctx, f.Actor(testgroup.Other), testgroup.OtherGroup, 1)
	wantError(t, "another group's", err, fault.ErrNotFound)

	goal := warm()
	goal.LongTermGoalID = 1
	if _, err := room.CreateGoal(ctx, convener, goal); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT after->>'long_term_goal' FROM audit WHERE action = 'goals.create_goal'`); got != "Familjen tillsammans" {
		t.Errorf("audit: %s", got)
	}
}
