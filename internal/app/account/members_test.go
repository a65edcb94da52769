package account

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// wrong is each problem as "field code".
func wrong(err error) string {
	var invalid *fault.ValidationError
	var list []string
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			list = append(list, p.Field+" "+p.Code)
		}
	}
	return strings.Join(list, ", ")
}

func TestOnlyTheAdministratorMakesGroups(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for _, id := range []org.PersonID{testgroup.Convener, testgroup.Chair, testgroup.Member, testgroup.Other} {
		actor := f.Actor(id)
		_, list := room.Groups(ctx, actor)
		_, create := room.CreateGroup(ctx, actor, NewGroup{})
		for what, err := range map[string]error{"Groups": list, "CreateGroup": create, "SaveGroup": room.SaveGroup(ctx, actor, SeenGroup{1, 1}, NewGroup{})} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s by %s: %v", what, actor.Person.Name, err)
			}
		}
	}
}

func TestAGroupIsMade(t *testing.T) {
	f := testgroup.New(t)
	room := New(f.DB, testgroup.Clock).WithStart(GroupStart{Headings: []postgres.ReportHeading{{Heading: "Inledning", Content: "text"}}, MissingReasons: []string{"Annat"}})
	ctx, admin := t.Context(), f.Actor(testgroup.Administrator)
	from := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(0, 0, -1)
	_, err := room.CreateGroup(ctx, admin, NewGroup{RegionID: 99, Code: "Stor Kod", Names: org.GroupNames{BodyID: 99, From: from, To: &to},
		Body: NewBody{ParentID: 98}, Coordinator: org.Person{Email: "ny@exempel.se"}})
	if got := wrong(err); got != "name required, short_name required, active_to date_order, region unknown_choice, body unknown_choice, body_name required, body_short_name required, body_parent unknown_choice, code group_code_letters, person name_for_account" {
		t.Errorf("nothing right: %q", got)
	}
	to = from.AddDate(1, 0, 0)
	n := NewGroup{RegionID: 1, Names: org.GroupNames{Name: "Barndiabetes", ShortName: "Annan", NationalArea: "NPO barn", From: from, To: &to},
		Body: NewBody{Name: "Kunskapsrådet", ShortName: "Rådet", ParentID: 1}, Coordinator: org.Person{Email: "ny@exempel.se", Name: "Disa Diabetes", Profession: org.Nurse}}
	made, err := room.CreateGroup(ctx, admin, n)
	if err != nil || made.Key.Path == "" || made.Coordinator.Name != "Disa Diabetes" {
		t.Fatalf("%+v, %v", made, err)
	}
	if got := f.Text(`SELECT g.code || ' ' || b.name || ' ' || b.code || ' ' || b.parent_id || ' ' || g.active_to || ' ' || (g.set_up_at IS NULL) || ' ' ||
		(SELECT count(*) FROM missing_reason r WHERE r.group_id = g.id) || (SELECT count(*) FROM report_heading r WHERE r.group_id = g.id)
		FROM programme_group g JOIN body b ON b.id = g.body_id WHERE g.id = 3`); got != "annan-2 Kunskapsrådet RADET 1 2027-06-01 true 11" {
		t.Errorf("stored: %s", got)
	}
	choose(t, room, made.Key.Path, "en mening att minnas")
	who, err := room.SignIn(ctx, Credentials{Email: "ny@exempel.se", Password: "en mening att minnas"})
	if err != nil {
		t.Fatal(err)
	}
	if actor := f.Actor(who.Person); !actor.Has(org.Convener, made.ID) || len(actor.Memberships) != 1 {
		t.Errorf("the coordinator is %+v", actor.Memberships)
	}
	n.Code, n.Coordinator, n.Body = "barndiabetes", org.Person{Email: "CHAIR@exempel.se"}, NewBody{}
	if made, err = room.CreateGroup(ctx, admin, n); err != nil || made.Key != (KeySent{}) || made.Coordinator.ID != testgroup.Chair {
		t.Errorf("with somebody who has an account: %+v, %v", made, err)
	}
	if _, err = room.CreateGroup(ctx, admin, n); wrong(err) != "code code_taken" {
		t.Errorf("a taken code: %v", err)
	}
	l, err := room.Groups(ctx, admin)
	if err != nil || len(l.Groups) != 4 {
		t.Fatalf("%+v, %v", l, err)
	}
	row := l.Groups[slices.IndexFunc(l.Groups, func(g GroupRow) bool { return g.ID == 4 })]
	if row.SetUp || row.Version != 1 || len(row.Coordinators) != 1 || row.Coordinators[0].Person.ID != testgroup.Chair {
		t.Errorf("%+v", row)
	}
	n.Names.Name, n.Names.To = "Diabetes hos barn", nil
	if err := room.SaveGroup(ctx, admin, SeenGroup{4, 1}, n); err != nil {
		t.Fatal(err)
	}
	if err := room.SaveGroup(ctx, admin, SeenGroup{4, 1}, n); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("overtaken: %v", err)
	}
	if err := room.SaveGroup(ctx, admin, SeenGroup{99, 1}, n); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no such group: %v", err)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE '%group'`); got != "account.create_group account.create_group account.save_group" {
		t.Errorf("log: %s", got)
	}
}

