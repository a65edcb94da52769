package account

import (
	"errors"
	"path"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// choose chooses a password with the key that the path ends with, which it gives.
func choose(t *testing.T, room *Room, at, password string) (key string) {
	t.Helper()
	if _, err := room.ChoosePassword(t.Context(), choiceAt(at, password)); err != nil {
		t.Fatal(err)
	}
	return path.Base(at)
}

func choiceAt(at, password string) PasswordChoice {
	c := PasswordChoice{Key: path.Base(at), Purpose: InvitationKey, Password: password, Repeat: password}
	if strings.HasPrefix(at, "/nytt-losenord/") {
		c.Purpose = ResetKey
	}
	return c
}

// renew gives the person a password, by a key that the administrator hands over.
func renew(t *testing.T, room *Room, admin org.Actor, id org.PersonID, password string) {
	t.Helper()
	sent, err := room.SendKey(t.Context(), admin, KeyOrder{Person: id})
	if err != nil {
		t.Fatal(err)
	}
	choose(t, room, sent.Path, password)
}

// at is a clock that a test moves.
type at struct{ time.Time }

func (c *at) now() time.Time { return c.Time }

func TestAKeyWorksOnce(t *testing.T) {
	f := testgroup.New(t)
	clock := &at{testgroup.Now}
	room, ctx, admin := New(f.DB, clock.now), t.Context(), f.Actor(testgroup.Administrator)
	send := func(order KeyOrder) string {
		t.Helper()
		sent, err := room.SendKey(ctx, admin, order)
		if err != nil || sent.Mailed {
			t.Fatalf("%+v, %v", sent, err)
		}
		return sent.Path
	}
	state := func(at string) KeyState {
		t.Helper()
		c := choiceAt(at, "")
		opened, err := room.OpenKey(ctx, c.Key, c.Purpose)
		if err != nil {
			t.Fatal(err)
		}
		return opened.State
	}
	order := KeyOrder{Person: testgroup.MedicalLead}
	first := send(order)
	second := send(order)
	if state(first) != KeyEnded || state(second) != KeyOpen {
		t.Errorf("the first is %s, the second %s", state(first), state(second))
	}
	opened, err := room.OpenKey(ctx, path.Base(second), InvitationKey)
	if err != nil || opened.Person.Name != "Lena Läkare" || opened.GivenBy != "Amir Admin" || len(opened.Roles) != 1 ||
		opened.Roles[0].UnitName != "Ala" || opened.Roles[0].GroupName != "Provgruppen" || !opened.Until.Equal(testgroup.Now.AddDate(0, 0, 14)) || opened.CanAsk {
		t.Errorf("%+v, %v", opened, err)
	}
	if _, err := room.ChoosePassword(ctx, choiceAt(first, "en mening att minnas")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("an ended key: %v", err)
	}
	bad := choiceAt(second, "Lena Läkare!")
	bad.Repeat = "något annat"
	_, err = room.ChoosePassword(ctx, bad)
	wantCodes(t, err, "password: password_personal", "repeat: passwords_differ")
	choose(t, room, second, "en mening att minnas")
	if state(second) != KeyUsed {
		t.Errorf("used, and %s", state(second))
	}
	if _, err := room.ChoosePassword(ctx, choiceAt(second, "en annan mening")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("used twice: %v", err)
	}
	// One for a new password is another kind of key, and is not an invitation.
	reset := send(order)
	if !strings.HasPrefix(reset, "/nytt-losenord/") {
		t.Fatalf("it leads to %s", reset)
	}
	if _, err := room.OpenKey(ctx, path.Base(reset), InvitationKey); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a key of the other kind: %v", err)
	}
	for _, key := range []string{"", "x", path.Base(reset) + "A"} {
		if _, err := room.OpenKey(ctx, key, ResetKey); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%q: %v", key, err)
		}
	}
	signIn := func() (SignedIn, error) {
		return room.SignIn(ctx, Credentials{Email: "lead@exempel.se", Password: "en mening att minnas"})
	}
	who, err := signIn()
	if err != nil {
		t.Errorf("the old password while the key is not used: %v", err)
	}
	clock.Time = testgroup.Now.Add(24 * time.Hour)
	if state(reset) != KeyExpired {
		t.Errorf("after a day the key is %s", state(reset))
	}
	if _, err := room.ChoosePassword(ctx, choiceAt(reset, "en annan mening")); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("too old: %v", err)
	}
	// When somebody else may know the password, it ends at once, and with it the sessions.
	order.EndNow = true
	reset = send(order)
	_, err = signIn()
	wantCodes(t, err, "email: sign_in_failed")
	if _, _, err := room.Visit(ctx, who); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a session goes on: %v", err)
	}
	if again := send(order); !strings.HasPrefix(again, "/nytt-losenord/") {
		t.Errorf("somebody who had a password is led to %s", again)
	} else {
		choose(t, room, again, "en tredje mening")
	}
	if err := room.Leave(ctx, admin, testgroup.UnitManager, testgroup.Now.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := room.SendKey(ctx, admin, KeyOrder{Person: testgroup.UnitManager}); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("somebody who has left: %v", err)
	}
}

