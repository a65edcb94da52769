package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// addAction stores the action and gives it back as it should be read.
func (w *world) addAction(a improvement.Action) improvement.Action {
	w.t.Helper()
	a.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.ActionID, error) { return tx.AddAction(ctx, a) })
	a.Version = 1
	return a
}

// twoActions is one action with everything and one with as little as there may be.
func (w *world) twoActions() (full, bare postgres.ActionRow) {
	w.t.Helper()
	goal, _ := w.twoGoals()
	whole := improvement.Action{GroupID: w.full, UnitID: w.ala, Area: "Varma barn", Plan: improvement.Plan{Reason: "Därför", MeasurableGoal: "90 %",
		MeasuredHow: "Registret", MeasuredBy: "Anna", ForPatients: "Barnen", ForStaff: "Vi", ForGovernance: "Ledningen", Activities: "Öva",
		FollowUp: "Varje kvartal", NationalPlan: "NPO barn"}, Promises: w.promises, Kind: improvement.TrainingAction, State: improvement.ActionDone,
		Priority: improvement.HighPriority, OwnerID: w.anna, DueOn: date(2026, time.June, 30), BeganOn: ptr(date(2026, time.February, 2)),
		SettledOn: ptr(date(2026, time.May, 1)), Result: "Det gick", GoalID: goal.ID, IndicatorID: w.divided.ID, Origin: improvement.FromSignal,
		OriginText: "Sju i rad", WrittenAt: noon, WrittenBy: w.anna}
	least := improvement.Action{GroupID: w.full, Area: "Tillsammans", Promises: []quality.PromiseID{}, Kind: improvement.PhasingOut, State: improvement.ActionPlanned,
		Priority: improvement.LowPriority, DueOn: date(2026, time.April, 30), Origin: improvement.OwnIdea, WrittenAt: noon}
	full = postgres.ActionRow{Action: w.addAction(whole), UnitCode: "ALA", UnitName: "Ala", OwnerName: "Anna", GoalTitle: goal.Title, GoalYear: 2026,
		MeasureCode: "FULL", MeasureName: "Sen infektion"}
	bare = postgres.ActionRow{Action: w.addAction(least)}
	return full, bare
}

func TestActions(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoActions()
	read := func(a postgres.ActionRow) postgres.ActionRow {
		row := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ActionRow, error) {
			return tx.Action(ctx, w.full, a.ID)
		})
		row.WrittenAt = row.WrittenAt.UTC()
		return row
	}
	same(t, "with everything", read(full), full)
	same(t, "with little", read(bare), bare)
	if err := w.db.Read(t.Context(), func(tx *postgres.Tx) error {
		_, err := tx.Action(t.Context(), w.bare, full.ID)
		return err
	}); err == nil {
		t.Error("the other group reads the action")
	}

	stale := full.Action
	changed := bare.Action
	changed.Area, changed.UnitID, changed.State, changed.Promises, changed.OwnerID = "Var för sig", w.bo, improvement.ActionOngoing, w.promises[1:], w.bert
	full.Promises, full.GoalID, full.IndicatorID, full.OwnerID = []quality.PromiseID{}, 0, 0, 0
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAction(ctx, changed) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAction(ctx, full.Action) })
	changed.Version, full.Version = 2, 2
	full.OwnerName, full.GoalTitle, full.GoalYear, full.MeasureCode, full.MeasureName = "", "", 0, "", ""
	same(t, "what is emptied", read(full), full)
	same(t, "what is filled", read(bare), postgres.ActionRow{Action: changed, UnitCode: "BO", UnitName: "Bo", OwnerName: "Bert"})
	save := func(a improvement.Action) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAction(ctx, a) }
	}
	w.refused("saving what was changed meanwhile", fault.ErrConflict, save(stale))
	elsewhere := full.Action
	elsewhere.GroupID = w.bare
	w.refused("another group's", fault.ErrConflict, save(elsewhere))
	foreign := bare.Action
	foreign.UnitID, foreign.GroupID = w.ala, w.bare
	w.refused("a unit of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddAction(ctx, foreign)
		return err
	})
}

