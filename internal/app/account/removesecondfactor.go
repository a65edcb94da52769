package account

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

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
