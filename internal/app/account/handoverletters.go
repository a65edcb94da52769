package account

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

const handoverURL = "/gruppen/overlamna"

// tellHandover puts a letter to who had the role and one to who takes it into the queue,
// but none to whoever did it. It is told of once a day; the note is read on the page.
func (room *Room) tellHandover(ctx context.Context, tx *postgres.Tx, actor org.Actor, h org.Handover, both [2]org.Person) error {
	group, err := tx.Group(ctx, h.GroupID)
	if err != nil {
		return err
	}
	for n, person := range both {
		if person.ID == 0 || person.ID == actor.Person.ID {
			continue
		}
		l := letter.Letter{GroupID: h.GroupID, To: person, About: fmt.Sprintf("handover %d", h.ID)}
		l.Subject, l.Body = handoverWords(h, group, both, n == 1)
		if h.TakenBackAt != nil {
			l.About += " back"
		}
		l.Body = fmt.Sprintf("Hej %s!\n\n%s\n\nLäs mer här:\n%s\n\nHälsningar\n%s", person.Name, l.Body,
			letter.URL(room.base, handoverURL), group.Name)
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, l); err != nil {
			return err
		}
	}
	return nil
}

// handoverWords are the subject and what the letter says, to who takes over or else to who
// had the role.
func handoverWords(h org.Handover, group org.Group, both [2]org.Person, taking bool) (subject, body string) {
	day := swedishDay(h.First)
	switch {
	case h.TakenBackAt != nil:
		return "Överlämningen är tillbakatagen", fmt.Sprintf("%s skulle bli sammanställande för %s från och med %s. Det är taget tillbaka.", both[1].Name, group.Name, day)
	case taking:
		body = fmt.Sprintf("Du är sammanställande för %s från och med %s.", group.Name, day)
		if h.Note != "" {
			body += " Den som lämnar över har skrivit till dig."
		}
		return "Du blir sammanställande från " + day, body
	}
	return "Du lämnar över som sammanställande " + day, fmt.Sprintf("%s är sammanställande för %s från och med %s.", both[1].Name, group.Name, day)
}

// swedishDay is the day as a letter has it, whatever language whoever did it reads.
func swedishDay(day time.Time) string {
	return i18n.LongDate(i18n.WithLanguage(context.Background(), i18n.Swedish), day)
}
