package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// standing is how far the report of 2025 has come.
func (w *world) standing() postgres.ReportStanding {
	w.t.Helper()
	list := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportStanding, error) {
		return tx.ReportStandings(ctx, w.full, 2025)
	})
	if len(list) != 1 {
		w.t.Fatalf("%d standings", len(list))
	}
	return list[0]
}

func (w *world) beginReport(year int) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.BeginReport(ctx, w.full, year, noon, 0) })
}

func (w *world) openRounds(from time.Time) []postgres.OpenRound {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.OpenRound, error) {
		return tx.OpenRounds(ctx, w.full, from)
	})
}

func TestRounds(t *testing.T) {
	w := newWorld(t)
	same(t, "none begun", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportStanding, error) {
		return tx.ReportStandings(ctx, w.full, 0)
	}), []postgres.ReportStanding{})
	w.beginReport(2025)
	w.beginReport(2024)
	same(t, "begun", w.standing(), postgres.ReportStanding{Year: 2025, Version: 1})
	due := date(2026, time.May, 20)
	edit := postgres.RoundEdit{GroupID: w.full, Year: 2025, Version: 1, OpenedAt: noon, Due: due, By: w.anna}
	set := func(e postgres.RoundEdit) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SetRound(ctx, e) }
	}
	w.write(set(edit))
	w.refused("by somebody else meanwhile", fault.ErrConflict, set(edit))
	want := postgres.ReportStanding{Year: 2025, Version: 2, RoundOpenedAt: ptr(noon), RoundOpenedBy: "Anna", RoundDue: &due}
	same(t, "opened", w.standing(), want)
	same(t, "open", w.openRounds(due), []postgres.OpenRound{{Year: 2025, Due: due, Answered: []org.UnitID{}, Begun: []org.UnitID{}}})
	same(t, "the day after", len(w.openRounds(due.AddDate(0, 0, 1))), 0)

	closed := noon.Add(time.Hour)
	edit.Version, edit.ClosedAt, edit.By = 2, &closed, w.bert
	w.write(set(edit))
	want.Version, want.RoundClosedAt, want.RoundClosedBy = 3, &closed, "Bert"
	same(t, "closed", w.standing(), want)
	same(t, "none open", len(w.openRounds(due)), 0)
	edit.Version, edit.ClosedAt = 3, nil
	w.write(set(edit))
	want.Version, want.RoundClosedAt, want.RoundClosedBy = 4, nil, ""
	same(t, "opened again, by whom it was first", w.standing(), want)

	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.HoldRound(ctx, w.full, 2025) })
	w.refused("a report that has not begun", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.HoldRound(ctx, w.full, 2030)
	})
}

// edition fixes one of the report of 2025, an hour after noon for each number.
func (w *world) edition(number int, reason string) {
	w.t.Helper()
	w.exec(`INSERT INTO report_document (sha256, group_id, year, audience, content, made_at)
		SELECT sha256(x::bytea), $1, 2025, 'internal', '', now() FROM unnest(ARRAY['a', 'b']) x ON CONFLICT DO NOTHING`, w.full)
	w.exec(`INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at, reason)
		VALUES ($1, 2025, $2, sha256('a'), sha256('b'), $3, $4)`, w.full, number, noon.Add(time.Duration(number)*time.Hour), reason)
}

func TestWhereEditionsWent(t *testing.T) {
	w := newWorld(t)
	w.beginReport(2025)
	due := date(2026, time.May, 20)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetRound(ctx, postgres.RoundEdit{GroupID: w.full, Year: 2025, Version: 1, OpenedAt: noon, Due: due})
	})
	w.edition(1, "")
	w.edition(2, "Rättad")
	for _, event := range [][2]string{{"delivered", "2026-05-05"}, {"delivered", "2026-05-06"}, {"presented", "2026-05-07"}} {
		w.exec(`INSERT INTO report_edition_event (edition_id, kind, direction, happened_on, with_whom, noted_at)
			SELECT min(id), $1, CASE $1 WHEN 'delivered' THEN 'up' ELSE '' END, $2::text::date, 'Provområdet', now() FROM report_edition`, event[0], event[1])
	}
	w.exec(`UPDATE report_edition_event SET taken_back_at = now() WHERE kind = 'presented'`)
	same(t, "delivered", w.standing(), postgres.ReportStanding{Year: 2025, Version: 2, RoundOpenedAt: ptr(noon), RoundDue: &due,
		Edition: 2, FixedAt: ptr(noon.Add(2 * time.Hour)), DeliveredOn: ptr(date(2026, time.May, 6))})
	same(t, "no answers after an edition", len(w.openRounds(due)), 0)
}

func TestLettersToUnits(t *testing.T) {
	w := newWorld(t)
	letters := func() map[org.UnitID]time.Time {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (map[org.UnitID]time.Time, error) {
			return tx.UnitLetters(ctx, w.full, "report round 2025")
		})
	}
	same(t, "none", letters(), map[org.UnitID]time.Time{})
	l := w.aLetter()
	l.UnitID, l.About = w.ala, "report round 2025 open"
	w.queue(l)
	l.About, l.QueuedAt = "report round 2025 remind", noon.Add(time.Hour)
	w.queue(l)
	l.About, l.UnitID = "report round 2024", w.bo
	w.queue(l)
	same(t, "the last one", letters(), map[org.UnitID]time.Time{w.ala: noon.Add(time.Hour)})
}

