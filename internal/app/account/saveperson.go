package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SavePerson changes a person's name, address and profession. Nothing is stored
// when nothing differs.
func (room *Room) SavePerson(ctx context.Context, actor org.Actor, p org.Person) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	var v fault.ValidationError
	checkPerson(&v, p)
	if err := v.OrNil(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Person(ctx, p.ID)
		if err != nil {
			return err
		}
		after := before
		after.Name, after.Email, after.Profession = p.Name, p.Email, p.Profession
		if after == before {
			return nil
		}
		if err := tx.SavePerson(ctx, after); err != nil {
			return err
		}
		return room.auditPerson(ctx, tx, actor, personChange{action: "account.save", before: &before, after: &after})
	})
}
