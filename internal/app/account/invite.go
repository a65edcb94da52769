package account

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SendInvitation sends the invitation of somebody with a role in the group once more, for
// the group's coordinator. What cannot be mailed is shown to hand over, but only of
// somebody whose every role is in groups of the coordinator's own: a link opens all that
// the person may do, and that is otherwise the administrator's to give; then it is a
// problem of the whole form. fault.ErrNotFound for a role in another group, fault.ErrWrongState for
// somebody who has a password, or has left.
func (room *Room) SendInvitation(ctx context.Context, actor org.Actor, role org.Membership) (KeySent, org.Person, error) {
	var sent KeySent
	var person org.Person
	if err := mayAppoint(actor, role.GroupID); err != nil {
		return sent, person, err
	}
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := tx.Membership(ctx, role.ID)
		if err != nil {
			return err
		}
		if held.GroupID != role.GroupID || held.To != nil && held.To.Before(room.today()) {
			return fault.ErrNotFound
		}
		purpose := ResetKey
		if person, purpose, err = room.keyFor(ctx, tx, held.PersonID); err != nil {
			return err
		}
		if purpose != InvitationKey {
			return fault.ErrWrongState
		}
		mailable, err := room.mailable(ctx, tx, person.ID)
		if err != nil {
			return err
		}
		if !mailable {
			if err := room.onlyIn(ctx, tx, actor, person.ID); err != nil {
				return err
			}
		}
		sent, err = room.giveKey(ctx, tx, actor, person, InvitationKey)
		return err
	})
	return sent, person, err
}

// onlyIn is a problem when the person has a role, now or later, where the actor appoints
// nobody.
func (room *Room) onlyIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, id org.PersonID) error {
	roles, err := tx.HeldRoles(ctx, id, room.today())
	if err != nil {
		return err
	}
	for _, r := range roles {
		if !actor.May(org.AppointMembers, r.GroupID, 0) {
			return &fault.ValidationError{Problems: []fault.Problem{{Code: "invited_elsewhere"}}}
		}
	}
	return nil
}

// OpenInvitation is how far somebody's invitation has come who has no password yet.
type OpenInvitation = postgres.OpenInvitation

// openInvitations are those who have been invited and have no password yet, by person.
func openInvitations(ctx context.Context, tx *postgres.Tx) (map[org.PersonID]OpenInvitation, error) {
	list, err := tx.OpenInvitations(ctx)
	byID := map[org.PersonID]OpenInvitation{}
	for _, i := range list {
		byID[i.PersonID] = i
	}
	return byID, err
}
