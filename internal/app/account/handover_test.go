package account

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// coordinators is every role of coordinator in the group: "3 2020-01-01–2026-05-31".
const coordinators = `SELECT string_agg(person_id || ' ' || valid_from || '–' || coalesce(valid_to::text, ''), ', ' ORDER BY valid_from)
	FROM membership WHERE group_id = 1 AND role = 'convener'`

func TestTheCoordinatorHandsOver(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock).WithMail(false, "https://samsyn.exempel.se/"), t.Context()
	convener, chair := f.Actor(testgroup.Convener), f.Actor(testgroup.Chair)
	june := day(2026, time.June, 1)
	n := NewHandover{GroupID: testgroup.Group, To: testgroup.Chair, First: june, Note: "Rapporten är halvvägs."}

	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Other} {
		if err := room.HandOver(ctx, f.Actor(id), n); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d handed over: %v", id, err)
		}
		if _, err := room.HandingOver(ctx, f.Actor(id), testgroup.Group); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d read the page: %v", id, err)
		}
	}
	for name, bad := range map[string]NewHandover{
		"to required, first required":       {},
		"to coordinator_already":            {To: testgroup.Convener, First: june},
		"to coordinator_not_member":         {To: testgroup.Observer, First: june},
		"to required, first date_limits":    {First: day(2026, time.May, 3)},
		"first date_limits":                 {To: testgroup.Chair, First: day(2027, time.May, 5)},
		"note too_long":                     {To: testgroup.Chair, First: june, Note: strings.Repeat("å", org.MaxHandoverNote+1)},
		"note personal_number":              {To: testgroup.Chair, First: june, Note: "Ring 121212-1212"},
		"to coordinator_not_member ":        {To: testgroup.Other, First: june},
		"to coordinator_not_member, nobody": {To: 99, First: june},
	} {
		bad.GroupID = testgroup.Group
		want := strings.TrimSuffix(strings.TrimSpace(name), ", nobody")
		if got := sorted(wrong(room.HandOver(ctx, convener, bad))); got != sorted(want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	before := f.Text(coordinators)
	if err := room.HandOver(ctx, convener, n); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(coordinators); got != "3 2020-01-01–2026-05-31, 4 2026-06-01–" {
		t.Errorf("the roles are %s", got)
	}
	if err := room.HandOver(ctx, convener, n); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("handed over twice: %v", err)
	}
	// Whoever takes over reads the note before the first day, and both get a letter but
	// for the one who did it.
	h, err := room.HandingOver(ctx, chair, testgroup.Group)
	if err != nil || h.CanHandOver || h.Ahead() == nil || h.History[0].Note != n.Note || h.Coordinator.Person.ID != testgroup.Convener {
		t.Errorf("the chair reads %+v, %v", h, err)
	}
	if got := f.Text(`SELECT string_agg(person_id || ' ' || subject, ', ') FROM reminder`); got != "4 Du blir sammanställande från 1 juni 2026" {
		t.Errorf("letters: %s", got)
	}
	if body := f.Text(`SELECT body FROM reminder`); !strings.Contains(body, "https://samsyn.exempel.se/gruppen/overlamna") || strings.Contains(body, "halvvägs") {
		t.Errorf("the letter says %s", body)
	}
	if err := room.TakeBackHandover(ctx, chair, testgroup.Group, h.History[0].ID); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("whoever takes over took it back: %v", err)
	}
	if err := room.TakeBackHandover(ctx, convener, testgroup.Group, h.History[0].ID+1); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("took back another: %v", err)
	}
	if err := room.TakeBackHandover(ctx, convener, testgroup.Group, h.History[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(coordinators); got != before {
		t.Errorf("after taking back: %s, before %s", got, before)
	}
	if err := room.TakeBackHandover(ctx, convener, testgroup.Group, h.History[0].ID); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("took back twice: %v", err)
	}
	// Again, and now the day comes: the former one may no longer, the new one may.
	if err := room.HandOver(ctx, convener, n); err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE membership SET valid_to = '2026-05-03' WHERE role = 'convener' AND person_id = 3; UPDATE membership SET valid_from = '2026-05-04' WHERE role = 'convener' AND person_id = 4`)
	if f.Actor(testgroup.Convener).May(org.HandOver, testgroup.Group, 0) || !f.Actor(testgroup.Chair).May(org.HandOver, testgroup.Group, 0) {
		t.Error("the role did not change hands")
	}
	if got := f.Text(`SELECT string_agg(action, ', ' ORDER BY id) FROM audit WHERE action <> 'letter.queued'`); got !=
		"account.end_role, account.give_role, group.hand_over, account.take_back_role, account.prolong_role, group.take_back_handover, account.end_role, account.give_role, group.hand_over" {
		t.Errorf("the log says %s", got)
	}
}

// sorted is the problems in order, whatever order they were found in.
func sorted(list string) string {
	parts := strings.Split(list, ", ")
	for i := range parts {
		for j := range i {
			if parts[j] > parts[i] {
				parts[i], parts[j] = parts[j], parts[i]
			}
		}
	}
	return strings.Join(parts, ", ")
}

func TestTwoHandOverAtOnce(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (8, 1, 'process_support', '2020-01-01')`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for n := range errs {
		to := []org.PersonID{testgroup.Chair, testgroup.Other}[n%2]
		actor := []org.PersonID{testgroup.Convener, testgroup.Administrator}[n/4]
		who := f.Actor(actor)
		wg.Go(func() {
			errs[n] = room.HandOver(ctx, who, NewHandover{GroupID: testgroup.Group, To: to, First: day(2026, time.May, 5+n)})
		})
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else if !errors.Is(err, fault.ErrWrongState) {
			t.Errorf("unexpected: %v", err)
		}
	}
	if got := f.Text(`SELECT count(*) || ' ' || (SELECT count(*) FROM handover) FROM membership WHERE role = 'convener' AND group_id = 1 AND valid_to IS NULL`); done != 1 || got != "1 1" {
		t.Errorf("%d handed over, %s", done, got)
	}
}

