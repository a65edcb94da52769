package improve

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// TestAMethodFromUnitToUnit: the coordinator writes it in, each unit speaks for itself, and
// the log tells of all of it.
func TestAMethodFromUnitToUnit(t *testing.T) {
	x := newExamples(t)
	ctx, today := t.Context(), org.DayOf(testgroup.Now)
	m := improvement.Method{GroupID: testgroup.Group, Direction: improvement.MethodIn, Kind: improvement.WayOfWorking, Title: "Varm filt", Why: "Barnen blir varma.",
		Source: "Riktlinjen", Priority: improvement.HighPriority, IndicatorID: 1, FollowUpMonths: []int{6}}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Other} {
		_, err := x.room.CreateMethod(ctx, x.Actor(id), m, 0)
		wantErr(t, "written in by another", err, fault.ErrForbidden)
	}
	wrong := m
	wrong.Title, wrong.IndicatorID, wrong.Promises = "", 99, append(wrong.Promises, 99)
	_, err := x.room.CreateMethod(ctx, x.Actor(testgroup.Convener), wrong, 0)
	wantProblems(t, err, "title: required", "measure: unknown_choice", "promises: unknown_choice")
	if m.ID, err = x.room.CreateMethod(ctx, x.Actor(testgroup.Convener), m, 0); err != nil {
		t.Fatal(err)
	}

	lead, manager := x.Actor(testgroup.MedicalLead), x.Actor(testgroup.UnitManager)
	say := func(actor org.Actor, n improvement.MethodNote) (int, error) {
		n.MethodID = m.ID
		return x.room.NoteMethods(ctx, actor, testgroup.Group, []improvement.MethodNote{n})
	}
	began := improvement.MethodNote{UnitID: testgroup.Ala, State: improvement.MethodPartly, Since: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	_, err = say(manager, began)
	wantErr(t, "for another's unit", err, fault.ErrForbidden)
	_, err = say(x.Actor(testgroup.Chair), began)
	wantErr(t, "the chair", err, fault.ErrForbidden)
	if n, err := say(lead, began); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if n, err := say(lead, began); n != 0 || err != nil {
		t.Errorf("the same once more: %d, %v", n, err)
	}
	_, err = say(lead, improvement.MethodNote{UnitID: testgroup.Ala, State: improvement.MethodNotApplicable, Since: today.AddDate(0, 0, 1)})
	wantProblems(t, err, "state.1: method_overtaken", "since.1: date_to_come", "comment.1: required")
	_, err = x.room.NoteMethods(ctx, lead, testgroup.Group, []improvement.MethodNote{{MethodID: 99, UnitID: testgroup.Ala, State: improvement.MethodDone, Since: today}})
	wantErr(t, "another method", err, fault.ErrNotFound)

	own, err := x.room.OwnMethods(ctx, lead, testgroup.Group, "")
	if err != nil || own.Unit.ID != testgroup.Ala || len(own.Units) != 1 || len(own.Lines) != 1 || own.Lines[0].Now().State != improvement.MethodPartly {
		t.Fatalf("%v %+v", err, own)
	}
	_, err = x.room.OwnMethods(ctx, lead, testgroup.Group, "BO")
	wantErr(t, "another's unit", err, fault.ErrNotFound)
	_, err = x.room.OwnMethods(ctx, x.Actor(testgroup.Chair), testgroup.Group, "")
	wantErr(t, "somebody without a unit", err, fault.ErrForbidden)

	page, err := x.room.Method(ctx, lead, testgroup.Group, m.ID)
	if err != nil || len(page.Effects[testgroup.Ala]) != 1 || len(page.Effects[testgroup.Bo]) != 0 || page.CanEdit || !page.CanAct {
		t.Fatalf("%v %+v", err, page.Effects)
	}
	if page.Tally != (improvement.MethodTally{Partly: 1, Silent: 2}) {
		t.Errorf("the units stand %+v", page.Tally)
	}
	if got := x.Text(`SELECT string_agg(concat_ws('>', before->>'method_state', after->>'method_state'), ' ' ORDER BY id) FROM audit WHERE action = 'method.note'`); got != "in partly" {
		t.Errorf("the log says %q", got)
	}

	m.Title, m.Version = "Varma filtar", 1
	if err := x.room.SaveMethod(ctx, x.Actor(testgroup.Convener), m); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "an old version", x.room.SaveMethod(ctx, x.Actor(testgroup.Convener), m), fault.ErrConflict)
	wantErr(t, "by a unit", x.room.SaveMethod(ctx, lead, m), fault.ErrForbidden)
	last := today.AddDate(0, 0, -1)
	m.Version, m.EndedOn = 2, &last
	if err := x.room.SaveMethod(ctx, x.Actor(testgroup.Convener), m); err != nil {
		t.Fatal(err)
	}
	began.State = improvement.MethodDone
	_, err = say(lead, began)
	wantErr(t, "said of one that has ended", err, fault.ErrWrongState)
	for ended, want := range map[bool]int{false: 0, true: 1} {
		if all, err := x.room.Methods(ctx, x.Actor(testgroup.Member), testgroup.Group, ended); err != nil || len(all.Lines) != want || all.Ended != 1 {
			t.Errorf("%v: %d methods, %d ended", err, len(all.Lines), all.Ended)
		}
	}
	_, err = x.room.Methods(ctx, x.Actor(testgroup.Observer), testgroup.Group, true)
	wantErr(t, "an observer", err, fault.ErrForbidden)
}

