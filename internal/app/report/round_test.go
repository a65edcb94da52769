package report_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// The report of 2025 for the test's group, with a figure for Ala, and the group's material
// due in May, after testgroup.Now.
const withReport = `
UPDATE programme_group SET report_due_month = 5, report_due_day = 31 WHERE id = 1;
INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2025, 1), (1, 2025, 3), (1, 2025, 5);
INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now());
INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES (1, 1, '2025-01-01', 3, 'submitted', now());
INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
VALUES (1, 1, 1, 'proportion', '2025-01-01', 3, 'reported', 70, 100, now());`

// day is a day in May, the month of testgroup.Now, the fourth.
func day(n int) *time.Time {
	d := time.Date(2026, time.May, n, 0, 0, 0, 0, time.UTC)
	return &d
}

// at is a room whose clock stands on a day in May.
func at(f *testgroup.Fixture, n int) *report.Room {
	return report.New(f.DB, func() time.Time { return time.Date(2026, time.May, n, 9, 0, 0, 0, time.UTC) }).WithBaseURL("https://samsyn.exempel.se")
}

func askBy(due *time.Time, version int) report.Asking {
	return report.Asking{Group: testgroup.Group, Year: 2025, Version: version, Due: due}
}

// roundOpen is a group whose units have been asked to answer by the twentieth.
func roundOpen(t *testing.T) (*testgroup.Fixture, *report.Room) {
	t.Helper()
	f := testgroup.New(t)
	f.Exec(withReport)
	room := at(f, 4)
	got, err := room.AskUnits(t.Context(), f.Actor(testgroup.Convener), askBy(day(20), 1))
	if err != nil || !got.Opened || got.Letters != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	return f, room
}

// codes are a ValidationError's problems as "field code".
func codes(err error) string {
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

func TestTheDayToAnswerByIsHeldAgainstTheReports(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withReport)
	room, ctx, convener := at(f, 4), t.Context(), f.Actor(testgroup.Convener)
	for want, due := range map[string]*time.Time{"due required": nil, "due date_past": day(3), "due round_after_report": day(31), "due round_short": day(10)} {
		if _, err := room.AskUnits(ctx, convener, askBy(due, 1)); codes(err) != want {
			t.Errorf("%v: %v, want %s", due, err, want)
		}
	}
	short := askBy(day(10), 1)
	short.Short = true
	if _, err := room.AskUnits(ctx, convener, short); err != nil {
		t.Errorf("who knows that it is short: %v", err)
	}
	late := askBy(day(90), 2) // the end of July; the material was due in May
	if _, err := at(f, 60).AskUnits(ctx, convener, late); err != nil {
		t.Errorf("a late report: %v", err)
	}
	never := askBy(day(20), 1)
	never.Year = 2024
	if _, err := room.AskUnits(ctx, convener, never); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a report that has not begun: %v", err)
	}
}

func TestWhoMayLeadTheRound(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withReport)
	room, ctx := at(f, 4), t.Context()
	for _, role := range org.Roles() {
		for where, actor := range map[string]org.Actor{"here": as(role, 1), "elsewhere": as(role, 2)} {
			_, round := room.Round(ctx, actor, 1, 2025)
			_, ready := room.Readiness(ctx, actor, 1, 2025)
			_, pages := room.UnitAnswer(ctx, actor, 1, 2025, "ALA")
			_, ask := room.AskUnits(ctx, actor, askBy(nil, 1))
			shut := room.CloseRound(ctx, actor, 1, 2025, 1)
			_, remind := room.RemindUnits(ctx, actor, 1, 2025, "")
			inside := actor.May(org.ViewBoard, 1, 0)
			leads := where == "here" && (role == org.Convener || role == org.ProcessSupport)
			for what, got := range map[string]struct {
				err error
				may bool
			}{"Round": {round, inside}, "Readiness": {ready, inside}, "UnitAnswer": {pages, inside}, "AskUnits": {ask, leads},
				"CloseRound": {shut, leads}, "RemindUnits": {remind, leads}} {
				if errors.Is(got.err, fault.ErrForbidden) == got.may {
					t.Errorf("%s, %s of %s: %v", role, where, what, got.err)
				}
			}
		}
	}
}

