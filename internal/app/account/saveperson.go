package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SavePerson changes a person's name, address and profession. Nothing is stored when
// nothing differs. When the address is another, the old and the new one are told, keys that
// went to the old one end, and an invitation that is open goes to the new one.
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
		if err := room.auditPerson(ctx, tx, actor, personChange{action: "account.save", before: &before, after: &after}); err != nil {
			return err
		}
		if before.Email == after.Email {
			return nil
		}
		return room.moveMail(ctx, tx, actor, before, after)
	})
}

// moveMail sees to the mails of somebody whose address is another.
func (room *Room) moveMail(ctx context.Context, tx *postgres.Tx, actor org.Actor, before, after org.Person) error {
	invited, err := openInvitations(ctx, tx)
	if err != nil {
		return err
	}
	if err := room.endKeys(ctx, tx, after.ID); err != nil {
		return err
	}
	if _, waits := invited[after.ID]; waits { // whoever had the old address has never had the account
		mailable, err := room.mailable(ctx, tx, after.ID)
		if err != nil || !mailable {
			return err
		}
		_, err = room.giveKey(ctx, tx, actor, after, InvitationKey)
		return err
	}
	for _, address := range []string{before.Email, after.Email} {
		if err := room.queueMail(ctx, tx, after.ID, MailAddressChanged, MailDetails{AskedBy: actor.Person.ID, Address: address}); err != nil {
			return err
		}
	}
	return nil
}
