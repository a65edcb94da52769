package account

import (
	"context"
	"errors"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Account is a person with every role ever held, oldest first.
type Account struct {
	Person org.Person
	Roles  []org.Membership
	// HasPassword and Key are read of one account alone: whether it has a password, and what
	// a key that is sent now would be for, "" for somebody who has left.
	HasPassword bool
	Key         KeyPurpose
}

// Directory is everybody with an account, and where roles can be held.
type Directory struct {
	Accounts []Account
	Groups   []org.Group
	// Units are each group's units, in the group's own order.
	Units map[org.GroupID][]org.Unit
	// Invited is how far the invitation has come of those who have no password yet.
	Invited map[org.PersonID]OpenInvitation
	Today   time.Time
}

// Accounts lists everybody who has or had an account, by name.
func (room *Room) Accounts(ctx context.Context, actor org.Actor) (Directory, error) {
	if err := mayManage(actor); err != nil {
		return Directory{}, err
	}
	var d Directory
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		d, err = room.directory(ctx, tx)
		return err
	})
	return d, err
}

// Account reads one person among the others; fault.ErrNotFound when there is
// nobody with the id.
func (room *Room) Account(ctx context.Context, actor org.Actor, id org.PersonID) (Account, Directory, error) {
	d, err := room.Accounts(ctx, actor)
	if err != nil {
		return Account{}, d, err
	}
	at := slices.IndexFunc(d.Accounts, func(a Account) bool { return a.Person.ID == id })
	if at < 0 {
		return Account{}, d, fault.ErrNotFound
	}
	a := d.Accounts[at]
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		hash, err := tx.PasswordHash(ctx, id)
		if err != nil {
			return err
		}
		a.HasPassword = hash != ""
		if _, a.Key, err = room.keyFor(ctx, tx, id); errors.Is(err, fault.ErrWrongState) {
			return nil
		}
		return err
	})
	return a, d, err
}

func (room *Room) directory(ctx context.Context, tx *postgres.Tx) (Directory, error) {
	d := Directory{Units: map[org.GroupID][]org.Unit{}, Today: room.today()}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return d, err
	}
	memberships, err := tx.Memberships(ctx, 0)
	if err != nil {
		return d, err
	}
	held := map[org.PersonID][]org.Membership{}
	for _, m := range memberships {
		held[m.PersonID] = append(held[m.PersonID], m)
	}
	for _, p := range persons {
		d.Accounts = append(d.Accounts, Account{Person: p, Roles: held[p.ID]})
	}
	if d.Invited, err = openInvitations(ctx, tx); err != nil {
		return d, err
	}
	if d.Groups, err = tx.AllGroups(ctx); err != nil {
		return d, err
	}
	for _, g := range d.Groups {
		if d.Units[g.ID], err = tx.Units(ctx, g.ID); err != nil {
			return d, err
		}
	}
	return d, nil
}
