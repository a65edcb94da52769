package account

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PasswordChange is the old password, which must be right, and the new one twice.
type PasswordChange struct {
	Old    string
	New    string
	Repeat string
}

// ChangePassword gives the actor a new password, which ends every session of the
// actor's that does not keep the SignedIn it gives.
func (room *Room) ChangePassword(ctx context.Context, actor org.Actor, change PasswordChange) (SignedIn, error) {
	var v, wrong *fault.ValidationError = new(fault.ValidationError), nil
	switch err := room.checkAgain(ctx, actor, PasswordAgain{Password: change.Old}); {
	case errors.As(err, &wrong):
		v.Add("old", "password_wrong")
	case err != nil:
		return SignedIn{}, err
	}
	checkNewPassword(v, "new", change.New, actor.Person)
	if change.New != change.Repeat {
		v.Add("repeat", "passwords_differ")
	}
	if err := v.OrNil(); err != nil {
		return SignedIn{}, err
	}
	newHash, err := HashPassword(ctx, change.New)
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Person: actor.Person.ID, Fingerprint: fingerprint(newHash)}, room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.SetPassword(ctx, actor.Person.ID, newHash); err != nil {
			return err
		}
		if err := room.endKeys(ctx, tx, actor.Person.ID); err != nil {
			return err
		}
		if err := room.queueMail(ctx, tx, actor.Person.ID, MailPasswordChanged, MailDetails{}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "account.change_password", Subject: "person", SubjectID: int64(actor.Person.ID)})
	})
}
