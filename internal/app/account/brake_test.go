package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time        { return c.at }
func (c *clock) move(by time.Duration) { c.at = c.at.Add(by) }
func newClock() *clock                 { return &clock{testgroup.Now} }
func braked(err error) (time.Duration, bool) {
	var b *fault.BrakedError
	if !errors.As(err, &b) {
		return 0, false
	}
	return b.Wait, true
}

const leadEmail, rightPassword, wrongPassword = "lead@exempel.se", "ett långt lösenord", "ett annat lösenord"

// passwords gives everybody the right password.
func passwords(t *testing.T, f *testgroup.Fixture) {
	t.Helper()
	hash, err := HashPassword(t.Context(), rightPassword)
	if err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE person SET password_hash = '` + hash + `'`)
}

func try(t *testing.T, room *Room, email, password string, from From) error {
	t.Helper()
	_, err := room.SignIn(t.Context(), Credentials{Email: email, Password: password, From: from})
	return err
}

func TestHowLongABrakeHolds(t *testing.T) {
	l := brakeLimit{free: 3, first: time.Minute, longest: 5 * time.Minute, forget: time.Hour}
	for _, c := range []struct {
		tries int
		ago   time.Duration
		want  time.Duration
	}{
		{0, 0, 0}, {2, 0, 0}, {3, 0, time.Minute}, {3, 40 * time.Second, 20 * time.Second}, {3, time.Minute, 0},
		{4, 0, 2 * time.Minute}, {5, 0, 4 * time.Minute}, {6, 0, 5 * time.Minute}, {1000, time.Minute, 4 * time.Minute},
		{1000, time.Hour, 0},
	} {
		if got := l.wait(postgres.Brake{Tries: c.tries, LastAt: testgroup.Now.Add(-c.ago)}, testgroup.Now); got != c.want {
			t.Errorf("%d tries, the last %s ago: wait %s, want %s", c.tries, c.ago, got, c.want)
		}
	}
	for address, want := range map[string]string{"192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"::ffff:192.0.2.7": "192.0.2.7", "fe80::1%eth0": "fe80::/64", "": "", "okänd": "okänd"} {
		if got := network(address); got != want {
			t.Errorf("%q counts as %q, want %q", address, got, want)
		}
	}
}

// TestAThousandWrongPasswords come from one place: five are looked at, the rest are told
// to wait; whoever they are tried at signs in from elsewhere meanwhile, and here when the
// wait is over.
func TestAThousandWrongPasswords(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	// Two processes with connections of their own to the same database.
	db, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	rooms := []*Room{New(f.DB, at.now), New(db, at.now)}
	home, attacker := From{ClientAddress: "192.0.2.1"}, From{ClientAddress: "198.51.100.66"}

	var mu sync.Mutex
	looked, told := 0, 0
	var many sync.WaitGroup
	for n := range 20 {
		many.Go(func() {
			for range 50 {
				_, err := rooms[n%2].SignIn(context.WithoutCancel(t.Context()), Credentials{Email: strings.ToUpper(leadEmail), Password: wrongPassword, From: attacker})
				var invalid *fault.ValidationError
				_, wait := braked(err)
				mu.Lock()
				switch {
				case wait:
					told++
				case errors.As(err, &invalid):
					looked++
				default:
					t.Errorf("a wrong password: %v", err)
				}
				mu.Unlock()
			}
		})
	}
	many.Wait()
	if looked != brakeLimits[brakePair].free || told != 1000-looked {
		t.Errorf("%d passwords were looked at, %d told to wait", looked, told)
	}
	if _, ok := braked(try(t, rooms[0], leadEmail, rightPassword, attacker)); !ok {
		t.Error("a right password gets through the brake, so that tries pay")
	}
	if err := try(t, rooms[1], leadEmail, rightPassword, home); err != nil {
		t.Errorf("the person is shut out: %v", err)
	}
	if err := try(t, rooms[1], "manager@exempel.se", rightPassword, attacker); err != nil {
		t.Errorf("somebody else at the same address is shut out: %v", err)
	}
	wait, _ := braked(try(t, rooms[0], leadEmail, wrongPassword, attacker))
	if at.move(wait - time.Second); try(t, rooms[0], leadEmail, wrongPassword, attacker) == nil {
		t.Error("let in by a wrong password")
	}
	at.move(time.Second)
	if err := try(t, rooms[0], leadEmail, rightPassword, attacker); err != nil {
		t.Errorf("after the wait: %v", err)
	}
	if got := f.Text(`SELECT count(*) || ' ' || min(actor_name) || min(after->>'person') || ' ' || min(client_address) FROM audit WHERE action = 'account.sign_in_braked'`); got != "1 OkändLena Läkare 198.51.100.66" {
		t.Errorf("the log says %q", got)
	}
	if got := f.Text(`SELECT count(*)::text FROM sign_in_brake WHERE encode(key, 'escape') LIKE '%lead%'`); got != "0" {
		t.Error("an address stands in the brakes")
	}
}

// TestManyAddressesTogether: a password tried from everywhere is braked for all of them,
// and never where the person has signed in before, by address or by browser.
func TestManyAddressesTogether(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	room := New(f.DB, at.now)
	home, away := From{ClientAddress: "192.0.2.1"}, From{ClientAddress: "192.0.2.99"}
	if err := try(t, room, leadEmail, rightPassword, home); err != nil {
		t.Fatal(err)
	}
	kept, err := room.MarkBrowser(t.Context(), "", testgroup.MedicalLead)
	if err != nil {
		t.Fatal(err)
	}
	away.Browser = kept
	others := brakeLimits[brakePerson].free
	for n := range others {
		// What is counted is what is asked about here; hashing a hundred passwords is not.
		if _, err := room.begin(t.Context(), passwordGuess(leadEmail, fmt.Sprintf("198.51.100.%d", n), "")); err != nil {
			t.Fatalf("try %d: %v", n, err)
		}
	}
	if _, ok := braked(try(t, room, leadEmail, rightPassword, From{ClientAddress: "203.0.113.5"})); !ok {
		t.Error("an address nobody knows goes on trying")
	}
	if err := try(t, room, leadEmail, rightPassword, home); err != nil {
		t.Errorf("where the person has signed in before: %v", err)
	}
	if err := try(t, room, leadEmail, rightPassword, away); err != nil {
		t.Errorf("with the browser of before: %v", err)
	}
	forged := away
	forged.Browser = strings.Split(kept, ".")[0] + ".AAAAAAAAAAAAAAAAAAAA"
	if _, ok := braked(try(t, room, leadEmail, rightPassword, From{ClientAddress: "203.0.113.6", Browser: forged.Browser})); !ok {
		t.Error("a forged mark is believed")
	}
	if _, ok := braked(try(t, room, "manager@exempel.se", rightPassword, From{ClientAddress: "203.0.113.6", Browser: kept})); ok {
		t.Error("another person is braked by it")
	}
	at.move(brakeLimits[brakePerson].longest)
	if err := try(t, room, leadEmail, rightPassword, From{ClientAddress: "203.0.113.5"}); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

// TestOneAddressForMany: passwords of many people tried from one address are braked there,
// but not for those who have signed in there before.
func TestOneAddressForMany(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	room := New(f.DB, newClock().now)
	hospital := From{ClientAddress: "192.0.2.1"}
	if err := try(t, room, leadEmail, rightPassword, hospital); err != nil {
		t.Fatal(err)
	}
	for n := range brakeLimits[brakeAddress].free {
		if _, err := room.begin(t.Context(), passwordGuess(fmt.Sprintf("ingen%d@exempel.se", n), hospital.ClientAddress, "")); err != nil {
			t.Fatalf("try %d: %v", n, err)
		}
	}
	if _, ok := braked(try(t, room, "manager@exempel.se", wrongPassword, hospital)); !ok {
		t.Error("the address goes on with the next account")
	}
	if err := try(t, room, leadEmail, rightPassword, hospital); err != nil {
		t.Errorf("shut out by a colleague: %v", err)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'account.sign_in_braked'`); got != "0" {
		t.Errorf("%s rows in the log about addresses without accounts", got)
	}
}

