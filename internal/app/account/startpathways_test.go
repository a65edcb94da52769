package account

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// The start page tells those who lead and the core team of a phase that ends and of the
// next check meeting, and somebody invited of the introduction.
func TestStartTellsOfIntroductions(t *testing.T) {
	f := testgroup.New(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	f.Exec(`INSERT INTO person (email, name, profession) VALUES ('gast@exempel.se', 'Gäst', 'other');
		INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (9, 1, 'invited', '2026-01-01')`)
	room := improve.New(f.DB, testgroup.Clock)
	id, err := room.CreatePathway(ctx, convener, improve.BeginPathway{Units: []org.UnitID{testgroup.Ala}, PathwayIntroduction: improvement.PathwayIntroduction{GroupID: testgroup.Group, Title: "Vårdförlopp",
		StartsOn: time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC)}}) // the first phase ends on 12 May
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []improvement.CoreMember{{PersonID: testgroup.MedicalLead, Kind: improvement.CoreLead, Competence: "Neonatolog"},
		{Name: "Gäst", Email: "gast@exempel.se", Kind: improvement.CoreExpert, Profession: org.OtherProfession, Competence: "Narkos"}} {
		m.GroupID, m.PathwayID = testgroup.Group, id
		if err := room.AddCoreMember(ctx, convener, m); err != nil {
			t.Fatal(err)
		}
	}
	at := testgroup.Now.AddDate(0, 0, 3)
	if _, err := room.PlanCheckMeeting(ctx, convener, improve.PlanCheck{Ref: improve.PathwayRef{GroupID: testgroup.Group, ID: id}, Phase: 1,
		Meeting: improvement.Meeting{Title: "Avstämning", StartsAt: at, EndsAt: at.Add(time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	told := func(person org.PersonID) string {
		t.Helper()
		start, err := New(f.DB, testgroup.Clock).Start(ctx, f.Actor(person), f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, task := range start.Tasks {
			if task.Kind == EndPhase || task.Kind == MeetCoreTeam {
				lines = append(lines, fmt.Sprintf("%s %s %d %s", task.Kind, task.Title, task.Count, task.Due.Format(time.DateOnly)))
			}
		}
		for _, p := range start.Invited {
			lines = append(lines, "invited "+p.Title)
		}
		return strings.Join(lines, ", ")
	}
	ends, meets := "end_phase Vårdförlopp 3 2026-05-12", "meet_core_team Avstämning 0 2026-05-07"
	for person, want := range map[org.PersonID]string{testgroup.Convener: ends, testgroup.Chair: ends, testgroup.MedicalLead: meets + ", " + ends, testgroup.UnitManager: "",
		testgroup.Member: "", 9: meets + ", " + ends + ", invited Vårdförlopp"} {
		if got := told(person); got != want {
			t.Errorf("%d is told %q, want %q", person, got, want)
		}
	}
	f.Exec(`UPDATE pathway_introduction SET state = 'stopped', ended_on = '2026-05-01', end_note = 'x'`)
	if got := told(testgroup.MedicalLead); got != "" {
		t.Errorf("of one that was stopped: %q", got)
	}
}
