package collect

import (
	"context"
	"slices"
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
	names       map[org.PersonID]string
	memberships []org.Membership
	day         func(time.Time) time.Time // a moment's day where the clinics are
	found       map[authorKey]Author
}

// authorKey is who, for which unit, on which day.
type authorKey struct {
	person org.PersonID
	unit   org.UnitID
	day    time.Time
}

// readAuthors reads who the persons are in relation to the group's units. Two
// queries.
func (room *Room) readAuthors(ctx context.Context, tx *postgres.Tx, group org.GroupID, persons []org.PersonID) (authors, error) {
	a := authors{group: group, day: room.dayOf, found: map[authorKey]Author{}}
	var err error
	if a.names, err = tx.PersonNames(ctx, persons); err != nil {
		return a, err
	}
	a.memberships, err = tx.Memberships(ctx, group)
	return a, err
}

// author is the person, in the roles held at the moment, as who did something for
// the unit; the zero Author when a command did it, or when it has not happened.
func (a authors) author(unit org.UnitID, person org.PersonID, at *time.Time) Author {
	if person == 0 || at == nil {
		return Author{}
	}
	key := authorKey{person, unit, a.day(*at)}
	who, known := a.found[key]
	if !known {
		who = a.find(key)
		a.found[key] = who
	}
	return who
}

func (a authors) find(key authorKey) Author {
	person := key.person
	then := org.Actor{Person: org.Person{ID: person}}
	for _, m := range a.memberships {
		if m.PersonID == person && m.ActiveOn(key.day) {
			then.Memberships = append(then.Memberships, m)
		}
	}
	if slices.Contains(then.Units(a.group), key.unit) {
		return Author{Name: a.names[person]}
	}
	return Author{Name: a.names[person], OnBehalf: then.Has(org.Convener, a.group)}
}
