package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// memberOf is which of the units is the group's own and has the id;
// fault.ErrNotFound for every other.
func memberOf(units []RegisteredUnit, id org.UnitID) (int, error) {
	n := slices.IndexFunc(units, func(u RegisteredUnit) bool { return u.ID == id && u.Participation != "" })
	if n < 0 {
		return 0, fault.ErrNotFound
	}
	return n, nil
}

// ChangeParticipation says what one of the group's units takes part in.
func (room *Room) ChangeParticipation(ctx context.Context, actor org.Actor, seen Seen, unit org.UnitID, p org.Participation) error {
	return room.changeUnits(ctx, actor, seen, func(tx *postgres.Tx, units []RegisteredUnit) ([]unitChange, error) {
		n, err := memberOf(units, unit)
		if err != nil {
			return nil, err
		}
		if p != org.Full && p != org.ProcessOnly {
			return nil, fault.ErrNotFound
		}
		if units[n].Participation == p {
			return nil, nil
		}
		return []unitChange{{"group.change_unit", units[n], &keptUnit{Participation: units[n].Participation}, &keptUnit{Participation: p}}},
			tx.SaveParticipation(ctx, seen.GroupID, unit, p)
	})
}

// MoveUnit moves one of the group's units a step up or down in the order that every
// table and chart has.
func (room *Room) MoveUnit(ctx context.Context, actor org.Actor, seen Seen, move UnitMove) error {
	return room.changeUnits(ctx, actor, seen, func(tx *postgres.Tx, units []RegisteredUnit) ([]unitChange, error) {
		var own []org.UnitID
		for _, u := range units {
			if Takes(u, room.today()) {
				own = append(own, u.ID)
			}
		}
		from := slices.Index(own, move.ID)
		if from < 0 {
			return nil, fault.ErrNotFound
		}
		to := from + 1
		if move.Up {
			to = from - 1
		}
		if to < 0 || to >= len(own) {
			return nil, nil
		}
		own[from], own[to] = own[to], own[from]
		n, err := memberOf(units, move.ID)
		if err != nil {
			return nil, err
		}
		for _, u := range units { // those that have left keep their places behind
			if u.Participation != "" && !slices.Contains(own, u.ID) {
				own = append(own, u.ID)
			}
		}
		return []unitChange{{"group.move_unit", units[n], &keptUnit{Place: from + 1}, &keptUnit{Place: to + 1}}},
			tx.OrderUnits(ctx, seen.GroupID, own)
	})
}

// UnitMove is a step of a unit's.
type UnitMove struct {
	ID org.UnitID
	Up bool
}

// EndUnit makes the day the unit's last in the group: what it has handed in stays. The
// day may have been, but not before the unit began. A problem stands at "last".
func (room *Room) EndUnit(ctx context.Context, actor org.Actor, seen Seen, unit org.UnitID, last time.Time) error {
	return room.changeUnits(ctx, actor, seen, func(tx *postgres.Tx, units []RegisteredUnit) ([]unitChange, error) {
		n, err := memberOf(units, unit)
		if err != nil {
			return nil, err
		}
		earliest, latest := time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC), room.today().AddDate(mostYearsAhead, 0, 0)
		if last.Before(earliest) || last.After(latest) {
			return nil, &fault.ValidationError{Problems: []fault.Problem{{Field: "last", Code: "date_limits", Args: []any{earliest, latest}}}}
		}
		before := &keptUnit{}
		if units[n].Until != nil {
			before.To = units[n].Until.Format(time.DateOnly)
		}
		return []unitChange{{"group.end_unit", units[n], before, &keptUnit{To: last.Format(time.DateOnly)}}},
			tx.EndParticipation(ctx, seen.GroupID, unit, last)
	})
}

// mostYearsAhead is how far from today a unit's last day can be.
const mostYearsAhead = 10
