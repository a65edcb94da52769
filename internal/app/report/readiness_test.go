package report_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestReadiness(t *testing.T) {
	f, room := roundOpen(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`INSERT INTO report_section (group_id, year, content, heading, position, state, author_id, due_on) VALUES
			(1, 2025, 'text', 'Utan dag', 1, 'waiting', NULL, NULL), (1, 2025, 'text', 'Klar', 2, 'ready', NULL, '2026-01-01'),
			(1, 2025, 'medical', 'Fylls av siffror', 3, 'waiting', NULL, NULL), (1, 2025, 'text', 'Sen', 4, 'writing', 1, '2026-05-01'),
			(1, 2025, 'nursing', 'Har fått en dag', 5, 'waiting', NULL, '2026-05-20');
		INSERT INTO report_measure (group_id, year, indicator_id, discussion, assessment, edited_at) VALUES (1, 2025, 1, 'Ord', 'Ord', now()), (1, 2025, 3, 'Ord', '', now());
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, approved_at) VALUES (1, 2, '2025-01-01', 3, 'approved', now(), now());
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, missing_reason_id, entered_at) VALUES (2, 2, 1, 'proportion', '2025-01-01', 3, 'missing', 1, now());
		UPDATE figure SET review = 'returned', reviewed_at = now(), reviewed_by = 3, return_reason = 'Varför?', returned_version = 1 WHERE id = 1`)
	if err := room.Answer(ctx, f.Actor(testgroup.MedicalLead), report.Answering{Group: 1, Year: 2025, Unit: "ALA", Sending: report.Confirm}); err != nil {
		t.Fatal(err)
	}
	r, err := room.Readiness(ctx, convener, 1, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if r.Stage != report.StageOut || r.DaysLeft != 27 || !r.CanLead || !r.Due.Equal(*day(31)) {
		t.Errorf("%s, %d days to %v", r.Stage, r.DaysLeft, r.Due)
	}
	// Ala and Bo have two measures by quarter, and all three one by year.
	if r.Periods != 9 || r.Approved != 1 || len(r.Waiting) != 8 {
		t.Errorf("%d of %d periods, %d waiting", r.Approved, r.Periods, len(r.Waiting))
	}
	if r.Figures != 19 || len(r.Gaps) != 3 || r.Gaps[0].Missing != 8 || r.Gaps[1].Missing != 8 || r.Gaps[2].Missing != 1 {
		t.Errorf("%d figures, %+v", r.Figures, r.Gaps)
	}
	if len(r.Returned) != 1 || r.Returned[0].Unit.Code != "ALA" || r.Returned[0].SentBack != 1 || r.Returned[0].Period != quality.Quarter(2025, 1) {
		t.Errorf("returned: %+v", r.Returned)
	}
	var sections []string
	for _, s := range r.Unwritten {
		sections = append(sections, fmt.Sprintf("%s %t", s.Heading, s.Late))
	}
	if got := strings.Join(sections, ", "); r.Sections != 4 || got != "Sen true, Har fått en dag false, Utan dag false" {
		t.Errorf("%d sections: %s", r.Sections, got)
	}
	if r.Measures != 2 || len(r.Wordless) != 1 || r.Wordless[0].ID != 3 || !r.Wordless[0].Discussed || r.Wordless[0].Assessed {
		t.Errorf("%d measures: %+v", r.Measures, r.Wordless)
	}
	if r.Answered() != 1 || len(r.Units) != 3 {
		t.Errorf("%d of %d have answered", r.Answered(), len(r.Units))
	}
	if _, err := room.Readiness(ctx, convener, 1, 1999); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a year without a report: %v", err)
	}
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2024, 1)`)
	if r, err = room.Readiness(ctx, convener, 1, 2024); err != nil || r.Stage != report.StageNotBegun {
		t.Errorf("not begun: %s, %v", r.Stage, err)
	}
}

func TestStages(t *testing.T) {
	now := *day(4)
	opened := report.Standing{Version: 1, RoundOpenedAt: &now, RoundDue: day(10)}
	fixed := opened
	fixed.Edition, fixed.FixedAt = 1, day(6)
	again := fixed
	again.RoundOpenedAt = day(7)
	delivered, presented := fixed, fixed
	delivered.DeliveredOn, presented.PresentedOn = day(8), day(9)
	both := presented
	both.AcknowledgedOn = day(9)
	for _, c := range []struct {
		s    report.Standing
		on   int
		want report.Stage
	}{
		{report.Standing{}, 4, report.StageNotBegun}, {report.Standing{Version: 1}, 4, report.StageDraft}, {opened, 10, report.StageOut},
		{opened, 11, report.StageDraft}, {fixed, 8, report.StageFixed}, {again, 8, report.StageOut}, {delivered, 8, report.StageDelivered},
		{presented, 9, report.StagePresented}, {both, 9, report.StageAcknowledged},
	} {
		if got := report.StageOf(c.s, *day(c.on)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.s, got, c.want)
		}
	}
}

// planned are the subjects of the letters that a morning brings, one line each.
func planned(t *testing.T, f *testgroup.Fixture, on time.Time) string {
	t.Helper()
	before := f.Text(`SELECT coalesce(max(id), 0)::text FROM reminder`)
	room := report.New(f.DB, func() time.Time { return on.Add(9 * time.Hour) }).WithBaseURL("https://samsyn.exempel.se")
	for range 2 { // a second process
		if err := room.PlanLetters(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return f.Text(`SELECT string_agg(split_part(email, '@', 1) || ': ' || subject, E'\n' ORDER BY id) FROM reminder WHERE id > ` + before)
}

func TestTheClockRemindsOfTheRound(t *testing.T) {
	f, room := roundOpen(t)
	if err := room.Answer(t.Context(), f.Actor(testgroup.MedicalLead), report.Answering{Group: 1, Year: 2025, Unit: "ALA", Sending: report.Confirm}); err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE programme_group SET report_due_month = 12`) // no letters about that
	for n, want := range map[int]string{
		14: "", 15: "manager: Påminnelse: stämmer sidorna för Bo i årsrapporten?", 19: "",
		17: "manager: Påminnelse: stämmer sidorna för Bo i årsrapporten?", // made up for
		21: "manager: Bo har inte lämnat synpunkter på årsrapporten", 30: "",
	} {
		f.Exec(`DELETE FROM reminder`)
		if got := planned(t, f, *day(n)); got != want {
			t.Errorf("on the %d: %s, want %s", n, got, want)
		}
	}
	f.Exec(`DELETE FROM reminder; INSERT INTO reminder_setting (group_id, enabled, days, digest_weekday, version) VALUES (1, false, '{0}', 1, 1)`)
	if got := planned(t, f, *day(15)); got != "" {
		t.Errorf("reminders are off: %s", got)
	}
}

