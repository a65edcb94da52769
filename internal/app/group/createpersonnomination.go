package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CreatePersonNomination stores a nomination and gives its id.
func (room *Room) CreatePersonNomination(ctx context.Context, actor org.Actor, n improvement.PersonNomination) (id improvement.PersonNominationID, err error) {
	if !actor.May(org.ManageArea, n.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := n.Check(); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		if id, err = tx.AddPersonNomination(ctx, n); err != nil {
			return err
		}
		n.ID = id
		return room.auditNomination(ctx, tx, actor, "person_nomination.create", nil, n)
	})
	return id, err
}
