package account

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Credentials is what somebody types to sign in, and from where.
type Credentials struct {
	Email    string
	Password string
	From
}

// From is where somebody who is not signed in comes from.
type From struct {
	ClientAddress string
	RequestID     string
	// Browser is what the browser keeps of those who have signed in with it (MarkBrowser).
	Browser string
}

// SignedIn is what a session keeps of a signing-in: whose it is, the fingerprint of the
// password that was valid then, and how the person showed who they are.
type SignedIn struct {
	Person      org.PersonID
	Fingerprint string
	Method      Method
	// Next is what is left to do before the person is let in.
	Next NextStep
}

// NextStep is what is left to do after the first step of signing in.
type NextStep string

// The steps that can be left.
const (
	NothingLeft NextStep = ""
	// EnterCode: the person has a second factor and has not shown it yet.
	EnterCode NextStep = "code"
	// SetUpCode: a role of the person's demands a second factor and there is none. The
	// person is signed in, but to nothing but setting one up.
	SetUpCode NextStep = "set_up_code"
)

// Method is how somebody showed who they are. A way in through somebody else's
// identity provider is "oidc:" and the provider's name (OIDCMethod), with "+acr" after it
// when the provider has said that it was as safe as the settings ask for, and "+code" or
// "+recovery" when our own second step came after.
type Method string

// The ways in.
const (
	ByPassword         Method = "password"
	ByPasswordCode     Method = "password+code"
	ByPasswordRecovery Method = "password+recovery"
	ByPasskey          Method = "passkey"
)

// oidcPrefix begins the methods of identity providers; the others end them.
const (
	oidcPrefix   = "oidc:"
	withStrength = "+acr"
	withCode     = "+code"
	withRecovery = "+recovery"
)

// OIDCMethod is the method of those who were let in by the identity provider.
func OIDCMethod(provider string) Method { return oidcPrefix + Method(provider) }

// Vouched is the method when the provider has said that it was safe enough.
func (m Method) Vouched() Method { return m + withStrength }

// TwoSteps reports whether the way in is worth as much as a password and a code: then no
// code is asked for, and none needs to be set up. A provider that nobody has asked how safe
// its way in is counts as one step (ASVS 5, 6.8.4).
func (m Method) TwoSteps() bool {
	if _, found := m.Provider(); found {
		return strings.Contains(string(m), "+")
	}
	return m != "" && m != ByPassword
}

// WithCode is the method when a code of the app came after it.
func (m Method) WithCode() Method { return m.with(ByPasswordCode, withCode) }

func (m Method) withRecovery() Method { return m.with(ByPasswordRecovery, withRecovery) }

func (m Method) with(password Method, end string) Method {
	if _, found := m.Provider(); found {
		return m.WithoutCode() + Method(end)
	}
	return password
}

// WithoutCode is the method when the second step that came after it counts no more.
func (m Method) WithoutCode() Method {
	switch m {
	case ByPasswordCode, ByPasswordRecovery:
		return ByPassword
	}
	if _, found := m.Provider(); found {
		return Method(strings.TrimSuffix(strings.TrimSuffix(string(m), withCode), withRecovery))
	}
	return m
}

// open reports whether one can still come in this way with what there is today.
func (m Method) open(means postgres.SignInMeans) bool {
	switch m {
	case ByPasswordCode, ByPasswordRecovery:
		return means.Code
	case ByPasskey:
		return means.Passkeys > 0
	case ByPassword, "":
		return !means.Code
	}
	_, found := m.Provider()
	return found && (m == m.WithoutCode() || means.Code)
}

// fingerprint tells one stored password hash from another. It is part of a digest
// of the hash, 72 bits, so that a copy of the sessions has nothing to guess
// passwords against.
func fingerprint(hash string) string {
	sum := sha256.Sum256([]byte(hash))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// SignIn checks an address and a password and gives whose they are, and what is left to do
// before the person is let in (SignedIn.Next). Whatever is wrong – no such address, no such
// password, somebody who has left, somebody without a role today – the answer is the same
// problem, so that nobody learns who has an account. After too many wrong tries it is a
// *fault.BrakedError, whether there is an account or not. Beside those errors stands the person
// whose account was tried, for the program's own log.
func (room *Room) SignIn(ctx context.Context, c Credentials) (SignedIn, error) {
	email := strings.TrimSpace(c.Email)
	login, err := room.findLogin(ctx, email, c.Browser)
	if err != nil {
		return SignedIn{}, err
	}
	try := passwordGuess(email, c.ClientAddress, login.nonce)
	actor := login.actor
	last, err := room.begin(ctx, try)
	if err != nil {
		return SignedIn{Person: actor.Person.ID}, err
	}
	matches, err := CheckPassword(ctx, login.hash, c.Password)
	if err != nil {
		return SignedIn{}, err
	}
	if !matches || actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
		if err := room.noteBraked(ctx, last, actor, c.From); err != nil {
			return SignedIn{}, err
		}
		return SignedIn{Person: actor.Person.ID}, &fault.ValidationError{Problems: []fault.Problem{{Field: "email", Code: "sign_in_failed"}}}
	}
	actor.ClientAddress, actor.RequestID = c.ClientAddress, c.RequestID
	var who SignedIn
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.succeed(ctx, tx, try); err != nil {
			return err
		}
		if who, err = room.passwordShown(ctx, tx, actor); err != nil || who.Next == EnterCode {
			return err
		}
		return room.auditSignIn(ctx, tx, actor, who.Method)
	})
	return who, err
}

