package group

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// How many days before its last day a letter tells that a role ends: a deputy is
// appointed for weeks, and the others need somebody to come after them.
const (
	roleLettersBefore   = 30
	deputyLettersBefore = 7
)

// ending is a role that ends soon, with who holds it.
type ending struct {
	org.Membership
	person org.Person
	where  string // the unit's name, or the group's
}

// planRoleLetters tells those whose role in the group ends soon, and its coordinator, once
// for each role and last day.
func (room *Room) planRoleLetters(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	held, err := tx.Memberships(ctx, group.ID)
	if err != nil {
		return err
	}
	units, err := tx.Units(ctx, group.ID)
	if err != nil {
		return err
	}
	byID, names := map[org.PersonID]org.Person{}, map[org.UnitID]string{0: group.Name}
	for _, p := range persons {
		byID[p.ID] = p
	}
	for _, u := range units {
		names[u.ID] = u.ShortName
	}
	var coordinator org.Person
	for _, m := range held {
		if m.Role == org.Convener && m.ActiveOn(room.today()) {
			coordinator = byID[m.PersonID]
		}
	}
	for _, m := range endingRoles(held, room.today()) {
		e := ending{m, byID[m.PersonID], names[m.UnitID]}
		if e.person.LeftOn != nil {
			continue
		}
		if err := room.tellEnding(ctx, tx, group, e, coordinator); err != nil {
			return err
		}
	}
	return nil
}

// endingRoles are the roles of members and of heads of clinics that end soon and do not go
// on. The coordinator's is handed over, and is told of then.
func endingRoles(held []org.Membership, today time.Time) []org.Membership {
	var list []org.Membership
	for _, m := range held {
		before := roleLettersBefore
		if m.Role == org.Delegate {
			before = deputyLettersBefore
		}
		if m.To == nil || !m.ActiveOn(today) || m.To.After(today.AddDate(0, 0, before)) || !m.Role.OfMember() && m.Role != org.HeadOfDepartment {
			continue
		}
		goesOn := false
		for _, h := range held {
			same := h.ID != m.ID && h.PersonID == m.PersonID && h.Role == m.Role && h.UnitID == m.UnitID
			goesOn = goesOn || same && h.ActiveOn(m.To.AddDate(0, 0, 1))
		}
		if !goesOn {
			list = append(list, m)
		}
	}
	return list
}

// tellEnding queues the letter to who holds the role, and the coordinator's, who finds
// somebody to come after; for a deputy, whom others appoint, only the first.
func (room *Room) tellEnding(ctx context.Context, tx *postgres.Tx, group org.Group, e ending, coordinator org.Person) error {
	day := i18n.LongDate(i18n.WithLanguage(context.Background(), i18n.Swedish), *e.To)
	role := endingWords[e.Role]
	own := letter.Letter{GroupID: group.ID, To: e.person, Subject: fmt.Sprintf("Din roll slutar %s", day),
		Body: fmt.Sprintf("Hej %s!\n\nDin roll som %s för %s slutar %s. Lämna över det som inte är klart till den som tar vid. Ska du fortsätta, hör av dig till den som är sammanställande.\n\nVem som är vem i gruppen:\n%s",
			e.person.Name, role, e.where, day, letter.URL(room.base, "/gruppen/kontakter"))}
	if e.Role == org.Delegate {
		own.Body = fmt.Sprintf("Hej %s!\n\nDin tid som ersättare för %s slutar %s. Lämna över det som inte är klart till den som du har ersatt.\n\nDet här är kvar att göra:\n%s",
			e.person.Name, e.where, day, letter.URL(room.base, "/"))
	}
	letters := []letter.Letter{own}
	if e.Role != org.Delegate && coordinator.ID != e.PersonID {
		letters = append(letters, letter.Letter{GroupID: group.ID, To: coordinator, Subject: fmt.Sprintf("En roll slutar %s: %s", day, e.person.Name),
			Body: fmt.Sprintf("Hej %s!\n\n%s slutar som %s för %s %s. Ge rollen till någon annan, eller förläng den.\n\nGruppens personer:\n%s",
				coordinator.Name, e.person.Name, role, e.where, day, letter.URL(room.base, "/gruppen/personer"))})
	}
	for _, l := range letters {
		// The day is the role's, so that each is told of it once.
		l.About, l.Day, l.Unit = fmt.Sprintf("role %d", e.ID), *e.To, e.UnitID
		l.Body += "\n\nHälsningar\n" + group.Name
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, l); err != nil {
			return err
		}
	}
	return nil
}

// endingWords are the roles as a letter has them.
var endingWords = map[org.Role]string{
	org.MedicalLead: "medicinskt ledningsansvarig läkare", org.UnitManager: "vårdenhetschef", org.Delegate: "delegerad",
	org.HeadOfDepartment: "verksamhetschef", org.Chair: "ordförande", org.ProcessSupport: "processtöd",
}