// Two who use the same key at the same moment: one of them chooses the password.
func TestTwoCannotUseTheSameKey(t *testing.T) {
	f := testgroup.New(t)
	room, ctx := New(f.DB, testgroup.Clock), t.Context()
	sent, err := room.SendKey(ctx, f.Actor(testgroup.Administrator), KeyOrder{Person: testgroup.Chair})
	if err != nil {
		t.Fatal(err)
	}
	answers := make(chan error)
	for range 4 {
		go func() {
			_, err := room.ChoosePassword(ctx, choiceAt(sent.Path, "en mening att minnas"))
			answers <- err
		}()
	}
	chosen := 0
	for range 4 {
		switch err := <-answers; {
		case err == nil:
			chosen++
		case !errors.Is(err, fault.ErrWrongState) && !errors.Is(err, fault.ErrConflict):
			t.Error(err)
		}
	}
	if chosen != 1 {
		t.Errorf("%d chose a password", chosen)
	}
}

func TestAKeyFromTheCommandLine(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, admin := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Administrator)
	url, err := room.WithMail(true, "https://samsyn.exempel.se/").MakeKey(ctx, admin, testgroup.Chair, ResetKey)
	if err != nil || !strings.HasPrefix(url, "https://samsyn.exempel.se/nytt-losenord/") {
		t.Fatal(url, err)
	}
	if url, err = room.MakeKey(ctx, admin, testgroup.Chair, InvitationKey); err != nil || !strings.HasPrefix(url, "/valkommen/") {
		t.Fatal(url, err)
	}
	choose(t, room, url, "en mening att minnas")
	if _, err := room.SignIn(ctx, Credentials{Email: "chair@exempel.se", Password: "en mening att minnas"}); err != nil {
		t.Error(err)
	}
}

// A coordinator hands over links only to those whose every role is the coordinator's to
// give; the others' links open more than that.
func TestTheCoordinatorSendsTheInvitationAgain(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	role := org.Membership{ID: 1, GroupID: testgroup.Group}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Chair, testgroup.Administrator, testgroup.Other} {
		if _, _, err := room.SendInvitation(ctx, f.Actor(id), role); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("person %d: %v", id, err)
		}
	}
	sent, person, err := room.SendInvitation(ctx, convener, role)
	if err != nil || person.Name != "Lena Läkare" || !strings.HasPrefix(sent.Path, "/valkommen/") {
		t.Fatalf("%+v, %+v, %v", sent, person, err)
	}
	m, err := room.Members(ctx, convener, testgroup.Group)
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range m.List {
		if invited := member.Invited != nil; invited != (member.PersonID == testgroup.MedicalLead) {
			t.Errorf("%s is invited: %v", member.Person.Name, invited)
		}
	}
	f.Exec(`INSERT INTO membership (person_id, group_id, role, valid_from) VALUES (2, 2, 'chair', '2030-01-01'), (4, NULL, 'administrator', '2020-01-01')`)
	for id, want := range map[org.MembershipID]string{2: ": invited_elsewhere", 4: ": invited_elsewhere"} {
		_, _, err := room.SendInvitation(ctx, convener, org.Membership{ID: id, GroupID: testgroup.Group})
		wantCodes(t, err, want)
	}
	// By mail it goes to the person alone.
	if sent, _, err = room.WithMail(true, "").SendInvitation(ctx, convener, org.Membership{ID: 2, GroupID: testgroup.Group}); err != nil || !sent.Mailed || sent.Path != "" {
		t.Errorf("by mail: %+v, %v", sent, err)
	}
	if _, _, err := room.SendInvitation(ctx, convener, org.Membership{ID: 8, GroupID: testgroup.Group}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("another group's: %v", err)
	}
	choose(t, room, mustSend(t, room, convener, role).Path, "en mening att minnas")
	if _, _, err := room.SendInvitation(ctx, convener, role); !errors.Is(err, fault.ErrWrongState) {
		t.Errorf("somebody who has a password: %v", err)
	}
}

func mustSend(t *testing.T, room *Room, actor org.Actor, role org.Membership) KeySent {
	t.Helper()
	sent, _, err := room.SendInvitation(t.Context(), actor, role)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}
