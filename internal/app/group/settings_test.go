package group

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// settings opens the settings as the convener, and gives what a change needs.
func settings(t *testing.T, f *testgroup.Fixture, room *Room) (Settings, Seen) {
	t.Helper()
	s, err := room.Settings(t.Context(), f.Actor(testgroup.Convener), testgroup.Group)
	if err != nil {
		t.Fatal(err)
	}
	return s, Seen{testgroup.Group, s.Version}
}

// problems is each problem of the error as "field code", or the error itself.
func problems(err error) string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return fmt.Sprint(err)
	}
	var list []string
	for _, p := range invalid.Problems {
		list = append(list, p.Field+" "+p.Code)
	}
	return strings.Join(list, ", ")
}

var march = org.Days{DueDays: 20, ReportDueMonth: time.March, ReportDueDay: 15}

func TestSettingsSayWhatFollows(t *testing.T) {
	f := testgroup.New(t)
	s, _ := settings(t, f, New(f.DB, testgroup.Clock))
	var got []string
	for _, d := range s.Effect.Periods {
		got = append(got, d.Period.Code()+" "+d.Day.Format(time.DateOnly))
	}
	want := "2026K2 2026-07-30, 2026K3 2026-10-30, 2026K4 2027-01-30, 2027K1 2027-04-30"
	if strings.Join(got, ", ") != want || s.Effect.ReportYear != 2026 || s.Effect.ReportDue.Format(time.DateOnly) != "2027-02-28" ||
		len(s.Effect.AfterReport) != 0 || s.Last.ActorName != "" {
		t.Errorf("%s, %+v", got, s)
	}
}

func TestDaysAreSaved(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	_, seen := settings(t, f, room)
	if err := room.SaveDays(ctx, convener, seen, march); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveDays(ctx, convener, seen, org.Days{DueDays: 1, ReportDueMonth: 1, ReportDueDay: 1}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved over what was not seen: %v", err)
	}
	s, seen := settings(t, f, room)
	if s.Group.Days() != march || s.Version != 2 || s.Last.ActorName != "Sara Samman" {
		t.Errorf("%+v", s)
	}
	if got := problems(room.SaveDays(ctx, convener, seen, org.Days{DueDays: 366, ReportDueMonth: 13})); got !=
		"due_days out_of_range, report_due_month unknown_choice, report_due_day out_of_range" {
		t.Errorf("days that cannot be: %s", got)
	}
	if err := room.SaveDays(ctx, convener, seen, march); err != nil { // nothing is changed
		t.Error(err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws(' ', actor_name, action, before, after), '; ') FROM audit`); got !=
		`Sara Samman group.save_days {"due_days": 30, "report_due": "02-31"} {"due_days": 20, "report_due": "03-15"}` {
		t.Errorf("log %s", got)
	}
}

// A unit that handed in on 29 April was in time for 30 days, and is not for 20; one
// on 5 May was late and is not for 40.
func TestWhatOtherDaysWouldMean(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, finalised_at) VALUES
		(1, 1, '2026-01-01', 3, 'submitted', '2026-04-29 23:30Z', NULL), (1, 2, '2026-01-01', 3, 'submitted', '2026-05-05 10:00Z', NULL),
		(1, 3, '2026-01-01', 3, 'draft', NULL, NULL), (1, 1, '2025-01-01', 3, 'final', '2025-04-02 10:00Z', now())`)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	for days, want := range map[int]string{30: "0 0 0", 20: "1 0 0", 40: "0 1 0", 0: "2 0 0", 90: "0 1 1"} {
		e, err := room.TryDays(ctx, convener, testgroup.Group, org.Days{DueDays: days, ReportDueMonth: time.February, ReportDueDay: 31})
		if got := fmt.Sprint(e.MoreLate, e.FewerLate, len(e.AfterReport)); err != nil || got != want {
			t.Errorf("%d days: %s, want %s, %v", days, got, want, err)
		}
	}
	if _, err := room.TryDays(ctx, convener, testgroup.Group, org.Days{DueDays: -1, ReportDueMonth: 1, ReportDueDay: 1}); problems(err) != "due_days out_of_range" {
		t.Errorf("tried days that cannot be: %v", err)
	}
	if got := f.Text(`SELECT concat(due_days, ' ', version, ' ', (SELECT count(*) FROM audit)) FROM programme_group WHERE id = 1`); got != "30 1 0" {
		t.Errorf("trying changed something: %s", got)
	}
}

