package collect

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// readPeople reads what people have done and written at the unit, and whom to ask.
// Three queries.
func (room *Room) readPeople(ctx context.Context, tx *postgres.Tx, h *Handover, p progress) error {
	from := quality.WholeYear(h.Today.Year() - yearsBack).Start()
	figures, err := tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: h.Group.ID, Units: []org.UnitID{h.Unit.ID}, From: from, To: h.Today})
	if err != nil {
		return err
	}
	all, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	memberships, err := tx.Memberships(ctx, h.Group.ID)
	if err != nil {
		return err
	}
	persons, names := map[org.PersonID]org.Person{}, map[org.PersonID]string{}
	for _, person := range all {
		persons[person.ID], names[person.ID] = person, person.Name
	}
	who := authors{group: h.Group.ID, names: names, memberships: memberships, day: room.dayOf, found: map[authorKey]Author{}}
	h.Returns = h.returns(p.plan, figures, names)
	h.Comments = comments(p.plan, figures, who)
	h.Contacts = contacts(*h, persons, memberships)
	h.Reporters = reporters(*h, persons, doings(p, figures, h.Unit.ID))
	return nil
}

// comments are the last ones on the figures, the latest first.
func comments(p plan, figures []quality.Figure, who authors) []Comment {
	var list []Comment
	for _, f := range figures {
		if f.Comment == "" {
			continue
		}
		c := Comment{Measure: p.measure(f), Period: f.Period, Text: f.Comment, By: who.author(f.UnitID, f.EnteredBy, &f.EnteredAt), At: f.EnteredAt}
		c.Stratum = p.stratum(f)
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b Comment) int { return b.At.Compare(a.At) })
	return list[:min(handoverComments, len(list))]
}

// contacts are the unit's people, then those whose role is in the group and who are
// within it, each by role.
func contacts(h Handover, persons map[org.PersonID]org.Person, memberships []org.Membership) []Contact {
	var unit, group []Contact
	for _, role := range org.Roles() {
		for _, m := range memberships {
			person := persons[m.PersonID]
			if m.Role != role || !m.ActiveOn(h.Today) || person.HasLeft(h.Today) {
				continue
			}
			switch {
			case m.UnitID == h.Unit.ID:
				unit = append(unit, Contact{person, role, m.To})
			case role == org.Convener || role == org.Chair || role == org.ProcessSupport:
				group = append(group, Contact{person, role, m.To})
			}
		}
	}
	return append(unit, group...)
}

// doing is that somebody did something with the unit's figures.
type doing struct {
	person org.PersonID
	at     time.Time
}

// doings are who has entered figures of the unit's and who has handed them in.
func doings(p progress, figures []quality.Figure, unit org.UnitID) []doing {
	var list []doing
	for _, f := range figures {
		list = append(list, doing{f.EnteredBy, f.EnteredAt})
	}
	for _, s := range p.submissions {
		if s.UnitID == unit && s.SubmittedAt != nil {
			list = append(list, doing{s.SubmittedBy, *s.SubmittedAt})
		}
	}
	return list
}

// reporters are those who have done anything, each once, who did it last first.
func reporters(h Handover, persons map[org.PersonID]org.Person, list []doing) []Reporter {
	last := map[org.PersonID]Reporter{}
	for _, d := range list {
		if person, known := persons[d.person]; known && d.at.After(last[d.person].Last) {
			now := slices.ContainsFunc(h.Contacts, func(c Contact) bool { return c.Person.ID == person.ID && c.Role.Reports() })
			last[d.person] = Reporter{Person: person, Last: d.at, Now: now, HasLeft: person.HasLeft(h.Today)}
		}
	}
	var all []Reporter
	for _, r := range last {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Reporter) int {
		if order := b.Last.Compare(a.Last); order != 0 {
			return order
		}
		return int(a.Person.ID - b.Person.ID)
	})
	return all
}