// The coordinator has left without handing over: the administrator lets a member take
// over, and reads neither what is open in the group nor what is written to others.
func TestTheAdministratorAppointsACoordinator(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	today := day(2026, time.May, 4)
	if err := room.Leave(ctx, admin, testgroup.Convener, today); err != nil {
		t.Fatal(err)
	}
	h, err := room.HandingOver(ctx, admin, testgroup.Group)
	if err != nil || h.Coordinator.Person.ID != 0 || len(h.Open) != 0 || len(h.Members) != 3 {
		t.Fatalf("%+v, %v", h, err)
	}
	if err := room.HandOver(ctx, admin, NewHandover{GroupID: testgroup.Group, To: testgroup.Convener, First: today}); wrong(err) != "to coordinator_not_member" {
		t.Errorf("to somebody who has left: %v", err)
	}
	if err := room.HandOver(ctx, admin, NewHandover{GroupID: testgroup.Group, To: testgroup.MedicalLead, First: today, Note: "Hemligt"}); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(coordinators); got != "3 2020-01-01–2026-05-03, 1 2026-05-04–" {
		t.Errorf("the roles are %s", got)
	}
	if h, err = room.HandingOver(ctx, admin, testgroup.Group); err != nil || len(h.History) != 1 || h.History[0].FromName != "Sara Samman" || h.History[0].Note != "" {
		t.Errorf("%+v, %v", h.History, err)
	}
	if h, err = room.HandingOver(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group); err != nil || !h.CanHandOver || h.History[0].Note != "Hemligt" {
		t.Errorf("the new one reads %+v, %v", h.History, err)
	}
}

// Only a member is made coordinator, unless the group has nobody yet.
func TestACoordinatorIsAMember(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE membership SET valid_to = '2026-05-03' WHERE role = 'convener'`)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	grant := RoleGrant{Role: org.Convener, GroupID: testgroup.Group, From: day(2026, time.May, 4)}
	if err := room.GiveRole(ctx, admin, testgroup.Observer, grant); wrong(err) != "role coordinator_not_member" {
		t.Errorf("a reader was made coordinator: %v", err)
	}
	if err := room.GiveRole(ctx, admin, testgroup.UnitManager, grant); err != nil {
		t.Errorf("a member: %v", err)
	}
	grant.GroupID = testgroup.OtherGroup
	if err := room.GiveRole(ctx, admin, testgroup.Observer, grant); err != nil {
		t.Errorf("of a group without members: %v", err)
	}
}
