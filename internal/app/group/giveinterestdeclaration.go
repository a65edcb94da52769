package group

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// GiveDeclaration stores what a nominee declares: written by the nominee, or noted by who
// handles declarations for somebody without an account. A new one takes the place of the
// one before.
func (room *Room) GiveDeclaration(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.NomineeID, content improvement.InterestDeclarationContent) error {
	if !actor.May(org.ViewPublished, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		// Nobody gets an account tied to the nominee while the declaration is noted.
		if _, err := tx.LockNominee(ctx, group, id); err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		n, err := room.declaringFor(ctx, tx, actor, group, id)
		if err != nil {
			return err
		}
		if n.PersonID != 0 && n.PersonID != actor.Person.ID {
			return fault.ErrForbidden // who handles it does not write it
		}
		if !n.Declares(room.today()) {
			return fault.ErrWrongState
		}
		if err := content.Check(); err != nil {
			return err
		}
		settings, err := tx.AreaSettings(ctx, group)
		if err != nil {
			return err
		}
		d := improvement.InterestDeclarationStanding{GroupID: group, NomineeID: id, GivenAt: room.now(), GivenBy: actor.Person.ID, ValidUntil: settings.ValidUntil(room.today())}
		if d.ID, err = tx.AddDeclaration(ctx, d, content); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, room.declarationEntry("declaration.give", n, d.ID))
	})
}
