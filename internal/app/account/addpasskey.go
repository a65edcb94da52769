package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// BeginPasskey checks that the actor may add a passkey of the name, and gives those there
// are. Problems stand at "password" and "name".
func (room *Room) BeginPasskey(ctx context.Context, actor org.Actor, again PasswordAgain, name string) ([]Passkey, error) {
	held, err := room.Passkeys(ctx, actor)
	if err != nil {
		return nil, err
	}
	var v fault.ValidationError
	quality.NeededText(&v, "name", name, maxPasskeyName)
	if len(held) >= mostPasskeys {
		v.Add("name", "too_many_passkeys", mostPasskeys)
	}
	if err := v.OrNil(); err != nil {
		return nil, err
	}
	return held, room.checkAgain(ctx, actor, again)
}

// AddPasskey keeps a passkey that the actor's device has made, after BeginPasskey.
// fault.ErrConflict when it is known already.
func (room *Room) AddPasskey(ctx context.Context, actor org.Actor, k Passkey) error {
	k.AddedAt = room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockPerson(ctx, actor.Person.ID); err != nil {
			return err
		}
		held, err := tx.Passkeys(ctx, actor.Person.ID)
		if err != nil {
			return err
		}
		if len(held) >= mostPasskeys {
			return fault.ErrConflict
		}
		if err := tx.AddPasskey(ctx, actor.Person.ID, k); err != nil {
			return err
		}
		if err := room.queueMail(ctx, tx, actor.Person.ID, MailPasskeyAdded, MailDetails{}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: k.AddedAt, Action: "account.add_passkey",
			Subject: "person", SubjectID: int64(actor.Person.ID), After: auditedPasskey{k.Name}})
	})
}
