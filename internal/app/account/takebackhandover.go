package account

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TakeBackHandover lets the coordinator stay, as long as nobody has taken over: the role
// gets the last day that it had before. Both get a letter. fault.ErrNotFound when the
// group has none with the id, fault.ErrConflict when it is not the handing over that is
// ahead, and fault.ErrWrongState when the coordinator has left meanwhile.
func (room *Room) TakeBackHandover(ctx context.Context, actor org.Actor, group org.GroupID, id int64) error {
	if !actor.May(org.HandOver, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		roles, err := tx.LockCoordinators(ctx, group)
		if err != nil {
			return err
		}
		history, err := tx.Handovers(ctx, group)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(history, func(h org.Handover) bool { return h.ID == id }) {
			return fault.ErrNotFound
		}
		if history[0].ID != id || !history[0].Ahead(room.today()) {
			return fault.ErrConflict
		}
		h := history[0]
		if err := room.undo(ctx, tx, actor, h, roles); err != nil {
			return err
		}
		now := room.now()
		h.TakenBackAt = &now
		if err := tx.TakeBackHandover(ctx, h.ID, now, actor.Person.ID); err != nil {
			return err
		}
		return room.auditHandover(ctx, tx, actor, "group.take_back_handover", h)
	})
}

// undo removes the role that was to come, and lets the former one last as it would have.
func (room *Room) undo(ctx context.Context, tx *postgres.Tx, actor org.Actor, h org.Handover, roles []org.Membership) error {
	last := h.First.AddDate(0, 0, -1)
	for _, m := range roles {
		if m.PersonID == h.To && m.From.Equal(h.First) {
			if err := tx.RemoveComing(ctx, m.ID, room.today()); err != nil {
				return err
			}
			if err := room.auditRole(ctx, tx, actor, roleChange{action: "account.take_back_role", after: &m}); err != nil {
				return err
			}
		}
	}
	for _, m := range roles {
		if m.PersonID != h.From || m.To == nil || !m.To.Equal(last) || h.FormerLast != nil && !h.FormerLast.After(last) {
			continue
		}
		person, err := tx.Person(ctx, m.PersonID)
		if err != nil {
			return err
		}
		if person.LeftOn != nil {
			return fault.ErrWrongState
		}
		if err := tx.ReopenMembership(ctx, m.ID, last, h.FormerLast); err != nil {
			return err
		}
		after := m
		after.To = h.FormerLast
		if err := room.auditRole(ctx, tx, actor, roleChange{action: "account.prolong_role", before: &m, after: &after}); err != nil {
			return err
		}
	}
	return nil
}
