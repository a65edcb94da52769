package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Declarations is where declarations of interests stand; never what they say.
type Declarations struct {
	Mine []postgres.NomineeRow // where the actor is nominated
	// All are everybody's, for those who handle them; ToThin is how many have run out so
	// long ago that their text is to go.
	All      []postgres.NomineeRow
	ToThin   int
	Handles  bool
	Settings improvement.AreaSettings
	Today    time.Time
}

// Declarations lists the actor's own declarations, and everybody's for those who handle
// them. Anybody with a role in the group may have been nominated.
func (room *Room) Declarations(ctx context.Context, actor org.Actor, group org.GroupID) (Declarations, error) {
	d := Declarations{Today: room.today(), Handles: actor.May(org.HandleDeclarations, group, 0)}
	if !actor.May(org.ViewPublished, group, 0) {
		return d, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if d.Settings, err = tx.AreaSettings(ctx, group); err != nil {
			return err
		}
		if d.Mine, err = tx.Declaring(ctx, group, actor.Person.ID); err != nil || !d.Handles {
			return err
		}
		if d.All, err = tx.Declaring(ctx, group, 0); err != nil {
			return err
		}
		d.ToThin, err = tx.DeclarationsToThin(ctx, group, d.Settings.ThinBefore(room.today()))
		return err
	})
	return d, err
}
