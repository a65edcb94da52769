package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SeenDeputy is a deputy that is to be changed, with the last day that was seen.
type SeenDeputy struct {
	GroupID org.GroupID
	ID      org.MembershipID
	Until   time.Time
}

// ChangeDeputy gives a deputy another last day, sooner or later, from today on.
// Problems stand at "to"; fault.ErrConflict when somebody else has changed the last
// day since it was seen.
func (room *Room) ChangeDeputy(ctx context.Context, actor org.Actor, seen SeenDeputy, to time.Time) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		d, err := room.lasting(ctx, tx, actor, seen)
		if err != nil {
			return err
		}
		if err := org.CheckDeputyUntil(d.From, to, room.today()); err != nil {
			return err
		}
		before, after := d.Membership, d.Membership
		after.To = &to
		if to.Equal(*before.To) {
			return nil
		}
		if err := free(ctx, tx, after, "to"); err != nil {
			return err
		}
		if err := tx.SetDeputyUntil(ctx, d.ID, seen.Until, to); err != nil {
			return atField(err, "to")
		}
		return room.auditDeputy(ctx, tx, actor, deputyChange{"group.change_deputy", d.Person, &before, &after})
	})
}

// EndDeputy ends a deputy at once: yesterday becomes the last day. One whose first
// day has not passed is taken back altogether.
func (room *Room) EndDeputy(ctx context.Context, actor org.Actor, seen SeenDeputy) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		d, err := room.lasting(ctx, tx, actor, seen)
		if err != nil {
			return err
		}
		before := d.Membership
		if !d.From.Before(room.today()) {
			if err := tx.RemoveDeputy(ctx, d.ID, seen.Until, room.today()); err != nil {
				return err
			}
			return room.auditDeputy(ctx, tx, actor, deputyChange{"group.remove_deputy", d.Person, &before, nil})
		}
		yesterday, after := room.today().AddDate(0, 0, -1), before
		after.To = &yesterday
		if err := tx.SetDeputyUntil(ctx, d.ID, seen.Until, yesterday); err != nil {
			return err
		}
		return room.auditDeputy(ctx, tx, actor, deputyChange{"group.end_deputy", d.Person, &before, &after})
	})
}

// lasting reads a deputy that the actor may change. A delegate whom the
// administrator has made is not changed here, fault.ErrForbidden; one who has ended
// is fault.ErrWrongState, and one with another last day than was seen
// fault.ErrConflict.
func (room *Room) lasting(ctx context.Context, tx *postgres.Tx, actor org.Actor, seen SeenDeputy) (org.Deputy, error) {
	d, err := tx.Deputy(ctx, seen.GroupID, seen.ID)
	switch {
	case err != nil:
		return d, err
	case !actor.May(org.AppointDeputy, seen.GroupID, d.UnitID) || d.AppointedBy == "":
		return d, fault.ErrForbidden
	case d.To.Before(room.today()):
		return d, fault.ErrWrongState
	case !d.To.Equal(seen.Until):
		return d, fault.ErrConflict
	}
	return d, nil
}
