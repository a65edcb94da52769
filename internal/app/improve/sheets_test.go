package improve

import (
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestCycles(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	id, err := room.CreateAction(ctx, lead, warm())
	if err != nil {
		t.Fatal(err)
	}
	of := improvement.Action{GroupID: testgroup.Group, ID: id}
	wantCodes(t, room.SaveCycle(ctx, lead, testgroup.Group, improvement.Cycle{ActionID: id}), "plan: required")
	for range 2 {
		if err := room.SaveCycle(ctx, lead, testgroup.Group, improvement.Cycle{ActionID: id, Plan: "Pröva"}); err != nil {
			t.Fatal(err)
		}
	}
	p, err := room.Cycle(ctx, lead, of, 2)
	if err != nil || p.Cycle.Number != 2 || p.Last.ActorName != "Lena Läkare" {
		t.Fatalf("%+v, %v", p, err)
	}
	changed := p.Cycle
	changed.Study, changed.Outcome = "Det gick", improvement.AdoptChange
	if err := room.SaveCycle(ctx, lead, testgroup.Group, changed); err != nil {
		t.Fatal(err)
	}
	wantError(t, "with the old version", room.SaveCycle(ctx, lead, testgroup.Group, changed), fault.ErrConflict)
	if p, err = room.Cycle(ctx, lead, of, 0); err != nil || p.Cycle.Number != 3 {
		t.Errorf("the next: %+v, %v", p.Cycle, err)
	}
	_, err = room.Cycle(ctx, lead, of, 9)
	wantError(t, "one that is not there", err, fault.ErrNotFound)
	page, err := room.Action(ctx, lead, testgroup.Group, id)
	if err != nil || len(page.Cycles) != 2 || page.Cycles[1].Outcome != improvement.AdoptChange {
		t.Errorf("%+v, %v", page.Cycles, err)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || (after->>'cycle') || ' ' || coalesce(after->>'outcome', ''), ', ' ORDER BY id) FROM audit WHERE subject = 'pdsa_cycle'`); got != "improve.add_cycle 1 , improve.add_cycle 2 , improve.save_cycle 2 adopt" {
		t.Errorf("audit: %s", got)
	}
}

func TestGapSheet(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withGoal)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES (1, 1, '2025-01-01', 3, 'submitted', now());
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
		VALUES (1, 1, 1, 'proportion', '2025-01-01', 3, 'reported', 70, 100, now())`)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	p, err := room.GapSheet(ctx, lead, testgroup.Group, 1, "ALA")
	if err != nil || p.Sheet.Version != 0 || p.Year != 2025 || len(p.Rows) != 1 || *p.Rows[0].Units[p.Index].Point != 70 {
		t.Fatalf("nothing from the goal's year: %+v of %d, %v", p.Rows, p.Year, err)
	}
	s := improvement.GapSheet{GroupID: testgroup.Group, GoalID: 1, UnitID: testgroup.Ala, Causes: "Kalla rum"}
	if err := room.SaveGapSheet(ctx, lead, s); err != nil {
		t.Fatal(err)
	}
	wantError(t, "written by another meanwhile", room.SaveGapSheet(ctx, lead, s), fault.ErrConflict)
	s.Version, s.Causes = 1, ""
	wantCodes(t, room.SaveGapSheet(ctx, lead, s), "current: required")
	s.Causes = "Kalla rum, få täcken"
	if err := room.SaveGapSheet(ctx, lead, s); err != nil {
		t.Fatal(err)
	}
	p, err = room.GapSheet(ctx, f.Actor(testgroup.UnitManager), testgroup.Group, 1, "ALA")
	if err != nil || p.Sheet.Causes != "Kalla rum, få täcken" || p.Writer != "Lena Läkare" {
		t.Errorf("%+v by %q, %v", p.Sheet, p.Writer, err)
	}
	s.GoalID = 9
	wantError(t, "about another group's goal", room.SaveGapSheet(ctx, lead, s), fault.ErrNotFound)
	for _, at := range []struct {
		goal int64
		unit string
	}{{9, "ALA"}, {1, "X"}} {
		_, err := room.GapSheet(ctx, lead, testgroup.Group, quality.GoalID(at.goal), at.unit)
		wantError(t, "a sheet that there is not", err, fault.ErrNotFound)
	}
	all, err := room.GapSheets(ctx, lead, testgroup.Group, 0)
	if err != nil || all.Year != 2026 || len(all.Units) != 2 || len(all.Goals) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	if _, written := all.Sheet(1, testgroup.Bo); written {
		t.Error("Bo has written nothing")
	}
	if _, written := all.Sheet(1, testgroup.Ala); !written {
		t.Error("Ala has written")
	}
	_, err = room.GapSheets(ctx, lead, testgroup.Group, 2020)
	wantError(t, "a year without goals", err, fault.ErrNotFound)
}

