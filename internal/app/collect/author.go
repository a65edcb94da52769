package collect

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Author is who did something with a unit's figures.
type Author struct {
	Name string
	// OnBehalf says that the person did not report for the unit that day: the
	// convener entered it for them.
	OnBehalf bool
}

// authors knows the names and roles of those who have worked with a unit.
type authors struct {
	group       org.GroupID
	unit        org.UnitID
	names       map[org.PersonID]string
	memberships []org.Membership
	day         func(time.Time) time.Time // a moment's day where the clinics are
}

// readAuthors reads who the persons are in relation to the unit. Two queries.
func (room *Room) readAuthors(ctx context.Context, tx *postgres.Tx, at place, persons []org.PersonID) (authors, error) {
	a := authors{group: at.group.ID, unit: at.unit.ID, day: room.dayOf}
	var err error
	if a.names, err = tx.PersonNames(ctx, persons); err != nil {
		return a, err
	}
	a.memberships, err = tx.Memberships(ctx, at.group.ID)
	return a, err
}

// author is the person in the roles held at the moment; the zero Author when a
// command did it, or when it has not happened.
func (a authors) author(person org.PersonID, at *time.Time) Author {
	if person == 0 || at == nil {
		return Author{}
	}
	day := a.day(*at)
	then := org.Actor{Person: org.Person{ID: person}}
	for _, m := range a.memberships {
		if m.PersonID == person && m.ActiveOn(day) {
			then.Memberships = append(then.Memberships, m)
		}
	}
	for _, unit := range then.Units(a.group) {
		if unit == a.unit {
			return Author{Name: a.names[person]}
		}
	}
	return Author{Name: a.names[person], OnBehalf: then.Has(org.Convener, a.group)}
}
