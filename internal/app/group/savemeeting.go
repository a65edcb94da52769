package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SaveMeeting changes what a meeting to come is, when and where, with the Version it
// was read with: fault.ErrConflict when somebody else has changed it since. When
// invitations have gone, and say something else than now, they have to go again: it
// reports that.
func (room *Room) SaveMeeting(ctx context.Context, actor org.Actor, to improvement.Meeting) (callAgain bool, err error) {
	err = room.changeMeeting(ctx, actor, SeenMeeting{to.GroupID, to.ID, to.Version}, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		callAgain = false
		if !m.Ahead() {
			return nil, fault.ErrWrongState
		}
		if err := to.Check(); err != nil {
			return nil, err
		}
		after := m
		after.Kind, after.Title, after.StartsAt, after.EndsAt = to.Kind, to.Title, to.StartsAt, to.EndsAt
		after.Place, after.VideoLink, after.ConnectedTo = to.Place, to.VideoLink, to.ConnectedTo
		if keptMeeting(after) == keptMeeting(m) {
			return nil, nil
		}
		if m.State == improvement.MeetingCalled && m.CalledAnew(after) {
			callAgain = true
			after.CallSequence++
		}
		return &postgres.AuditEntry{Action: "meeting.save", Before: keptMeeting(m), After: keptMeeting(after)}, tx.SaveMeeting(ctx, after)
	})
	return callAgain, err
}

// CancelMeeting calls a meeting off. Those who have been invited are told, and the
// questions on its agenda are open again. It gives how many letters go.
func (room *Room) CancelMeeting(ctx context.Context, actor org.Actor, seen SeenMeeting) (told int, err error) {
	err = room.changeMeeting(ctx, actor, seen, func(tx *postgres.Tx, m improvement.Meeting) (*postgres.AuditEntry, error) {
		if !m.Ahead() {
			return nil, fault.ErrWrongState
		}
		after := m
		after.State = improvement.MeetingCancelled
		after.CallSequence++
		if err := tx.SaveMeeting(ctx, after); err != nil {
			return nil, err
		}
		if err := putBack(ctx, tx, postgres.MattersAsked{GroupID: m.GroupID, MeetingID: m.ID, Most: mostMatters}, 0); err != nil {
			return nil, err
		}
		if told, err = room.tellCancelled(ctx, tx, actor, after, nil); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "meeting.cancel", Before: keptMeeting(m), After: keptMeeting(after)}, nil
	})
	return told, err
}

// putBack opens the questions again that are on an agenda, and lets the others forget
// the item; of one item alone when it is given.
func putBack(ctx context.Context, tx *postgres.Tx, asked postgres.MattersAsked, item improvement.AgendaItemID) error {
	matters, err := tx.Matters(ctx, asked)
	if err != nil {
		return err
	}
	for _, m := range matters {
		if item != 0 && m.AgendaItemID != item {
			continue
		}
		if m.State == improvement.MatterOnAgenda {
			if err := m.PutBack(); err != nil {
				return err
			}
		}
		m.AgendaItemID = 0
		if err := tx.SaveMatter(ctx, m.Matter); err != nil {
			return err
		}
	}
	return nil
}
