package account

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb"
	"samsyn/internal/testdb/testgroup"
)

// problemCodes is the error's problems as "field: code", in order.
func problemCodes(t *testing.T, err error) []string {
	t.Helper()
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want problems", err)
	}
	var codes []string
	for _, p := range invalid.Problems {
		codes = append(codes, p.Field+": "+p.Code)
	}
	return codes
}

func wantCodes(t *testing.T, err error, want ...string) {
	t.Helper()
	if got := problemCodes(t, err); !slices.Equal(got, want) {
		t.Errorf("problems %v, want %v", got, want)
	}
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func TestOnlyTheAdministratorCaresForAccounts(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Convener, testgroup.Chair, testgroup.Observer, testgroup.Member} {
		actor := f.Actor(id)
		_, list := room.Accounts(ctx, actor)
		_, _, read := room.Account(ctx, actor, testgroup.Chair)
		_, create := room.CreateAccount(ctx, actor, NewAccount{})
		_, key := room.SendKey(ctx, actor, KeyOrder{Person: testgroup.Chair})
		_, made := room.MakeKey(ctx, actor, testgroup.Chair, ResetKey)
		for what, err := range map[string]error{
			"Accounts": list, "Account": read, "CreateAccount": create, "SendKey": key, "MakeKey": made,
			"SavePerson": room.SavePerson(ctx, actor, org.Person{}),
			"GiveRole":   room.GiveRole(ctx, actor, testgroup.Chair, RoleGrant{}),
			"EndRole":    room.EndRole(ctx, actor, org.Membership{ID: 4}, testgroup.Now),
			"Leave":      room.Leave(ctx, actor, testgroup.Chair, testgroup.Now),
			"Return":     room.Return(ctx, actor, testgroup.Chair),
		} {
			if !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s by %s: %v, want forbidden", what, actor.Person.Name, err)
			}
		}
	}
	if n := f.Text(`SELECT count(*)::text FROM audit`); n != "0" {
		t.Errorf("%s audit rows for what was forbidden", n)
	}
}

