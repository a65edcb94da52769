package setup

import (
	"context"
	"fmt"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// people is the example's persons by what the figures need them for.
type people struct {
	units    map[string]org.Unit // by code
	reporter map[org.UnitID]org.PersonID
	convener org.PersonID
}

// fillPeople stores the example's persons with their roles, held since before
// the first figure.
func (d *demo) fillPeople(ctx context.Context, tx *postgres.Tx, hash string) error {
	units, err := tx.Units(ctx, d.group.ID)
	if err != nil {
		return err
	}
	d.people = people{units: map[string]org.Unit{}, reporter: map[org.UnitID]org.PersonID{}}
	for _, u := range units {
		d.people.units[u.Code] = u
	}
	for _, a := range d.file.Accounts {
		if err := d.fillPerson(ctx, tx, a, hash); err != nil {
			return fmt.Errorf("%s: %w", a.Email, err)
		}
	}
	return nil
}

func (d *demo) fillPerson(ctx context.Context, tx *postgres.Tx, a demoAccount, hash string) error {
	if !a.Login {
		hash = ""
	}
	id, err := tx.AddPerson(ctx, org.Person{Email: a.Email, Name: a.Name, Profession: a.Profession}, hash)
	if err != nil {
		return err
	}
	if a.Phone != "" || a.Contact != "" {
		if err := tx.SaveContact(ctx, postgres.Contact{PersonID: id, Phone: a.Phone, About: a.Contact}); err != nil {
			return err
		}
	}
	for _, r := range a.Roles {
		m := org.Membership{PersonID: id, GroupID: d.group.ID, Role: r.Role, From: firstDay(d.year - historyYears), Represents: r.Represents}
		if r.Days > 0 {
			m.From = org.DayOf(d.now).AddDate(0, 0, -r.Days)
		}
		switch {
		case r.Role == org.Administrator:
			m.GroupID = 0
		case r.Role == org.Convener:
			d.people.convener = id
		case r.Role.OfUnit():
			m.UnitID = d.people.units[r.Unit].ID
			if d.people.reporter[m.UnitID] == 0 {
				d.people.reporter[m.UnitID] = id
			}
		}
		if _, err := tx.AddMembership(ctx, m); err != nil {
			return err
		}
	}
	return nil
}
