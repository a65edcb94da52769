package goals

import (
	"fmt"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// step is a unit's own goal to begin with.
func step() quality.LocalGoal {
	return quality.LocalGoal{GroupID: testgroup.Group, UnitID: testgroup.Ala, Year: 2026, Title: "Varm hand", SignText: "Alla gör det", State: quality.LocalActive}
}

// higher is a goal above to begin with.
func higher() quality.HigherGoal {
	return quality.HigherGoal{GroupID: testgroup.Group, Level: quality.NationalLevel, Title: "Jämlik vård", SetBy: "Nämnden", Source: "Ett beslut", FromYear: 2020}
}

// shared adds a goal of all and gives its id.
func shared(t *testing.T, room *Room, f *testgroup.Fixture) quality.GoalID {
	t.Helper()
	id, err := room.CreateGoal(t.Context(), f.Actor(testgroup.Convener), warm())
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// report stores a quarter's figures of MED1 for a unit, handed in.
func report(f *testgroup.Fixture, unit org.UnitID, quarter string, good, of int) {
	f.Exec(fmt.Sprintf(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
		VALUES (1, %[1]d, '%[2]s', 3, 'submitted', now());
	INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
	SELECT s.id, %[1]d, 1, 'proportion', '%[2]s', 3, 'reported', %[3]d, %[4]d, now() FROM submission s
	WHERE s.unit_id = %[1]d AND s.period_start = '%[2]s'`, unit, quarter, good, of))
}

func TestWhoMayChangeLevels(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	if err := room.CreateLocalGoal(ctx, f.Actor(testgroup.MedicalLead), step()); err != nil {
		t.Fatal(err)
	}
	local := step()
	local.ID, local.Version = 1, 1
	for _, id := range []org.PersonID{testgroup.UnitManager, testgroup.Convener, testgroup.Chair, testgroup.Member, testgroup.Observer,
		testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, remove := room.DeleteLocalGoal(ctx, actor, local)
		for what, err := range map[string]error{"CreateLocalGoal": room.CreateLocalGoal(ctx, actor, step()),
			"SaveLocalGoal": room.SaveLocalGoal(ctx, actor, local), "DeleteLocalGoal": remove} {
			wantError(t, what+" by "+actor.Person.Name, err, fault.ErrForbidden)
		}
	}
	milestone := GroupMilestone{GroupID: testgroup.Group}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.UnitManager, testgroup.Chair, testgroup.Member, testgroup.Observer,
		testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, form := room.Milestone(ctx, actor, testgroup.Group, quality.Milestone{LongTermGoalID: 1})
		_, above := room.HigherGoal(ctx, actor, testgroup.Group, 0)
		for what, err := range map[string]error{
			"CreateMilestone": room.CreateMilestone(ctx, actor, milestone), "SaveMilestone": room.SaveMilestone(ctx, actor, milestone),
			"DeleteMilestone": room.DeleteMilestone(ctx, actor, milestone), "Milestone": form, "HigherGoal": above,
			"CreateHigherGoal": room.CreateHigherGoal(ctx, actor, higher()), "SaveHigherGoal": room.SaveHigherGoal(ctx, actor, higher()),
			"DeleteHigherGoal": room.DeleteHigherGoal(ctx, actor, higher()), "SaveServing": room.SaveServing(ctx, actor, Served{GroupID: testgroup.Group}),
			"ChooseYearPromises": room.ChooseYearPromises(ctx, actor, YearPromises{GroupID: testgroup.Group, Year: 2026}),
		} {
			wantError(t, what+" by "+actor.Person.Name, err, fault.ErrForbidden)
		}
	}
	for _, id := range []org.PersonID{testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, list := room.LocalGoals(ctx, actor, testgroup.Group, LocalFilter{Year: 2026})
		_, unit := room.UnitGoals(ctx, actor, testgroup.Group, UnitYear{Code: "ALA", Year: 2026})
		_, one := room.LocalGoal(ctx, actor, testgroup.Group, LocalGoalOf{"ALA", 1})
		_, way := room.Way(ctx, actor, testgroup.Group, 1)
		_, tree := room.Levels(ctx, actor, testgroup.Group, 2026)
		_, serves := room.Serving(ctx, actor, testgroup.Group, 1)
		_, promises := room.PromiseYear(ctx, actor, testgroup.Group, 2026)
		for what, err := range map[string]error{"LocalGoals": list, "UnitGoals": unit, "LocalGoal": one, "Way": way, "Levels": tree, "Serving": serves, "PromiseYear": promises} {
			wantError(t, what+" by "+actor.Person.Name, err, fault.ErrForbidden)
		}
	}
}

func TestUnitsOwnGoals(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	goal := shared(t, room, f)
	wrong := step()
	wrong.Title, wrong.GoalID, wrong.IndicatorID = "", 99, others
	wantCodes(t, room.CreateLocalGoal(ctx, lead, wrong), "goal: unknown_choice", "indicator: unknown_choice", "title: required")
	lastYear := step()
	lastYear.GoalID, lastYear.Year = goal, 2025
	wantCodes(t, room.CreateLocalGoal(ctx, lead, lastYear), "goal: unknown_choice")

	threshold := 80.0
	local := step()
	local.GoalID, local.IndicatorID, local.Threshold = goal, temperature, &threshold
	for _, g := range []quality.LocalGoal{local, step()} {
		if err := room.CreateLocalGoal(ctx, lead, g); err != nil {
			t.Fatal(err)
		}
	}
	local.ID, local.Version, local.Title, local.UnitID, local.Year = 1, 1, "Varmare hand", testgroup.Bo, 2030
	if err := room.SaveLocalGoal(ctx, lead, local); err != nil {
		t.Fatal(err)
	}
	wantError(t, "saved with the old version", room.SaveLocalGoal(ctx, lead, local), fault.ErrConflict)
	local.Version = 2
	if err := room.SaveLocalGoal(ctx, lead, local); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT unit_id || ' ' || year || ' ' || title || ' ' || version FROM local_goal WHERE id = 1`); got != "1 2026 Varmare hand 2" {
		t.Errorf("stored: %s", got)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || (after->>'title') || coalesce(' ' || (after->>'shared_goal') || ' ' || (after->>'threshold'), ''), '; ' ORDER BY id)
		FROM audit WHERE unit_id = 1`); got != "goals.create_local_goal Varm hand Varma barn 80; goals.create_local_goal Varm hand; goals.save_local_goal Varmare hand Varma barn 80" {
		t.Errorf("audit: %s", got)
	}

	for what, c := range map[string]struct {
		filter LocalFilter
		want   int
	}{
		"all": {LocalFilter{Year: 2026}, 2}, "a step": {LocalFilter{Year: 2026, Goal: goal}, 1}, "own": {LocalFilter{Year: 2026, Own: true}, 1},
		"the other unit": {LocalFilter{Year: 2026, Unit: "BO"}, 0}, "reached": {LocalFilter{Year: 2026, State: quality.LocalReached}, 0},
	} {
		l, err := room.LocalGoals(ctx, f.Actor(testgroup.Member), testgroup.Group, c.filter)
		if err != nil || l.Total != c.want || len(l.List) != c.want {
			t.Errorf("%s: %d of %d, %v", what, len(l.List), l.Total, err)
		}
	}
	for what, filter := range map[string]LocalFilter{"no such page": {Year: 2026, Page: 2}, "no such unit": {Year: 2026, Unit: "X"}, "no year": {Year: 1600}} {
		_, err := room.LocalGoals(ctx, lead, testgroup.Group, filter)
		wantError(t, what, err, fault.ErrNotFound)
	}
	_, err := room.LocalGoal(ctx, lead, testgroup.Group, LocalGoalOf{"BO", 1})
	wantError(t, "at another unit's address", err, fault.ErrNotFound)
	local.Version = 1
	_, err = room.DeleteLocalGoal(ctx, lead, local)
	wantError(t, "removed with the old version", err, fault.ErrConflict)
	local.Version = 2
	if before, err := room.DeleteLocalGoal(ctx, lead, local); err != nil || before.Title != "Varmare hand" {
		t.Error(before, err)
	}
}

func TestUnitsResultAgainstItsOwnThreshold(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	shared(t, room, f)
	report(f, testgroup.Ala, "2026-01-01", 180, 200)
	report(f, testgroup.Bo, "2026-01-01", 2, 3)
	for _, c := range []struct {
		who       org.PersonID
		unit      string
		threshold float64
		want      quality.Status
	}{
		{testgroup.MedicalLead, "ALA", 80, quality.Met}, {testgroup.MedicalLead, "ALA", 89, quality.ProbablyMet},
		{testgroup.MedicalLead, "ALA", 97, quality.NotMet}, {testgroup.MedicalLead, "BO", 80, quality.Uncertain},
		{testgroup.Member, "BO", 80, quality.MaskedStatus},
	} {
		p, err := room.UnitGoals(ctx, f.Actor(c.who), testgroup.Group, UnitYear{c.unit, 2026})
		if err != nil {
			t.Fatal(err)
		}
		m, _ := p.Dataset.Measure("MED1")
		cell := p.Dataset.Row(m, quality.Stratum{}, 2026).Units[p.Index].Against(
			quality.Target{Kind: quality.ValueTarget, Threshold: &c.threshold})
		if cell.Judgement.Status != c.want {
			t.Errorf("%+v: %s", c, cell.Judgement.Status)
		}
	}
}

func TestWayOfALongTermGoal(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	long := quality.LongTermGoal{GroupID: testgroup.Group, Title: "Varma barn överallt", StartYear: 2024, EndYear: 2028}
	if err := room.CreateLongTermGoal(ctx, convener, long); err != nil {
		t.Fatal(err)
	}
	for year := 2024; year <= 2026; year++ {
		g := warm()
		g.Year, g.LongTermGoalID = year, 1
		if _, err := room.CreateGoal(ctx, convener, g); err != nil {
			t.Fatal(err)
		}
	}
	report(f, testgroup.Ala, "2024-01-01", 120, 200)
	report(f, testgroup.Ala, "2025-01-01", 150, 200)
	report(f, testgroup.Ala, "2026-01-01", 100, 200)
	read := func() Way {
		t.Helper()
		w, err := room.Way(ctx, f.Actor(testgroup.Member), testgroup.Group, 1)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	milestone := func(year int, threshold float64) GroupMilestone {
		return GroupMilestone{testgroup.Group, quality.Milestone{LongTermGoalID: 1, Year: year, Text: "Steg", IndicatorID: temperature,
			Threshold: &threshold, State: quality.MilestoneAhead}}
	}
	if w := read(); len(w.Served) != 3 || len(w.Measured) != 0 || w.MayEdit {
		t.Errorf("without milestones: %+v", w)
	}
	wantCodes(t, room.CreateMilestone(ctx, convener, milestone(2029, 90)), "year: year_outside_goal")
	foreign := milestone(2027, 90)
	foreign.IndicatorID = others
	wantCodes(t, room.CreateMilestone(ctx, convener, foreign), "indicator: unknown_choice")
	foreign.LongTermGoalID = 9
	wantError(t, "no such goal", room.CreateMilestone(ctx, convener, foreign), fault.ErrNotFound)

	if err := room.CreateMilestone(ctx, convener, milestone(2027, 90)); err != nil {
		t.Fatal(err)
	}
	w := read()
	if m := w.Measured; len(m) != 1 || m[0].Answer != quality.WayRight || m[0].CourseFrom != 2024 || m[0].CourseTo != 2025 {
		t.Fatalf("before any milestone is due: %+v", m)
	}
	// The year that is not over does not count: it has gone down since.
	if m := w.Measured[0]; m.Latest != 1 || len(m.Years) != 5 || m.Levels[2] != nil || *m.Levels[4] != 90 || !m.Steps[0].Ahead {
		t.Errorf("%+v", m)
	}
	for _, c := range []struct {
		threshold float64
		want      quality.Way
	}{{60, quality.WayOn}, {73, quality.WayLikely}, {77, quality.WayUnknown}, {90, quality.WayBehind}} {
		f.Exec(`DELETE FROM milestone WHERE year = 2025`)
		if err := room.CreateMilestone(ctx, convener, milestone(2025, c.threshold)); err != nil {
			t.Fatal(err)
		}
		if m := read().Measured[0]; m.Answer != c.want || m.Steps[0].Ahead {
			t.Errorf("75 %% against %v: %s", c.threshold, m.Answer)
		}
	}
	stored := read().Milestones[0]
	changed := GroupMilestone{testgroup.Group, stored}
	changed.Text = "Ett annat steg"
	if err := room.SaveMilestone(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	wantError(t, "saved with the old version", room.SaveMilestone(ctx, convener, changed), fault.ErrConflict)
	wantError(t, "removed with the old version", room.DeleteMilestone(ctx, convener, changed), fault.ErrConflict)
	long.ID, long.Version, long.StartYear = 1, 1, 2026
	wantCodes(t, room.SaveLongTermGoal(ctx, convener, long), "start_year: milestone_outside")
	changed.Version++
	if err := room.DeleteMilestone(ctx, convener, changed); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT string_agg(DISTINCT action, ', ') FROM audit WHERE subject = 'milestone'`); got != "goals.create_milestone, goals.delete_milestone, goals.save_milestone" {
		t.Errorf("audit: %s", got)
	}
}

func TestHigherGoalsAndTheTree(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	goal := shared(t, room, f)
	if err := room.CreateHigherGoal(ctx, convener, higher()); err != nil {
		t.Fatal(err)
	}
	below := higher()
	below.Level, below.RegionID, below.ParentID, below.Title, below.FromYear = quality.RegionLevel, 99, 1, "Nära", 1600
	wantCodes(t, room.CreateHigherGoal(ctx, convener, below), "region: unknown_choice", "from_year: year_limits")
	below.RegionID, below.FromYear = 1, 2026
	if err := room.CreateHigherGoal(ctx, convener, below); err != nil {
		t.Fatal(err)
	}
	top := higher()
	top.ID, top.Version, top.Level, top.RegionID, top.ParentID = 1, 1, quality.RegionLevel, 1, 2
	wantCodes(t, room.SaveHigherGoal(ctx, convener, top), "parent: parent_circle")
	top.ParentID, top.Title = 0, "Jämlik vård i hela landet"
	top.Level, top.RegionID = quality.NationalLevel, 0
	if err := room.SaveHigherGoal(ctx, convener, top); err != nil {
		t.Fatal(err)
	}
	wantError(t, "saved with the old version", room.SaveHigherGoal(ctx, convener, top), fault.ErrConflict)
	top.Version = 2
	wantCodes(t, room.DeleteHigherGoal(ctx, convener, top), "parent: has_goals_below")

	serves := Served{GroupID: testgroup.Group, GoalID: goal, Higher: []quality.HigherGoalID{9}}
	wantCodes(t, room.SaveServing(ctx, convener, serves), "higher: unknown_choice")
	serves.Higher = []quality.HigherGoalID{2}
	if err := room.SaveServing(ctx, convener, serves); err != nil {
		t.Fatal(err)
	}
	wantError(t, "chosen from what it was before", room.SaveServing(ctx, convener, serves), fault.ErrConflict)
	local := step()
	local.GoalID = goal
	for _, g := range []quality.LocalGoal{local, step()} {
		if err := room.CreateLocalGoal(ctx, f.Actor(testgroup.MedicalLead), g); err != nil {
			t.Fatal(err)
		}
	}
	report(f, testgroup.Ala, "2026-01-01", 180, 200)
	report(f, testgroup.Bo, "2026-01-01", 2, 3)
	aim := 95.0
	top.Measures = []quality.HigherMeasure{{}, {IndicatorID: temperature, Threshold: &aim}}
	top.NotMeasured = "x"
	wantCodes(t, room.SaveHigherGoal(ctx, convener, top), "not_measured: measured_after_all")
	top.NotMeasured = ""
	if err := room.SaveHigherGoal(ctx, convener, top); err != nil {
		t.Fatal(err)
	}
	below.ID, below.Version, below.Measures = 2, 1, []quality.HigherMeasure{{IndicatorID: others}}
	wantCodes(t, room.SaveHigherGoal(ctx, convener, below), "indicator1: unknown_choice")
	below.Measures = top.Measures
	if err := room.SaveHigherGoal(ctx, convener, below); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT after->>'measures' FROM audit WHERE action = 'goals.save_higher_goal' AND subject_id = 1 ORDER BY id DESC LIMIT 1`); got != `["MED1: 95"]` {
		t.Errorf("audit of the measures: %s", got)
	}
	l, err := room.Levels(ctx, f.Actor(testgroup.Member), testgroup.Group, 2026)
	if err != nil {
		t.Fatal(err)
	}
	tree := l.Tree
	if len(tree.Branches) != 1 || len(tree.Branches[0].Branches) != 1 || len(tree.Branches[0].Branches[0].Goals) != 1 ||
		len(tree.Branches[0].Branches[0].Goals[0].Locally) != 1 || len(tree.Own) != 1 || len(tree.Loose) != 0 {
		t.Errorf("%+v", tree)
	}
	if rows := l.Totals[goal]; len(rows) != 1 || !rows[0].Total.Known() {
		t.Errorf("results: %+v", rows)
	}
	// Everybody's sum against what the goal above asks for, and not the group's own target;
	// a region's goal is about its own units, and few children are hidden.
	for id, want := range map[org.PersonID][2]quality.Status{testgroup.Member: {quality.NotMet, quality.MaskedStatus}, testgroup.MedicalLead: {quality.NotMet, quality.NotMet}} {
		l, err := room.Levels(ctx, f.Actor(id), testgroup.Group, 2026)
		if err != nil {
			t.Fatal(err)
		}
		for n, goal := range []quality.HigherGoalID{1, 2} {
			if r := l.Above[goal]; len(r) != 1 || !r[0].Collected || r[0].Cell.Judgement.Status != want[n] {
				t.Errorf("%d: goal %d: %d results, want one that is %s", id, goal, len(r), want[n])
			}
		}
	}
	early, err := room.Levels(ctx, convener, testgroup.Group, 2025)
	if err != nil || len(early.Above[1]) != 1 || early.Above[1][0].Collected || early.Above[2] != nil {
		t.Errorf("a year without the measure: %+v, %v", early.Above, err)
	}
	if got := f.Text(`SELECT after->>'higher_goals' FROM audit WHERE action = 'goals.save_serving'`); got != `["Nära"]` {
		t.Errorf("audit: %s", got)
	}
}

func TestPromisesOfAYear(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	p, err := room.PromiseYear(ctx, convener, testgroup.Group, 2026)
	if err != nil || p.EverChosen || !p.Active(1) || !p.Active(3) {
		t.Fatalf("a new group: %+v, %v", p, err)
	}
	chosen := YearPromises{GroupID: testgroup.Group, Year: 2026, Promises: []quality.PromiseID{2, 3}}
	if err := room.ChooseYearPromises(ctx, convener, chosen); err != nil {
		t.Fatal(err)
	}
	wantError(t, "chosen from what it was before", room.ChooseYearPromises(ctx, convener, chosen), fault.ErrConflict)
	if p, err = room.PromiseYear(ctx, convener, testgroup.Group, 2026); err != nil || p.Active(1) || !p.Active(2) {
		t.Errorf("%+v, %v", p.Chosen, err)
	}
	if p, err = room.PromiseYear(ctx, convener, testgroup.Group, 2027); err != nil || !p.Active(1) {
		t.Errorf("another year: %+v, %v", p.Chosen, err)
	}
	chosen.Before, chosen.Promises = chosen.Promises, []quality.PromiseID{9}
	wantCodes(t, room.ChooseYearPromises(ctx, convener, chosen), "promises: unknown_choice")
	chosen.Promises = []quality.PromiseID{1, 2, 3}
	if err := room.ChooseYearPromises(ctx, convener, chosen); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM goal_year_promise`); n != "0" {
		t.Errorf("all of them are stored as %s", n)
	}
	if got := f.Text(`SELECT string_agg((before->>'promises') || ' → ' || (after->>'promises'), '; ' ORDER BY id) FROM audit WHERE action = 'goals.choose_promises'`); got !=
		`["P1", "P2", "P3"] → ["P2", "P3"]; ["P2", "P3"] → ["P1", "P2", "P3"]` {
		t.Errorf("audit: %s", got)
	}
}