func TestAUnitAnswers(t *testing.T) {
	f, room := roundOpen(t)
	ctx, lead := t.Context(), f.Actor(testgroup.MedicalLead)
	a := report.Answering{Group: 1, Year: 2025, Unit: "ALA", Body: " Ett tungt år. ", Comments: map[quality.IndicatorID]string{1: "Nytt arbetssätt.", 3: " ", 7: "Inte vårt"}}
	if err := room.Answer(ctx, lead, a); err != nil {
		t.Fatal(err)
	}
	p, err := room.UnitAnswer(ctx, lead, 1, 2025, "ALA")
	if err != nil || !p.CanAnswer || report.AnswerStateOf(p.Answer) != report.Drafting || p.Answer.Body != "Ett tungt år." || report.About(p.Answer, 1) != "Nytt arbetssätt." || len(p.Answer.Comments) != 1 {
		t.Fatalf("a draft: %+v, %v", p.Answer, err)
	}
	if p, err = room.UnitAnswer(ctx, f.Actor(testgroup.Convener), 1, 2025, "ALA"); err != nil || p.May || p.Answer.Body != "" || len(p.Answer.Comments) != 0 || report.AnswerStateOf(p.Answer) != report.Drafting {
		t.Errorf("others read a draft: %+v, %v", p.Answer, err)
	}
	a.Sending = report.Confirm
	if a.Version = 1; codes(room.Answer(ctx, lead, a)) != "sending confirmed_with_words" {
		t.Error("confirmed without words, with words")
	}
	a.Sending = report.SendComments
	if err := room.Answer(ctx, lead, a); err != nil {
		t.Fatal(err)
	}
	// Somebody else at the unit had the page open all the while.
	var conflict *report.AnswerConflictError
	if err := room.Answer(ctx, lead, a); !errors.As(err, &conflict) || conflict.Stored.Version != 2 || conflict.Stored.AnsweredBy != "Lena Läkare" {
		t.Errorf("two from the same unit: %v", err)
	}
	round, err := room.Round(ctx, f.Actor(testgroup.UnitManager), 1, 2025)
	if err != nil || round.Answered() != 1 || len(round.Units) != 3 || round.CanLead {
		t.Fatalf("%+v, %v", round.Units, err)
	}
	if u := round.Units[0]; u.State != report.Commented || u.Answer.Body != "Ett tungt år." || len(u.People) != 1 || u.LetterAt == nil {
		t.Errorf("%+v", u)
	}

	// A later draft does not change what stands in the report.
	a.Version, a.Sending, a.Body, a.Comments = 2, report.KeepDraft, "Ångrat", nil
	if err := room.Answer(ctx, lead, a); err != nil {
		t.Fatal(err)
	}
	r, err := room.Read(ctx, f.Actor(testgroup.Convener), 1, 2025)
	if err != nil || len(r.Answers.Units) != 3 || r.Answers.Units[0].Answer.Body != "Ett tungt år." || r.Answers.Units[0].State != report.Commented || r.Answers.Units[1].State != report.Unanswered {
		t.Fatalf("%+v, %v", r.Answers, err)
	}
	if p, err = room.UnitAnswer(ctx, lead, 1, 2025, "ALA"); err != nil || !report.Unsent(p.Answer) || p.Answer.Body != "Ångrat" {
		t.Errorf("%+v, %v", p.Answer, err)
	}
	outside, err := room.Read(ctx, f.Actor(testgroup.Member), 1, 2025)
	if err != nil || outside.Answers.Units[0].Answer.AnsweredBy != "" || outside.Answers.Units[0].Answer.Body == "" {
		t.Errorf("outside: %+v, %v", outside.Answers.Units[0], err)
	}
	if got := f.Text(`SELECT string_agg(concat_ws('|', action, unit_id, after->>'body', after->>'comment'), ' ; ' ORDER BY id) FROM audit WHERE subject = 'report_answer'`); got !=
		"report.draft_answer|1 ; report.send_comments|1|Ett tungt år.|Temperatur vid inskrivning: Nytt arbetssätt. ; report.draft_answer|1" {
		t.Errorf("the log says %s", got)
	}
}

