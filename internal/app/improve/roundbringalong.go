package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// BringAlong lets a nomination that an earlier round has kept come along into an open one,
// and gives the new nomination's id: sent in as it is when nothing is missing, else as a
// draft. fault.ErrWrongState for what was not kept, and fault.ErrConflict for what has
// come along before.
func (room *Room) BringAlong(ctx context.Context, actor org.Actor, to improvement.Nomination) (improvement.NominationID, error) {
	var n improvement.Nomination
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		kept, err := tx.Nomination(ctx, to.GroupID, to.PreviousID)
		if err != nil {
			return err
		}
		if !kept.MayChange(actor) {
			return fault.ErrForbidden
		}
		r, err := room.openRound(ctx, tx, to.GroupID, to.RoundID)
		if err != nil {
			return err
		}
		from, err := tx.NominationRound(ctx, to.GroupID, kept.RoundID)
		if err != nil {
			return err
		}
		if kept.Outcome != improvement.TopicKept || from.Year >= r.Year {
			return fault.ErrWrongState
		}
		n = kept.Carried(from, r)
		n.WrittenBy, n.WrittenAt, n.ChangedAt = actor.Person.ID, room.now(), room.now()
		if whole, err := room.checkNomination(ctx, tx, actor, nominating{n, n.UnitID, true}); err == nil {
			n = whole
		}
		if n.ID, err = tx.AddNomination(ctx, n); err != nil {
			return err
		}
		return room.auditNomination(ctx, tx, actor, nominationAudit{action: "round.bring_along", year: r.Year, after: &n})
	})
	return n.ID, err
}
