package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// RemindNow queues a reminder to those who report for the unit's period, or for
// everything that has ended and is not handed in when where names no unit. It
// counts the mails; those who have been reminded by hand today get no second.
func (room *Room) RemindNow(ctx context.Context, actor org.Actor, where Where, head Letterhead) (int, error) {
	count := 0
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		count = 0
		if !actor.May(org.RemindUnits, where.GroupID, 0) {
			return fault.ErrForbidden
		}
		group, err := tx.Group(ctx, where.GroupID)
		if err != nil {
			return err
		}
		if group.ExampleData { // its addresses are made up
			return fault.ErrWrongState
		}
		r, err := room.readReminding(ctx, tx, group)
		if err != nil {
			return err
		}
		found := false
		for _, at := range r.missing() {
			if where.UnitCode != "" && (at.Unit.Code != where.UnitCode || at.Period.Code() != where.PeriodCode) {
				continue
			}
			found = true
			added, err := room.queueAll(ctx, tx, queueing{reminding: &r, head: head, at: at, text: room.textNow(at),
				occasion: quality.Now, day: room.today(), by: actor})
			if err != nil {
				return err
			}
			count += added
		}
		if !found {
			return fault.ErrWrongState
		}
		return nil
	})
	return count, err
}

// missing is what has ended and is not handed in.
func (r *reminding) missing() []Progress {
	var list []Progress
	for _, at := range r.open {
		if at.Ended {
			list = append(list, at)
		}
	}
	return list
}

// textNow is whose words fit the period today.
func (room *Room) textNow(at Progress) quality.Occasion {
	if at.CameBack() {
		return quality.Mend
	}
	return quality.OccasionOn(int(room.today().Sub(at.Due).Hours() / 24))
}
