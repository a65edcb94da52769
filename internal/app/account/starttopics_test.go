package account

import (
	"slices"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// TestStartTellsOfRounds: to nominate while a round is open and the unit has not, to weigh
// what is in when it has closed, and to decide.
func TestStartTellsOfRounds(t *testing.T) {
	f := testgroup.New(t)
	room := New(f.DB, testgroup.Clock)
	told := func(id org.PersonID) (lines []string) {
		t.Helper()
		start, err := room.Start(t.Context(), f.Actor(id), f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range start.Tasks {
			if slices.Contains([]TaskKind{NominateTopic, WeighTopics, DecideTopics}, task.Kind) {
				lines = append(lines, summary(task))
				if task.RoundID != 1 {
					t.Errorf("%s is about round %d", task.Kind, task.RoundID)
				}
			}
		}
		return lines
	}
	check := func(what string, want map[org.PersonID][]string) {
		t.Helper()
		for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.UnitManager, testgroup.Convener, testgroup.Chair, testgroup.Member, testgroup.Observer} {
			if got := told(id); !slices.Equal(got, want[id]) {
				t.Errorf("%s: %d is told %q, want %q", what, id, got, want[id])
			}
		}
	}
	check("no round", nil)
	f.Exec(`INSERT INTO nomination_round (group_id, year, invitation, opens_on, closes_on, wanted, created_at) VALUES (1, 2026, 'x', '2026-05-05', '2026-05-31', 2, now())`)
	check("before it opens", nil)
	f.Exec(`UPDATE nomination_round SET opens_on = '2026-05-04'`)
	check("open", map[org.PersonID][]string{testgroup.MedicalLead: {"nominate_topic ALA 2026 2026-05-31"}, testgroup.UnitManager: {"nominate_topic BO 2026 2026-05-31"}})
	f.Exec(`INSERT INTO nomination (group_id, round_id, unit_id, title, state, written_by, written_at, changed_at, sent_at) VALUES
		(1, 1, 1, 'Inne', 'sent', 1, now(), now(), now()), (1, 1, NULL, 'Ordförandens', 'draft', 4, now(), now(), NULL)`)
	check("one unit has nominated", map[org.PersonID][]string{testgroup.UnitManager: {"nominate_topic BO 2026 2026-05-31"}, testgroup.Chair: {"nominate_topic  2026 2026-05-31"}})
	f.Exec(`UPDATE nomination_round SET closed_at = now(), decides_on = '2026-06-15'`)
	deciding := []string{"decide_topics  2026 1/0 2026-06-15"}
	check("closed", map[org.PersonID][]string{testgroup.MedicalLead: {"weigh_topics ALA 2026 1/0 2026-06-15"}, testgroup.UnitManager: {"weigh_topics BO 2026 1/0 2026-06-15"},
		testgroup.Convener: deciding, testgroup.Chair: deciding})
	f.Exec(`INSERT INTO nomination_weighing (nomination_id, group_id, unit_id, stand, person_id, taken_at) VALUES (1, 1, 2, 'supports', 2, now())`)
	check("weighed by one", map[org.PersonID][]string{testgroup.MedicalLead: {"weigh_topics ALA 2026 1/0 2026-06-15"}, testgroup.Convener: deciding, testgroup.Chair: deciding})
	f.Exec(`UPDATE nomination_round SET decided_on = '2026-05-04'`)
	check("decided", nil)
}
