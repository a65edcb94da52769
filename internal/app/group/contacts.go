package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Contacts is whom a group's member asks about what.
type Contacts struct {
	Group org.Group
	Units []org.Unit // in the group's own order
	// Members are those within the group, by role, then by when it began.
	Members []Member
	// Reached is how those are reached who have said so.
	Reached map[org.PersonID]postgres.Contact
	// Administrators make and mend accounts.
	Administrators []org.Person
}

// Contacts reads the directory, for those within the group. Readers outside it are not in
// it: they are on the group's page.
func (room *Room) Contacts(ctx context.Context, actor org.Actor, group org.GroupID) (Contacts, error) {
	var c Contacts
	if !actor.May(org.Discuss, group, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		today := room.today()
		c = Contacts{Reached: map[org.PersonID]postgres.Contact{}}
		var err error
		if c.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		if c.Units, err = tx.UnitsDuring(ctx, group, today, today); err != nil {
			return err
		}
		if err := c.readPeople(ctx, tx, today); err != nil {
			return err
		}
		reached, err := tx.Contacts(ctx, group, today)
		for _, r := range reached {
			c.Reached[r.PersonID] = r
		}
		return err
	})
	return c, err
}

// readPeople reads who is within the group on the day, and who makes accounts.
func (c *Contacts) readPeople(ctx context.Context, tx *postgres.Tx, day time.Time) error {
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	held, err := tx.Memberships(ctx, 0)
	if err != nil {
		return err
	}
	own := slices.DeleteFunc(slices.Clone(held), func(m org.Membership) bool { return m.GroupID != c.Group.ID || m.Role.Outside() })
	c.Members = membersOn(day, persons, own)
	for _, m := range membersOn(day, persons, held) {
		if m.Role == org.Administrator {
			c.Administrators = append(c.Administrators, m.Person)
		}
	}
	return nil
}
