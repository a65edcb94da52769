package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// IsFirstStart reports whether nobody has an account yet.
func (room *Room) IsFirstStart(ctx context.Context) (bool, error) {
	count := 0
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		count, err = tx.PersonCount(ctx)
		return err
	})
	return err == nil && count == 0, err
}

// FirstAccount is what the first person says: who they are, and a password twice.
type FirstAccount struct {
	Name       string
	Email      string
	Profession org.Profession
	Password   string
	Repeat     string
	// ClientAddress and RequestID go into the audit row.
	ClientAddress string
	RequestID     string
}

// CreateFirstAccount makes the administrator's account. It works once: as soon
// as anybody has an account it is fault.ErrNotFound, also for the slower of two
// who try at the same moment.
func (room *Room) CreateFirstAccount(ctx context.Context, first FirstAccount) error {
	person := org.Person{Name: first.Name, Email: first.Email, Profession: first.Profession}
	var v fault.ValidationError
	checkPerson(&v, person)
	checkNewPassword(&v, "password", first.Password, person)
	if first.Password != first.Repeat {
		v.Add("repeat", "passwords_differ")
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	hash, err := HashPassword(ctx, first.Password)
	if err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockPersons(ctx); err != nil {
			return err
		}
		if count, err := tx.PersonCount(ctx); err != nil || count > 0 {
			return firstError(err, fault.ErrNotFound)
		}
		var err error
		if person.ID, err = tx.AddPerson(ctx, person, hash); err != nil {
			return err
		}
		// Nobody can have done it but the person who now exists.
		actor := org.Actor{Person: person, ClientAddress: first.ClientAddress, RequestID: first.RequestID}
		if err := room.auditPerson(ctx, tx, actor, personChange{action: "account.first_start", after: &person}); err != nil {
			return err
		}
		_, err = room.addRole(ctx, tx, actor, org.Membership{
			PersonID: person.ID, Role: org.Administrator, From: room.today()})
		return err
	})
}

func firstError(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
