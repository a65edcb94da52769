package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// HandleDeclaration stores how the nominee's last declaration was judged; seen is the
// declaration that was read. Nobody judges the own.
func (room *Room) HandleDeclaration(ctx context.Context, actor org.Actor, seen improvement.InterestDeclarationStanding, a improvement.Assessment) error {
	if !actor.May(org.HandleDeclarations, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := tx.Nominee(ctx, seen.GroupID, seen.NomineeID)
		if err != nil {
			return err
		}
		if n.PersonID == actor.Person.ID {
			return fault.ErrForbidden
		}
		d := n.Declaration
		if d.ID != seen.ID || d.Version != seen.Version {
			return fault.ErrConflict
		}
		if err := a.Check(); err != nil {
			return err
		}
		if err := d.Handle(room.now(), actor.Person.ID); err != nil {
			return err
		}
		if err := tx.HandleDeclaration(ctx, d, a); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, room.declarationEntry("declaration.handle", n, d.ID))
	})
}
