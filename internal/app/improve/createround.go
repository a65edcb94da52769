package improve

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreateRound begins a year's round of nominations and gives its id. Its last day is not
// in the past: a problem at "closes_on".
func (room *Room) CreateRound(ctx context.Context, actor org.Actor, r improvement.NominationRound) (improvement.RoundID, error) {
	if err := mayCareForRounds(actor, r.GroupID); err != nil {
		return 0, err
	}
	if err := room.checkRound(r); err != nil {
		return 0, err
	}
	r.CreatedBy, r.CreatedAt = actor.Person.ID, room.now()
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if r.ID, err = tx.AddNominationRound(ctx, r); err != nil {
			return err
		}
		return room.auditRound(ctx, tx, actor, roundAudit{action: "round.create", after: r})
	})
	return r.ID, err
}

// NextRound is the round that follows the group's latest, with it as the template; one
// with nothing but this year and the usual number when there has been none.
func (room *Room) NextRound(ctx context.Context, actor org.Actor, group org.GroupID) (next improvement.NominationRound, err error) {
	if err := mayCareForRounds(actor, group); err != nil {
		return next, err
	}
	next = improvement.NominationRound{GroupID: group, Year: room.now().Year(), Wanted: improvement.UsualTeams}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		rounds, err := tx.NominationRounds(ctx, group)
		if len(rounds) > 0 {
			next = rounds[0].Next()
		}
		return err
	})
	return next, err
}
