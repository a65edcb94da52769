package account

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// EndRole makes the day a role's last. A role of another person is
// fault.ErrNotFound, one that has ended already fault.ErrWrongState. The last
// administrator's role is not ended.
func (room *Room) EndRole(ctx context.Context, actor org.Actor, role org.Membership, last time.Time) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	var v fault.ValidationError
	if room.checkRoleDay(&v, "last", last); v.OrNil() != nil {
		return v.OrNil()
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Membership(ctx, role.ID)
		if err != nil {
			return err
		}
		if before.PersonID != role.PersonID {
			return fault.ErrNotFound
		}
		if last.Before(before.From) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "last", Code: "date_order"}}}
		}
		if before.Role == org.Administrator {
			if err := othersRemain(ctx, tx, last, before.PersonID); err != nil {
				return err
			}
		}
		if err := tx.EndMembership(ctx, before.ID, last); err != nil {
			return err
		}
		after := before
		after.To = &last
		return room.auditRole(ctx, tx, actor, roleChange{action: "account.end_role", before: &before, after: &after})
	})
}

// othersRemain is a problem when nobody but the person may care for accounts
// after the day.
func othersRemain(ctx context.Context, tx *postgres.Tx, day time.Time, person org.PersonID) error {
	administrators, err := tx.LockAdministrators(ctx, day)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(administrators, func(m org.Membership) bool { return m.PersonID != person }) {
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "last", Code: "last_administrator"}}}
	}
	return nil
}
