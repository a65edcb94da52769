package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Collection is how often a group collects, and by which days.
type Collection struct {
	Months int // that one round covers
	org.Days
}

// CollectionLengths are how many months a round can cover: a month, a quarter, a
// tertial or a year.
func CollectionLengths() []int { return []int{1, 3, 4, 12} }

// TryCollection works out what would follow, without changing anything.
func (room *Room) TryCollection(ctx context.Context, actor org.Actor, group org.GroupID, c Collection) (Effect, error) {
	var e Effect
	if !actor.May(org.EditGroup, group, 0) {
		return e, fault.ErrForbidden
	}
	if err := c.check(c.Months); err != nil {
		return e, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		g, err := tx.Group(ctx, group)
		g = g.With(c.Days)
		g.CollectionMonths = c.Months
		e = effectOf(g, room.today())
		return err
	})
	return e, err
}

// check lists what is wrong at "collection_months" and the days' fields. The length
// that the group has is right whatever it is.
func (c Collection) check(has int) error {
	var v fault.ValidationError
	if c.Months != has && !slices.Contains(CollectionLengths(), c.Months) {
		v.Add("collection_months", "unknown_choice")
	}
	take(&v, c.Days.Check())
	return v.OrNil()
}

// SaveCollection stores how often the group collects and by which days, and that it has
// decided so. How often is settled by the first figures: after them another is a problem
// at "collection_months". fault.ErrConflict when the settings have been changed since
// they were read.
func (room *Room) SaveCollection(ctx context.Context, actor org.Actor, seen Seen, c Collection) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		before, err := tx.Group(ctx, seen.GroupID)
		if err != nil {
			return nil, err
		}
		if err := c.check(before.CollectionMonths); err != nil {
			return nil, err
		}
		for _, year := range []int{room.today().Year() - 1, room.today().Year()} { // figures that are being stored come first
			if err := tx.LockGoals(ctx, seen.GroupID, year); err != nil {
				return nil, err
			}
		}
		setup, err := tx.GroupSetup(ctx, seen.GroupID, room.today())
		if err != nil {
			return nil, err
		}
		if c.Months != before.CollectionMonths && setup.Figures > 0 {
			return nil, &fault.ValidationError{Problems: []fault.Problem{{Field: "collection_months", Code: "collection_settled"}}}
		}
		if setup.DaysDecided && before.Days() == c.Days && before.CollectionMonths == c.Months {
			return nil, nil
		}
		if err := tx.SaveCollection(ctx, seen.GroupID, c.Months); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.save_collection",
			Before: auditedCollection{before.CollectionMonths, keptDays(before.Days())},
			After:  auditedCollection{c.Months, keptDays(c.Days)}}, tx.SaveDays(ctx, seen.GroupID, c.Days)
	})
}

// auditedCollection is what the log keeps of it.
type auditedCollection struct {
	Months int `json:"collection_months"`
	auditedDays
}