func TestTheClockRemindsAuthors(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withReport)
	f.Exec(`INSERT INTO report_section (group_id, year, content, heading, position, state, author_id, due_on) VALUES
		(1, 2025, 'text', 'Slutsats', 1, 'writing', 1, '2026-05-20'), (1, 2025, 'text', 'Klar', 2, 'ready', 1, '2026-05-20'),
		(1, 2025, 'text', 'Någon annans', 3, 'waiting', 8, '2026-05-20')`) // the other group's convener
	if got := planned(t, f, *day(13)); got != "lead: Årsrapporten: ”Slutsats” ska vara klart senast 20 maj 2026" {
		t.Errorf("a week before: %s", got)
	}
	if got := planned(t, f, *day(14)); got != "" {
		t.Errorf("the day after that: %s", got)
	}
	if got := planned(t, f, *day(21)); got != "lead: Årsrapporten: ”Slutsats” skulle ha varit klart 20 maj 2026" {
		t.Errorf("the day after: %s", got)
	}
}

func TestTheClockRemindsConveners(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(withReport)
	const want = "convener: Årsrapporten för 2025 lämnas senast 31 maj 2026"
	for n, due := range map[int]string{1: want, 10: "", 17: want, 28: want, 32: ""} {
		f.Exec(`DELETE FROM reminder`)
		if got := planned(t, f, *day(n)); got != due {
			t.Errorf("on the %d: %s, want %s", n, got, due)
		}
	}
	f.Exec(`DELETE FROM reminder`)
	planned(t, f, *day(28))
	body := f.Text(`SELECT body FROM reminder`)
	for _, want := range []string{"3 dagar kvar", "Godkända inlämningar: 0 av 9", "inte fått läsa sina sidor", "https://samsyn.exempel.se/arsrapport/2025/lage"} {
		if !strings.Contains(body, want) {
			t.Errorf("the letter lacks %q: %s", want, body)
		}
	}
	f.Exec(`DELETE FROM reminder; INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) VALUES (sha256('a'), 1, 2025, 'internal', '', now());
		INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at) VALUES (1, 2025, 1, sha256('a'), sha256('a'), '2026-05-23');
		INSERT INTO report_edition_event (edition_id, kind, direction, happened_on, with_whom, noted_at) VALUES (1, 'delivered', 'up', '2026-05-24', 'Provområdet', now())`)
	if got := planned(t, f, *day(28)); got != "" {
		t.Errorf("it is delivered: %s", got)
	}
}
