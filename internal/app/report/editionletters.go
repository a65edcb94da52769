package report

import (
	"context"
	"fmt"
	"strings"

	"samsyn/internal/app/letter"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// tellDelivered puts letters into the queue: to the receiving body's chair that there is an
// edition to acknowledge, and to the group's members that it has been delivered. Letters are
// always in Swedish.
func (room *Room) tellDelivered(ctx context.Context, tx *postgres.Tx, actor org.Actor, e Edition, d Delivery) error {
	day, name := i18n.LongDate(i18n.WithLanguage(ctx, i18n.Swedish), *d.Day), edition.Name(e.Year, e.Number)
	return room.write(ctx, tx, actor, editionLetters{edition: e, what: "delivered", words: func(role org.Role) (subject, body string) {
		switch role {
		case org.ProgramAreaChair:
			return fmt.Sprintf("Årsrapport %s är lämnad till er", name),
				fmt.Sprintf("Årsrapport %s lämnades %s till %s. Läs den, och bekräfta att ni har tagit emot den.", name, day, strings.Join(d.Up, ", "))
		case org.ProgramAreaMember, org.PatientRepresentative, org.Invited, org.Observer, org.Administrator:
			return "", ""
		}
		return fmt.Sprintf("Årsrapport %s är lämnad", name), fmt.Sprintf("Gruppens årsrapport %s lämnades %s till %s.", name, day, strings.Join(d.Up, ", "))
	}})
}

// tellAcknowledged puts a letter to the coordinator into the queue.
func (room *Room) tellAcknowledged(ctx context.Context, tx *postgres.Tx, actor org.Actor, e Edition) error {
	return room.write(ctx, tx, actor, editionLetters{edition: e, what: "acknowledged", words: func(role org.Role) (subject, body string) {
		if role != org.Convener {
			return "", ""
		}
		return fmt.Sprintf("Årsrapport %s är mottagen", edition.Name(e.Year, e.Number)),
			fmt.Sprintf("%s har bekräftat att årsrapport %s är mottagen.", actor.Person.Name, edition.Name(e.Year, e.Number))
	}})
}

// editionLetters are letters about an edition: what it is about, and what it says to whoever
// has the role, "" for nothing.
type editionLetters struct {
	edition Edition
	what    string
	words   func(org.Role) (subject, body string)
}

// write puts one letter to each person in the group who is to have one into the queue, but
// for the actor, by the first role that has words.
func (room *Room) write(ctx context.Context, tx *postgres.Tx, actor org.Actor, l editionLetters) error {
	today := org.DayOf(room.now())
	group, err := tx.Group(ctx, l.edition.GroupID)
	if err != nil {
		return err
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	memberships, err := tx.Memberships(ctx, group.ID)
	if err != nil {
		return err
	}
	byID := map[org.PersonID]org.Person{}
	for _, p := range persons {
		byID[p.ID] = p
	}
	told := map[org.PersonID]bool{actor.Person.ID: true}
	for _, role := range org.Roles() {
		subject, body := l.words(role)
		for _, m := range memberships {
			to := byID[m.PersonID]
			if m.Role != role || subject == "" || told[to.ID] || !m.ActiveOn(today) || to.HasLeft(today) {
				continue
			}
			told[to.ID] = true
			lines := []string{"Hej " + to.Name + "!", "", body}
			if room.base != "" {
				lines = append(lines, "", letter.URL(room.base, fmt.Sprintf("/arsrapport/%d/utgavor/%d", l.edition.Year, l.edition.Number)))
			}
			lines = append(lines, "", "Hälsningar", actor.Person.Name, group.Name)
			if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, letter.Letter{GroupID: group.ID, To: to,
				About: fmt.Sprintf("edition %d %s", l.edition.ID, l.what), Subject: subject, Body: strings.Join(lines, "\n")}); err != nil {
				return err
			}
		}
	}
	return nil
}