func TestActionFilters(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoActions()
	for _, test := range []struct {
		name   string
		filter postgres.ActionFilter
		want   []improvement.ActionID
	}{
		{"all, the open one first", postgres.ActionFilter{}, []improvement.ActionID{bare.ID, full.ID}},
		{"the second page", postgres.ActionFilter{Limit: 1, Skip: 1}, []improvement.ActionID{full.ID}},
		{"those of a national plan", postgres.ActionFilter{NationalPlan: true}, []improvement.ActionID{full.ID}},
		{"somebody's", postgres.ActionFilter{OwnerID: w.anna}, []improvement.ActionID{full.ID}},
		{"a unit's", postgres.ActionFilter{UnitID: w.ala}, []improvement.ActionID{full.ID}},
		{"those of some units", postgres.ActionFilter{Units: []org.UnitID{w.bo, w.ala}}, []improvement.ActionID{full.ID}},
		{"another unit's", postgres.ActionFilter{Units: []org.UnitID{w.bo}}, nil},
		{"the joint ones", postgres.ActionFilter{Joint: true}, []improvement.ActionID{bare.ID}},
		{"a promise's", postgres.ActionFilter{PromiseID: w.promises[1]}, []improvement.ActionID{full.ID}},
		{"a goal's", postgres.ActionFilter{GoalID: full.GoalID}, []improvement.ActionID{full.ID}},
		{"a measure's", postgres.ActionFilter{IndicatorID: w.divided.ID}, []improvement.ActionID{full.ID}},
		{"another measure's", postgres.ActionFilter{IndicatorID: w.plain.ID}, nil},
		{"a kind", postgres.ActionFilter{Kind: improvement.PhasingOut}, []improvement.ActionID{bare.ID}},
		{"what is open", postgres.ActionFilter{States: []improvement.ActionState{improvement.ActionPlanned, improvement.ActionOngoing}}, []improvement.ActionID{bare.ID}},
		{"before a day", postgres.ActionFilter{DueBefore: date(2026, time.May, 1)}, []improvement.ActionID{bare.ID}},
		{"an example's", postgres.ActionFilter{ExampleID: 99}, nil},
		{"a decision's", postgres.ActionFilter{DecisionID: 99}, nil},
	} {
		test.filter.GroupID = w.full
		if test.filter.Limit == 0 {
			test.filter.Limit = 10
		}
		rows := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ActionRow, error) {
			return tx.Actions(ctx, test.filter)
		})
		var ids []improvement.ActionID
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		same(t, test.name, ids, test.want)
		if test.filter.Skip == 0 {
			count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.CountActions(ctx, test.filter) })
			same(t, test.name+", counted", count, len(test.want))
		}
	}
	other := postgres.ActionFilter{GroupID: w.bare, Limit: 10}
	same(t, "the other group's", len(fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ActionRow, error) {
		return tx.Actions(ctx, other)
	})), 0)
}