// PostgreSQL may ask for the transaction to be run again: the body that the first try added is
// gone then, and is added once more.
func TestAGroupIsMadeWhenItIsRunAgain(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	f.LoseOnce()
	_, err := room.CreateGroup(ctx, f.Actor(testgroup.Administrator), NewGroup{RegionID: 1, Names: org.GroupNames{Name: "Barndiabetes", ShortName: "Diabetes", From: testgroup.Now},
		Body: NewBody{Name: "Kunskapsrådet", ShortName: "Rådet", ParentID: 1}})
	if err != nil {
		t.Fatalf("%v: %s", err, wrong(err))
	}
	if got := f.Text(`SELECT b.name || ' ' || (SELECT last_value > 1 FROM tries) FROM programme_group g JOIN body b ON b.id = g.body_id WHERE g.name = 'Barndiabetes'`); got != "Kunskapsrådet true" {
		t.Errorf("stored: %s", got)
	}
}

func TestTheCoordinatorLetsPeopleIn(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	grant := RoleGrant{Role: org.MedicalLead, GroupID: testgroup.Group, UnitID: testgroup.Bo, From: testgroup.Now}
	invite := func(email, name string, g RoleGrant) (Invited, error) {
		return room.InviteMember(ctx, convener, Invitation{org.Person{Email: email, Name: name, Profession: org.Physician}, g})
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Administrator, testgroup.Other} {
		actor := f.Actor(id)
		_, list := room.Members(ctx, actor, testgroup.Group)
		_, err := room.InviteMember(ctx, actor, Invitation{Grant: grant})
		end := room.EndMember(ctx, actor, org.Membership{ID: 1, GroupID: testgroup.Group}, testgroup.Now)
		if !errors.Is(list, fault.ErrForbidden) || !errors.Is(err, fault.ErrForbidden) || !errors.Is(end, fault.ErrForbidden) {
			t.Errorf("%s: %v, %v, %v", actor.Person.Name, list, err, end)
		}
	}
	for want, g := range map[string]RoleGrant{
		"role role_not_given, group role_of_installation": {Role: org.Administrator, GroupID: testgroup.Group, From: testgroup.Now},
		"role role_not_given":                             {Role: org.Convener, GroupID: testgroup.Group, From: testgroup.Now},
		"role role_required":                              {GroupID: testgroup.Group, From: testgroup.Now},
		"unit unit_required":                              {Role: org.UnitManager, GroupID: testgroup.Group, From: testgroup.Now},
		"unit unit_of_another_group":                      {Role: org.UnitManager, GroupID: testgroup.Group, UnitID: 99, From: testgroup.Now},
	} {
		if _, err := invite("other@exempel.se", "", g); wrong(err) != want {
			t.Errorf("%+v: %q, want %q", g, wrong(err), want)
		}
	}
	if _, err := invite("ny@exempel.se", "", grant); wrong(err) != "person name_for_account" {
		t.Errorf("nobody yet, and no name: %v", err)
	}
	if _, err := invite("", "", grant); wrong(err) != "email required" {
		t.Errorf("no address: %v", err)
	}
	f.Exec(`UPDATE person SET left_on = '2026-01-01' WHERE id = 6`)
	if _, err := invite("observer@exempel.se", "", grant); wrong(err) != "email account_closed" {
		t.Errorf("somebody who has left: %v", err)
	}
	invited, err := invite("ny@exempel.se", "Nils Ny", grant)
	if err != nil || invited.Key.Path == "" {
		t.Fatalf("%+v, %v", invited, err)
	}
	choose(t, room, invited.Key.Path, "en mening att minnas")
	if _, err := room.SignIn(ctx, Credentials{Email: "ny@exempel.se", Password: "en mening att minnas"}); err != nil {
		t.Error(err)
	}
	old, err := invite("other@exempel.se", "Ett annat namn", grant)
	if err != nil || old.Key != (KeySent{}) || old.Person.Name != "Anna Annan" {
		t.Errorf("somebody with an account: %+v, %v", old, err)
	}
	if _, err := invite("other@exempel.se", "", grant); wrong(err) != "role role_held" {
		t.Errorf("twice: %v", err)
	}
	m, err := room.Members(ctx, convener, testgroup.Group)
	if err != nil || len(m.List) != 7 || m.List[0].CanEnd != true || m.List[len(m.List)-1].Person.Name != "Lars Ledamot" {
		t.Errorf("%+v, %v", m.List, err)
	}
	// The coordinator's own role, another group's, and one that does not exist are not ended here.
	for _, id := range []org.MembershipID{3, 8, 99} {
		if err := room.EndMember(ctx, convener, org.Membership{ID: id, GroupID: testgroup.Group}, testgroup.Now); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("role %d: %v", id, err)
		}
	}
	if err := room.EndMember(ctx, convener, org.Membership{ID: 9, GroupID: testgroup.Group}, testgroup.Now.AddDate(0, 0, -5)); wrong(err) != "last date_order" {
		t.Errorf("before it began: %v", err)
	}
	if err := room.EndMember(ctx, convener, org.Membership{ID: 9, GroupID: testgroup.Group}, testgroup.Now); err != nil {
		t.Error(err)
	}
	if err := room.EndMember(ctx, convener, org.Membership{ID: 9, GroupID: testgroup.Group}, testgroup.Now); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("ended already: %v", err)
	}
}

// The start page of a group's coordinator says that it is not set up, and nobody else's.
func TestANewGroupIsOnItsCoordinatorsStartPage(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE programme_group SET set_up_at = NULL, days_decided = false WHERE id = 1`)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for id, want := range map[org.PersonID]bool{testgroup.Convener: true, testgroup.MedicalLead: false, testgroup.Member: false} {
		start, err := room.Start(ctx, f.Actor(id), f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		if got := len(start.Tasks) > 0 && start.Tasks[0].Kind == SetUpGroup; got != want {
			t.Errorf("person %d is led to the set-up: %v", id, got)
		}
	}
	f.Exec(`UPDATE programme_group SET set_up_at = now() WHERE id = 1`)
	start, err := room.Start(ctx, f.Actor(testgroup.Convener), f.Programme())
	if err != nil || slices.ContainsFunc(start.Tasks, func(task Task) bool { return task.Kind == SetUpGroup }) {
		t.Errorf("a group that is set up: %+v, %v", start.Tasks, err)
	}
}
