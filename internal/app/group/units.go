package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Register is the organisation's units and which of them take part in the group.
type Register struct {
	Units     []RegisteredUnit // the group's own first, in its order
	Hospitals []Hospital       // of the group's healthcare region
	Regions   []Region
	Version   int // of the group's settings
	Today     time.Time
	Last      postgres.LastChange
}

// What handlers name without knowing the database.
type (
	RegisteredUnit = postgres.RegisteredUnit
	Hospital       = postgres.Hospital
	Region         = postgres.Region
)

// Register reads it, for those who may change which units take part.
func (room *Room) Register(ctx context.Context, actor org.Actor, group org.GroupID) (Register, error) {
	r := Register{Today: room.today()}
	if !actor.May(org.EditGroup, group, 0) {
		return r, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if r.Units, err = tx.RegisteredUnits(ctx, group, r.Today); err != nil {
			return err
		}
		if r.Version, err = tx.GroupVersion(ctx, group); err != nil {
			return err
		}
		region, err := tx.HealthcareRegionOf(ctx, group)
		if err != nil {
			return err
		}
		if r.Hospitals, err = tx.Hospitals(ctx, region); err != nil {
			return err
		}
		if r.Regions, err = tx.Regions(ctx, region); err != nil {
			return err
		}
		r.Last, err = tx.LastChange(ctx, settingsSubject, int64(group))
		return err
	})
	return r, err
}

// Takes reports whether the unit takes part in the group on the day or later.
func Takes(u RegisteredUnit, day time.Time) bool {
	return u.Participation != "" && (u.Until == nil || !u.Until.Before(day))
}

// Joiners are units that are to take part in the group, in this order.
type Joiners struct {
	Units         []org.UnitID
	Participation org.Participation
}

// JoinUnits lets the units take part; those that have left come back to their old
// places. In a group that is at work already they begin with the present round of
// collection. A unit that is not the healthcare region's is fault.ErrNotFound.
func (room *Room) JoinUnits(ctx context.Context, actor org.Actor, seen Seen, j Joiners) error {
	if !actor.May(org.EditGroup, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	if len(j.Units) == 0 {
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "units", Code: "choose_any"}}}
	}
	if j.Participation != org.Full && j.Participation != org.ProcessOnly {
		return fault.ErrNotFound
	}
	return room.changeUnits(ctx, actor, seen, func(tx *postgres.Tx, units []RegisteredUnit) ([]unitChange, error) {
		var changes []unitChange
		for _, id := range j.Units {
			n := slices.IndexFunc(units, func(u RegisteredUnit) bool { return u.ID == id })
			if n < 0 {
				return nil, fault.ErrNotFound
			}
			if Takes(units[n], room.today()) {
				continue // somebody else was as quick
			}
			if err := room.takePart(ctx, tx, seen.GroupID, Joiners{[]org.UnitID{id}, j.Participation}); err != nil {
				return nil, err
			}
			changes = append(changes, unitChange{action: "group.join_unit", unit: units[n], after: &keptUnit{Participation: j.Participation}})
		}
		return changes, nil
	})
}

// takePart lets one unit take part, from the present round of collection on.
func (room *Room) takePart(ctx context.Context, tx *postgres.Tx, group org.GroupID, j Joiners) error {
	g, err := tx.Group(ctx, group)
	if err != nil {
		return err
	}
	for _, id := range j.Units {
		err := tx.TakePart(ctx, postgres.Joining{GroupID: group, UnitID: id, Participation: j.Participation,
			From: quality.PeriodOf(room.today(), g.CollectionMonths).Start()})
		if err != nil {
			return err
		}
	}
	return nil
}

// keptUnit is what the log keeps of how a unit takes part.
type keptUnit struct {
	Participation org.Participation `json:"participation,omitempty"`
	To            string            `json:"to,omitempty"`
	Place         int               `json:"place,omitempty"` // in the group's order, from 1
}

// unitChange is a change to how a unit takes part; nil where there was nothing.
type unitChange struct {
	action        string
	unit          RegisteredUnit
	before, after *keptUnit
}

type changeUnit func(*postgres.Tx, []RegisteredUnit) ([]unitChange, error)

// changeUnits makes changes to how units take part, in the settings' next version, and
// writes each into the log.
func (room *Room) changeUnits(ctx context.Context, actor org.Actor, seen Seen, do changeUnit) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		units, err := tx.RegisteredUnits(ctx, seen.GroupID, room.today())
		if err != nil {
			return nil, err
		}
		changes, err := do(tx, units)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			entry := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: seen.GroupID, UnitID: c.unit.ID,
				Subject: settingsSubject, SubjectID: int64(seen.GroupID)}
			if c.before != nil {
				entry.Before = *c.before
			}
			if c.after != nil {
				entry.After = *c.after
			}
			if err := tx.AppendAudit(ctx, actor, entry); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}
