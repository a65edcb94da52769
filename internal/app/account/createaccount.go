package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// NewAccount is a person to add.
type NewAccount struct {
	Person org.Person
	// Password is the first one; empty makes one up.
	Password string
	// Role is the first role; nil for none yet, and then nobody can sign in.
	Role *RoleGrant
}

// Created is a new account: whose it is, and the password to hand over if it was
// made up. It is shown once and stored nowhere.
type Created struct {
	ID           org.PersonID
	MadePassword string
}

// CreateAccount adds a person, perhaps with a first role.
func (room *Room) CreateAccount(ctx context.Context, actor org.Actor, n NewAccount) (Created, error) {
	var created Created
	if err := mayManage(actor); err != nil {
		return created, err
	}
	var v fault.ValidationError
	checkPerson(&v, n.Person)
	if n.Role != nil {
		room.checkGrant(&v, *n.Role)
	}
	password := n.Password
	if password == "" {
		password = MakePassword()
		created.MadePassword = password
	}
	checkNewPassword(&v, "password", password)
	if err := v.OrNil(); err != nil {
		return Created{}, err
	}
	hash, err := HashPassword(ctx, password)
	if err != nil {
		return Created{}, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		var err error
		if n.Person.ID, err = tx.AddPerson(ctx, n.Person, hash); err != nil {
			return err
		}
		created.ID = n.Person.ID
		if err := room.auditPerson(ctx, tx, actor, personChange{action: "account.create", after: &n.Person}); err != nil {
			return err
		}
		if n.Role == nil {
			return nil
		}
		_, err = room.grant(ctx, tx, actor, n.Person.ID, *n.Role)
		return err
	})
	if err != nil {
		return Created{}, err
	}
	return created, nil
}