func TestABrowserIsBrakedByItself(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	room := New(f.DB, newClock().now)
	kept, err := room.MarkBrowser(t.Context(), "", testgroup.MedicalLead)
	if err != nil {
		t.Fatal(err)
	}
	stolen := From{ClientAddress: "198.51.100.1", Browser: kept}
	for range brakeLimits[brakeBrowser].free {
		if _, ok := braked(try(t, room, leadEmail, wrongPassword, stolen)); ok {
			t.Fatal("too early")
		}
	}
	if _, ok := braked(try(t, room, leadEmail, rightPassword, stolen)); !ok {
		t.Error("a known browser can try for ever")
	}
	if err := try(t, room, leadEmail, rightPassword, From{ClientAddress: "198.51.100.1"}); err != nil {
		t.Errorf("another browser at the same address: %v", err)
	}
}

func TestMarkBrowser(t *testing.T) {
	f := testgroup.New(t)
	room := New(f.DB, testgroup.Clock)
	kept := ""
	for id := range org.PersonID(maxMarks + 3) {
		var err error
		for range 2 { // the same person twice is one
			if kept, err = room.MarkBrowser(t.Context(), kept, id+1); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := strings.Count(kept, "."); n != maxMarks || len(kept) > 400 {
		t.Errorf("%d marks, %d signs", n, len(kept))
	}
	nonce := func(kept string, id org.PersonID) (nonce string) {
		err := f.DB.Read(t.Context(), func(tx *postgres.Tx) (err error) {
			nonce, err = knownNonce(t.Context(), tx, kept, id)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return nonce
	}
	if nonce(kept, maxMarks+3) == "" || nonce(kept, 1) != "" || nonce("x."+kept, maxMarks+3) != "" || nonce(kept, 0) != "" {
		t.Error("the wrong people are known")
	}
}

func TestKeysAreBrakedByAddress(t *testing.T) {
	f := testgroup.New(t)
	at := newClock()
	room, ctx := New(f.DB, at.now), t.Context()
	for range brakeLimits[brakeKey].free {
		if err := room.WrongKey(ctx, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := braked(room.WrongKey(ctx, "192.0.2.1")); !ok {
		t.Error("keys are guessed for ever")
	}
	if err := room.WrongKey(ctx, "192.0.2.2"); err != nil {
		t.Errorf("another address: %v", err)
	}
	if err := room.release(ctx, brakeKey, "192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	if err := room.WrongKey(ctx, "192.0.2.1"); err != nil {
		t.Errorf("after a release: %v", err)
	}
	at.move(brakesKept + time.Second)
	if err := room.SweepBrakes(ctx); err != nil {
		t.Fatal(err)
	}
	if got := f.Text(`SELECT count(*)::text FROM sign_in_brake`); got != "0" {
		t.Errorf("%s brakes are kept", got)
	}
}
