package improve

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Members is who is or has been in the group, with the units that they were at.
type Members struct {
	group org.GroupID
	roles []org.Membership
	units []org.Unit
	// Talking is those who take part in talks now, by name.
	Talking []org.Person
	now     []postgres.Receiver
}

// readMembers reads them. Four queries, however many they are.
func (room *Room) readMembers(ctx context.Context, tx *postgres.Tx, group org.GroupID) (Members, error) {
	m := Members{group: group}
	var err error
	if m.roles, err = tx.Memberships(ctx, group); err != nil {
		return m, err
	}
	if m.units, err = tx.Units(ctx, group); err != nil {
		return m, err
	}
	if m.now, err = tx.Receivers(ctx, group, room.today()); err != nil {
		return m, err
	}
	m.Talking = m.who(func(a org.Actor) bool { return a.May(org.Discuss, group, 0) })
	return m, nil
}

// who is the persons who now hold a role that counts, each once, by name.
func (m Members) who(counts func(org.Actor) bool) []org.Person {
	var persons []org.Person
	for _, r := range m.now {
		role := org.Actor{Memberships: []org.Membership{{Role: r.Role, GroupID: m.group, UnitID: r.UnitID}}}
		known := slices.ContainsFunc(persons, func(p org.Person) bool { return p.ID == r.Person.ID })
		if !known && counts(role) {
			persons = append(persons, r.Person)
		}
	}
	return persons
}

// reporting is those who now report for the unit, by name.
func (m Members) reporting(unit org.UnitID) []org.Person {
	return m.who(func(a org.Actor) bool { return slices.Contains(a.Units(m.group), unit) })
}

// supporting is those who hold the process support; with nobody there it is the
// convener.
func (m Members) supporting() []org.Person {
	for _, role := range []org.Role{org.ProcessSupport, org.Convener} {
		if people := m.who(func(a org.Actor) bool { return a.Has(role, m.group) }); len(people) > 0 {
			return people
		}
	}
	return nil
}

// Held is a role that somebody held, with its unit when it is one's.
type Held struct {
	Role org.Role
	Unit org.Unit // zero for roles in the whole group
}

// RolesOn is what the person was in the group on the day of the moment.
func (m Members) RolesOn(person org.PersonID, at time.Time) []Held {
	day := org.DayOf(at.In(i18n.Location()))
	var held []Held
	for _, r := range m.roles {
		if r.PersonID == person && r.ActiveOn(day) {
			held = append(held, Held{r.Role, m.Unit(r.UnitID)})
		}
	}
	return held
}

// Unit is the group's unit; zero when it is not.
func (m Members) Unit(id org.UnitID) org.Unit {
	for _, u := range m.units {
		if u.ID == id {
			return u
		}
	}
	return org.Unit{}
}

// Person is one of those who take part in talks now; zero for others.
func (m Members) Person(id org.PersonID) org.Person {
	for _, p := range m.Talking {
		if p.ID == id {
			return p
		}
	}
	return org.Person{}
}
