package account

import (
	"strings"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestStartTellsOfTheGroupsYear(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO person (email, name) VALUES ('chef@exempel.se', 'Carin Chef');
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (9, 1, 1, 'head_of_department', '2020-01-01');
		INSERT INTO mandate (group_id, number, title, body, given_by, adopted_at) VALUES (1, 1, 'U', 'B', 'G', '2026-01-01'), (1, 2, 'U', 'B', 'G', '2026-02-01'), (1, 3, 'U', 'B', 'G', NULL);
		INSERT INTO mandate_acknowledgement VALUES (1, 1, 1, 9, 'Carin', '2026-01-02');
		INSERT INTO task (group_id, year, kind, title, owner_id, owner_role, due_on, state, settled_at) VALUES
			(1, 2026, 'wheel', 'Försenad', 1, '', '2026-04-01', 'open', NULL), (1, 2026, 'wheel', 'Snart', NULL, 'medical_lead', '2026-05-20', 'open', NULL),
			(1, 2026, 'wheel', 'Långt bort', 1, '', '2026-09-01', 'open', NULL), (1, 2026, 'wheel', 'Klar', 1, '', '2026-05-20', 'done', now()),
			(1, 2026, 'wheel', 'En annans', NULL, 'convener', '2026-05-05', 'open', NULL)`)
	tell := func(id org.PersonID) string {
		t.Helper()
		start, err := New(f.DB, testgroup.Clock).Start(t.Context(), f.Actor(id), f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, task := range start.Tasks {
			switch task.Kind {
			case DoTask:
				list = append(list, task.Wheel.Title)
			case AcknowledgeMandate:
				list = append(list, task.Unit.Code+" "+task.Mandate.Title+string(rune('0'+task.Mandate.Number)))
			}
		}
		return strings.Join(list, ", ")
	}
	for id, want := range map[org.PersonID]string{testgroup.MedicalLead: "Försenad, Snart", testgroup.Convener: "En annans", 9: "ALA U2", testgroup.Member: "", testgroup.Observer: ""} {
		if got := tell(id); got != want {
			t.Errorf("%d is told of %q, want %q", id, got, want)
		}
	}
	f.Exec(`INSERT INTO mandate_acknowledgement VALUES (2, 1, 1, 9, 'Carin', '2026-02-02')`)
	if got := tell(9); got != "" {
		t.Errorf("signed, and told of %q", got)
	}
}
