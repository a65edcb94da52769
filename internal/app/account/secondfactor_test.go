package account

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

// testKey is a secret key of an installation.
const testKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

var once = PasswordAgain{Password: rightPassword}

// appOf is the person's app: it makes the code of the moment, as any app would.
func appOf(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// setUpCode gives the actor a second factor, and the app's secret and the recovery codes.
func setUpCode(t *testing.T, room *Room, actor org.Actor) (secret string, codes []string) {
	t.Helper()
	ctx := t.Context()
	if err := room.BeginSecondFactor(ctx, actor, once); err != nil {
		t.Fatal(err)
	}
	begun, err := room.BegunSecondFactor(ctx, actor)
	if err != nil {
		t.Fatal(err)
	}
	if codes, err = room.ConfirmSecondFactor(ctx, actor, Confirmation{Code: appOf(t, begun.Secret, room.now())}); err != nil {
		t.Fatal(err)
	}
	return begun.Secret, codes
}

func TestSecondFactorFromSetUpToRemoval(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	room, ctx, actor := New(f.DB, at.now).WithSecondFactor(SecondFactorPolicy{SecretKey: testKey}), t.Context(), f.Actor(testgroup.MedicalLead)
	before := signedInAs(t, room, leadEmail)

	wantCodes(t, room.BeginSecondFactor(ctx, actor, PasswordAgain{Password: wrongPassword}), "password: password_wrong")
	if _, err := room.BegunSecondFactor(ctx, actor); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("begun without the password: %v", err)
	}
	if err := room.BeginSecondFactor(ctx, actor, once); err != nil {
		t.Fatal(err)
	}
	begun, err := room.BegunSecondFactor(ctx, actor)
	if err != nil || !strings.HasPrefix(begun.URL, "otpauth://totp/Samsyn:lead@exempel.se?") || !strings.Contains(begun.URL, "secret="+begun.Secret) || len(begun.Secret) != 32 {
		t.Fatalf("%+v, %v", begun, err)
	}
	if stored := f.Text(`SELECT encode(secret, 'escape') FROM second_factor_setup`); f.Text(`SELECT sealed::text FROM second_factor_setup`) != "true" || len(stored) < 48 {
		t.Errorf("not sealed: %q", stored)
	}
	_, err = room.ConfirmSecondFactor(ctx, actor, Confirmation{Code: "000000"})
	wantCodes(t, err, "code: code_wrong")
	if who, err := room.SignIn(ctx, Credentials{Email: leadEmail, Password: rightPassword}); err != nil || who.Next != NothingLeft {
		t.Errorf("a code is asked for before there is one: %+v, %v", who, err)
	}
	code := appOf(t, begun.Secret, at.now())
	codes, err := room.ConfirmSecondFactor(ctx, actor, Confirmation{Code: code[:3] + " " + code[3:]})
	if err != nil || len(codes) != RecoveryCodes {
		t.Fatal(codes, err)
	}
	if _, _, err := room.Visit(ctx, before); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a session without the code goes on: %v", err)
	}
	state, err := room.SecondFactor(ctx, actor)
	if err != nil || state.Since == nil || state.CodesLeft != RecoveryCodes || state.Demanded || !state.HasPassword {
		t.Errorf("%+v, %v", state, err)
	}
	for _, recovery := range codes {
		if strings.Contains(f.Text(`SELECT string_agg(encode(code_hash, 'escape'), ' ') FROM recovery_code`), recovery) || len(recovery) != 11 {
			t.Errorf("a recovery code is stored: %q", recovery)
		}
	}
	others, err := room.NewRecoveryCodes(ctx, actor, once)
	if err != nil || slices.Contains(others, codes[0]) {
		t.Errorf("%v, %v", others, err)
	}
	wantCodes(t, room.RemoveSecondFactor(ctx, actor, PasswordAgain{}), "password: password_wrong")
	if err := room.RemoveSecondFactor(ctx, actor, once); err != nil {
		t.Fatal(err)
	}
	if who := signedInAs(t, room, leadEmail); who.Next != NothingLeft {
		t.Errorf("after: %+v", who)
	}
	if got := f.Text(`SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE action LIKE '%factor' OR action LIKE '%codes'`); got != "account.add_factor account.new_recovery_codes account.remove_factor" {
		t.Errorf("the log says %s", got)
	}
}

