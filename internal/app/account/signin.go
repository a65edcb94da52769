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
	Email         string
	Password      string
	ClientAddress string
	RequestID     string
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
// identity provider is "oidc:" and the provider's name (OIDCMethod).
type Method string

// The ways in.
const (
	ByPassword         Method = "password"
	ByPasswordCode     Method = "password+code"
	ByPasswordRecovery Method = "password+recovery"
	ByPasskey          Method = "passkey"
)

// oidcPrefix begins the methods of identity providers.
const oidcPrefix = "oidc:"

// OIDCMethod is the method of those who were let in by the identity provider.
func OIDCMethod(provider string) Method { return oidcPrefix + Method(provider) }

// TwoSteps reports whether the way in is worth as much as a password and a code: then no
// code is asked for, and none needs to be set up. What an identity provider asks for is
// the provider's to decide.
func (m Method) TwoSteps() bool {
	return m != "" && m != ByPassword
}

// fingerprint tells one stored password hash from another. It is part of a digest
// of the hash, 72 bits, so that a copy of the sessions has nothing to guess
// passwords against.
func fingerprint(hash string) string {
	sum := sha256.Sum256([]byte(hash))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// SignIn checks an address and a password and gives whose they are. Whatever is
// wrong – no such address, no such password, somebody who has left, somebody
// without a role today – the answer is the same problem, so that nobody learns
// who has an account.
func (room *Room) SignIn(ctx context.Context, c Credentials) (SignedIn, error) {
	actor, hash, err := room.findLogin(ctx, strings.TrimSpace(c.Email))
	if err != nil {
		return SignedIn{}, err
	}
	matches, err := CheckPassword(ctx, hash, c.Password)
	if err != nil {
		return SignedIn{}, err
	}
	if !matches || actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
		return SignedIn{}, &fault.ValidationError{Problems: []fault.Problem{{Field: "email", Code: "sign_in_failed"}}}
	}
	actor.ClientAddress, actor.RequestID = c.ClientAddress, c.RequestID
	return SignedIn{Person: actor.Person.ID, Fingerprint: fingerprint(hash), Method: ByPassword}, room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "account.sign_in", Subject: "person", SubjectID: int64(actor.Person.ID)})
	})
}

// findLogin reads the account with the address; an empty hash when there is
// none, against which no password matches.
func (room *Room) findLogin(ctx context.Context, email string) (actor org.Actor, hash string, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		login, err := tx.Login(ctx, email)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		hash = login.PasswordHash
		actor, err = room.actor(ctx, tx, login.ID)
		return err
	})
	return actor, hash, err
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
// fault.ErrNotFound when the person has left or holds no role any more, or has
// got another password since signing in: access ends at once, whatever sessions
// are open.
func (room *Room) Visit(ctx context.Context, who SignedIn) (org.Actor, []org.Group, error) {
	var actor org.Actor
	var groups []org.Group
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		hash, err := tx.PasswordHash(ctx, who.Person)
		if err != nil {
			return err
		}
		if fingerprint(hash) != who.Fingerprint {
			return fault.ErrNotFound
		}
		if actor, err = room.actor(ctx, tx, who.Person); err != nil {
			return err
		}
		if actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
			return fault.ErrNotFound
		}
		groups, err = tx.Groups(ctx, actor.Groups())
		return err
	})
	return actor, groups, err
}
