package group

import (
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/testdb/testgroup"
)

// TestASeminar has an agenda of its own, and all who take part in the team as participants:
// not the units that do not.
func TestASeminar(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, written_at) VALUES
			(1, 'Hud mot hud', 'A', '2026-01-01', '2027-12-31', 'running', now()), (1, 'Slut', 'A', '2024-01-01', '2025-12-31', 'planned', now());
		UPDATE improvement_team SET state = 'ended', settled_on = '2025-12-31', end_note = 'S' WHERE title = 'Slut';
		INSERT INTO team_unit (team_id, group_id, unit_id) VALUES (1, 1, 1);
		INSERT INTO team_member (team_id, group_id, kind, unit_id, name, email, competence) VALUES (1, 1, 'expert', NULL, 'Exempelförälder', 'f@exempel.se', 'patient'),
			(1, 1, 'local', 1, 'Barnmorska', '', 'clinical');
		INSERT INTO team_member (team_id, group_id, kind, person_id, name, email, competence) VALUES (1, 1, 'expert', 2, 'Utan roll', 'manager@exempel.se', 'clinical'),
			(1, 1, 'expert', 6, 'Har slutat', 'observer@exempel.se', 'clinical'), (1, 1, 'expert', 5, 'Är kvar', 'member@exempel.se', 'clinical');
		UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 2;
		UPDATE person SET left_on = '2026-05-01' WHERE id = 6`)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	team, before, err := room.Seminar(ctx, convener, testgroup.Group, 1)
	if err != nil || team.Title != "Hud mot hud" || before != 0 {
		t.Fatalf("%+v, %d, %v", team, before, err)
	}
	m := improvement.Meeting{GroupID: testgroup.Group, Kind: improvement.WorkingMeeting, Title: "Seminarium", StartsAt: testgroup.Now.AddDate(0, 1, 0), EndsAt: testgroup.Now.AddDate(0, 1, 0).Add(time.Hour),
		ProgrammeKind: improvement.TeamProgramme, ProgrammeID: 1}
	if _, err := room.CreateMeeting(ctx, convener, m); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT string_agg(name || '/' || organisation, ', ' ORDER BY name) FROM meeting_participant`); got !=
		"Barnmorska/Ala, Exempelförälder/, Lena Läkare/Ala, Olle Ordförande/, Sara Samman/, Är kvar/" {
		t.Errorf("participants: %s", got)
	}
	if p, err := room.Meeting(ctx, convener, testgroup.Group, 1); err != nil || p.Programme.Title != "Hud mot hud" || p.Programme.Kind != improvement.TeamProgramme || p.Programme.ID != 1 {
		t.Errorf("belongs to %+v, %v", p.Programme, err)
	}
	if got := f.Text(`SELECT count(*)::text || ' ' || min(title) FILTER (WHERE position = 1) FROM agenda_item`); got != "5 Siffrorna enhet för enhet" {
		t.Errorf("agenda: %s", got)
	}
	if _, before, _ = room.Seminar(ctx, convener, testgroup.Group, 1); before != 1 {
		t.Errorf("the next one comes after %d", before)
	}
	for id, want := range map[int64]error{2: fault.ErrWrongState, 99: fault.ErrNotFound} {
		m.ProgrammeID = id
		if _, err := room.CreateMeeting(ctx, convener, m); !errors.Is(err, want) {
			t.Errorf("a seminar of team %d: %v", id, err)
		}
		if _, _, err := room.Seminar(ctx, convener, testgroup.Group, improvement.TeamID(id)); !errors.Is(err, want) {
			t.Errorf("begun for team %d: %v", id, err)
		}
	}
	if _, _, err := room.Seminar(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group, 1); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("by a unit: %v", err)
	}
	m.ProgrammeKind = "choir"
	if _, err := room.CreateMeeting(ctx, convener, m); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("of no programme: %v", err)
	}
}
