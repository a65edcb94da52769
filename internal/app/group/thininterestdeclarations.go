package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ThinDeclarations takes away the text of the declarations that ran out longer ago than the
// group keeps them, and gives how many there were. That they were given and handled stays.
func (room *Room) ThinDeclarations(ctx context.Context, actor org.Actor, group org.GroupID) (count int, err error) {
	if !actor.May(org.HandleDeclarations, group, 0) {
		return 0, fault.ErrForbidden
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		settings, err := tx.AreaSettings(ctx, group)
		if err != nil {
			return err
		}
		thinned, err := tx.ThinDeclarations(ctx, group, settings.ThinBefore(room.today()), room.now(), actor.Person.ID)
		if err != nil {
			return err
		}
		count = len(thinned)
		for _, t := range thinned {
			n := postgres.NomineeRow{DeclaringNominee: improvement.DeclaringNominee{Nominee: improvement.Nominee{GroupID: group, Name: t.Name}, Assignment: t.Assignment}}
			if err := tx.AppendAudit(ctx, actor, room.declarationEntry("declaration.thin", n, t.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return count, err
}
