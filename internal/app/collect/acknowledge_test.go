package collect

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// A head of clinic says to have seen what the unit handed in, once for each time that it
// is handed in; nobody else can.
func TestAHeadOfClinicAcknowledgesWhatIsHandedIn(t *testing.T) {
	f, room := open(t)
	f.Exec(`INSERT INTO person (email, name, profession) VALUES ('chef@exempel.se', 'Carin Chef', 'physician'), ('bo@exempel.se', 'Bosse Chef', 'nurse');
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (9, 1, 1, 'head_of_department', '2020-01-01'), (10, 1, 2, 'head_of_department', '2020-01-01')`)
	ctx, head := t.Context(), f.Actor(9)
	see := func(actor org.Actor, s Seeing) error {
		s.Where = alaK1
		return room.AcknowledgeEntry(ctx, actor, s)
	}
	if err := see(head, Seeing{}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nothing entered: %v", err)
	}
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 1, '2026-01-01', 3)`)
	if err := see(head, Seeing{}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a draft: %v", err)
	}
	f.Exec(`UPDATE submission SET state = 'submitted', submitted_at = '2026-04-10 10:00:00.123456+02', submitted_by = 1`)
	a, err := room.Acknowledged(ctx, head, alaK1)
	if err != nil || !a.Can || len(a.Seen) != 0 {
		t.Fatalf("%+v, %v", a, err)
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Convener, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other, 10} {
		if err := see(f.Actor(id), Seeing{HandedIn: a.HandedIn}); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", id, err)
		}
	}
	if err := see(head, Seeing{HandedIn: a.HandedIn.Add(-time.Second)}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("what was handed in before: %v", err)
	}
	for code, comment := range map[string]string{"too_long": strings.Repeat("å", quality.MaxComment+1), "personal_number": "Tolvan 121212-1212"} {
		var invalid *fault.ValidationError
		if err := see(head, Seeing{HandedIn: a.HandedIn, Comment: comment}); !errors.As(err, &invalid) || invalid.Problems[0].Field != "comment" || invalid.Problems[0].Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if err := see(head, Seeing{HandedIn: a.HandedIn, Comment: "Fint"}); err != nil {
		t.Fatal(err)
	}
	if err := see(head, Seeing{HandedIn: a.HandedIn}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("twice: %v", err)
	}
	if a, err = room.Acknowledged(ctx, f.Actor(testgroup.MedicalLead), alaK1); err != nil || a.Can || len(a.Seen) != 1 || a.Seen[0].Name != "Carin Chef" || a.Seen[0].Comment != "Fint" {
		t.Errorf("the unit reads %+v, %v", a, err)
	}
	if _, err := room.Acknowledged(ctx, f.Actor(10), alaK1); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("another unit's head reads: %v", err)
	}
	seen := func() int {
		board, err := room.Board(ctx, f.Actor(testgroup.Chair), testgroup.Group, 2026)
		if err != nil {
			t.Fatal(err)
		}
		return len(board.Units[0].Periods[0].Seen)
	}
	if seen() != 1 {
		t.Error("the board does not tell")
	}
	f.Exec(`UPDATE submission SET submitted_at = '2026-04-20 10:00+02'`)
	if a, err = room.Acknowledged(ctx, head, alaK1); err != nil || !a.Can || len(a.Seen) != 0 || seen() != 0 {
		t.Errorf("handed in anew: %+v, %v", a, err)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || unit_id || ' ' || (after->>'period') || ' ' || (after->>'comment'), ', ') FROM audit`); got != "submission.acknowledge 1 2026K1 Fint" {
		t.Errorf("the log: %s", got)
	}
}
