package improve

import (
	"testing"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/testdb/testgroup"
)

// TestADecisionIsMended: not against what has been made of it since, and its meeting stays with
// it however many there have been.
func TestADecisionIsMended(t *testing.T) {
	w, ctx := newNominating(t), t.Context()
	convener := w.Actor(testgroup.Convener)
	id := w.nominates(testgroup.MedicalLead, w.topic(testgroup.Ala, "Varma barn"))
	kept := w.nominates(testgroup.UnitManager, w.topic(testgroup.Bo, "Färre infektioner"))
	*w.now = time.Date(2026, time.June, 2, 9, 0, 0, 0, testgroup.Now.Location())
	w.Exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at) SELECT 1, 'working', 'Möte ' || n, d, d + interval '1 hour'
		FROM generate_series(1, 61) n, LATERAL (SELECT timestamptz '2026-05-02 14:00+02' + n * interval '1 day' AS d) each`)
	p, err := w.room.Round(ctx, convener, testgroup.Group, w.round)
	if err != nil || len(p.Meetings) != 20 || p.Meetings[0].Title != "Möte 31" { // later today, and none that is to come
		t.Fatalf("%v, %+v", err, p.Meetings)
	}
	deciding := DecidingRound{GroupID: testgroup.Group, ID: w.round, Version: 1, Decision: improvement.RoundDecision{On: day(2026, time.June, 2), MeetingID: p.Meetings[1].ID,
		Outcomes: []improvement.OutcomeOf{{ID: id, Outcome: improvement.TopicChosen, Reason: "Alla vill"}, {ID: kept, Outcome: improvement.TopicKept, Reason: "Nästa år"}}}}
	coming := deciding
	coming.Decision.MeetingID++
	coming.Decision.MeetingID++
	wantCodes(t, w.room.DecideRound(ctx, convener, coming), "meeting: unknown_choice")
	if err := w.room.DecideRound(ctx, convener, deciding); err != nil {
		t.Fatal(err)
	}
	begun, err := w.room.BeginTeam(ctx, convener, testgroup.Group, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.room.CreateTeam(ctx, convener, begun.Team); err != nil {
		t.Fatal(err)
	}
	next := springRound().Next()
	next.OpensOn, next.ClosesOn = day(2026, time.June, 1), day(2027, time.May, 1)
	to, err := w.room.CreateRound(ctx, convener, next)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.room.BringAlong(ctx, w.Actor(testgroup.UnitManager), improvement.Nomination{GroupID: testgroup.Group, RoundID: to, PreviousID: kept}); err != nil {
		t.Fatal(err)
	}
	turned := deciding
	turned.Version, turned.Decision.Confirmed = 2, true
	turned.Decision.Outcomes = []improvement.OutcomeOf{{ID: id, Outcome: improvement.TopicDeclined, Reason: "Nej"}, {ID: kept, Outcome: improvement.TopicChosen, Reason: "Ja"}}
	wantCodes(t, w.room.DecideRound(ctx, convener, turned), "outcome."+digits(id)+": outcome_has_team", "outcome."+digits(kept)+": outcome_brought_along")

	*w.now = time.Date(2026, time.July, 1, 9, 0, 0, 0, testgroup.Now.Location()) // more than twenty meetings later
	if p, err = w.room.Round(ctx, convener, testgroup.Group, w.round); err != nil || len(p.Meetings) != 21 || p.Meeting().ID != deciding.Decision.MeetingID {
		t.Fatalf("%v, %d meetings, %+v", err, len(p.Meetings), p.Meeting())
	}
	deciding.Version, deciding.Decision.Outcomes[0].Reason = 2, "Alla vill, och det brådskar"
	if err := w.room.DecideRound(ctx, convener, deciding); err != nil {
		t.Fatal(err)
	}
	if got := w.Text(`SELECT m.title FROM nomination_round r JOIN meeting m ON m.id = r.meeting_id WHERE r.year = 2026`); got != "Möte 30" {
		t.Errorf("decided at %q", got)
	}
}