func reasonsOf(s Settings) string {
	var list []string
	for _, r := range s.Reasons {
		text := r.Text
		if !r.Active {
			text = "(" + text + ")"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func TestReasons(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	step := func(what, want string, do func(Seen) error) {
		t.Helper()
		_, seen := settings(t, f, room)
		if err := do(seen); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if s, _ := settings(t, f, room); reasonsOf(s) != want {
			t.Errorf("%s: %s, want %s", what, reasonsOf(s), want)
		}
	}
	step("adding", "Registret är inte ifyllt, Tekniskt fel, (Gammal orsak)", func(seen Seen) error {
		return room.AddReason(ctx, convener, seen, "Tekniskt fel")
	})
	step("moving up", "Tekniskt fel, Registret är inte ifyllt, (Gammal orsak)", func(seen Seen) error {
		return room.MoveReason(ctx, convener, seen, ReasonMove{3, true})
	})
	step("rewording", "Fel i tekniken, Registret är inte ifyllt, (Gammal orsak)", func(seen Seen) error {
		return room.RewordReason(ctx, convener, seen, quality.Reason{ID: 3, Text: "Fel i tekniken"})
	})
	step("taking out of use", "Registret är inte ifyllt, (Gammal orsak), (Fel i tekniken)", func(seen Seen) error {
		return room.UseReason(ctx, convener, seen, quality.Reason{ID: 3})
	})
	step("taking back", "Registret är inte ifyllt, Gammal orsak, (Fel i tekniken)", func(seen Seen) error {
		return room.UseReason(ctx, convener, seen, quality.Reason{ID: 2, Active: true})
	})
	step("the same words", "Registret är inte ifyllt, Gammal orsak, (Fel i tekniken)", func(seen Seen) error {
		return room.RewordReason(ctx, convener, seen, quality.Reason{ID: 3, Text: "Fel i tekniken"})
	})
	if got := f.Text(`SELECT string_agg(concat_ws(' ', action, after), E'\n' ORDER BY id) FROM audit`); got != strings.Join([]string{
		`group.add_reason {"place": 2, "active": true, "reason": "Tekniskt fel"}`,
		`group.move_reason {"place": 1, "active": true, "reason": "Tekniskt fel"}`,
		`group.reword_reason {"place": 1, "active": true, "reason": "Fel i tekniken"}`,
		`group.retire_reason {"place": 3, "active": false, "reason": "Fel i tekniken"}`,
		`group.restore_reason {"place": 2, "active": true, "reason": "Gammal orsak"}`}, "\n") {
		t.Errorf("log\n%s", got)
	}
}

func TestReasonsThatMayNotBeChangedSo(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 1, '2026-01-01', 3);
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, missing_reason_id, entered_at)
		VALUES (1, 1, 1, 'proportion', '2026-01-01', 3, 'missing', 1, now())`)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	_, seen := settings(t, f, room)
	for what, test := range map[string]struct {
		err  error
		want string
	}{
		"words that stand at a figure": {room.RewordReason(ctx, convener, seen, quality.Reason{ID: 1, Text: "Andra ord"}), "text reason_used"},
		"the last one":                 {room.UseReason(ctx, convener, seen, quality.Reason{ID: 1}), "reasons last_reason"},
		"no words":                     {room.AddReason(ctx, convener, seen, " "), "text required"},
		"words out of use":             {room.AddReason(ctx, convener, seen, "gammal orsak"), "text reason_out_of_use"},
		"a child's number":             {room.AddReason(ctx, convener, seen, "Barn 20121212-1212"), "text personal_number"},
		"nobody's reason":              {room.UseReason(ctx, convener, seen, quality.Reason{ID: 9}), fault.ErrNotFound.Error()},
	} {
		if got := problems(test.err); got != test.want {
			t.Errorf("%s: %s, want %s", what, got, test.want)
		}
	}
	if err := room.AddReason(ctx, convener, Seen{testgroup.Group, 9}, "Ny"); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("a version that was never seen: %v", err)
	}
	if got := f.Text(`SELECT concat(count(*), ' ', (SELECT count(*) FROM audit), ' ', (SELECT version FROM programme_group WHERE id = 1)) FROM missing_reason`); got != "2 0 1" {
		t.Errorf("something was stored: %s", got)
	}
}

func TestSettingsAreTheConveners(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, seen := New(f.DB, testgroup.Clock), t.Context(), Seen{testgroup.Group, 1}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.UnitManager, testgroup.Chair, testgroup.Member,
		testgroup.Observer, testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, read := room.Settings(ctx, actor, testgroup.Group)
		_, tried := room.TryDays(ctx, actor, testgroup.Group, march)
		for what, err := range map[string]error{"reads": read, "tries": tried, "saves days": room.SaveDays(ctx, actor, seen, march),
			"adds": room.AddReason(ctx, actor, seen, "Ny"), "rewords": room.RewordReason(ctx, actor, seen, quality.Reason{ID: 2, Text: "Ny"}),
			"retires": room.UseReason(ctx, actor, seen, quality.Reason{ID: 1}), "moves": room.MoveReason(ctx, actor, seen, ReasonMove{1, true})} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("person %d %s: %v", id, what, err)
			}
		}
	}
	if got := f.Text(`SELECT concat((SELECT count(*) FROM audit), ' ', version, ' ', due_days) FROM programme_group WHERE id = 1`); got != "0 1 30" {
		t.Errorf("a refused person left traces: %s", got)
	}
}