func TestWhatIsNotWritten(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.AddReportHeading(ctx, w.full, postgres.ReportHeading{Heading: "Slutsats", Content: "text"})
	})
	w.beginReport(2025)
	sections := func(from, to int) []postgres.UnwrittenSection {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.UnwrittenSection, error) {
			return tx.UnwrittenSections(ctx, w.full, date(2026, time.February, from), date(2026, time.February, to))
		})
	}
	same(t, "without an author", len(sections(1, 28)), 0)
	w.exec(`UPDATE report_section SET author_id = $1, due_on = '2026-02-10'`, w.anna)
	got := sections(10, 10)
	if len(got) != 1 {
		t.Fatalf("%d sections", len(got))
	}
	same(t, "to be written", got[0], postgres.UnwrittenSection{SectionID: got[0].SectionID, Year: 2025, Heading: "Slutsats",
		DueOn: date(2026, time.February, 10), Person: org.Person{ID: w.anna, Email: "Anna@exempel.se", Name: "Anna", Profession: org.Physician}})
	same(t, "another day", len(sections(11, 28)), 0)
	w.exec(`UPDATE report_section SET state = 'ready'`)
	same(t, "ready", len(sections(1, 28)), 0)
}

func TestReportAnswers(t *testing.T) {
	w := newWorld(t)
	w.beginReport(2025)
	answers := func() []postgres.ReportAnswer {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ReportAnswer, error) {
			return tx.ReportAnswers(ctx, w.full, 2025)
		})
	}
	save := func(e postgres.AnswerEdit) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReportAnswer(ctx, e) }
	}
	said := func(id quality.IndicatorID, body string) postgres.AnswerComment {
		return postgres.AnswerComment{IndicatorID: id, Body: body}
	}
	draft := postgres.AnswerEdit{GroupID: w.full, Year: 2025, UnitID: w.ala, Body: "Året", At: noon, By: w.anna,
		Comments: []postgres.AnswerComment{said(w.divided.ID, "Ett"), said(w.plain.ID, "")}}
	w.write(save(draft))
	w.refused("begun by two", fault.ErrConflict, save(draft))
	want := postgres.ReportAnswer{UnitID: w.ala, Body: "Året", Version: 1, EditedAt: noon, EditedBy: "Anna",
		Comments: []postgres.AnswerComment{said(w.divided.ID, "Ett")}}
	same(t, "a draft", answers(), []postgres.ReportAnswer{want})

	sent := draft
	sent.Version, sent.Seen, sent.By = 1, []byte(`[1]`), w.bert
	w.write(save(sent))
	w.refused("a stale version", fault.ErrConflict, save(sent))
	want.SentBody, want.AnsweredAt, want.AnsweredBy, want.Seen = "Året", ptr(noon), "Bert", []byte(`[1]`)
	want.Version, want.EditedBy, want.Comments[0].SentBody = 2, "Bert", "Ett"
	same(t, "sent", answers(), []postgres.ReportAnswer{want})

	// A later draft leaves what was sent.
	draft.Version, draft.Body, draft.At = 2, "", noon.Add(time.Hour)
	draft.Comments = []postgres.AnswerComment{said(w.plain.ID, "Två")}
	w.write(save(draft))
	want.Body, want.Version, want.EditedAt, want.EditedBy = "", 3, draft.At, "Anna"
	want.Comments = []postgres.AnswerComment{{IndicatorID: w.divided.ID, SentBody: "Ett"}, said(w.plain.ID, "Två")}
	same(t, "changed and not sent", answers(), []postgres.ReportAnswer{want})

	// Sending it takes what it no longer says away.
	draft.Version, draft.Seen = 3, []byte(`[2]`)
	w.write(save(draft))
	want.SentBody, want.AnsweredAt, want.AnsweredBy, want.Seen, want.Version = "", &draft.At, "Anna", []byte(`[2]`), 4
	want.Comments = []postgres.AnswerComment{{IndicatorID: w.plain.ID, Body: "Två", SentBody: "Två"}}
	same(t, "sent again", answers(), []postgres.ReportAnswer{want})

	due := date(2026, time.May, 20)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.SetRound(ctx, postgres.RoundEdit{GroupID: w.full, Year: 2025, Version: 1, OpenedAt: noon, Due: due})
	})
	w.write(save(postgres.AnswerEdit{GroupID: w.full, Year: 2025, UnitID: w.bo, At: noon}))
	same(t, "a command's empty draft", answers()[1], postgres.ReportAnswer{UnitID: w.bo, Version: 1, EditedAt: noon})
	same(t, "who has answered", w.openRounds(due), []postgres.OpenRound{{Year: 2025, Due: due, Answered: []org.UnitID{w.ala}, Begun: []org.UnitID{w.bo}}})
}