func TestCreateAccount(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	created, err := room.CreateAccount(ctx, admin, NewAccount{
		Person: org.Person{Name: "Nina Ny", Email: "nina@exempel.se", Profession: org.Nurse},
		Role: &RoleGrant{Role: org.UnitManager, GroupID: testgroup.Group, UnitID: testgroup.Ala,
			From: day(2026, time.May, 4)},
	})
	if err != nil || created.Key.Mailed || created.Key.Path == "" {
		t.Fatalf("%+v, %v", created, err)
	}
	key := choose(t, room, created.Key.Path, "en mening att minnas")
	who, err := room.SignIn(ctx, Credentials{Email: "NINA@exempel.se", Password: "en mening att minnas"})
	if err != nil || who.Person != created.ID {
		t.Errorf("the chosen password: %+v, %v", who, err)
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || subject || ' ' || coalesce(group_id::text, '-'), ', ' ORDER BY id)
		FROM audit WHERE person_id = 7`); got != "account.create person -, account.give_role membership 1, account.invite_link person -" {
		t.Errorf("audit: %s", got)
	}
	if strings.Contains(f.Text(`SELECT string_agg(after::text, '') FROM audit`)+f.Text(`SELECT string_agg(k::text, '') FROM person_key k`), key) {
		t.Error("the key stands in the database")
	}

	_, err = room.CreateAccount(ctx, admin, NewAccount{
		Person: org.Person{Name: "En till", Email: "Nina@exempel.se", Profession: org.Nurse}})
	wantCodes(t, err, "email: email_taken")
	_, err = room.CreateAccount(ctx, admin, NewAccount{Person: org.Person{Email: "Nina <nina@exempel.se>", Profession: "tandläkare"},
		Role: &RoleGrant{Role: org.MedicalLead, From: testgroup.Now}})
	wantCodes(t, err, "name: required", "email: email_invalid", "profession: unknown_choice",
		"group: group_required", "unit: unit_required")
	_, err = room.CreateAccount(ctx, admin, NewAccount{
		Person: org.Person{Name: "Två", Email: "tva@exempel.se", Profession: org.Nurse},
		Role:   &RoleGrant{Role: org.Convener, GroupID: testgroup.Group, From: testgroup.Now}})
	wantCodes(t, err, "role: one_convener")
	if n := f.Text(`SELECT count(*)::text FROM person WHERE email = 'tva@exempel.se'`); n != "0" {
		t.Error("the person was stored although the role was not")
	}
}

func TestGiveAndEndRole(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	grant := RoleGrant{Role: org.Delegate, GroupID: testgroup.Group, UnitID: testgroup.Bo, From: day(2026, time.May, 4)}
	if err := room.GiveRole(ctx, admin, testgroup.Chair, grant); err != nil {
		t.Fatal(err)
	}
	wantCodes(t, room.GiveRole(ctx, admin, testgroup.Chair, grant), "role: role_held")
	elsewhere := grant
	elsewhere.GroupID, elsewhere.UnitID = testgroup.OtherGroup, testgroup.Ala
	wantCodes(t, room.GiveRole(ctx, admin, testgroup.Chair, elsewhere), "unit: unit_of_another_group")
	wrong := RoleGrant{Role: org.Administrator, GroupID: testgroup.Group, UnitID: testgroup.Ala}
	wantCodes(t, room.GiveRole(ctx, admin, testgroup.Chair, wrong),
		"group: role_of_installation", "unit: role_of_group", "from: required")
	wantCodes(t, room.GiveRole(ctx, admin, testgroup.Chair, RoleGrant{}), "role: role_required")

	account, _, err := room.Account(ctx, admin, testgroup.Chair)
	if err != nil || len(account.Roles) != 2 {
		t.Fatalf("%+v, %v", account, err)
	}
	role := account.Roles[1]
	before := day(2026, time.May, 3)
	wantCodes(t, room.EndRole(ctx, admin, role, before), "last: date_order")
	if err := room.EndRole(ctx, admin, org.Membership{ID: role.ID, PersonID: testgroup.Observer}, testgroup.Now); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("another person's role: %v", err)
	}
	last := day(2026, time.May, 4)
	if err := room.EndRole(ctx, admin, role, last); err != nil {
		t.Fatal(err)
	}
	if err := room.EndRole(ctx, admin, role, last); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("ended twice: %v", err)
	}
	if got := f.Text(`SELECT after::text FROM audit WHERE action = 'account.end_role'`); got !=
		`{"to": "2026-05-04", "from": "2026-05-04", "role": "delegate", "person": "Olle Ordförande"}` {
		t.Errorf("audit: %s", got)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	today := day(2026, time.May, 4)
	own := org.Membership{ID: 7, PersonID: testgroup.Administrator}
	wantCodes(t, room.EndRole(ctx, admin, own, today), "last: last_administrator")
	wantCodes(t, room.Leave(ctx, admin, testgroup.Administrator, today), "last: last_administrator")
	if err := room.GiveRole(ctx, admin, testgroup.Chair, RoleGrant{Role: org.Administrator, From: today}); err != nil {
		t.Fatal(err)
	}
	if err := room.EndRole(ctx, admin, own, today); err != nil {
		t.Errorf("with another administrator: %v", err)
	}
}

func TestLeaveAndReturn(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	renew(t, room, admin, testgroup.Convener, "ett långt lösenord")
	signIn := Credentials{Email: "convener@exempel.se", Password: "ett långt lösenord"}
	if _, err := room.SignIn(ctx, signIn); err != nil {
		t.Fatal(err)
	}
	if err := room.Leave(ctx, admin, testgroup.Convener, day(2026, time.May, 4)); err != nil {
		t.Fatal(err)
	}
	_, err := room.SignIn(ctx, signIn)
	wantCodes(t, err, "email: sign_in_failed")
	if got := f.Text(`SELECT valid_to::text FROM membership WHERE person_id = 3`); got != "2026-05-03" {
		t.Errorf("the role's last day is %s", got)
	}
	if err := room.GiveRole(ctx, admin, testgroup.Convener, RoleGrant{Role: org.Chair, GroupID: testgroup.Group, From: testgroup.Now}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("a role for somebody who has left: %v", err)
	}
	// The group can have a new convener from the same day.
	if err := room.GiveRole(ctx, admin, testgroup.Chair, RoleGrant{Role: org.Convener, GroupID: testgroup.Group, From: day(2026, time.May, 4)}); err != nil {
		t.Error(err)
	}
	if err := room.Return(ctx, admin, testgroup.Convener); err != nil {
		t.Fatal(err)
	}
	if err := room.Return(ctx, admin, testgroup.Convener); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("returned twice: %v", err)
	}
	_, err = room.SignIn(ctx, signIn)
	wantCodes(t, err, "email: sign_in_failed") // no role yet
	if got := f.Text(`SELECT string_agg(action, ', ' ORDER BY id) FROM audit WHERE subject = 'person' AND person_id = 7`); got !=
		"account.invite_link, account.leave, account.return" {
		t.Errorf("audit: %s", got)
	}
	// The day that the role would have ended is lost from the table, not from the log.
	if got := f.Text(`SELECT (before->>'to' IS NULL) || ' ' || (after->>'to') FROM audit WHERE action = 'account.end_role'`); got != "true 2026-05-03" {
		t.Errorf("audit of the role: %s", got)
	}
}

func TestSavePerson(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	person := org.Person{ID: testgroup.Chair, Name: "Olle Ordförande", Email: "chair@exempel.se", Profession: org.Physician}
	if err := room.SavePerson(ctx, admin, person); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit`); n != "0" {
		t.Error("nothing changed, and the audit says something did")
	}
	person.Name, person.Email = "Olle Ny", "admin@exempel.se"
	wantCodes(t, room.SavePerson(ctx, admin, person), "email: email_taken")
	person.Email = "olle@exempel.se"
	if err := room.SavePerson(ctx, admin, person); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT before->>'name' || ' → ' || (after->>'name') FROM audit`); got != "Olle Ordförande → Olle Ny" {
		t.Errorf("audit: %s", got)
	}
	person.ID = 99
	person.Email = "ingen@exempel.se"
	if err := room.SavePerson(ctx, admin, person); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func TestFirstStartWorksOnce(t *testing.T) {
	d := testdb.New(t)
	room, ctx := New(d.DB, testgroup.Clock), t.Context()
	if first, err := room.IsFirstStart(ctx); !first || err != nil {
		t.Fatalf("%v, %v", first, err)
	}
	err := room.CreateFirstAccount(ctx, FirstAccount{Name: " ", Email: "ingen", Profession: org.Nurse, Password: "kort", Repeat: "annat"})
	wantCodes(t, err, "name: required", "email: email_invalid", "password: password_short", "repeat: passwords_differ")

	// Several at the same moment make one account, and the others are told no.
	const attempts = 6
	errs := make([]error, attempts)
	var wg sync.WaitGroup
	for n := range attempts {
		wg.Go(func() {
			errs[n] = room.CreateFirstAccount(ctx, FirstAccount{Name: "Första", Email: string(rune('a'+n)) + "@exempel.se",
				Profession: org.OtherProfession, Password: "ett långt lösenord", Repeat: "ett långt lösenord"})
		})
	}
	wg.Wait()
	made := 0
	for _, err := range errs {
		switch {
		case err == nil:
			made++
		case !errors.Is(err, fault.ErrNotFound):
			t.Errorf("unexpected: %v", err)
		}
	}
	if made != 1 {
		t.Fatalf("%d first accounts", made)
	}
	if first, err := room.IsFirstStart(ctx); first || err != nil {
		t.Errorf("still a first start: %v, %v", first, err)
	}
}

// TestRoleDaysHaveLimits: today is 4 May 2026.
func TestRoleDaysHaveLimits(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	give := func(from time.Time, to *time.Time) error {
		return room.GiveRole(ctx, admin, testgroup.Observer, RoleGrant{Role: org.Chair, GroupID: testgroup.Group, From: from, To: to})
	}
	early, last, late := day(1999, time.December, 31), day(2036, time.May, 4), day(2036, time.May, 5)
	wantCodes(t, give(early, nil), "from: date_limits")
	wantCodes(t, give(late, nil), "from: date_limits")
	wantCodes(t, give(testgroup.Now, &late), "to: date_limits")
	wantCodes(t, give(early, &early), "from: date_limits", "to: date_limits")
	if err := give(day(2000, time.January, 1), &last); err != nil {
		t.Error(err)
	}
	wantCodes(t, give(last, nil), "role: role_held")
	convener := org.Membership{ID: 3, PersonID: testgroup.Convener}
	wantCodes(t, room.EndRole(ctx, admin, convener, late), "last: date_limits")
	wantCodes(t, room.Leave(ctx, admin, testgroup.Convener, late), "left: date_limits")
	wantCodes(t, room.Leave(ctx, admin, testgroup.Convener, early), "left: date_limits")
}