// TestManyActions: a page of ten thousand is read by its own rows alone.
func TestManyActions(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO action (group_id, unit_id, area, kind, state, due_on, origin, written_at, settled_on)
		SELECT $1, $2, 'Åtgärd ' || n, 'routine', CASE n % 2 WHEN 0 THEN 'ongoing' ELSE 'done' END, date '2026-01-01' + n % 500, 'own', now(),
		       CASE n % 2 WHEN 1 THEN date '2026-01-01' END
		FROM generate_series(1, 10000) n`, w.full, w.ala)
	f := postgres.ActionFilter{GroupID: w.full, UnitID: w.ala, States: []improvement.ActionState{improvement.ActionOngoing}, Limit: 50, Skip: 4950}
	rows := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ActionRow, error) { return tx.Actions(ctx, f) })
	count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.CountActions(ctx, f) })
	if len(rows) != 50 || count != 5000 || rows[0].DueOn.After(rows[49].DueOn) {
		t.Errorf("%d of %d", len(rows), count)
	}
}

func TestActionMarks(t *testing.T) {
	w := newWorld(t)
	full, _ := w.twoActions()
	marks := func(group org.GroupID) []improvement.ActionMark {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.ActionMark, error) {
			return tx.ActionMarks(ctx, group, []quality.IndicatorID{w.divided.ID, w.plain.ID})
		})
	}
	later := w.addAction(improvement.Action{GroupID: w.full, Area: "Inte börjad", Kind: improvement.RoutineAction, State: improvement.ActionPlanned,
		Priority: 2, DueOn: date(2026, time.July, 1), IndicatorID: w.divided.ID, Origin: improvement.OwnIdea, WrittenAt: noon})
	same(t, "as they stand on time lines", marks(w.full), []improvement.ActionMark{
		{ID: full.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Area: "Varma barn", State: improvement.ActionDone, BeganOn: full.BeganOn, DueOn: full.DueOn, SettledOn: full.SettledOn},
		{ID: later.ID, IndicatorID: w.divided.ID, Area: "Inte börjad", State: improvement.ActionPlanned, DueOn: later.DueOn}})
	same(t, "the other group's", len(marks(w.bare)), 0)
}

func TestDueActions(t *testing.T) {
	w := newWorld(t)
	_, bare := w.twoActions() // one is done, the other nobody's
	add := func(unit org.UnitID, due time.Time) improvement.Action {
		return w.addAction(improvement.Action{GroupID: w.full, UnitID: unit, Area: "Varma barn", Kind: improvement.RoutineAction, State: improvement.ActionOngoing,
			Priority: 2, OwnerID: w.anna, DueOn: due, Origin: improvement.OwnIdea, WrittenAt: noon})
	}
	first, second := add(w.ala, date(2026, time.May, 4)), add(0, date(2026, time.May, 18))
	anna := org.Person{ID: w.anna, Email: "Anna@exempel.se", Name: "Anna", Profession: org.Physician}
	want := []postgres.DueAction{{ID: first.ID, UnitID: w.ala, UnitName: "Ala", Area: "Varma barn", DueOn: first.DueOn, Person: anna},
		{ID: second.ID, Area: "Varma barn", DueOn: second.DueOn, Person: anna}}
	due := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.DueAction, error) {
		return tx.DueActions(ctx, w.full, []time.Time{first.DueOn, second.DueOn, bare.DueOn})
	})
	same(t, "with their owners", due, want)
	for n := range want {
		want[n].Person = org.Person{}
	}
	own := func(o postgres.Own) []postgres.DueAction {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.DueAction, error) { return tx.OwnActions(ctx, o) })
	}
	same(t, "somebody's own", own(postgres.Own{GroupID: w.full, OwnerID: w.anna, Until: second.DueOn, Limit: 5}), want)
	same(t, "the first of them", own(postgres.Own{GroupID: w.full, OwnerID: w.anna, Until: second.DueOn, Limit: 1}), want[:1])
	same(t, "those due soon", own(postgres.Own{GroupID: w.full, OwnerID: w.anna, Until: first.DueOn, Limit: 5}), want[:1])
	same(t, "in the other group", len(own(postgres.Own{GroupID: w.bare, OwnerID: w.anna, Until: second.DueOn, Limit: 5})), 0)
}

func TestCycles(t *testing.T) {
	w := newWorld(t)
	full, bare := w.twoActions()
	all := func(group org.GroupID, action improvement.ActionID) []improvement.Cycle {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Cycle, error) {
			return tx.Cycles(ctx, group, action)
		})
	}
	add := func(c improvement.Cycle) improvement.Cycle {
		c.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.CycleID, error) { return tx.AddCycle(ctx, c) })
		c.Version = 1
		return c
	}
	first := add(improvement.Cycle{ActionID: full.ID, Plan: "Pröva", Prediction: "Det går", Done: "Gjort", Study: "Sett", Act: "Fortsätt",
		Outcome: improvement.AdaptChange, StartedOn: ptr(date(2026, time.February, 2)), EndedOn: ptr(date(2026, time.March, 2))})
	second := add(improvement.Cycle{ActionID: full.ID, Plan: "Igen"})
	first.Number, second.Number = 1, 2
	same(t, "in their order", all(w.full, full.ID), []improvement.Cycle{first, second})
	same(t, "another action's", len(all(w.full, bare.ID)), 0)
	same(t, "the other group's", len(all(w.bare, full.ID)), 0)
	stale := second
	second.Plan, second.Outcome = "Igen, bättre", improvement.AdoptChange
	save := func(c improvement.Cycle) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveCycle(ctx, c) }
	}
	w.write(save(second))
	second.Version = 2
	same(t, "changed", all(w.full, full.ID)[1], second)
	w.refused("changed meanwhile", fault.ErrConflict, save(stale))
	second.ActionID = bare.ID
	w.refused("of another action", fault.ErrConflict, save(second))
	w.refused("of no action", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddCycle(ctx, improvement.Cycle{ActionID: 99, Plan: "P"})
		return err
	})
}

func TestGapSheets(t *testing.T) {
	w := newWorld(t)
	goal, other := w.twoGoals()
	full := improvement.GapSheet{GroupID: w.full, GoalID: goal.ID, UnitID: w.ala, Current: "70 %", Gap: "20", Causes: "Många", Effort: "Öva", WrittenAt: noon, WrittenBy: w.anna}
	bare := improvement.GapSheet{GroupID: w.full, GoalID: other.ID, UnitID: w.bo, WrittenAt: noon}
	save := func(s improvement.GapSheet) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveGapSheet(ctx, s) }
	}
	w.write(save(full))
	w.write(save(bare))
	w.refused("written meanwhile", fault.ErrConflict, save(full))
	all := func(group org.GroupID, year int) []improvement.GapSheet {
		list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.GapSheet, error) {
			return tx.GapSheets(ctx, group, year)
		})
		for n := range list {
			list[n].WrittenAt = list[n].WrittenAt.UTC()
		}
		return list
	}
	full.Version, bare.Version = 1, 1
	same(t, "of the year's goals", all(w.full, 2026), []improvement.GapSheet{full, bare})
	same(t, "of another year's", len(all(w.full, 2025)), 0)
	same(t, "of the other group's", len(all(w.bare, 2026)), 0)
	full.Gap = "15"
	w.write(save(full))
	full.Version = 2
	one := fetch(w, func(ctx context.Context, tx *postgres.Tx) (improvement.GapSheet, error) {
		return tx.GapSheet(ctx, w.full, goal.ID, w.ala)
	})
	one.WrittenAt = one.WrittenAt.UTC()
	same(t, "changed", one, full)
	full.GroupID = w.bare
	full.Version = 0
	full.UnitID = w.bo
	w.refused("about another group's goal", fault.ErrNotFound, save(full))
}

func TestNeeds(t *testing.T) {
	w := newWorld(t)
	action, _ := w.twoActions()
	add := func(n improvement.Need) improvement.Need {
		n.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.NeedID, error) { return tx.AddNeed(ctx, n) })
		n.Version = 1
		return n
	}
	full := add(improvement.Need{GroupID: w.full, UnitID: w.ala, Year: 2026, Kind: improvement.TrainingNeed, Text: "Lära sig", ActionID: action.ID,
		State: improvement.NeedMet, Outcome: "Kurs", WrittenAt: noon, WrittenBy: w.anna})
	bare := add(improvement.Need{GroupID: w.full, Year: 2025, Kind: improvement.DevelopmentNeed, Text: "Utveckla", State: improvement.NeedOpen, WrittenAt: noon})
	rowFull := postgres.NeedRow{Need: full, UnitCode: "ALA", UnitName: "Ala", ActionArea: "Varma barn"}
	for _, test := range []struct {
		name   string
		filter postgres.NeedFilter
		want   []postgres.NeedRow
	}{
		{"all, the latest first", postgres.NeedFilter{}, []postgres.NeedRow{rowFull, {Need: bare}}},
		{"a year's", postgres.NeedFilter{Year: 2025}, []postgres.NeedRow{{Need: bare}}},
		{"a unit's", postgres.NeedFilter{UnitID: w.ala}, []postgres.NeedRow{rowFull}},
		{"the group's own", postgres.NeedFilter{Joint: true}, []postgres.NeedRow{{Need: bare}}},
		{"an action's", postgres.NeedFilter{ActionID: action.ID}, []postgres.NeedRow{rowFull}},
		{"a kind", postgres.NeedFilter{Kind: improvement.DevelopmentNeed}, []postgres.NeedRow{{Need: bare}}},
		{"a state", postgres.NeedFilter{States: []improvement.NeedState{improvement.NeedMet}}, []postgres.NeedRow{rowFull}},
		{"the other group's", postgres.NeedFilter{GroupID: w.bare}, nil},
	} {
		if test.filter.GroupID == 0 {
			test.filter.GroupID = w.full
		}
		test.filter.Limit = 10
		rows := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.NeedRow, error) {
			return tx.Needs(ctx, test.filter)
		})
		for n := range rows {
			rows[n].WrittenAt = rows[n].WrittenAt.UTC()
		}
		if len(rows) > 0 || len(test.want) > 0 {
			same(t, test.name, rows, test.want)
		}
		same(t, test.name+", counted", fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.CountNeeds(ctx, test.filter) }), len(test.want))
	}
	same(t, "years", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]int, error) { return tx.NeedYears(ctx, w.full) }), []int{2026, 2025})
	stale := bare
	bare.UnitID, bare.State, bare.Outcome = w.bo, improvement.NeedWithdrawn, "Behövdes inte"
	save := func(n improvement.Need) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveNeed(ctx, n) }
	}
	w.write(save(bare))
	bare.Version = 2
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.NeedRow, error) {
		return tx.Need(ctx, w.full, bare.ID)
	})
	got.WrittenAt = got.WrittenAt.UTC()
	same(t, "changed", got, postgres.NeedRow{Need: bare, UnitCode: "BO", UnitName: "Bo"})
	w.refused("changed meanwhile", fault.ErrConflict, save(stale))
}

// TestActionSources: only what is published is acted on, and only within the group.
func TestActionSources(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO example (group_id, unit_id, title, indicator_id, state, published_at, written_at) VALUES
		($1, $2, 'Varma täcken', $3, 'published', now(), now()), ($1, $2, 'Utkast', NULL, 'draft', NULL, now())`, w.full, w.ala, w.divided.ID)
	w.exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) VALUES ($1, 'joint', 'Möte', now(), now() + interval '1 hour')`, w.full)
	w.exec(`INSERT INTO decision (group_id, meeting_id, number, text) SELECT $1, id, 1, 'Vi gör så' FROM meeting`, w.full)
	same(t, "an example", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ActionSource, error) {
		return tx.ExampleSource(ctx, w.full, 1)
	}),
		postgres.ActionSource{Title: "Varma täcken", IndicatorID: w.divided.ID})
	same(t, "a decision", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ActionSource, error) {
		return tx.DecisionSource(ctx, w.full, 1)
	}),
		postgres.ActionSource{Title: "Vi gör så"})
	w.refused("a draft", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.ExampleSource(ctx, w.full, 2)
		return err
	})
	w.refused("another group's decision", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.DecisionSource(ctx, w.bare, 1)
		return err
	})
}

func TestActionsByPromise(t *testing.T) {
	w := newWorld(t)
	w.twoActions() // one for both promises, done in 2026, and one for none
	w.addAction(improvement.Action{GroupID: w.full, Area: "Nästa", Promises: w.promises[:1], Kind: improvement.RoutineAction, State: improvement.ActionOngoing,
		Priority: improvement.LowPriority, DueOn: date(2027, time.June, 1), BeganOn: ptr(date(2026, time.March, 1)), Origin: improvement.OwnIdea, WrittenAt: noon})
	for year, want := range map[int][]postgres.PromiseActions{
		2025: {},
		2026: {{PromiseID: w.promises[0], Open: 1, Done: 1}, {PromiseID: w.promises[1], Done: 1}},
		2027: {{PromiseID: w.promises[0], Open: 1}},
	} {
		same(t, "actions by promise", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.PromiseActions, error) {
			return tx.PromiseActions(ctx, w.full, year)
		}), want)
	}
}