// signedInAs is the first step of somebody's signing in.
func signedInAs(t *testing.T, room *Room, email string) SignedIn {
	t.Helper()
	who, err := room.SignIn(t.Context(), Credentials{Email: email, Password: rightPassword})
	if err != nil {
		t.Fatal(err)
	}
	return who
}

func TestSignInWithACode(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	room, ctx := New(f.DB, at.now), t.Context()
	secret, _ := setUpCode(t, room, f.Actor(testgroup.MedicalLead))
	half := signedInAs(t, room, leadEmail)
	if half.Next != EnterCode {
		t.Fatalf("%+v", half)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'account.sign_in'`); got != "0" {
		t.Error("half a signing-in stands in the log")
	}
	enter := func(code string) (SignedIn, error) {
		return room.EnterCode(ctx, SecondStep{Half: half, Code: code, From: From{ClientAddress: "192.0.2.1"}})
	}
	_, err := enter(appOf(t, secret, at.now()))
	wantCodes(t, err, "code: code_used") // it was shown to set it up
	for _, off := range []time.Duration{-61, 61} {
		_, err := enter(appOf(t, secret, at.now().Add(off*time.Second)))
		wantCodes(t, err, "code: code_wrong")
	}
	at.move(5 * time.Minute)
	late := appOf(t, secret, at.now().Add(-30*time.Second))
	who, err := enter(late)
	if err != nil || who.Method != ByPasswordCode || who.Next != NothingLeft {
		t.Fatalf("a clock that is half a minute late: %+v, %v", who, err)
	}
	if _, err = enter(late); err == nil {
		t.Error("a code works twice")
	}
	if _, err := enter(appOf(t, secret, at.now().Add(30*time.Second))); err != nil {
		t.Errorf("a clock that is half a minute early: %v", err)
	}
	_, err = enter(appOf(t, secret, at.now()))
	wantCodes(t, err, "code: code_used") // an older step than the last
	if _, _, err := room.Visit(ctx, who); err != nil {
		t.Errorf("signed in: %v", err)
	}
	if _, _, err := room.Visit(ctx, half); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("half a signing-in opens: %v", err)
	}
	if got := f.Text(`SELECT string_agg(after->>'method', ' ') FROM audit WHERE action = 'account.sign_in'`); got != "password+code password+code" {
		t.Errorf("the log says %q", got)
	}
	f.Exec(`UPDATE person SET password_hash = 'annat' WHERE id = 1`)
	at.move(time.Minute)
	if _, err := enter(appOf(t, secret, at.now())); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("after another password: %v", err)
	}
}

// TestACodeWorksOnce also when it is shown in two places at the same moment.
func TestACodeWorksOnce(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	room := New(f.DB, at.now)
	secret, recovery := setUpCode(t, room, f.Actor(testgroup.MedicalLead))
	half := signedInAs(t, room, leadEmail)
	at.move(time.Minute)
	for what, step := range map[string]SecondStep{"a code": {Half: half, Code: appOf(t, secret, at.now())}, "a recovery code": {Half: half, Recovery: recovery[3]}} {
		var mu sync.Mutex
		var in int
		var many sync.WaitGroup
		for n := range 4 {
			many.Go(func() {
				s := step
				s.ClientAddress = "192.0.2." + string(rune('1'+n))
				_, err := room.EnterCode(t.Context(), s)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					in++
				}
			})
		}
		many.Wait()
		if in != 1 {
			t.Errorf("%s let %d in", what, in)
		}
	}
}

func TestRecoveryCode(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	room, ctx := New(f.DB, newClock().now), t.Context()
	_, codes := setUpCode(t, room, f.Actor(testgroup.MedicalLead))
	half := signedInAs(t, room, leadEmail)
	enter := func(code string) (SignedIn, error) {
		return room.EnterCode(ctx, SecondStep{Half: half, Recovery: code})
	}
	who, err := enter(" " + strings.ToUpper(strings.ReplaceAll(codes[0], "-", " ")) + " ")
	if err != nil || who.Method != ByPasswordRecovery {
		t.Fatalf("typed as on paper: %+v, %v", who, err)
	}
	_, err = enter(codes[0])
	wantCodes(t, err, "recovery: recovery_wrong")
	_, err = enter("abcde-fghij")
	wantCodes(t, err, "recovery: recovery_wrong")
	if state, err := room.SecondFactor(ctx, f.Actor(testgroup.MedicalLead)); err != nil || state.CodesLeft != RecoveryCodes-1 {
		t.Errorf("%+v, %v", state, err)
	}
	if _, _, err := room.Visit(ctx, who); err != nil {
		t.Errorf("signed in: %v", err)
	}
}

// TestCodesAreBraked per place: whoever has somebody's password can try few codes, and
// cannot keep the person out.
func TestCodesAreBraked(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	room, ctx := New(f.DB, at.now), t.Context()
	secret, _ := setUpCode(t, room, f.Actor(testgroup.MedicalLead))
	half := signedInAs(t, room, leadEmail)
	at.move(time.Minute)
	enter := func(code, address string) error {
		_, err := room.EnterCode(ctx, SecondStep{Half: half, Code: code, From: From{ClientAddress: address}})
		return err
	}
	for range brakeLimits[brakeCodePair].free {
		wantCodes(t, enter("000000", "198.51.100.1"), "code: code_wrong")
	}
	if _, ok := braked(enter(appOf(t, secret, at.now()), "198.51.100.1")); !ok {
		t.Error("codes are guessed for ever")
	}
	if err := enter(appOf(t, secret, at.now()), "192.0.2.1"); err != nil {
		t.Errorf("the person is shut out: %v", err)
	}
	if got := f.Text(`SELECT count(*)::text FROM audit WHERE action = 'account.sign_in_braked' AND person_id IS NULL AND subject_id = 1`); got != "1" {
		t.Errorf("%s rows in the log", got)
	}
}

func TestWhoMustHaveASecondFactor(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	room, ctx := New(f.DB, at.now).WithSecondFactor(SecondFactorPolicy{Required: true}), t.Context()
	for email, want := range map[string]NextStep{leadEmail: NothingLeft, "convener@exempel.se": SetUpCode, "admin@exempel.se": SetUpCode, "chair@exempel.se": NothingLeft} {
		who := signedInAs(t, room, email)
		if who.Next != want {
			t.Errorf("%s: %q is left, want %q", email, who.Next, want)
		}
		if _, _, err := room.Visit(ctx, who); err != nil {
			t.Errorf("%s: %v", email, err)
		}
		who.Next = NothingLeft
		if _, _, err := room.Visit(ctx, who); (err == nil) != (want == NothingLeft) {
			t.Errorf("%s without a second factor: %v", email, err)
		}
	}
	convener := f.Actor(testgroup.Convener)
	if err := room.RemoveSecondFactor(ctx, convener, once); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("taken away: %v", err)
	}
	elsewhere := SignedIn{Person: testgroup.Convener, Fingerprint: signedInAs(t, room, "convener@exempel.se").Fingerprint, Method: OIDCMethod("regionen").Vouched()}
	if _, _, err := room.Visit(ctx, elsewhere); err != nil {
		t.Errorf("who signs in at the region's is asked for another code: %v", err)
	}
	elsewhere.Method = OIDCMethod("regionen") // nobody has asked how safe that was
	if _, _, err := room.Visit(ctx, elsewhere); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("in by one step: %v", err)
	}
	secret, _ := setUpCode(t, room, convener)
	half := signedInAs(t, room, "convener@exempel.se")
	at.move(time.Minute)
	who, err := room.EnterCode(ctx, SecondStep{Half: half, Code: appOf(t, secret, at.now())})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []org.PersonID{testgroup.MedicalLead, testgroup.Convener} {
		if err := room.ResetSecondFactor(ctx, f.Actor(id), testgroup.Convener); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("reset by %d: %v", id, err)
		}
		if _, err := room.HasSecondFactor(ctx, f.Actor(id), testgroup.Convener); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("asked by %d: %v", id, err)
		}
	}
	admin := f.Actor(testgroup.Administrator)
	if has, err := room.HasSecondFactor(ctx, admin, testgroup.Convener); err != nil || !has {
		t.Error(has, err)
	}
	if err := room.ResetSecondFactor(ctx, admin, testgroup.Convener); err != nil {
		t.Fatal(err)
	}
	if err := room.ResetSecondFactor(ctx, admin, testgroup.Convener); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nothing to reset: %v", err)
	}
	if _, _, err := room.Visit(ctx, who); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the session goes on after the reset: %v", err)
	}
	if who := signedInAs(t, room, "convener@exempel.se"); who.Next != SetUpCode {
		t.Errorf("after the reset: %+v", who)
	}
	if got := f.Text(`SELECT actor_name || ' ' || (after->>'person') FROM audit WHERE action = 'account.reset_factor'`); got != "Amir Admin Sara Samman" {
		t.Errorf("the log says %q", got)
	}
}

func TestSealing(t *testing.T) {
	f := testgroup.New(t)
	passwords(t, f)
	at := newClock()
	open := New(f.DB, at.now)
	with := open.WithSecondFactor(SecondFactorPolicy{SecretKey: testKey})
	secret, recovery := setUpCode(t, open, f.Actor(testgroup.MedicalLead))
	half := signedInAs(t, open, leadEmail)
	enter := func(room *Room, s SecondStep) error {
		at.move(time.Minute)
		if s.Half = half; s.Recovery == "" {
			s.Code = appOf(t, secret, at.now())
		}
		_, err := room.EnterCode(t.Context(), s)
		return err
	}
	sealed := func() string { return f.Text(`SELECT sealed::text FROM second_factor`) }
	if err := enter(open, SecondStep{}); err != nil || sealed() != "false" {
		t.Errorf("without a key: %v, sealed %s", err, sealed())
	}
	if err := enter(with, SecondStep{}); err != nil || sealed() != "true" {
		t.Errorf("the first code after there is a key: %v, sealed %s", err, sealed())
	}
	if err := enter(with, SecondStep{}); err != nil {
		t.Errorf("sealed: %v", err)
	}
	other := open.WithSecondFactor(SecondFactorPolicy{SecretKey: strings.ToLower(testKey)})
	for what, room := range map[string]*Room{"another key": other, "no key": open} {
		if err := enter(room, SecondStep{}); !errors.Is(err, errSealed) || strings.Contains(err.Error(), testKey) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := enter(open, SecondStep{Recovery: recovery[0]}); err != nil {
		t.Errorf("a recovery code without the key: %v", err)
	}
	stored := with.sealer.seal(1, []byte("hemligt"))
	if _, err := with.sealer.open(2, stored); err == nil {
		t.Error("somebody else's row opens")
	}
	stored.Secret[len(stored.Secret)-1] ^= 1
	if _, err := with.sealer.open(1, stored); err == nil {
		t.Error("a changed one opens")
	}
	if a, b := with.sealer.seal(1, []byte("x")), with.sealer.seal(1, []byte("x")); string(a.Secret) == string(b.Secret) {
		t.Error("the same nonce twice")
	}
}
