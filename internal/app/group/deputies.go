package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Deputies is who reports for the actor's units in others' place.
type Deputies struct {
	Units []org.Unit // those that the actor may appoint somebody for
	// List is the units' delegates today and later, by when they begin.
	List  []UnitDeputy
	Today time.Time
}

// UnitDeputy is a delegate with the unit.
type UnitDeputy struct {
	Unit org.Unit
	org.Deputy
	// CanChange is false for a delegate to whom the administrator has given the role.
	CanChange bool
}

// Deputies reads the deputies of the units that the actor may appoint them for;
// fault.ErrForbidden when there is none.
func (room *Room) Deputies(ctx context.Context, actor org.Actor, group org.GroupID) (Deputies, error) {
	d := Deputies{Today: room.today()}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if d.Units, err = room.appointing(ctx, tx, actor, group); err != nil {
			return err
		}
		deputies, err := tx.Deputies(ctx, group, d.Today)
		d.List = nil
		for _, deputy := range deputies {
			for _, unit := range d.Units {
				if unit.ID == deputy.UnitID {
					d.List = append(d.List, UnitDeputy{unit, deputy, deputy.AppointedBy != ""})
				}
			}
		}
		return err
	})
	return d, err
}

// appointing is the group's units that the actor may appoint a deputy for.
func (room *Room) appointing(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) ([]org.Unit, error) {
	all, err := tx.UnitsDuring(ctx, group, room.today(), room.today())
	if err != nil {
		return nil, err
	}
	var units []org.Unit
	for _, unit := range all {
		if actor.May(org.AppointDeputy, group, unit.ID) {
			units = append(units, unit)
		}
	}
	if len(units) == 0 {
		return nil, fault.ErrForbidden
	}
	return units, nil
}

// deputyChange is a change to a deputy as the log keeps it; nil where there was none.
type deputyChange struct {
	action        string
	person        org.Person
	before, after *org.Membership
}

// auditedDeputy is what the log keeps: the words of a role, as the administrator's.
type auditedDeputy struct {
	Person string   `json:"person"`
	Role   org.Role `json:"role"`
	From   string   `json:"from"`
	To     string   `json:"to"`
}

func (room *Room) auditDeputy(ctx context.Context, tx *postgres.Tx, actor org.Actor, c deputyChange) error {
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, Subject: "membership"}
	for _, side := range []struct {
		m  *org.Membership
		to *any
	}{{c.before, &entry.Before}, {c.after, &entry.After}} {
		if side.m == nil {
			continue
		}
		entry.GroupID, entry.UnitID, entry.SubjectID = side.m.GroupID, side.m.UnitID, int64(side.m.ID)
		*side.to = auditedDeputy{c.person.Name, org.Delegate, side.m.From.Format(time.DateOnly), side.m.To.Format(time.DateOnly)}
	}
	return tx.AppendAudit(ctx, actor, entry)
}
