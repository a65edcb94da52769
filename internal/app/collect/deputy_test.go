package collect

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// appoint makes Viveka, who has an account and no role, a deputy of Bo.
func appoint(t *testing.T, f *testgroup.Fixture, from, to time.Time) *group.Room {
	t.Helper()
	f.Exec(`INSERT INTO person (email, name, password_hash) VALUES ('vik@exempel.se', 'Viveka Vikarie', 'hash')`)
	room := group.New(f.DB, func() time.Time { return from.Add(8 * time.Hour) })
	if err := room.AppointDeputy(t.Context(), f.Actor(testgroup.UnitManager), group.Appointment{GroupID: testgroup.Group,
		UnitID: testgroup.Bo, Email: "vik@exempel.se", From: from, To: to}); err != nil {
		t.Fatal(err)
	}
	return room
}

func day(month time.Month, n int) time.Time { return time.Date(2026, month, n, 0, 0, 0, 0, time.UTC) }

// A deputy is reminded from the first day to the last, and so is who appointed.
func TestADeputyIsRemindedWhileItLasts(t *testing.T) {
	f, _ := open(t)
	appoint(t, f, day(time.April, 20), day(time.April, 30))
	if got := planned(t, f, on(f, time.April, 23)); got !=
		"Lena Läkare ALA 2026-01-01 before 2026-04-23\nViktor Vård BO 2026-01-01 before 2026-04-23\nViveka Vikarie BO 2026-01-01 before 2026-04-23" {
		t.Errorf("a week before: %s", got)
	}
	due := planned(t, f, on(f, time.April, 30))
	if !strings.HasSuffix(due, "Viveka Vikarie BO 2026-01-01 due 2026-04-30") {
		t.Errorf("on the last day: %s", due)
	}
	if got := strings.TrimPrefix(planned(t, f, on(f, time.May, 7)), due); got != "\nLena Läkare ALA 2026-01-01 late 2026-05-07\nViktor Vård BO 2026-01-01 late 2026-05-07" {
		t.Errorf("after it has ended: %s", got)
	}
	missing, err := on(f, time.April, 30).Missing(t.Context(), f.Actor(testgroup.Convener), testgroup.Group, testHead)
	if err != nil || !strings.HasPrefix(missing[1].Body, "Hej Viktor Vård och Viveka Vikarie!") {
		t.Errorf("the text to copy: %+v, %v", missing, err)
	}
}

func TestADeputyIsNotRemindedBeforeTheFirstDay(t *testing.T) {
	f, _ := open(t)
	appoint(t, f, day(time.April, 20), day(time.May, 31))
	f.Exec(`UPDATE membership SET valid_from = '2026-04-24' WHERE person_id = 9`)
	if got := planned(t, f, on(f, time.April, 23)); strings.Contains(got, "Viveka") {
		t.Errorf("a day too early: %s", got)
	}
}

// A mail in the queue is not sent to a deputy whom somebody has ended meanwhile.
func TestAnEndedDeputyGetsNoMail(t *testing.T) {
	f, _ := open(t)
	deputies := appoint(t, f, day(time.April, 20), day(time.May, 31))
	room := on(f, time.April, 30)
	planned(t, f, room)
	ctx, manager := t.Context(), f.Actor(testgroup.UnitManager)
	d, err := deputies.Deputies(ctx, manager, testgroup.Group)
	if err != nil || len(d.List) != 1 {
		t.Fatalf("%+v, %v", d, err)
	}
	seen := group.SeenDeputy{GroupID: testgroup.Group, ID: d.List[0].ID, Until: day(time.May, 31)}
	ended := group.New(f.DB, func() time.Time { return day(time.April, 30).Add(8 * time.Hour) })
	if err := ended.EndDeputy(ctx, manager, seen); err != nil {
		t.Fatal(err)
	}
	ids, err := room.WaitingReminders(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sent := map[org.PersonID]bool{}
	for _, id := range ids {
		r, err := room.ClaimReminder(ctx, id)
		if err != nil && !errors.Is(err, fault.ErrWrongState) {
			t.Fatal(err)
		}
		sent[r.PersonID] = err == nil
	}
	if !sent[testgroup.UnitManager] || sent[9] || len(sent) != 3 {
		t.Errorf("sent to %v", sent)
	}
	if got := f.Text(`SELECT state FROM reminder WHERE person_id = 9`); got != "cancelled" {
		t.Errorf("the deputy's mail is %s", got)
	}
}

// Whoever has left gets nothing, whatever roles are still written down.
func TestWhoHasLeftIsNotReminded(t *testing.T) {
	f, _ := open(t)
	appoint(t, f, day(time.April, 20), day(time.May, 31))
	f.Exec(`UPDATE person SET left_on = '2026-04-30' WHERE id IN (2, 9)`)
	if got := planned(t, f, on(f, time.April, 30)); got != "Lena Läkare ALA 2026-01-01 due 2026-04-30" {
		t.Errorf("%s", got)
	}
}
