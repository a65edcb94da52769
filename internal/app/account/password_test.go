package account

import (
	"context"
	"errors"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestPassword(t *testing.T) {
	ctx := t.Context()
	hash, err := HashPassword(ctx, "en mening att minnas")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("unexpected parameters in %q", hash)
	}
	for _, c := range []struct {
		name, hash, password string
		want                 bool
	}{
		{"the right one", hash, "en mening att minnas", true},
		{"another one", hash, "en mening att glömma", false},
		{"nothing", hash, "", false},
		{"no account", "", "en mening att minnas", false},
		{"no account and nothing", "", "", false},
		{"longer than is taken", hash, strings.Repeat("x", MaxPassword+1), false},
	} {
		if got, err := CheckPassword(ctx, c.hash, c.password); got != c.want || err != nil {
			t.Errorf("%s: %v, %v; want %v", c.name, got, err, c.want)
		}
	}
	if _, err := CheckPassword(ctx, "not a hash", "en mening att minnas"); err == nil {
		t.Error("a broken hash gave no error")
	}
}

func TestPasswordWaitsNoLongerThanItsRequest(t *testing.T) {
	if err := hashingAtOnce.Acquire(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
	defer hashingAtOnce.Release(4)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := HashPassword(gone, "en mening att minnas"); err == nil {
		t.Error("hashed although nobody waits")
	}
}

func TestMakePassword(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		made := MakePassword()
		if len(made) != 19 || strings.ContainsAny(made, "0189") || seen[made] {
			t.Fatalf("unfit password %q", made)
		}
		seen[made] = true
		var v fault.ValidationError
		if checkNewPassword(&v, "password", made, org.Person{}); v.OrNil() != nil {
			t.Errorf("%q is not taken: %v", made, v.Problems)
		}
	}
}

// TestNewPasswordEndsSessions: whoever has come by a password, or a session, is
// out when the password is changed.
func TestNewPasswordEndsSessions(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, id := New(f.DB, testgroup.Clock), t.Context(), org.PersonID(testgroup.Convener)
	given := func(password string) {
		t.Helper()
		renew(t, room, f.Actor(testgroup.Administrator), id, password)
	}
	signIn := func(password string) SignedIn {
		t.Helper()
		who, err := room.SignIn(ctx, Credentials{Email: "convener@exempel.se", Password: password})
		if err != nil {
			t.Fatal(err)
		}
		return who
	}
	visit := func(who SignedIn) error { _, _, err := room.Visit(ctx, who); return err }
	const first, second = "ett långt lösenord", "ett annat lösenord"
	given(first)
	old := signIn(first)
	if err := visit(old); err != nil {
		t.Fatal(err)
	}
	own, err := room.ChangePassword(ctx, f.Actor(testgroup.Convener), PasswordChange{Old: first, New: second, Repeat: second})
	if err != nil || own.Person != id {
		t.Fatal(own, err)
	}
	if err := visit(old); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("another session goes on: %v", err)
	}
	if err := visit(own); err != nil {
		t.Errorf("the own session ends: %v", err)
	}
	given(second) // the same password, hashed anew, still ends what was open
	if err := visit(own); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a session goes on after the administrator's new password: %v", err)
	}
	if hash := f.Text(`SELECT password_hash FROM person WHERE id = 3`); strings.Contains(hash, own.Fingerprint) || len(own.Fingerprint) != 12 {
		t.Errorf("the fingerprint is %q", own.Fingerprint)
	}
}
