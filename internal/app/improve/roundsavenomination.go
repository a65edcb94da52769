package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveNomination changes a nomination, or sends it in, while its round is open; what is in
// stays in and stays whole. fault.ErrConflict when somebody else changed it since it was
// read in Version.
func (room *Room) SaveNomination(ctx context.Context, actor org.Actor, n improvement.Nomination, send bool) error {
	return room.changeNomination(ctx, actor, n, func(tx *postgres.Tx, before FoundNomination) error {
		after := n
		after.RoundID, after.State, after.SentBy, after.SentAt = before.RoundID, before.State, before.SentBy, before.SentAt
		after, err := room.checkNomination(ctx, tx, actor, nominating{after, before.UnitID, send})
		if err != nil || after.Same(before.Nomination) && after.State == before.State {
			return err
		}
		after.ChangedAt = room.now()
		if err := tx.SaveNomination(ctx, after); err != nil {
			return err
		}
		action := "round.save_nomination"
		if after.State != before.State {
			action = "round.nominate"
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{action, before.Year, &before.Nomination, &after})
	})
}

// changeNomination does something to a nomination that the actor may change while its
// round is open.
func (room *Room) changeNomination(ctx context.Context, actor org.Actor, seen improvement.Nomination, do func(*postgres.Tx, FoundNomination) error) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := room.lockedNomination(ctx, tx, actor, seen)
		if err != nil {
			return err
		}
		if _, err := room.openRound(ctx, tx, seen.GroupID, before.RoundID); err != nil {
			return err
		}
		return do(tx, before)
	})
}

// lockedNomination is a nomination that the actor may change, read with its round locked.
func (room *Room) lockedNomination(ctx context.Context, tx *postgres.Tx, actor org.Actor, seen improvement.Nomination) (FoundNomination, error) {
	n, err := tx.Nomination(ctx, seen.GroupID, seen.ID)
	if err != nil {
		return n, err
	}
	if !n.MayChange(actor) {
		return n, fault.ErrForbidden
	}
	if _, err := tx.LockNominationRound(ctx, seen.GroupID, n.RoundID); err != nil {
		return n, err
	}
	if n, err = tx.Nomination(ctx, seen.GroupID, seen.ID); err != nil { // as it is now that nobody changes it
		return n, err
	}
	switch {
	case n.State == improvement.NominationWithdrawn || n.Outcome != "":
		return n, fault.ErrWrongState
	case n.Version != seen.Version:
		return n, fault.ErrConflict
	}
	return n, nil
}