func TestWhatAUnitMayWrite(t *testing.T) {
	f, room := roundOpen(t)
	lead := f.Actor(testgroup.MedicalLead)
	for want, a := range map[string]report.Answering{
		"body too_long, comment.1 too_long": {Body: strings.Repeat("å", 10001), Comments: map[quality.IndicatorID]string{1: strings.Repeat("å", 5001)}},
		"comment.1 personal_number":         {Comments: map[quality.IndicatorID]string{1: "Barnet 19121212-1212."}},
		"body personal_number":              {Body: "Barnet 19121212-1212.", Sending: report.SendComments},
		"sending nothing_to_send":           {Sending: report.SendComments},
	} {
		a.Group, a.Year, a.Unit = 1, 2025, "ALA"
		if got := codes(room.Answer(t.Context(), lead, a)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if f.Text(`SELECT count(*)::text FROM report_answer`) != "0" {
		t.Error("something was stored")
	}
}

func TestWhoMayAnswer(t *testing.T) {
	f, room := roundOpen(t)
	for _, role := range org.Roles() {
		actor := as(role, 1)
		actor.Person.ID = testgroup.MedicalLead
		own := role == org.MedicalLead || role == org.UnitManager || role == org.Delegate || role == org.HeadOfDepartment
		for unit, may := range map[string]bool{"ALA": own, "BO": false} {
			err := room.Answer(t.Context(), actor, report.Answering{Group: 1, Year: 2025, Unit: unit, Version: 99})
			if may && !errors.Is(err, fault.ErrConflict) || !may && !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s of %s: %v", role, unit, err)
			}
		}
	}
	if err := room.Answer(t.Context(), f.Actor(testgroup.MedicalLead), report.Answering{Group: 1, Year: 2025, Unit: "INGEN"}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no such unit: %v", err)
	}
	if err := room.Answer(t.Context(), f.Actor(testgroup.MedicalLead), report.Answering{Group: 1, Year: 2024, Unit: "ALA"}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no such report: %v", err)
	}
}

func TestWhenAUnitMayAnswer(t *testing.T) {
	f, room := roundOpen(t)
	ctx, lead, convener := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	confirm := report.Answering{Group: 1, Year: 2025, Unit: "ALA", Sending: report.Confirm}
	if err := at(f, 20).Answer(ctx, lead, confirm); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	shut := func(room *report.Room, want report.Shut) {
		t.Helper()
		p, err := room.UnitAnswer(ctx, lead, 1, 2025, "ALA")
		if err != nil || p.Shut != want || p.CanAnswer != (want == report.Open) {
			t.Errorf("%q, %v, %v; want %q", p.Shut, p.CanAnswer, err, want)
		}
		confirm.Version = p.Answer.Version
		if err := room.Answer(ctx, lead, confirm); (want == report.Open) != (err == nil) || err != nil && !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("%s: %v", want, err)
		}
	}
	shut(at(f, 21), report.DayPassed)
	if got, err := at(f, 21).AskUnits(ctx, convener, askBy(day(29), 2)); err != nil || !got.Opened || got.Letters != 1 {
		t.Errorf("moved when it had passed: %+v, %v", got, err)
	}
	shut(at(f, 21), report.Open)
	if err := at(f, 22).CloseRound(ctx, convener, 1, 2025, 3); err != nil {
		t.Fatal(err)
	}
	shut(at(f, 22), report.RoundClosed)
	if err := at(f, 22).CloseRound(ctx, convener, 1, 2025, 4); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := at(f, 22).AskUnits(ctx, convener, askBy(day(29), 3)); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("a stale version: %v", err)
	}
	if _, err := at(f, 22).AskUnits(ctx, convener, askBy(day(29), 4)); err != nil {
		t.Fatal(err)
	}
	shut(at(f, 22), report.Open)
	f.Exec(`INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) VALUES (sha256('a'), 1, 2025, 'internal', '', now());
		INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at) VALUES (1, 2025, 1, sha256('a'), sha256('a'), '2026-05-23')`)
	shut(at(f, 23), report.EditionFixed)
	// The round can be opened for another edition; then all are asked again.
	got, err := at(f, 23).AskUnits(ctx, convener, askBy(day(30), 5))
	if err != nil || !got.Opened || got.Letters != 2 {
		t.Errorf("for another edition: %+v, %v", got, err)
	}
	shut(at(f, 23), report.Open)
	if moved, err := room.AskUnits(ctx, convener, askBy(day(28), 6)); err != nil || moved.Opened || moved.Letters != 1 {
		t.Errorf("moved: %+v, %v", moved, err)
	}
}

