package goals

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// openYear keeps what the group has chosen for the year, and the figures about it, as
// they are until the transaction ends, and is a problem when the year is locked. All
// that changes goals, targets or chosen measures begins with it.
func (room *Room) openYear(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) error {
	if err := tx.LockGoals(ctx, group, year); err != nil {
		return err
	}
	settled, err := room.settled(ctx, tx, group)
	if err != nil {
		return err
	}
	return lockOf(settled, year).Open()
}

// settled reads the years that have been locked, with the moments in Swedish time.
func (room *Room) settled(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]quality.GoalYear, error) {
	years, err := tx.SettledYears(ctx, group)
	for n, y := range years {
		if y.Locked() {
			years[n].LockedAt = y.LockedAt.In(room.now().Location())
		}
	}
	return years, err
}

// lockOf is the year among the settled ones; an open year that nothing has happened to
// when it is not there.
func lockOf(settled []quality.GoalYear, year int) quality.GoalYear {
	n := slices.IndexFunc(settled, func(y quality.GoalYear) bool { return y.Year == year })
	if n < 0 {
		return quality.GoalYear{Year: year}
	}
	return settled[n]
}

// validity is how long something holds: from a day until another, which is not
// counted. Zero days are no beginning and no end.
type validity struct{ from, until time.Time }

// validityOf is how long the definition holds among all of them, oldest first.
func validityOf(versions []quality.Version, d quality.Version) validity {
	v := validity{from: d.ValidFrom}
	for _, other := range slices.Backward(versions) {
		if other.ValidFrom.After(d.ValidFrom) {
			v.until = other.ValidFrom
		}
	}
	return v
}

// unruled is a problem when a change of the measure would reach a locked year that it
// is collected in; its years cannot be locked until the transaction ends.
func (room *Room) unruled(ctx context.Context, tx *postgres.Tx, p IndicatorPage, holds validity) error {
	if len(p.Selected) == 0 {
		return nil
	}
	used := p.years()
	if err := tx.ShareGoals(ctx, p.Indicator.GroupID, quality.Years(slices.Min(used), slices.Max(used))); err != nil {
		return err
	}
	settled, err := room.settled(ctx, tx, p.Indicator.GroupID)
	if err != nil {
		return err
	}
	for _, y := range quality.Ruled(settled, used, holds.from, holds.until) {
		return y.Open()
	}
	return nil
}

// sameUse reports whether two kept measures are used for the same, whatever their
// definitions say.
func sameUse(a, b auditedIndicator) bool {
	return a.Category == b.Category && a.Scope == b.Scope && slices.Equal(a.ReportedBy, b.ReportedBy) &&
		a.CountsChildren == b.CountsChildren && a.CarriesOver == b.CarriesOver && a.Condition == b.Condition &&
		a.Certainty == b.Certainty && slices.Equal(a.Promises, b.Promises)
}

// meetingsToChoose is how many of the latest meetings a decision can be tied to.
const meetingsToChoose = 50

// meetingOf is the meeting with the id; the zero one when it is not there.
func meetingOf(meetings []postgres.MeetingName, id org.MeetingID) postgres.MeetingName {
	for _, m := range meetings {
		if m.ID == id {
			return m
		}
	}
	return postgres.MeetingName{}
}
