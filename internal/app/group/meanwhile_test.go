package group

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// meanwhile begins other when first has done its work and its transaction is open still, and
// lets that end when other waits for it, or has ended. It gives what came of other.
func meanwhile(t *testing.T, f *testgroup.Fixture, first func(*postgres.Tx) error, other func() error) error {
	t.Helper()
	const waits = `SELECT count(*)::text FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()`
	came, done := make(chan error, 1), make(chan error, 1)
	err := f.DB.Write(t.Context(), func(tx *postgres.Tx) error {
		if err := first(tx); err != nil {
			return err
		}
		go func() { done <- other() }()
		for again := time.Tick(5 * time.Millisecond); ; {
			select {
			case err := <-done:
				came <- err
				return nil
			case <-again:
				if f.Text(waits) != "0" {
					return nil
				}
			case <-t.Context().Done():
				return t.Context().Err()
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-came:
		return err
	case err := <-done:
		return err
	}
}

// answering is a group with an open consultation that has a file, and what the coordinator
// has seen of it.
func answering(t *testing.T) (*testgroup.Fixture, *Room, SeenConsultation) {
	t.Helper()
	f := testgroup.New(t)
	room, convener := New(f.DB, testgroup.Clock), f.Actor(testgroup.Convener)
	today := org.DayOf(testgroup.Now)
	id, err := room.CreateConsultation(t.Context(), convener, improvement.Consultation{GroupID: testgroup.Group, Title: "Riktlinjen", Sender: "Någon", ReceivedOn: today,
		DueOn: today.AddDate(0, 0, 20), ViewsDueOn: today.AddDate(0, 0, 6)}, 0)
	seen := SeenConsultation{testgroup.Group, id, 1}
	if err := errors.Join(err, room.AddConsultationFile(t.Context(), convener, seen, "forslag.pdf", []byte("%PDF-1.7"))); err != nil {
		t.Fatal(err)
	}
	return f, room, seen
}

// Whoever writes a region's view, or changes the files, while the answer goes on sees that it
// has: what is archived is what is stored.
func TestNothingIsWrittenInAnAnswerThatGoesOn(t *testing.T) {
	f, room, seen := answering(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	turn := func(to improvement.ConsultationState) func(*postgres.Tx) error {
		return func(tx *postgres.Tx) error {
			c, err := tx.Consultation(ctx, seen.GroupID, seen.ID)
			if err != nil {
				return err
			}
			if c.State = to; to == improvement.ConsultationDeclined {
				c.DeclineReason = "Så är det"
			}
			return tx.SaveConsultation(ctx, c.Consultation)
		}
	}
	for _, c := range []struct {
		what string
		to   improvement.ConsultationState
		do   func() error
	}{
		{"a view", improvement.ConsultationReady, func() error {
			return room.WriteRegionView(ctx, f.Actor(testgroup.MedicalLead), ViewEdit{GroupID: seen.GroupID, ConsultationID: seen.ID, RegionID: 1, State: improvement.ViewGiven, Body: "Nej"})
		}},
		{"a file", improvement.ConsultationDeclined, func() error {
			return room.AddConsultationFile(ctx, convener, seen, "sent.pdf", []byte("%PDF-1.4"))
		}},
		{"a file less", improvement.ConsultationDeclined, func() error { return room.RemoveConsultationFile(ctx, convener, seen, 1) }},
	} {
		f.Exec(`UPDATE consultation SET state = 'open', decline_reason = ''`)
		if err := meanwhile(t, f, turn(c.to), c.do); !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if got := f.Text(`SELECT concat((SELECT count(*) FROM consultation_view), (SELECT count(*) FROM consultation_file))`); got != "01" {
		t.Errorf("views and files: %s", got)
	}
}

// What is archived has the file that was added while somebody sent the answer.
func TestAnAnswerIsSentWithTheFilesThatCome(t *testing.T) {
	f, room, seen := answering(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`UPDATE consultation SET state = 'approved', answer = 'Ja', approved_at = now(), approved_by = 4`)
	err := meanwhile(t, f, func(tx *postgres.Tx) error {
		if _, err := tx.LockConsultation(ctx, seen.GroupID, seen.ID); err != nil {
			return err
		}
		_, err := tx.AddConsultationFile(ctx, improvement.ConsultationFile{GroupID: seen.GroupID, ConsultationID: seen.ID, Name: "sent.pdf", MediaType: "application/pdf", AddedAt: testgroup.Now}, []byte("%PDF-1.4"))
		return err
	}, func() error { return room.SendAnswer(ctx, convener, seen, org.DayOf(testgroup.Now), "Någon") })
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT convert_from(content, 'UTF8') FROM consultation_archive`); !strings.Contains(got, "sent.pdf") {
		t.Errorf("the copy: %s", got)
	}
}

// Two turns that are planned at once do not overlap, and the log names the turn.
func TestTwoPlanAChairsTurnAtOnce(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	day := func(year int) time.Time { return time.Date(year, time.July, 1, 0, 0, 0, 0, time.UTC) }
	turn := improvement.ChairTerm{GroupID: testgroup.Group, RegionID: 1, From: day(2026), To: day(2028)}
	err := meanwhile(t, f, func(tx *postgres.Tx) error {
		if err := tx.LockChairTerms(ctx, testgroup.Group); err != nil {
			return err
		}
		_, err := tx.AddChairTerm(ctx, turn)
		return err
	}, func() error { return room.SaveChairTerm(ctx, convener, turn) })
	if got := problems(err); got != "from_on term_taken" {
		t.Errorf("at once: %q", got)
	}
	turn.RegionID, turn.From, turn.To = 2, day(2029), day(2031)
	if err := room.SaveChairTerm(ctx, convener, turn); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT (a.subject_id = t.id)::text FROM audit a, chair_term t WHERE a.action = 'chair.plan_term' AND t.region_id = 2`); got != "true" {
		t.Error("the log does not name the turn")
	}
}
