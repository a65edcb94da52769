package account

import (
	"context"
	"errors"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Leave ends everything a person may do: from the day the person cannot sign in,
// and every role's last day is the one before. The name stays in the history. The
// last administrator cannot leave.
func (room *Room) Leave(ctx context.Context, actor org.Actor, id org.PersonID, day time.Time) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	var v fault.ValidationError
	if room.checkRoleDay(&v, "left", day); v.OrNil() != nil {
		return v.OrNil()
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		last := day.AddDate(0, 0, -1)
		if err := othersRemain(ctx, tx, last, id); err != nil {
			return err
		}
		if err := room.endRoles(ctx, tx, actor, id, last); err != nil {
			return err
		}
		if err := room.endKeys(ctx, tx, id); err != nil {
			return err
		}
		return room.setLeft(ctx, tx, actor, before, &day)
	})
}

// endRoles makes the day the last of every role that the person holds on it or
// would hold later, and writes into the log what each was.
func (room *Room) endRoles(ctx context.Context, tx *postgres.Tx, actor org.Actor, id org.PersonID, last time.Time) error {
	before, err := tx.Memberships(ctx, 0)
	if err != nil {
		return err
	}
	if err := tx.EndMemberships(ctx, id, last); err != nil {
		return err
	}
	for _, m := range before {
		if m.PersonID != id || m.To != nil && !m.To.After(last) {
			continue
		}
		after, err := tx.Membership(ctx, m.ID)
		if err != nil {
			return err
		}
		if err := room.auditRole(ctx, tx, actor, roleChange{action: "account.end_role", before: &m, after: &after}); err != nil {
			return err
		}
	}
	return nil
}

// Return lets somebody who has left sign in again, once a role is given anew:
// the old ones stay ended, and so do the tokens and the calendar's secret address.
func (room *Room) Return(ctx context.Context, actor org.Actor, id org.PersonID) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Person(ctx, id)
		if err != nil {
			return err
		}
		if before.LeftOn == nil {
			return fault.ErrWrongState
		}
		if err := room.revokeTokens(ctx, tx, actor, id); err != nil {
			return err
		}
		switch err := tx.DeleteCalendarAddress(ctx, id); {
		case err == nil:
			if err := room.auditCalendarOf(ctx, tx, actor, "account.revoke_calendar", id); err != nil {
				return err
			}
		case !errors.Is(err, fault.ErrNotFound):
			return err
		}
		return room.setLeft(ctx, tx, actor, before, nil)
	})
}

func (room *Room) setLeft(ctx context.Context, tx *postgres.Tx, actor org.Actor, before org.Person, day *time.Time) error {
	if err := tx.SetLeft(ctx, before.ID, day); err != nil {
		return err
	}
	after := before
	after.LeftOn = day
	action := "account.leave"
	if day == nil {
		action = "account.return"
	}
	return room.auditPerson(ctx, tx, actor, personChange{action: action, before: &before, after: &after})
}
