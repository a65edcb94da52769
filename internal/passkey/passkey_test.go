package passkey

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/descope/virtualwebauthn"
)

const here = "https://samsyn.exempel.se"

// device is a telephone with a key.
type device struct {
	site virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	key  virtualwebauthn.Credential
}

func newDevice(person int64, options virtualwebauthn.AuthenticatorOptions) device {
	options.UserHandle = binary.BigEndian.AppendUint64(nil, uint64(person))
	return device{site: virtualwebauthn.RelyingParty{Name: "Samsyn", ID: "samsyn.exempel.se", Origin: here},
		auth: virtualwebauthn.NewAuthenticatorWithOptions(options), key: virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)}
}

// public is a question as the browser's API wants it.
func public(q Question) string { return `{"publicKey":` + q.Ask + `}` }

func (d device) made(t *testing.T, q Question) string {
	t.Helper()
	options, err := virtualwebauthn.ParseAttestationOptions(public(q))
	if err != nil {
		t.Fatal(err)
	}
	return virtualwebauthn.CreateAttestationResponse(d.site, d.auth, d.key, *options)
}

func (d device) shown(t *testing.T, q Question) string {
	t.Helper()
	options, err := virtualwebauthn.ParseAssertionOptions(public(q))
	if err != nil {
		t.Fatal(err)
	}
	return virtualwebauthn.CreateAssertionResponse(d.site, d.auth, d.key, *options)
}

func at(t *testing.T, address string) Site {
	t.Helper()
	site, ok := At(address)
	if !ok {
		t.Fatal("no keys at", address)
	}
	return site
}

// must ends the test when the site cannot ask.
func must(t *testing.T) func(Question, error) Question {
	return func(q Question, err error) Question {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
}

func TestWhereKeysWork(t *testing.T) {
	for address, want := range map[string]bool{here: true, "https://samsyn.exempel.se:8443": true, "http://localhost:8080": true,
		"http://samsyn.exempel.se": false, "http://127.0.0.1:8080": false, "https://[::1]": false, "": false, "samsyn": false} {
		if _, got := At(address); got != want {
			t.Errorf("%q: %t", address, got)
		}
	}
}

// Only an answer of the key itself, to what was just asked, at this site, by somebody whom
// the device has recognised, is taken.
func TestOnlyTheKeyItselfOpens(t *testing.T) {
	site := at(t, here)
	anna := Owner{Person: 42, Email: "anna@exempel.se", Name: "Anna"}
	phone := newDevice(42, virtualwebauthn.AuthenticatorOptions{})
	asked := must(t)(site.Make(anna))
	answer := phone.made(t, asked)
	key, err := site.Made(anna, asked.Keep, answer)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(key.Text), `"attestation":{"clientDataJSON"`) || !json.Valid(key.Text) || len(key.ID) == 0 {
		t.Errorf("kept: %s", key.Text)
	}
	anna.Keys = []Key{key}
	phone.auth.AddCredential(phone.key)

	for name, wrong := range map[string]func() error{
		"another's answer to making":  func() error { _, err := site.Made(Owner{Person: 43}, asked.Keep, answer); return err },
		"an answer to another making": func() error { _, err := site.Made(anna, must(t)(site.Make(anna)).Keep, answer); return err },
		"an answer to nothing":        func() error { _, err := site.Made(anna, "", answer); return err },
		"no answer":                   func() error { _, err := site.Made(anna, asked.Keep, "{}"); return err },
		"a device that recognises nobody": func() error {
			other := newDevice(42, virtualwebauthn.AuthenticatorOptions{UserNotVerified: true})
			q := must(t)(site.Make(anna))
			_, err := site.Made(anna, q.Keep, other.made(t, q))
			return err
		},
	} {
		if err := wrong(); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}

	find := func(person int64) (Owner, error) {
		if person != 42 {
			return Owner{}, errors.New("nobody")
		}
		return anna, nil
	}
	q := must(t)(site.Ask())
	person, shown, err := site.Shown(q.Keep, phone.shown(t, q), find)
	if err != nil || person != 42 || string(shown.ID) != string(key.ID) {
		t.Fatalf("let in: %d %x %v", person, shown.ID, err)
	}
	stranger := newDevice(42, virtualwebauthn.AuthenticatorOptions{})
	stranger.auth.AddCredential(stranger.key)
	forged := stranger
	forged.key.ID = phone.key.ID // the right name of the key, and another's signature
	elsewhere := phone
	elsewhere.site.Origin = "https://samsyn.exempel.se.ond.example"
	blind := phone
	blind.auth.Options.UserNotVerified = true
	nobody := phone
	nobody.auth.Options.UserHandle = binary.BigEndian.AppendUint64(nil, 7)
	odd := phone
	odd.auth.Options.UserHandle = []byte("42")
	for name, d := range map[string]device{"a key that is not known": stranger, "a forged key": forged, "at another site": elsewhere,
		"a device that recognises nobody": blind, "a key of nobody": nobody, "an odd owner": odd} {
		q := must(t)(site.Ask())
		if _, _, err := site.Shown(q.Keep, d.shown(t, q), find); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	old := phone.shown(t, q)
	if _, _, err := site.Shown(must(t)(site.Ask()).Keep, old, find); !errors.Is(err, ErrInvalid) {
		t.Errorf("an answer to another question: %v", err)
	}
	if _, _, err := site.Shown(asked.Keep, old, find); !errors.Is(err, ErrInvalid) {
		t.Errorf("an answer to a making: %v", err)
	}
	if _, _, err := at(t, "https://annan.exempel.se").Shown(q.Keep, old, find); !errors.Is(err, ErrInvalid) {
		t.Errorf("an answer to another site: %v", err)
	}
}
