package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Confirmation is the code by which somebody shows that the app has the new secret, and the
// session (its public id) in which.
type Confirmation struct {
	Code    string
	Session string
}

// ConfirmSecondFactor makes what the actor has begun the second factor, when the code is one
// of it, instead of the one there was. It gives recovery codes, shown this once. The actor's
// other sessions end: they were begun without it, or with what a lost telephone held. A code
// that does not fit is a problem at "code".
func (room *Room) ConfirmSecondFactor(ctx context.Context, actor org.Actor, c Confirmation) ([]string, error) {
	codes, err := makeRecovery(ctx)
	if err != nil {
		return nil, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockPerson(ctx, actor.Person.ID); err != nil {
			return err
		}
		stored, err := tx.BegunSecondFactor(ctx, actor.Person.ID, room.now().Add(-setupTime))
		if err != nil {
			return err
		}
		secret, err := room.sealer.open(actor.Person.ID, stored)
		if err != nil {
			return err
		}
		step, ok := matchingStep(secret, c.Code, room.now())
		if !ok {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "code", Code: "code_wrong"}}}
		}
		f := postgres.SecondFactor{SharedSecret: stored, ConfirmedAt: room.now(), LastStep: step, RecoverySalt: codes.salt}
		if err := tx.SaveSecondFactor(ctx, actor.Person.ID, f); err != nil {
			return err
		}
		if err := tx.SaveRecoveryCodes(ctx, actor.Person.ID, codes.salt, codes.hashes, room.now()); err != nil {
			return err
		}
		if err := tx.EndSecondFactorSetup(ctx, actor.Person.ID); err != nil {
			return err
		}
		if _, err := room.endSessionsIn(ctx, tx, actor, sessionsToEnd{Person: actor.Person.ID, Kept: c.Session}); err != nil {
			return err
		}
		return room.tellFactor(ctx, tx, actor, "account.add_factor", MailFactorAdded)
	})
	return codes.shown, err
}

// NewRecoveryCodes gives the actor other recovery codes, shown this once; those there were
// open nothing any more.
func (room *Room) NewRecoveryCodes(ctx context.Context, actor org.Actor, again PasswordAgain) ([]string, error) {
	if err := room.checkAgain(ctx, actor, again); err != nil {
		return nil, err
	}
	codes, err := makeRecovery(ctx)
	if err != nil {
		return nil, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.SaveRecoveryCodes(ctx, actor.Person.ID, codes.salt, codes.hashes, room.now()); err != nil {
			return err
		}
		return room.tellFactor(ctx, tx, actor, "account.new_recovery_codes", MailRecoveryCodes)
	})
	return codes.shown, err
}
