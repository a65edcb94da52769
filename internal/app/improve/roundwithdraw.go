package improve

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// WithdrawNomination takes back what has been sent in, until its round is decided, and
// removes a draft. Only GroupID, ID and Version are read. It gives the nomination as it was.
func (room *Room) WithdrawNomination(ctx context.Context, actor org.Actor, seen improvement.Nomination) (was improvement.Nomination, err error) {
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := room.lockedNomination(ctx, tx, actor, seen)
		if err != nil {
			return err
		}
		was = before.Nomination
		if before.State == improvement.NominationDraft {
			if err := tx.DeleteNomination(ctx, before.Nomination); err != nil {
				return err
			}
			return room.auditNomination(ctx, tx, actor, nominationAudit{"round.delete_draft", before.Year, &before.Nomination, nil})
		}
		after, at := before.Nomination, room.now()
		after.State, after.WithdrawnBy, after.WithdrawnAt = improvement.NominationWithdrawn, actor.Person.ID, &at
		if err := tx.WithdrawNomination(ctx, after); err != nil {
			return err
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{"round.withdraw", before.Year, &before.Nomination, &after})
	})
	return was, err
}
