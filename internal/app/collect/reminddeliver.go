package collect

import (
	"context"
	"errors"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// claimLasts is how long a claimed mail may take; after that whoever claimed it
// is taken to be gone. It is far longer than sending ever takes.
const claimLasts = 30 * time.Minute

// WaitingReminders lists the mails to send. Those that somebody began to send and
// never finished are given up first.
func (room *Room) WaitingReminders(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		if err := tx.AbandonReminders(ctx, room.now().Add(-claimLasts), room.now()); err != nil {
			return err
		}
		ids, err = tx.QueuedReminders(ctx)
		return err
	})
	return ids, err
}

// ClaimReminder takes a mail in order to send it; fault.ErrWrongState when it is
// not to be sent: another has it, it is sent, or the person no longer has the
// task, in which case it is cancelled.
func (room *Room) ClaimReminder(ctx context.Context, id int64) (postgres.Reminder, error) {
	var claimed postgres.Reminder
	cancelled := false
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		r, err := tx.ClaimReminder(ctx, id, room.now())
		if err != nil {
			return err
		}
		claimed = r
		wanted, err := room.stillWanted(ctx, tx, r)
		if cancelled = !wanted; err != nil || wanted {
			return err
		}
		return room.settle(ctx, tx, r, postgres.ReminderOutcome{ID: r.ID, State: postgres.ReminderCancelled, At: room.now()})
	})
	if err == nil && cancelled {
		err = fault.ErrWrongState
	}
	return claimed, err
}

// stillWanted reports whether the person still has the role and the address, and
// the unit has still not handed in. A letter is for anybody who is still in the group,
// and for guests.
func (room *Room) stillWanted(ctx context.Context, tx *postgres.Tx, r postgres.Reminder) (bool, error) {
	group := reminding{group: org.Group{ID: r.GroupID}}
	var err error
	if group.receivers, err = tx.Receivers(ctx, r.GroupID, room.today()); err != nil {
		return false, err
	}
	receivers := group.convening()
	switch {
	case r.Occasion == quality.Letter && r.PersonID == 0:
		return true, nil
	case r.Occasion == quality.Letter:
		receivers = group.who(func(org.Actor) bool { return true })
	case r.UnitID != 0:
		receivers = group.reporting(r.UnitID)
		s, err := tx.Submission(ctx, r.GroupID, r.UnitID, r.Period)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return false, err
		}
		sentBack, err := tx.SentBack(ctx, r.GroupID, r.Period.Start(), r.Period.Start())
		if err != nil || s.ID != 0 && !(Progress{Submission: s, Total: 1, SentBack: sentBack[s.ID]}).Open() {
			return false, err
		}
	}
	return slices.ContainsFunc(receivers, func(p org.Person) bool {
		return p.ID == r.PersonID && p.Email == r.Email
	}), nil
}

// SettleReminder notes what became of a mail that was claimed.
func (room *Room) SettleReminder(ctx context.Context, r postgres.Reminder, state postgres.ReminderState, answer string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return room.settle(ctx, tx, r, postgres.ReminderOutcome{ID: r.ID, State: state, At: room.now(), Error: answer})
	})
}

// settle stores the outcome and logs it, unless it only goes back into the queue.
func (room *Room) settle(ctx context.Context, tx *postgres.Tx, r postgres.Reminder, o postgres.ReminderOutcome) error {
	if err := tx.SettleReminder(ctx, o); err != nil || o.State == postgres.ReminderQueued {
		return err
	}
	return room.auditReminder(ctx, tx, clockwork, r, o.State)
}
