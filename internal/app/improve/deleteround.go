package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// DeleteRound removes a round that has not opened; fault.ErrWrongState for one that has.
// Only GroupID, ID and Version are read.
func (room *Room) DeleteRound(ctx context.Context, actor org.Actor, r improvement.NominationRound) error {
	if err := mayCareForRounds(actor, r.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.LockNominationRound(ctx, r.GroupID, r.ID)
		switch {
		case err != nil:
			return err
		case before.State(room.today()) != improvement.RoundComing:
			return fault.ErrWrongState
		case before.Version != r.Version:
			return fault.ErrConflict
		}
		if err := tx.DeleteNominationRound(ctx, before); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "round.delete", GroupID: r.GroupID, Subject: roundSubject,
			SubjectID: int64(r.ID), Before: keptRound(before)})
	})
}
