package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
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

// PasskeyHolder is who has the number, with the passkeys; fault.ErrNotFound for nobody, and
// for those who have left or hold no role today.
func (room *Room) PasskeyHolder(ctx context.Context, id org.PersonID) (person org.Person, held []Passkey, err error) {
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		actor, err := room.actor(ctx, tx, id)
		if err != nil {
			return err
		}
		if actor.Person.HasLeft(room.today()) || len(actor.Memberships) == 0 {
			return fault.ErrNotFound
		}
		person = actor.Person
		held, err = tx.Passkeys(ctx, id)
		return err
	})
	return person, held, err
}

// SignInByPasskey lets in the person whose passkey has answered rightly; k is the key as it
// is to be kept from now on. fault.ErrNotFound when it has been taken away meanwhile.
func (room *Room) SignInByPasskey(ctx context.Context, id org.PersonID, k Passkey, from From) (SignedIn, error) {
	now := room.now()
	k.UsedAt = &now
	var who SignedIn
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.UsePasskey(ctx, id, k); err != nil {
			return err
		}
		actor, err := room.actor(ctx, tx, id)
		if err != nil {
			return err
		}
		actor.ClientAddress, actor.RequestID = from.ClientAddress, from.RequestID
		means, err := tx.SignInMeans(ctx, id)
		if err != nil {
			return err
		}
		who = SignedIn{Person: id, Fingerprint: fingerprint(means.PasswordHash), Method: ByPasskey}
		return room.auditSignIn(ctx, tx, actor, who.Method)
	})
	return who, err
}