// passwordShown is what the right password, or a key instead of it, gives somebody: signed
// in, or a step away from it.
func (room *Room) passwordShown(ctx context.Context, tx *postgres.Tx, actor org.Actor) (SignedIn, error) {
	means, err := tx.SignInMeans(ctx, actor.Person.ID)
	if err != nil {
		return SignedIn{}, err
	}
	who := SignedIn{Person: actor.Person.ID, Fingerprint: fingerprint(means.PasswordHash), Method: ByPassword}
	switch {
	case means.Code:
		who.Next = EnterCode
	case room.demandsSecondFactor(actor):
		who.Next = SetUpCode
	}
	return who, nil
}

// signInKept is what the audit keeps of a signing-in.
type signInKept struct {
	Method Method `json:"method"`
}

func (room *Room) auditSignIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, method Method) error {
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "account.sign_in",
		Subject: "person", SubjectID: int64(actor.Person.ID), After: signInKept{method}})
}

// noteBraked writes into the log that somebody's password or code has been tried so many
// times that the next try from there has to wait. Nobody is named as the one who did it. Of
// an address without an account nothing is written, so that the log cannot be filled.
func (room *Room) noteBraked(ctx context.Context, last bool, tried org.Actor, from From) error {
	if !last || tried.Person.ID == 0 {
		return nil
	}
	somebody := org.Actor{Person: org.Person{Name: unknownName}, ClientAddress: from.ClientAddress, RequestID: from.RequestID}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.AppendAudit(ctx, somebody, postgres.AuditEntry{At: room.now(), Action: "account.sign_in_braked", Subject: "person",
			SubjectID: int64(tried.Person.ID), After: auditedTry{PersonName: tried.Person.Name}})
	})
}

// unknownName stands in the log where nobody knows who it was.
const unknownName = "Okänd"

type auditedTry struct {
	PersonName string `json:"person"`
}

// loginFound is an account that somebody tries to sign in to.
type loginFound struct {
	actor org.Actor
	hash  string // "" when there is no account, or it has no password: nothing matches that
	nonce string // of the browser, if the person has signed in with it
}

// findLogin reads the account with the address, nothing when there is none. browser is
// what the browser keeps.
func (room *Room) findLogin(ctx context.Context, email, browser string) (found loginFound, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		login, err := tx.Login(ctx, email)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		found.hash = login.PasswordHash
		if found.nonce, err = knownNonce(ctx, tx, browser, login.ID); err != nil {
			return err
		}
		found.actor, err = room.actor(ctx, tx, login.ID)
		return err
	})
	return found, err
}

// actor reads the person with the roles held today.
func (room *Room) actor(ctx context.Context, tx *postgres.Tx, id org.PersonID) (org.Actor, error) {
	person, err := tx.Person(ctx, id)
	if err != nil {
		return org.Actor{}, err
	}
	memberships, err := tx.MembershipsOn(ctx, id, room.today())
	return org.Actor{Person: person, Memberships: memberships}, err
}

// Visit reads who the signed-in person is today, with the groups the roles reach.
// fault.ErrNotFound when the person has left or holds no role any more, has got another
// password since signing in, or came in by a way that is open no longer: without the code
// that is asked for now, or with one that has been taken away. Access ends at once, whatever
// sessions are open.
func (room *Room) Visit(ctx context.Context, who SignedIn) (org.Actor, []org.Group, error) {
	var actor org.Actor
	var groups []org.Group
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		means, err := tx.SignInMeans(ctx, who.Person)
		if err != nil {
			return err
		}
		if fingerprint(means.PasswordHash) != who.Fingerprint || !who.Method.open(means) {
			return fault.ErrNotFound
		}
		if actor, err = room.actor(ctx, tx, who.Person); err != nil {
			return err
		}
		if actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
			return fault.ErrNotFound
		}
		if who.Next != SetUpCode && !who.Method.TwoSteps() && room.demandsSecondFactor(actor) {
			return fault.ErrNotFound // a role given since: sign in again, and set a code up
		}
		groups, err = tx.Groups(ctx, actor.Groups())
		return err
	})
	return actor, groups, err
}
