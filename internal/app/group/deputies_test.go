package group

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// stand is somebody with an account and no role: person 9.
const stand = `INSERT INTO person (email, name, profession, password_hash) VALUES ('vik@exempel.se', 'Viveka Vikarie', 'nurse', 'hash');
	UPDATE person SET password_hash = 'hash'`

const viveka org.PersonID = 9

func on(text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return day
}

// at is a room on another day.
func at(f *testgroup.Fixture, day string) *Room {
	return New(f.DB, func() time.Time { return on(day).Add(9 * time.Hour) })
}

func vikarie(from, to string) Appointment {
	return Appointment{GroupID: testgroup.Group, UnitID: testgroup.Ala, Email: " VIK@exempel.se ", From: on(from), To: on(to)}
}

// roles is what the person may do, as "role unit from–to".
func roles(f *testgroup.Fixture, id org.PersonID) string {
	return f.Text(fmt.Sprintf(`SELECT coalesce(string_agg(concat_ws(' ', m.role, u.code, m.valid_from, m.valid_to, p.name), ', ' ORDER BY m.valid_from), '')
		FROM membership m LEFT JOIN unit u ON u.id = m.unit_id LEFT JOIN person p ON p.id = m.appointed_by WHERE m.person_id = %d`, id))
}

func TestADeputyIsAppointedProlongedAndEnded(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(stand)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	if err := room.AppointDeputy(ctx, lead, vikarie("2026-05-04", "2026-06-30")); err != nil {
		t.Fatal(err)
	}
	if got := roles(f, viveka); got != "delegate ALA 2026-05-04 2026-06-30 Lena Läkare" {
		t.Errorf("holds %s", got)
	}
	d, err := room.Deputies(ctx, lead, testgroup.Group)
	if err != nil || len(d.Units) != 1 || len(d.List) != 1 || d.List[0].Person.Name != "Viveka Vikarie" || !d.List[0].CanChange || d.List[0].Unit.Code != "ALA" {
		t.Fatalf("%+v, %v", d, err)
	}
	seen := SeenDeputy{testgroup.Group, d.List[0].ID, on("2026-06-30")}
	if err := room.ChangeDeputy(ctx, lead, seen, on("2026-08-15")); err != nil {
		t.Fatal(err)
	}
	if err := room.ChangeDeputy(ctx, lead, seen, on("2026-07-15")); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("changed what was not seen: %v", err)
	}
	seen.Until = on("2026-08-15")
	june := at(f, "2026-06-10")
	if err := june.EndDeputy(ctx, f.Actor(testgroup.Convener), seen); err != nil {
		t.Fatal(err)
	}
	if got := roles(f, viveka); got != "delegate ALA 2026-05-04 2026-06-09 Lena Läkare" {
		t.Errorf("holds %s", got)
	}
	if d, err := june.Deputies(ctx, lead, testgroup.Group); err != nil || len(d.List) != 0 {
		t.Errorf("still %+v, %v", d.List, err)
	}
	seen.Until = on("2026-06-09")
	if err := june.ChangeDeputy(ctx, lead, seen, on("2026-06-20")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("prolonged one who has ended: %v", err)
	}
	// One to come is taken back.
	if err := june.AppointDeputy(ctx, lead, vikarie("2026-07-01", "2026-07-31")); err != nil {
		t.Fatal(err)
	}
	d, err = june.Deputies(ctx, lead, testgroup.Group)
	if err != nil || len(d.List) != 1 {
		t.Fatalf("%+v, %v", d.List, err)
	}
	if err := june.EndDeputy(ctx, lead, SeenDeputy{testgroup.Group, d.List[0].ID, on("2026-07-31")}); err != nil {
		t.Fatal(err)
	}
	if got := roles(f, viveka); strings.Contains(got, "2026-07") {
		t.Errorf("holds %s", got)
	}
	if log := f.Text(`SELECT string_agg(concat_ws(' ', actor_name, action, unit_id, coalesce(after, before)->>'person', before->>'to', after->>'to'), E'\n' ORDER BY id) FROM audit`); log != strings.Join([]string{
		"Lena Läkare group.appoint_deputy 1 Viveka Vikarie 2026-06-30",
		"Lena Läkare group.change_deputy 1 Viveka Vikarie 2026-06-30 2026-08-15",
		"Sara Samman group.end_deputy 1 Viveka Vikarie 2026-08-15 2026-06-09",
		"Lena Läkare group.appoint_deputy 1 Viveka Vikarie 2026-07-31",
		"Lena Läkare group.remove_deputy 1 Viveka Vikarie 2026-07-31"}, "\n") {
		t.Errorf("log\n%s", log)
	}
}

