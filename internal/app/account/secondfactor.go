package account

import (
	"context"
	"errors"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SecondFactorPolicy is what the installation says of second factors.
type SecondFactorPolicy struct {
	// Required says that coordinators and administrators must have one; others may.
	Required bool
	// Everyone says that everybody must have one.
	Everyone bool
	// SecretKey seals the secrets that are shared with people's apps; "" leaves them as
	// they are. Secret itself.
	SecretKey string
}

// demandsSecondFactor reports whether a role that the person holds demands a second factor.
func (room *Room) demandsSecondFactor(actor org.Actor) bool {
	return room.secondFactor.Everyone || room.secondFactor.Required && slices.ContainsFunc(actor.Memberships, func(m org.Membership) bool {
		return m.Role == org.Convener || m.Role == org.Administrator
	})
}

// SecondFactorState is how it is with a person's second factor.
type SecondFactorState struct {
	// Since is when it was set up; nil for nobody who has one.
	Since *time.Time
	// CodesLeft is how many recovery codes have not been used.
	CodesLeft int
	// Demanded says that one of the person's roles demands it.
	Demanded bool
	// HasPassword is false for those who only sign in elsewhere: then there is nothing for a
	// second factor to be second to.
	HasPassword bool
}

// SecondFactor is how it is with the actor's second factor.
func (room *Room) SecondFactor(ctx context.Context, actor org.Actor) (SecondFactorState, error) {
	s := SecondFactorState{Demanded: room.demandsSecondFactor(actor)}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		means, err := tx.SignInMeans(ctx, actor.Person.ID)
		if err != nil {
			return err
		}
		s.HasPassword = means.PasswordHash != ""
		f, err := tx.SecondFactor(ctx, actor.Person.ID)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		s.Since, s.CodesLeft = &f.ConfirmedAt, f.RecoveryLeft
		return err
	})
	return s, err
}

// HasSecondFactor reports whether the person has a second factor or a passkey, for those who
// care for accounts.
func (room *Room) HasSecondFactor(ctx context.Context, actor org.Actor, id org.PersonID) (bool, error) {
	if err := mayManage(actor); err != nil {
		return false, err
	}
	var means postgres.SignInMeans
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		means, err = tx.SignInMeans(ctx, id)
		return err
	})
	return means.Code || means.Passkeys > 0, err
}

// setupTime is how long a second factor that has been begun can be finished.
const setupTime = time.Hour
