// Package passkey lets people show who they are with a key that their telephone, computer or
// security key holds, and opens with a finger, a face or a code. It makes the questions that
// the browser passes on, and checks the answers. It must not know accounts, sessions, pages
// or SQL; what it gives is kept by others.
//
// Source: Web Authentication, level 3 (W3C); the checks are go-webauthn's.
package passkey

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// ErrInvalid: the answer is not one to what was asked, came too late, or is of a key that
// is not known here. What lies behind stands in the error that wraps it.
var ErrInvalid = errors.New("the passkey's answer does not hold")

// Patience is how long somebody may take from the question to the answer.
const Patience = 5 * time.Minute

// Site is where keys are made for and used: they work nowhere else, which is what makes
// them safe from being asked for by somebody else's page.
type Site struct{ with *webauthn.WebAuthn }

// At is the site with the address, "https://samsyn.exempel.se". It is false where browsers
// take no keys: at a number instead of a name, and without encryption but on the own machine.
func At(address string) (Site, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || net.ParseIP(u.Hostname()) != nil {
		return Site{}, false
	}
	if u.Scheme != "https" && (u.Scheme != "http" || u.Hostname() != "localhost") {
		return Site{}, false
	}
	timeout := webauthn.TimeoutConfig{Enforce: true, Timeout: Patience, TimeoutUVD: Patience}
	with, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "Samsyn", RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(),
			// The device asks for a finger, a face or a code: so the key counts as both steps.
			UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: timeout, Registration: timeout},
	})
	return Site{with}, err == nil
}

// Question is what the browser is asked, as its JSON, and what must be kept until the answer
// has come. It may be kept by the one who is asked: it opens nothing.
type Question struct{ Ask, Keep string }

// Key is a key as it is kept: the browser's name of it, and what checks its answers (JSON).
type Key struct {
	ID   []byte
	Text []byte
}

// Owner is whose keys they are.
type Owner struct {
	Person      int64
	Email, Name string
	Keys        []Key
}

// Make asks for a new key of the owner's, on a device that has none of them.
func (s Site) Make(o Owner) (Question, error) {
	held, err := newHolder(o)
	if err != nil {
		return Question{}, err
	}
	asked, session, err := s.with.BeginRegistration(held, webauthn.WithExclusions(webauthn.Credentials(held.keys).CredentialDescriptors()))
	if err != nil {
		return Question{}, err
	}
	return question(asked.Response, session)
}

// Made is the key that the browser's answer brings; ErrInvalid when it does not hold.
func (s Site) Made(o Owner, keep, answer string) (Key, error) {
	held, err := newHolder(o)
	if err != nil {
		return Key{}, err
	}
	session, err := kept(keep)
	if err != nil {
		return Key{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return Key{}, invalid(err)
	}
	made, err := s.with.CreateCredential(held, session, parsed)
	if err != nil {
		return Key{}, invalid(err)
	}
	return newKey(made)
}

// Ask asks whoever is there for a key.
func (s Site) Ask() (Question, error) {
	asked, session, err := s.with.BeginDiscoverableLogin()
	if err != nil {
		return Question{}, err
	}
	return question(asked.Response, session)
}

// Shown is whose key the answer is of, and the key as it is to be kept from now on;
// ErrInvalid when the answer does not hold. find gives somebody with keys by number; its
// error for nobody counts as an answer that does not hold.
func (s Site) Shown(keep, answer string, find func(person int64) (Owner, error)) (int64, Key, error) {
	session, err := kept(keep)
	if err != nil {
		return 0, Key{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return 0, Key{}, invalid(err)
	}
	var whose holder
	_, shown, err := s.with.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		if len(handle) != 8 {
			return nil, ErrInvalid
		}
		o, err := find(int64(binary.BigEndian.Uint64(handle)))
		if err != nil {
			return nil, err
		}
		whose, err = newHolder(o)
		return whose, err
	}, session, parsed)
	if err != nil {
		return whose.Person, Key{}, invalid(err)
	}
	if shown.Authenticator.CloneWarning {
		return whose.Person, Key{}, fmt.Errorf("%w: its counter has gone backwards, as a copy's does", ErrInvalid)
	}
	key, err := newKey(shown)
	return whose.Person, key, err
}

func invalid(err error) error {
	var told *protocol.Error
	if errors.As(err, &told) {
		return fmt.Errorf("%w: %s %s %s", ErrInvalid, told.Type, told.Details, told.DevInfo)
	}
	return fmt.Errorf("%w: %w", ErrInvalid, err)
}

func question(ask any, session *webauthn.SessionData) (Question, error) {
	asked, err := json.Marshal(ask)
	if err != nil {
		return Question{}, err
	}
	keep, err := json.Marshal(session)
	return Question{Ask: string(asked), Keep: string(keep)}, err
}

// kept is what was kept of a question; ErrInvalid for nothing.
func kept(text string) (session webauthn.SessionData, err error) {
	if json.Unmarshal([]byte(text), &session) != nil || session.Challenge == "" {
		return session, fmt.Errorf("%w: nothing was asked", ErrInvalid)
	}
	return session, nil
}

func newKey(c *webauthn.Credential) (Key, error) {
	// What the device said of itself once is of no use later.
	c.Attestation = webauthn.CredentialAttestation{}
	text, err := json.Marshal(c)
	return Key{ID: c.ID, Text: text}, err
}

// holder is an owner as the library sees one.
type holder struct {
	Owner
	keys []webauthn.Credential
}

func newHolder(o Owner) (holder, error) {
	h := holder{Owner: o}
	for _, k := range o.Keys {
		var c webauthn.Credential
		if err := json.Unmarshal(k.Text, &c); err != nil {
			return h, fmt.Errorf("passkey of person %d: %w", o.Person, err)
		}
		h.keys = append(h.keys, c)
	}
	return h, nil
}

// WebAuthnID is what the device keeps beside the key: whose it is, as a number.
func (h holder) WebAuthnID() []byte { return binary.BigEndian.AppendUint64(nil, uint64(h.Person)) }

// WebAuthnName is the account, as the device tells keys apart.
func (h holder) WebAuthnName() string { return h.Email }

// WebAuthnDisplayName is the person's name.
func (h holder) WebAuthnDisplayName() string { return h.Name }

// WebAuthnCredentials are the keys that the person has.
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }
