package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// NewPassword gives a person a new password, the one typed or, when that is
// empty, one made up, which is returned to be shown once. It ends every session
// of the person's.
func (room *Room) NewPassword(ctx context.Context, actor org.Actor, id org.PersonID, typed string) (made string, err error) {
	if err := mayManage(actor); err != nil {
		return "", err
	}
	if typed == "" {
		made = MakePassword()
		typed = made
	}
	var v fault.ValidationError
	checkNewPassword(&v, "password", typed)
	if err := v.OrNil(); err != nil {
		return "", err
	}
	hash, err := HashPassword(ctx, typed)
	if err != nil {
		return "", err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		person, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		if err := tx.SetPassword(ctx, id, hash); err != nil {
			return err
		}
		// The audit says whose password it was; never what it was.
		return room.auditPerson(ctx, tx, actor, personChange{action: "account.new_password", after: &person})
	})
	return made, err
}
