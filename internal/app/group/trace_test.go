package group

import (
	"errors"
	"fmt"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// TestReadingIsNotedOnce: of those who see small numbers, and of nobody else.
func TestReadingIsNotedOnce(t *testing.T) {
	f := testgroup.New(t)
	room := New(f.DB, testgroup.Clock)
	for _, c := range []struct {
		who  org.PersonID
		r    Reading
		want bool
	}{
		{testgroup.Convener, Reading{testgroup.Group, "", "read.matrix"}, true},
		{testgroup.Convener, Reading{testgroup.Group, "", "read.matrix"}, false},
		{testgroup.Convener, Reading{testgroup.Group, "BO", "read.unit"}, true},
		{testgroup.Convener, Reading{testgroup.Group, "ALA", "read.unit"}, true},
		{testgroup.UnitManager, Reading{testgroup.Group, "", "read.matrix"}, true},
		{testgroup.Convener, Reading{testgroup.OtherGroup, "", "read.matrix"}, false},
		{testgroup.Member, Reading{testgroup.Group, "", "read.matrix"}, false},
		{testgroup.Observer, Reading{testgroup.Group, "", "read.matrix"}, false},
	} {
		if got, err := room.NoteReading(t.Context(), f.Actor(c.who), c.r); err != nil || got != c.want {
			t.Errorf("person %d, %+v: %v, %v", c.who, c.r, got, err)
		}
	}
	if got := f.Text(`SELECT string_agg(concat(a.person_id, ' ', a.action, ' ', u.code), ', ' ORDER BY a.id) FROM audit a LEFT JOIN unit u ON u.id = a.unit_id`); got !=
		"3 read.matrix , 3 read.unit BO, 3 read.unit ALA, 2 read.matrix " {
		t.Errorf("the log: %q", got)
	}
	if got := f.Text(`SELECT count(*)::text FROM group_revision`); got != "0" {
		t.Error("reading makes other people's pages new")
	}
}

// TestExportOfTheLogIsLogged: and gives each line that is asked for once, in as many rounds
// as it takes, without content for those who only care for accounts.
func TestExportOfTheLogIsLogged(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	f.Exec(`INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, unit_id, subject, after)
		SELECT '2026-05-04 12:00Z', 1, 'Lena', CASE WHEN n % 2 = 0 THEN 'figure.save' ELSE 'results.export' END, 1, 1, 'figure', '{}' FROM generate_series(1, 5000) n`)
	f.Exec(`INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, subject, after)
		VALUES ('2026-05-04 12:00Z', 8, 'Olle', 'goals.save_goal', 2, 'goal', '{"year": 2026}')`)
	export := func(who org.PersonID, asked LogAsked) (n int, content int) {
		t.Helper()
		lines, err := room.ExportLog(ctx, f.Actor(who), asked, "logg.csv")
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int64]bool{}
		if err := lines(func(c Change) error {
			if seen[c.ID] || c.Action == "audit.export" {
				return fmt.Errorf("line %d", c.ID)
			}
			seen[c.ID] = true
			if c.After != nil {
				content++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return len(seen), content
	}
	mine := LogAsked{GroupID: testgroup.Group}
	if n, content := export(testgroup.Convener, mine); n != 5000 || content != 5000 {
		t.Errorf("%d lines, %d with content", n, content)
	}
	changes := LogAsked{GroupID: testgroup.Group, Only: OnlyChanges, UnitCode: "ALA", Rooms: []string{"figure", "results"}}
	if n, _ := export(testgroup.Convener, changes); n != 2500 {
		t.Errorf("%d changes", n)
	}
	day := testgroup.Now.AddDate(0, 0, 1)
	if n, _ := export(testgroup.Convener, LogAsked{GroupID: testgroup.Group, From: &day, Only: OnlyChanges}); n != 0 {
		t.Errorf("%d lines of tomorrow", n)
	}
	f.Exec(`DELETE FROM audit WHERE action = 'audit.export'`)
	if n, content := export(testgroup.Administrator, mine); n != 5001 || content != 0 {
		t.Errorf("the administrator: %d lines, %d with content", n, content)
	}
	if got := f.Text(`SELECT concat(actor_name, ' ', after->>'file', ' ', group_id) FROM audit WHERE action = 'audit.export'`); got != "Amir Admin logg.csv " {
		t.Errorf("the log: %q", got)
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Observer, testgroup.Other} {
		if _, err := room.ExportLog(ctx, f.Actor(id), mine, "x"); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", id, err)
		}
	}
	if _, err := room.ExportLog(ctx, f.Actor(testgroup.Convener), LogAsked{GroupID: testgroup.Group, UnitCode: "INGEN"}, "x"); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a unit of nobody's: %v", err)
	}
}

// TestALogDayIsTheClinics: from its first moment to its last, by the clock of the use cases.
func TestALogDayIsTheClinics(t *testing.T) {
	f := testgroup.New(t)
	room := New(f.DB, testgroup.Clock)
	f.Exec(`INSERT INTO audit (happened_at, actor_name, action, group_id, subject)
		SELECT happened, 'prov', 'figure.save', 1, 'figure' FROM unnest('{2026-05-03 23:59Z, 2026-05-04 00:00Z, 2026-05-04 23:59Z, 2026-05-05 00:00Z}'::timestamptz[]) happened`)
	day := testgroup.Now.Truncate(24 * 3600e9)
	log, err := room.Log(t.Context(), f.Actor(testgroup.Convener), LogAsked{GroupID: testgroup.Group, From: &day, To: &day})
	if err != nil || len(log.Changes) != 2 || log.Changes[1].ID != 2 {
		t.Errorf("%+v, %v", log.Changes, err)
	}
	if len(log.People) < 5 || len(log.Units) != 3 || log.Receipt.Link == 0 {
		t.Errorf("to choose among: %v, %v; %v", log.People, log.Units, log.Receipt)
	}
}
