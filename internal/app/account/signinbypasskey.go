package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

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
