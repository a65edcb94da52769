package collect

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// state is the first submission's, with the audit's last word.
func state(f *testgroup.Fixture) string {
	return f.Text(`SELECT s.state || ', ' || (SELECT concat(a.action, ' ', a.before->>'state', ' till ', a.after->>'state') FROM audit a
	               WHERE a.subject = 'submission' AND a.subject_id = s.id ORDER BY a.id DESC LIMIT 1) FROM submission s`)
}

func wantState(t *testing.T, f *testgroup.Fixture, want string) {
	t.Helper()
	if got := state(f); got != want {
		t.Errorf("the state is %q, want %q", got, want)
	}
}

func TestNothingIsHandedInWhileRowsAreEmpty(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	save(t, room, lead, alaK1, everything()[2:4])
	var invalid *fault.ValidationError
	if err := room.Submit(t.Context(), lead, alaK1); !errors.As(err, &invalid) {
		t.Fatalf("%v", err)
	}
	var fields []string
	for _, p := range invalid.Problems {
		fields = append(fields, p.Field+" "+p.Code)
	}
	want := []string{"figure.1.0.2026K1.numerator figure_required", "figure.2.0.2026K1.numerator figure_required",
		"figure.9.2.2026K1.mean figure_required", "figure.10.0.2026K1.text figure_required"}
	if !slices.Equal(fields, want) {
		t.Errorf("problems %q", fields)
	}
	if got := f.Text(`SELECT state FROM submission`); got != "draft" {
		t.Errorf("the state is %s", got)
	}
}

func TestHandingIn(t *testing.T) {
	f, room := submitted(t)
	wantState(t, f, "submitted, submission.submit draft till submitted")
	if got := f.Text(`SELECT concat(submitted_at, ' ', submitted_by) FROM submission`); got == "" || got[len(got)-2:] != " 1" {
		t.Errorf("handed in %q", got)
	}
	if err := room.Submit(t.Context(), f.Actor(testgroup.MedicalLead), alaK1); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("twice: %v", err)
	}
	refused(t, f, outsiders, func(actor org.Actor) error { return room.Submit(t.Context(), actor, alaK1) })
}

func TestAPeriodIsHandedInWhenItHasEnded(t *testing.T) {
	f, room := open(t)
	var invalid *fault.ValidationError
	err := room.Submit(t.Context(), f.Actor(testgroup.MedicalLead), quarter("ALA", "2026K2"))
	if !errors.As(err, &invalid) || invalid.Problems[0].Code != "period_not_ended" {
		t.Errorf("a period that runs: %v", err)
	}
	if err := room.Submit(t.Context(), f.Actor(testgroup.MedicalLead), quarter("ALA", "2025K4")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a period with nothing due: %v", err)
	}
	if n := f.Text(`SELECT count(*)::text FROM submission`); n != "0" {
		t.Errorf("%s submissions were left behind", n)
	}
}

func TestTheConvenerDecides(t *testing.T) {
	f, room := submitted(t)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	others := append(slices.Clone(outsiders), testgroup.MedicalLead)
	until := testgroup.Now.AddDate(0, 0, 7)

	refused(t, f, others, func(actor org.Actor) error { return room.Return(ctx, actor, alaK1, Returning{Reason: "x"}) })
	var invalid *fault.ValidationError
	if err := room.Return(ctx, convener, alaK1, Returning{Reason: " "}); !errors.As(err, &invalid) {
		t.Errorf("returned without a reason: %v", err)
	}
	if err := room.Return(ctx, convener, alaK1, Returning{Version: 1, Reason: "x"}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("decided on an older version: %v", err)
	}
	if err := room.Return(ctx, convener, alaK1, Returning{Version: version(t, room, f), Reason: "April saknas"}); err != nil {
		t.Fatal(err)
	}
	wantState(t, f, "returned, submission.return submitted till returned")
	got := form(t, room, lead, alaK1)
	if !got.CanRecord || got.Submission.ReturnReason != "April saknas" || got.ReturnedBy != "Sara Samman" {
		t.Errorf("the unit sees %+v", got.Submission)
	}

	if err := room.Submit(ctx, lead, alaK1); err != nil {
		t.Fatal(err)
	}
	refused(t, f, others, func(actor org.Actor) error {
		_, err := room.Approve(ctx, actor, alaK1, 0)
		return err
	})
	if _, err := room.Approve(ctx, convener, alaK1, 2); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("approved what had been returned since: %v", err)
	}
	if _, err := room.Approve(ctx, convener, alaK1, version(t, room, f)); err != nil {
		t.Fatal(err)
	}
	wantState(t, f, "approved, submission.approve submitted till approved")

	refused(t, f, others, func(actor org.Actor) error {
		return room.Reopen(ctx, actor, alaK1, Reopening{Until: until, Reason: "x"})
	})
	if err := room.Reopen(ctx, convener, alaK1, Reopening{Until: until, Reason: "Två barn till"}); err != nil {
		t.Fatal(err)
	}
	wantState(t, f, "reopened, submission.reopen approved till reopened")
	for after, can := range map[time.Duration]bool{7 * 24 * time.Hour: true, 8 * 24 * time.Hour: false} {
		got := form(t, later(f, after), lead, alaK1)
		if got.CanRecord != can || !got.CanSubmit {
			t.Errorf("%v later: record %v, submit %v", after, got.CanRecord, got.CanSubmit)
		}
	}
}