// TestAUnitIsAskedAgain: half a year after it came all the way, and what it sees then moves
// it back when it does not last.
func TestAUnitIsAskedAgain(t *testing.T) {
	x := newExamples(t)
	ctx, lead := t.Context(), x.Actor(testgroup.MedicalLead)
	id, err := x.room.CreateMethod(ctx, x.Actor(testgroup.Convener), improvement.Method{GroupID: testgroup.Group, Direction: improvement.MethodOut, Kind: improvement.CareOffer,
		Title: "Onödigt återbesök", Why: "Det gör ingen nytta.", Source: "Genomgången", Priority: improvement.LowPriority, FollowUpMonths: []int{6, 12}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	up := improvement.MethodFollowUp{MethodID: id, GroupID: testgroup.Group, UnitID: testgroup.Ala, Outcome: improvement.MethodHolds, Result: "Inga sedan i höstas."}
	wantErr(t, "before it has come all the way", x.room.FollowUpMethod(ctx, lead, up), fault.ErrWrongState)
	if _, err := x.room.NoteMethods(ctx, lead, testgroup.Group, []improvement.MethodNote{{MethodID: id, UnitID: testgroup.Ala, State: improvement.MethodDone, Since: day(2025, 10, 15)}}); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "on another day", x.room.FollowUpMethod(ctx, lead, up), fault.ErrConflict)
	wantErr(t, "another's unit", x.room.FollowUpMethod(ctx, x.Actor(testgroup.UnitManager), up), fault.ErrForbidden)
	wantProblems(t, x.room.FollowUpMethod(ctx, lead, improvement.MethodFollowUp{MethodID: id, GroupID: testgroup.Group, UnitID: testgroup.Ala}), "outcome: required", "result: required")
	up.AskedOn = day(2026, 4, 15)
	if err := x.room.FollowUpMethod(ctx, lead, up); err != nil {
		t.Fatal(err)
	}
	at, err := x.room.MethodAt(ctx, lead, testgroup.Group, id, "ALA")
	if err != nil || at.Now().State != improvement.MethodDone || at.AskAgain == nil || !at.AskAgain.Equal(day(2026, 10, 15)) || len(at.Given) != 1 {
		t.Fatalf("%v %+v", err, at.MethodCell)
	}
	up.AskedOn, up.Outcome, up.Result = *at.AskAgain, improvement.MethodLost, "De är tillbaka."
	if err := x.room.FollowUpMethod(ctx, lead, up); err != nil {
		t.Fatal(err)
	}
	if at, err = x.room.MethodAt(ctx, lead, testgroup.Group, id, "ALA"); err != nil || at.Now().State != improvement.MethodUntouched ||
		at.Now().Comment != "De är tillbaka." || at.AskAgain != nil || len(at.Course) != 2 {
		t.Errorf("%v %+v", err, at.MethodCell)
	}
	_, err = x.room.MethodAt(ctx, lead, testgroup.Group, id, "BO")
	wantErr(t, "another's unit", err, fault.ErrForbidden)
	_, err = x.room.MethodAt(ctx, lead, testgroup.Group, id, "XYZ")
	wantErr(t, "no unit", err, fault.ErrNotFound)
	if got := x.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE 'method.%'`); got != "method.create method.note method.follow_up method.follow_up method.note" {
		t.Errorf("the log says %q", got)
	}
}

// TestAnsweringTwiceAtOnce: of two who answer for the same day at the same time one is first, and
// the other is told.
func TestAnsweringTwiceAtOnce(t *testing.T) {
	x := newExamples(t)
	ctx, lead := t.Context(), x.Actor(testgroup.MedicalLead)
	id, err := x.room.CreateMethod(ctx, x.Actor(testgroup.Convener), improvement.Method{GroupID: testgroup.Group, Direction: improvement.MethodOut, Kind: improvement.CareOffer,
		Title: "Onödigt återbesök", Why: "Det gör ingen nytta.", Source: "Genomgången", Priority: improvement.LowPriority, FollowUpMonths: []int{6, 12}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.room.NoteMethods(ctx, lead, testgroup.Group, []improvement.MethodNote{{MethodID: id, UnitID: testgroup.Ala, State: improvement.MethodDone, Since: day(2025, 10, 15)}}); err != nil {
		t.Fatal(err)
	}
	up := improvement.MethodFollowUp{MethodID: id, GroupID: testgroup.Group, UnitID: testgroup.Ala, AskedOn: day(2026, 4, 15), Outcome: improvement.MethodHolds, Result: "Inga sedan i höstas."}
	second := make(chan error, 1)
	err = x.DB.Write(ctx, func(tx *postgres.Tx) error { // the first one, on its way in
		if _, err := tx.LockMethod(ctx, testgroup.Group, id); err != nil {
			return err
		}
		go func() { second <- x.room.FollowUpMethod(ctx, lead, up) }()
		const waits = `SELECT count(*)::text FROM pg_locks WHERE locktype IN ('transactionid', 'tuple') AND NOT granted
			AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`
		for again := time.Tick(5 * time.Millisecond); x.Text(waits) == "0"; {
			select {
			case err := <-second:
				second <- err
				return errors.New("the second one did not wait")
			case <-again:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return tx.AddMethodFollowUp(ctx, improvement.MethodFollowUp{MethodID: id, GroupID: testgroup.Group, UnitID: testgroup.Ala, AskedOn: up.AskedOn,
			Outcome: up.Outcome, Result: up.Result, NotedAt: testgroup.Now, NotedBy: testgroup.MedicalLead})
	})
	if err != nil {
		t.Fatal(err)
	}
	wantErr(t, "the second one", <-second, fault.ErrConflict)
	if got := x.Text(`SELECT count(*)::text FROM method_follow_up`); got != "1" {
		t.Errorf("%s are stored", got)
	}
}

// TestAnActionForAMethod: it is filled in from the method, and stays with it.
func TestAnActionForAMethod(t *testing.T) {
	x := newExamples(t)
	ctx, lead := t.Context(), x.Actor(testgroup.MedicalLead)
	id, err := x.room.CreateMethod(ctx, x.Actor(testgroup.Convener), improvement.Method{GroupID: testgroup.Group, Direction: improvement.MethodOut, Kind: improvement.WayOfWorking,
		Title: "Onödigt prov", Why: "Det gör ingen nytta.", Source: "Genomgången", Priority: improvement.LowPriority, IndicatorID: 1}, 0)
	if err != nil {
		t.Fatal(err)
	}
	from := From{GroupID: testgroup.Group, ProgrammeKind: improvement.MethodProgramme, ProgrammeID: int64(id)}
	n, err := x.room.Begin(ctx, lead, from)
	if err != nil || n.Area != "Onödigt prov" || n.Kind != improvement.PhasingOut || n.IndicatorID != 1 || n.ProgrammeID != int64(id) {
		t.Fatalf("%v %+v", err, n.Action)
	}
	a, err := x.room.CreateAction(ctx, lead, n.Action)
	if err != nil {
		t.Fatal(err)
	}
	changed := n.Action
	changed.ID, changed.Version, changed.Area, changed.ProgrammeKind, changed.ProgrammeID = a, 1, "Annat", "", 0
	if err := x.room.SaveAction(ctx, lead, changed); err != nil {
		t.Fatal(err)
	}
	if p, err := x.room.Action(ctx, lead, testgroup.Group, a); err != nil || p.Programme != "Onödigt prov" {
		t.Errorf("%v, the action is of %q", err, p.Programme)
	}
	if p, err := x.room.Method(ctx, lead, testgroup.Group, id); err != nil || len(p.Actions) != 1 || p.Actions[0].Area != "Annat" {
		t.Errorf("%v %+v", err, p.Actions)
	}
	from.ProgrammeID = 99
	_, err = x.room.Begin(ctx, lead, from)
	wantErr(t, "no method", err, fault.ErrNotFound)
	foreign := n.Action
	foreign.ProgrammeID = 99
	_, err = x.room.CreateAction(ctx, lead, foreign)
	wantErr(t, "for no method", err, fault.ErrNotFound)
}

// TestLettersAboutMethods: two weeks before a unit is asked again, and on the day, to its own
// people; to the coordinator when it has none; nothing once it has answered.
func TestLettersAboutMethods(t *testing.T) {
	x := newExamples(t)
	ctx, lead := t.Context(), x.Actor(testgroup.MedicalLead)
	id, err := x.room.CreateMethod(ctx, x.Actor(testgroup.Convener), improvement.Method{GroupID: testgroup.Group, Direction: improvement.MethodOut, Kind: improvement.CareOffer,
		Title: "Onödigt återbesök", Why: "Det gör ingen nytta.", Source: "Genomgången", Priority: improvement.LowPriority, FollowUpMonths: []int{6}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.room.NoteMethods(ctx, lead, testgroup.Group, []improvement.MethodNote{{MethodID: id, UnitID: testgroup.Ala, State: improvement.MethodDone, Since: day(2025, 11, 18)}}); err != nil {
		t.Fatal(err)
	}
	on := func(month time.Month, d int) string {
		t.Helper()
		room := New(x.DB, func() time.Time { return time.Date(2026, month, d, 9, 0, 0, 0, i18n.Location()) }).WithBaseURL("https://samsyn.exempel.se")
		for range 2 { // the second adds nothing
			if err := room.RemindOfMethods(ctx); err != nil {
				t.Fatal(err)
			}
		}
		return x.Text("SELECT coalesce(string_agg(DISTINCT email || ' ' || day, ', '), '') || ' ' || count(*) FROM reminder")
	}
	if got := on(5, 3); got != " 0" {
		t.Errorf("early: %s", got)
	}
	first := on(5, 4)
	if !strings.Contains(first, "lead@exempel.se 2026-05-04") || strings.Contains(first, "convener") {
		t.Errorf("two weeks before: %s", first)
	}
	body := x.Text("SELECT body FROM reminder WHERE email = 'lead@exempel.se'")
	for _, part := range []string{"Onödigt återbesök", "18 maj 2026", "https://samsyn.exempel.se/forbattring/metoder/1/uppfoljning/ALA"} {
		if !strings.Contains(body, part) {
			t.Errorf("the letter lacks %q: %s", part, body)
		}
	}
	x.Exec("UPDATE membership SET valid_to = '2026-05-10' WHERE unit_id = 1")
	if got := on(5, 18); !strings.Contains(got, "convener@exempel.se 2026-05-18") {
		t.Errorf("nobody is left at the unit: %s", got)
	}
	x.Exec("INSERT INTO method_follow_up (method_id, group_id, unit_id, asked_on, outcome, result, noted_at) SELECT id, 1, 1, '2026-05-18', 'holds', 'Ja', now() FROM method")
	before := on(5, 19)
	if got := on(6, 1); got != before {
		t.Errorf("it has answered: %s", got)
	}
}