func TestNeeds(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	id, err := room.CreateAction(ctx, lead, warm())
	if err != nil {
		t.Fatal(err)
	}
	p, err := room.BeginNeed(ctx, lead, testgroup.Group, id)
	if err != nil || p.ActionArea != "Varma barn" || p.UnitID != testgroup.Ala || p.Year != 2026 {
		t.Fatalf("%+v, %v", p.NeedRow, err)
	}
	n := p.Need
	_, err = room.CreateNeed(ctx, lead, n)
	wantCodes(t, err, "text: required")
	n.Text = "Lära sig mäta"
	if n.ID, err = room.CreateNeed(ctx, lead, n); err != nil {
		t.Fatal(err)
	}
	n.Version, n.State = 1, improvement.NeedMet
	wantCodes(t, room.SaveNeed(ctx, lead, n), "outcome: required")
	n.Outcome = "Kurs"
	if err := room.SaveNeed(ctx, lead, n); err != nil {
		t.Fatal(err)
	}
	wantError(t, "with the old version", room.SaveNeed(ctx, lead, n), fault.ErrConflict)
	n.Version, n.UnitID = 2, testgroup.Bo
	wantError(t, "made another unit's", room.SaveNeed(ctx, lead, n), fault.ErrForbidden)
	if _, err := room.Need(ctx, f.Actor(testgroup.UnitManager), testgroup.Group, n.ID); err == nil {
		t.Error("another unit changes it")
	}
	got, err := room.Needs(ctx, f.Actor(testgroup.Chair), NeedList{GroupID: testgroup.Group, Unit: "ALA", States: []improvement.NeedState{improvement.NeedMet}})
	if err != nil || got.Total != 1 || got.Rows[0].Outcome != "Kurs" || got.Rows[0].ActionID != id || len(got.Years) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	for name, list := range map[string]NeedList{"unit": {Unit: "X"}, "page": {Page: 2}} {
		list.GroupID = testgroup.Group
		_, err := room.Needs(ctx, lead, list)
		wantError(t, "no such "+name, err, fault.ErrNotFound)
	}
}

// TestLettersByTheClock: the owner gets one two weeks before, one on the day and one a
// week after, each once, and nobody gets one for what is settled.
func TestLettersByTheClock(t *testing.T) {
	f := testgroup.New(t)
	now := time.Date(2026, time.May, 4, 8, 0, 0, 0, time.UTC)
	room, ctx := New(f.DB, func() time.Time { return now }).WithBaseURL("https://samsyn.exempel.se/"), t.Context()
	convener := f.Actor(testgroup.Convener)
	create := func(area string, due time.Time, change func(*improvement.Action)) {
		t.Helper()
		a := warm()
		a.Area, a.DueOn = area, due
		change(&a)
		if _, err := room.CreateAction(ctx, convener, a); err != nil {
			t.Fatal(err)
		}
	}
	due := day(2026, time.May, 18)
	create("Varma barn", due, func(*improvement.Action) {})
	create("Klar redan", due, func(a *improvement.Action) { a.State, a.Result = improvement.ActionDone, "Gjort" })
	create("Gemensam", due, func(a *improvement.Action) { a.UnitID, a.OwnerID = 0, testgroup.Chair })
	f.Exec(`UPDATE membership SET valid_to = '2026-05-10' WHERE person_id = 4`) // the chair leaves
	remind := func() {
		t.Helper()
		if err := room.RemindOfActions(ctx); err != nil {
			t.Fatal(err)
		}
	}
	queued := func() string {
		return f.Text(`SELECT string_agg(day::text || ' ' || email || ' ' || subject, '; ' ORDER BY id) FROM reminder`)
	}
	first := "2026-05-04 lead@exempel.se Åtgärd att ha klar senast 18 maj 2026: Varma barn; 2026-05-04 chair@exempel.se Åtgärd att ha klar senast 18 maj 2026: Gemensam"
	now = now.Add(-2 * time.Hour)
	if remind(); queued() != "" {
		t.Errorf("before seven: %s", queued())
	}
	now = now.Add(2 * time.Hour)
	remind()
	if remind(); queued() != first {
		t.Errorf("two weeks before: %s", queued())
	}
	if got := f.Text(`SELECT body FROM reminder ORDER BY id LIMIT 1`); got != "Hej Lena Läkare!\n\nÅtgärden ”Varma barn” (Ala) ska vara klar senast 18 maj 2026.\n\nÅtgärden:\nhttps://samsyn.exempel.se/forbattring/atgarder/1\n\nHälsningar\nProvgruppen" {
		t.Errorf("letter:\n%s", got)
	}
	now = now.AddDate(0, 0, 1)
	if remind(); queued() != first {
		t.Errorf("the day after: %s", queued())
	}
	now = time.Date(2026, time.May, 18, 8, 0, 0, 0, time.UTC)
	second := first + "; 2026-05-18 lead@exempel.se Åtgärd att ha klar i dag: Varma barn"
	if remind(); queued() != second {
		t.Errorf("on the day: %s", queued())
	}
	// Nothing ran on the day a week after: the letter is made up for, once.
	now = now.AddDate(0, 0, 9)
	third := second + "; 2026-05-25 lead@exempel.se Åtgärd som skulle ha varit klar: Varma barn"
	if remind(); queued() != third {
		t.Errorf("a week after: %s", queued())
	}
	now = now.AddDate(0, 0, 1)
	if remind(); queued() != third {
		t.Errorf("two weeks after: %s", queued())
	}
}

// TestNoLettersWhenRemindersAreOff: nor in a group with example data.
func TestNoLettersWhenRemindersAreOff(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	a := warm()
	a.DueOn = day(2026, time.May, 4)
	if _, err := room.CreateAction(ctx, f.Actor(testgroup.MedicalLead), a); err != nil {
		t.Fatal(err)
	}
	for _, off := range []string{`INSERT INTO reminder_setting (group_id, enabled, days) VALUES (1, false, '{}')`,
		`UPDATE reminder_setting SET enabled = true; UPDATE programme_group SET example_data = true WHERE id = 1`} {
		f.Exec(off)
		if err := room.RemindOfActions(ctx); err != nil {
			t.Fatal(err)
		}
		if got := f.Text(`SELECT count(*)::text FROM reminder`); got != "0" {
			t.Errorf("%s letters after %s", got, off)
		}
	}
	f.Exec(`UPDATE programme_group SET example_data = false`)
	if err := room.RemindOfActions(ctx); err != nil || f.Text(`SELECT count(*)::text FROM reminder`) != "1" {
		t.Errorf("on again: %v", err)
	}
}