// version is that of Ala's submission as the convener reads it.
func version(t *testing.T, room *Room, f *testgroup.Fixture) int {
	t.Helper()
	return form(t, room, f.Actor(testgroup.Convener), alaK1).Submission.Version
}

func TestAYearIsMadeFinal(t *testing.T) {
	f, room := submitted(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	if _, err := room.Finalise(ctx, convener, testgroup.Group, 2026); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("nothing approved: %v", err)
	}
	if _, err := room.Approve(ctx, convener, alaK1, version(t, room, f)); err != nil {
		t.Fatal(err)
	}
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, approved_at) VALUES
	            (1, 2, '2026-01-01', 3, 'approved', now()), (1, 3, '2025-10-01', 3, 'approved', now()), (2, 2, '2026-01-01', 3, 'approved', now());
	        INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 3, '2026-01-01', 3)`)
	refused(t, f, append(slices.Clone(outsiders), testgroup.MedicalLead), func(actor org.Actor) error {
		_, err := room.Finalise(ctx, actor, testgroup.Group, 2026)
		return err
	})
	if n, err := room.Finalise(ctx, convener, testgroup.Group, 2026); n != 2 || err != nil {
		t.Errorf("%d made final, %v", n, err)
	}
	want := "1/1 final, 1/2 final, 1/3 approved, 1/3 draft, 2/2 approved"
	got := f.Text(`SELECT string_agg(concat(group_id, '/', unit_id, ' ', state), ', ' ORDER BY group_id, unit_id, state) FROM submission`)
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'submission.finalise'`); n != "2" {
		t.Errorf("%s audit rows", n)
	}
	if err := room.Reopen(ctx, convener, alaK1, Reopening{Until: testgroup.Now, Reason: "x"}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("opened what is final: %v", err)
	}
}

func TestTheBoard(t *testing.T) {
	f, room := submitted(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	// Ala's lead was late by four days; mending what comes back makes it no later.
	if err := room.Return(ctx, convener, alaK1, Returning{Version: version(t, room, f), Reason: "x"}); err != nil {
		t.Fatal(err)
	}
	weeks := later(f, 14*24*time.Hour)
	if err := weeks.Submit(ctx, f.Actor(testgroup.MedicalLead), alaK1); err != nil {
		t.Fatal(err)
	}
	save(t, room, f.Actor(testgroup.UnitManager), quarter("BO", "2026K1"), everything()[:3])
	board, err := weeks.Board(ctx, f.Actor(testgroup.Chair), testgroup.Group, 0)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, unit := range board.Units {
		line := unit.Unit.ShortName
		for _, p := range unit.Periods[:2] {
			line += fmt.Sprintf(" | %s %s %d/%d late %d", p.Period.Code(), p.Submission.State, p.Filled, p.Total, p.DaysLate)
		}
		lines = append(lines, line)
	}
	want := []string{
		"Ala | 2026K1 submitted 6/6 late 4 | 2026K2 draft 0/6 late 0",
		"Bo | 2026K1 draft 3/6 late 18 | 2026K2 draft 0/6 late 0",
		"Ceda | 2026K1 draft 0/1 late 18 | 2026K2 draft 0/1 late 0",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("the board:\n%q\nwant\n%q", lines, want)
	}
	if board.Year != 2026 || len(board.Periods) != 4 || board.CanFinalise || board.Unsettled != 12 || !slices.Equal(board.Years, []int{2026}) {
		t.Errorf("year %d of %v, %d periods, %d unsettled", board.Year, board.Years, len(board.Periods), board.Unsettled)
	}
	for _, id := range []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		if _, err := room.Board(ctx, f.Actor(id), testgroup.Group, 2026); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", id, err)
		}
	}
}

func TestTheUnitsOwnPeriods(t *testing.T) {
	f, room := submitted(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	list := func(room *Room, person org.PersonID) string {
		t.Helper()
		p, err := room.Periods(ctx, f.Actor(person), testgroup.Group)
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, part := range []struct {
			name    string
			periods []Progress
		}{{"now", p.Now}, {"running", p.Running}, {"earlier", p.Earlier}} {
			text += part.name + ":"
			for _, at := range part.periods {
				text += fmt.Sprintf(" %s %s %s", at.Period.Code(), at.Submission.State, at.Due.Format(time.DateOnly))
			}
			text += "\n"
		}
		return text
	}
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	check(list(room, testgroup.MedicalLead), "now:\nrunning: 2026K2 draft 2026-07-30\nearlier: 2026K1 submitted 2026-04-30\n")
	check(list(room, testgroup.UnitManager), "now: 2026K1 draft 2026-04-30\nrunning: 2026K2 draft 2026-07-30\nearlier:\n")
	check(list(room, testgroup.Chair), "now:\nrunning:\nearlier:\n")
	if err := room.Return(ctx, convener, alaK1, Returning{Version: version(t, room, f), Reason: "x"}); err != nil {
		t.Fatal(err)
	}
	check(list(room, testgroup.MedicalLead), "now: 2026K1 returned 2026-04-30\nrunning: 2026K2 draft 2026-07-30\nearlier:\n")
	check(list(later(f, 60*24*time.Hour), testgroup.MedicalLead),
		"now: 2026K1 returned 2026-04-30 2026K2 draft 2026-07-30\nrunning: 2026K3 draft 2026-10-30\nearlier:\n")
}
