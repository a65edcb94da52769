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

// setupTime is how long a second factor that has been begun can be finished.
const setupTime = time.Hour

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

// RemoveSecondFactor takes the actor's second factor away; fault.ErrForbidden when a role
// demands it. Sessions that were begun with it end.
func (room *Room) RemoveSecondFactor(ctx context.Context, actor org.Actor, again PasswordAgain) error {
	if room.demandsSecondFactor(actor) {
		return fault.ErrForbidden
	}
	if err := room.checkAgain(ctx, actor, again); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.DeleteSecondFactor(ctx, actor.Person.ID); err != nil {
			return err
		}
		return room.tellFactor(ctx, tx, actor, "account.remove_factor", MailFactorRemoved)
	})
}

// ResetSecondFactor takes away the second factor of somebody who has lost it, and all
// passkeys. The person's sessions end; whoever must have one sets up another at the next
// signing-in. For those who care for accounts. fault.ErrNotFound when there is nothing.
func (room *Room) ResetSecondFactor(ctx context.Context, actor org.Actor, id org.PersonID) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		person, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		passkeys, err := tx.DeletePasskeys(ctx, id)
		if err != nil {
			return err
		}
		if err := tx.DeleteSecondFactor(ctx, id); err != nil && (passkeys == 0 || !errors.Is(err, fault.ErrNotFound)) {
			return err
		}
		if err := tx.EndSecondFactorSetup(ctx, id); err != nil {
			return err
		}
		if err := room.queueMail(ctx, tx, id, MailFactorRemoved, MailDetails{AskedBy: actor.Person.ID}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "account.reset_factor",
			Subject: "person", SubjectID: int64(id), After: auditedTry{PersonName: person.Name}})
	})
}

// tellFactor writes into the log what the actor did to the own second factor, and to the
// person too, who should know if it was somebody else.
func (room *Room) tellFactor(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, kind MailKind) error {
	if err := room.queueMail(ctx, tx, actor.Person.ID, kind, MailDetails{}); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action,
		Subject: "person", SubjectID: int64(actor.Person.ID)})
}