func TestChangesSinceTheAnswer(t *testing.T) {
	f, room := roundOpen(t)
	ctx, lead := t.Context(), f.Actor(testgroup.MedicalLead)
	if err := room.Answer(ctx, lead, report.Answering{Group: 1, Year: 2025, Unit: "ALA", Sending: report.Confirm}); err != nil {
		t.Fatal(err)
	}
	changes := func() []report.Change {
		t.Helper()
		p, err := room.UnitAnswer(ctx, lead, 1, 2025, "ALA")
		if err != nil {
			t.Fatal(err)
		}
		round, err := room.Round(ctx, f.Actor(testgroup.Convener), 1, 2025)
		if err != nil || len(round.Units[0].Changes) != len(p.Changes) {
			t.Errorf("the convener sees %d of %d, %v", len(round.Units[0].Changes), len(p.Changes), err)
		}
		return p.Changes
	}
	if got := changes(); len(got) != 0 {
		t.Errorf("nothing changed: %+v", got)
	}
	f.Exec(`UPDATE figure SET numerator = 71, comment = 'Räknat om' WHERE id = 1`)
	got := changes()
	if len(got) != 1 || got[0].Row.Measure.Code != "MED1" || *got[0].Then.Value.Numerator != 70 || *got[0].Then.Point != 70 || *got[0].Now.Point != 71 {
		t.Fatalf("%+v", got)
	}
	if err := room.Answer(ctx, lead, report.Answering{Group: 1, Year: 2025, Unit: "ALA", Sending: report.Confirm, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if got := changes(); len(got) != 0 {
		t.Errorf("answered again: %+v", got)
	}
}

func TestRemindingUnits(t *testing.T) {
	f, room := roundOpen(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	if n, err := room.RemindUnits(ctx, convener, 1, 2025, "BO"); err != nil || n != 1 {
		t.Errorf("one: %d, %v", n, err)
	}
	if n, err := room.RemindUnits(ctx, convener, 1, 2025, ""); err != nil || n != 1 { // Bo has had today's
		t.Errorf("all: %d, %v", n, err)
	}
	if n, err := room.RemindUnits(ctx, convener, 1, 2025, ""); err != nil || n != 0 {
		t.Errorf("twice the same day: %d, %v", n, err)
	}
	if err := room.Answer(ctx, f.Actor(testgroup.MedicalLead), report.Answering{Group: 1, Year: 2025, Unit: "ALA", Sending: report.Confirm}); err != nil {
		t.Fatal(err)
	}
	if _, err := room.RemindUnits(ctx, convener, 1, 2025, "ALA"); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("who has answered: %v", err)
	}
	if n, err := at(f, 5).RemindUnits(ctx, convener, 1, 2025, ""); err != nil || n != 1 {
		t.Errorf("the day after: %d, %v", n, err)
	}
	got := f.Text(`SELECT subject || body FROM reminder WHERE about = 'report round 2025 remind' ORDER BY id DESC LIMIT 1`)
	for _, want := range []string{"Påminnelse: stämmer sidorna för Bo i årsrapporten?", "Hej Viktor Vård!", "20 maj 2026", "https://samsyn.exempel.se/arsrapport/2025/synpunkter/BO"} {
		if !strings.Contains(got, want) {
			t.Errorf("the letter lacks %q: %s", want, got)
		}
	}
	f.Exec(`UPDATE programme_group SET example_data = true`)
	if _, err := room.RemindUnits(ctx, convener, 1, 2025, ""); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("made-up addresses: %v", err)
	}
	if !slices.Equal([]string{f.Text(`SELECT count(*)::text FROM audit WHERE action = 'letter.queued'`)}, []string{"5"}) {
		t.Error("letters are not in the log")
	}
}
