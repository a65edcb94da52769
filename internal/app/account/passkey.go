package account

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Passkey is a key in a person's telephone, computer or security key. What it answers is
// checked by whoever asks it (internal/passkey); here is who may have one, and what it opens.
type Passkey = postgres.Passkey

const (
	// mostPasskeys is how many passkeys a person can have.
	mostPasskeys = 10
	// maxPasskeyName is the most characters of a passkey's name.
	maxPasskeyName = 60
)

// auditedPasskey is what the audit keeps of a passkey.
type auditedPasskey struct {
	Name string `json:"passkey"`
}

// Passkeys lists the actor's passkeys, oldest first.
func (room *Room) Passkeys(ctx context.Context, actor org.Actor) (held []Passkey, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		held, err = tx.Passkeys(ctx, actor.Person.ID)
		return err
	})
	return held, err
}

// RemovePasskey takes away one of the actor's passkeys; fault.ErrNotFound when there is none
// such. When it was the last, sessions that were begun with it end.
func (room *Room) RemovePasskey(ctx context.Context, actor org.Actor, again PasswordAgain, id int64) error {
	if err := room.checkAgain(ctx, actor, again); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		name, err := tx.DeletePasskey(ctx, actor.Person.ID, id)
		if err != nil {
			return err
		}
		if err := room.queueMail(ctx, tx, actor.Person.ID, MailPasskeyRemoved, MailDetails{}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "account.remove_passkey",
			Subject: "person", SubjectID: int64(actor.Person.ID), Before: auditedPasskey{name}})
	})
}
