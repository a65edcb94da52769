package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PasswordAgain is the actor's own password, asked for once more before something that
// opens or closes the account.
type PasswordAgain struct {
	Password string
	// JustShown says that it was shown a moment ago, and that nothing else has been open
	// since: for those who must set up a second factor to be let in.
	JustShown bool
}

// checkAgain is a problem at "password" when it is not the actor's.
func (room *Room) checkAgain(ctx context.Context, actor org.Actor, again PasswordAgain) error {
	if again.JustShown {
		return nil
	}
	whose := actor.Person.Email
	if err := room.brake(ctx, brakeAgain, whose, network(actor.ClientAddress)); err != nil {
		return err
	}
	login, err := room.findLogin(ctx, whose, "")
	if err != nil {
		return err
	}
	matches, err := CheckPassword(ctx, login.hash, again.Password)
	if err != nil {
		return err
	}
	if !matches {
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "password", Code: "password_wrong"}}}
	}
	return room.release(ctx, brakeAgain, whose, network(actor.ClientAddress))
}

// BeginSecondFactor makes up a secret for the actor's app. Nothing changes until a code of
// it has been shown (ConfirmSecondFactor); another secret takes its place.
func (room *Room) BeginSecondFactor(ctx context.Context, actor org.Actor, again PasswordAgain) error {
	if err := room.checkAgain(ctx, actor, again); err != nil {
		return err
	}
	sealed := room.sealer.seal(actor.Person.ID, newSharedSecret())
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return tx.BeginSecondFactor(ctx, actor.Person.ID, sealed, room.now())
	})
}

// BegunSecondFactor is a second factor that is being set up, as the app takes it.
type BegunSecondFactor struct {
	Secret string // to type: letters and digits
	URL    string // to read as a square code
}

// BegunSecondFactor is what the actor has begun within the last hour; fault.ErrNotFound
// for nothing.
func (room *Room) BegunSecondFactor(ctx context.Context, actor org.Actor) (BegunSecondFactor, error) {
	var stored postgres.SharedSecret
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		stored, err = tx.BegunSecondFactor(ctx, actor.Person.ID, room.now().Add(-setupTime))
		return err
	})
	if err != nil {
		return BegunSecondFactor{}, err
	}
	secret, err := room.sealer.open(actor.Person.ID, stored)
	if err != nil {
		return BegunSecondFactor{}, err
	}
	url, err := secretURL(secret, actor.Person.Email)
	return BegunSecondFactor{Secret: secretText(secret), URL: url}, err
}
