// Package collect is the use cases around a unit's figures for a period: what is
// due, entering, handing in, the group's board, and the convener's approval. It
// must not know HTTP, forms or templates.
package collect

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Room is the collect room's use cases.
type Room struct {
	db     *postgres.DB
	now    func() time.Time // Swedish time
	direct int64            // the most bytes of a file that is worked on while its uploader waits
}

// New gives the use cases on the database; now tells the time where the clinics are.
func New(db *postgres.DB, now func() time.Time) *Room {
	return &Room{db: db, now: now, direct: directSize}
}

// Where is one unit's collection period, as it stands in an address.
type Where struct {
	GroupID    org.GroupID
	UnitCode   string
	PeriodCode string
}

// place is what a Where leads to.
type place struct {
	group  org.Group
	unit   org.Unit
	period quality.Period
}

// place finds the unit and the period, and checks that the actor may do the
// action there. A period that the group does not collect by, or in which the
// unit took no part, is fault.ErrNotFound.
func (w Where) place(ctx context.Context, tx *postgres.Tx, actor org.Actor, action org.Action) (place, error) {
	group, err := tx.Group(ctx, w.GroupID)
	if err != nil {
		return place{}, err
	}
	period, ok := quality.ParsePeriod(w.PeriodCode)
	if !ok || !collectedBy(group, period) {
		return place{}, fault.ErrNotFound
	}
	units, err := tx.UnitsDuring(ctx, group.ID, period.Start(), period.End())
	if err != nil {
		return place{}, err
	}
	for _, unit := range units {
		if unit.Code != w.UnitCode {
			continue
		}
		if !actor.May(action, group.ID, unit.ID) {
			return place{}, fault.ErrForbidden
		}
		return place{group, unit, period}, nil
	}
	return place{}, fault.ErrNotFound
}

// collectedBy reports whether the group collects by periods like this one.
func collectedBy(group org.Group, p quality.Period) bool {
	return p.Months == group.CollectionMonths
}

// periodsEnding is the group's collection periods that end in the year, in order.
func periodsEnding(group org.Group, year int) []quality.Period {
	if group.CollectionMonths > 12 {
		return []quality.Period{quality.Years(year-group.CollectionMonths/12+1, year)}
	}
	return quality.WholeYear(year).Split(group.CollectionMonths)
}

// dayOf is the clinics' calendar day of a moment, at midnight UTC as dates are kept.
func (room *Room) dayOf(at time.Time) time.Time {
	return org.DayOf(at.In(room.now().Location()))
}

// today is the clinics' calendar day now.
func (room *Room) today() time.Time { return room.dayOf(room.now()) }
