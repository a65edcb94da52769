package account

import (
	"context"
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

// SignIn checks an address and a password and gives whose they are. Whatever is
// wrong – no such address, no such password, somebody who has left, somebody
// without a role today – the answer is the same problem, so that nobody learns
// who has an account.
func (room *Room) SignIn(ctx context.Context, c Credentials) (org.PersonID, error) {
	actor, hash, err := room.findLogin(ctx, strings.TrimSpace(c.Email))
	if err != nil {
		return 0, err
	}
	matches, err := CheckPassword(ctx, hash, c.Password)
	if err != nil {
		return 0, err
	}
	if !matches || actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
		return 0, &fault.ValidationError{Problems: []fault.Problem{{Field: "email", Code: "sign_in_failed"}}}
	}
	actor.ClientAddress, actor.RequestID = c.ClientAddress, c.RequestID
	return actor.Person.ID, room.db.Write(ctx, func(tx *postgres.Tx) error {
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
// fault.ErrNotFound when the person has left or holds no role any more: access
// ends the same day, whatever sessions are open.
func (room *Room) Visit(ctx context.Context, id org.PersonID) (org.Actor, []org.Group, error) {
	var actor org.Actor
	var groups []org.Group
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if actor, err = room.actor(ctx, tx, id); err != nil {
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
