package account

import (
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// TestTeamsOnTheStartPage: a unit's people are told of figures that lack, somebody invited of
// the team, and a head of clinic of the page with all of the clinic.
func TestTeamsOnTheStartPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, written_at) VALUES (1, 'Hud mot hud', 'A', '2026-01-01', '2027-12-31', 'running', now());
		INSERT INTO team_unit (team_id, group_id, unit_id) VALUES (1, 1, 1), (1, 1, 2);
		INSERT INTO team_measure (team_id, group_id, name, numerator_text, denominator_text, rhythm, direction, starts_on) VALUES (1, 1, 'M', 'T', 'N', 'month', 'higher', '2026-02-15');
		INSERT INTO team_figure (team_id, measure_id, unit_id, period, state, numerator, denominator, entered_at) VALUES (1, 1, 2, '2026-02-01', 'value', 1, 2, now()), (1, 1, 2, '2026-03-01', 'value', 1, 2, now()),
			(1, 1, 2, '2026-04-01', 'value', 1, 2, now());
		UPDATE membership SET role = 'invited' WHERE person_id = 6;
		UPDATE membership SET role = 'head_of_department', unit_id = 2 WHERE person_id = 4;
		INSERT INTO team_member (team_id, group_id, kind, person_id, name, competence) VALUES (1, 1, 'invited', 6, 'I', 'clinical')`)
	lead := tasks(startPage(t, f, testgroup.MedicalLead), "att-gora")
	if got := strings.Join(lead, "\n"); !strings.Contains(got, "Fyll i siffror för Ala, Hud mot hud Förbättringsteam. 3 perioder saknas. Senast 14 maj 2026, om 10 dagar → /forbattring/team/1/siffror/ALA") {
		t.Errorf("the unit that lacks them: %s", got)
	}
	for _, line := range tasks(startPage(t, f, testgroup.UnitManager), "att-gora") {
		if strings.Contains(line, "Förbättringsteam") {
			t.Errorf("the unit that lacks none: %s", line)
		}
	}
	if got := startPage(t, f, testgroup.Observer).Text("main"); !strings.Contains(got, "Du är med i förbättringsteamet ”Hud mot hud”.") {
		t.Errorf("somebody invited: %s", got)
	}
	head := startPage(t, f, testgroup.Chair)
	if got := waysOn(head); len(got) == 0 || got[0] != "/resultat/enhet/BO" {
		t.Errorf("a head of clinic's ways: %v", got)
	}
}

// TestWorkingGroupsOnTheStartPage: whoever is in one that goes on is led to it, from within
// the group or not.
func TestWorkingGroupsOnTheStartPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO working_group (group_id, title, mandate, decided_by, from_on, to_on, ended_on, outcome) VALUES
			(1, 'Hemgång', 'M', 'Mötet', '2026-01-01', '2026-12-31', NULL, ''), (1, 'Slut', 'M', 'Mötet', '2026-01-01', '2026-03-31', '2026-03-31', 'Klart');
		UPDATE membership SET role = 'invited' WHERE person_id = 6;
		INSERT INTO working_group_member (group_id, working_group_id, person_id, name) VALUES (1, 1, 6, 'I'), (1, 2, 6, 'I'), (1, 1, 1, 'L')`)
	for person, want := range map[org.PersonID]bool{testgroup.Observer: true, testgroup.MedicalLead: true, testgroup.UnitManager: false} {
		start := startPage(t, f, person)
		if got := start.Find("a[href='/gruppen/arbetsgrupper/1']").Length() == 1; got != want {
			t.Errorf("%d is led to it: %t", person, got)
		}
		if strings.Contains(start.Text("main"), "Slut") {
			t.Errorf("%d is led to one that has ended", person)
		}
	}
}
