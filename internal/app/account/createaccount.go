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
	// Role is the first role; nil for none yet, and then nobody can sign in.
	Role *RoleGrant
}

// Created is a new account: whose it is, and how its invitation reaches the owner.
type Created struct {
	ID  org.PersonID
	Key KeySent
}

// CreateAccount adds a person, perhaps with a first role, and invites the person to choose
// a password.
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
	if err := v.OrNil(); err != nil {
		return Created{}, err
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		var err error
		if n.Person.ID, err = tx.AddPerson(ctx, n.Person, ""); err != nil {
			return err
		}
		created.ID = n.Person.ID
		if err := room.auditPerson(ctx, tx, actor, personChange{action: "account.create", after: &n.Person}); err != nil {
			return err
		}
		if n.Role != nil {
			if _, err = room.grant(ctx, tx, actor, n.Person.ID, *n.Role); err != nil {
				return err
			}
		}
		created.Key, err = room.giveKey(ctx, tx, actor, n.Person, InvitationKey)
		return err
	})
	if err != nil {
		return Created{}, err
	}
	return created, nil
}