func TestDeputiesThatCannotBeAppointed(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(stand + `; INSERT INTO person (email, name) VALUES ('utan@exempel.se', 'Ulf Utan');
		INSERT INTO person (email, name, password_hash, left_on) VALUES ('slut@exempel.se', 'Siv Slutat', 'hash', '2026-01-01');
		INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (4, 1, 1, 'delegate', '2020-01-01')`)
	room, ctx, lead := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.MedicalLead)
	if err := room.AppointDeputy(ctx, lead, vikarie("2026-06-01", "2026-06-30")); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Appointment){
		"email required": func(a *Appointment) { a.Email = " " },
		"email no_account [Amir Admin, admin@exempel.se]":           func(a *Appointment) { a.Email = "okand@exempel.se" },
		"email account_closed [Siv Slutat]":                         func(a *Appointment) { a.Email = "slut@exempel.se" },
		"email no_password [Ulf Utan Amir Admin, admin@exempel.se]": func(a *Appointment) { a.Email = "utan@exempel.se" },
		"email reports_already":                                     func(a *Appointment) { a.Email = "lead@exempel.se" },
		"unit unit_required":                                        func(a *Appointment) { a.UnitID = testgroup.Bo },
		"to date_order":                                             func(a *Appointment) { a.To = on("2026-05-31") },
		"from required, to required":                                func(a *Appointment) { a.From, a.To = time.Time{}, time.Time{} },
		"from date_past":                                            func(a *Appointment) { a.From = on("2026-05-03") },
	} {
		a := vikarie("2026-06-30", "2026-07-31")
		change(&a)
		if got := withArgs(room.AppointDeputy(ctx, lead, a)); got != want && !strings.HasPrefix(got, want+" [") {
			t.Errorf("%s: %s", want, got)
		}
	}
	// The database's own words for two at the same moment, and ours before them.
	if got := problems(room.AppointDeputy(ctx, lead, vikarie("2026-06-30", "2026-07-31"))); got != "email deputy_already" {
		t.Errorf("a day that is taken: %s", got)
	}
	delegate := vikarie("2026-06-01", "2026-06-30")
	delegate.Email = "chair@exempel.se"
	if got := problems(room.AppointDeputy(ctx, lead, delegate)); got != "email reports_already" {
		t.Errorf("whom the administrator has made a delegate: %s", got)
	}
	if err := room.AppointDeputy(ctx, lead, vikarie("2026-07-01", "2026-07-31")); err != nil {
		t.Errorf("from the day after: %v", err)
	}
	first := SeenDeputy{testgroup.Group, 10, on("2026-06-30")}
	if got := problems(room.ChangeDeputy(ctx, lead, first, on("2026-07-01"))); got != "to deputy_already" {
		t.Errorf("prolonged into the next: %s", got)
	}
	if got := problems(room.ChangeDeputy(ctx, lead, first, on("2026-05-31"))); got != "to date_order" {
		t.Errorf("ended before it begins: %s", got)
	}
	given := SeenDeputy{testgroup.Group, 9, on("2026-06-30")}
	if err := room.EndDeputy(ctx, lead, given); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("what the administrator gave: %v", err)
	}
	if err := room.EndDeputy(ctx, lead, SeenDeputy{testgroup.Group, 1, on("2026-06-30")}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a lead's own role: %v", err)
	}
}

// withArgs is each problem with what its sentence is given.
func withArgs(err error) string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return fmt.Sprint(err)
	}
	var list []string
	for _, p := range invalid.Problems {
		text := p.Field + " " + p.Code
		if len(p.Args) > 0 {
			text += " " + fmt.Sprint(p.Args)
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

// Two who appoint the same person at the same moment: one is told.
func TestTwoAppointAtOnce(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(stand)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	actors := []org.Actor{f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)}
	answers := make(chan error)
	for _, actor := range actors {
		go func() { answers <- room.AppointDeputy(ctx, actor, vikarie("2026-06-01", "2026-06-30")) }()
	}
	told := 0
	for range actors {
		switch err := <-answers; {
		case err == nil:
		case strings.HasPrefix(problems(err), "email "):
			told++
		default:
			t.Error(err)
		}
	}
	if told != 1 || roles(f, viveka) == "" {
		t.Errorf("%d told, holds %s", told, roles(f, viveka))
	}
}

func TestWhoAppoints(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(stand + `; INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES (6, 1, 1, 'delegate', '2020-01-01'), (5, 1, 1, 'head_of_department', '2020-01-01')`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	if err := room.AppointDeputy(ctx, f.Actor(testgroup.Convener), vikarie("2026-06-01", "2026-06-30")); err != nil {
		t.Errorf("the coordinator, for any unit: %v", err)
	}
	seen := SeenDeputy{testgroup.Group, 11, on("2026-06-30")}
	for _, id := range []org.PersonID{testgroup.UnitManager, testgroup.Chair, testgroup.Member, testgroup.Observer, testgroup.Administrator, testgroup.Other, viveka} {
		actor := f.Actor(id)
		for what, err := range map[string]error{"changes": room.ChangeDeputy(ctx, actor, seen, on("2026-06-20")), "ends": room.EndDeputy(ctx, actor, seen)} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("person %d %s: %v", id, what, err)
			}
		}
		_, err := room.Deputies(ctx, actor, testgroup.Group)
		appointed := room.AppointDeputy(ctx, actor, vikarie("2026-07-01", "2026-07-31"))
		if id == testgroup.UnitManager { // of Bo, who may for Bo and not for Ala
			if err != nil || problems(appointed) != "unit unit_required" {
				t.Errorf("another unit's manager: %v, %v", err, appointed)
			}
			continue
		}
		if !errors.Is(err, fault.ErrForbidden) || !errors.Is(appointed, fault.ErrForbidden) {
			t.Errorf("person %d: %v, %v", id, err, appointed)
		}
	}
	if got := f.Text(`SELECT string_agg(action, ' ') FROM audit`); got != "group.appoint_deputy" {
		t.Errorf("a refused person left traces: %s", got)
	}
}
