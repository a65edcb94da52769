package group

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// When letters about tasks go: some days before, and once
// more when the day has passed. A day that nothing ran is made up for later, within limits.
const (
	lettersBefore = 7 // days
	lettersBack   = 30
)

// PlanLetters puts letters to the owners of tasks into the queue, a week before the day
// and when it has passed, to those whose role is about to end, and about what waits in a
// programme area's duties, each once. Groups with example data are left alone. A group that
// fails does not stop the others.
func (room *Room) PlanLetters(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		if err := room.planLetters(ctx, tx, group); err != nil {
			return err
		}
		if err := room.planRoleLetters(ctx, tx, group); err != nil {
			return err
		}
		return room.planAreaLetters(ctx, tx, group)
	})
}

// reminding is one of the two letters about a task.
type reminding struct {
	from, to      time.Time // the days the task may be due
	suffix        string    // tells it from the other
	subject, body string    // with the task's title, and with that, the day and the name
}

func (room *Room) planLetters(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	today := room.today()
	for _, r := range []reminding{
		{today, today.AddDate(0, 0, lettersBefore), "", "Senast %[2]s: %[1]s",
			"Hej %[3]s!\n\nDu ansvarar för en uppgift i gruppens årshjul: %[1]s. Den ska vara klar senast %[2]s."},
		{today.AddDate(0, 0, -lettersBack), today.AddDate(0, 0, -1), " late", "Skulle ha varit klart %[2]s: %[1]s",
			"Hej %[3]s!\n\nEn uppgift som du ansvarar för i gruppens årshjul skulle ha varit klar %[2]s: %[1]s.\n\nÄr den gjord, skriv vad det blev. Blir den inte av, skriv varför. Behövs mer tid, hör av dig till den som är sammanställande."},
	} {
		tasks, err := tx.UnremindedTasks(ctx, group.ID, r.from, r.to, r.suffix)
		if err != nil {
			return err
		}
		if len(tasks) == 0 {
			continue
		}
		members, err := room.members(ctx, tx, group.ID)
		if err != nil {
			return err
		}
		for _, t := range tasks {
			if err := room.remind(ctx, tx, group, t, r, owners(t, members)); err != nil {
				return err
			}
		}
	}
	return nil
}

// remind queues the letter about the task to each of its owners.
func (room *Room) remind(ctx context.Context, tx *postgres.Tx, group org.Group, t improvement.Task, r reminding, to []org.Person) error {
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	for _, person := range to {
		words := []any{t.Title, i18n.LongDate(swedish, t.DueOn), person.Name}
		_, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, letter.Letter{GroupID: group.ID, To: person,
			About: fmt.Sprintf("task %d %s%s", t.ID, t.DueOn.Format(time.DateOnly), r.suffix), Unit: t.UnitID,
			Subject: fmt.Sprintf(r.subject+"%.0[3]s", words...),
			Body: fmt.Sprintf(r.body, words...) + "\n\nUppgiften finns här:\n" +
				letter.URL(room.base, fmt.Sprintf("/gruppen/arshjul/%d", t.ID)) + "\n\nHälsningar\n" + group.Name})
		if err != nil {
			return err
		}
	}
	return nil
}

// owners are those who are to do the task, among the members: by name, or by role, at the
// task's unit when it names one. Each once.
func owners(t improvement.Task, members []Member) []org.Person {
	var list []org.Person
	seen := map[org.PersonID]bool{}
	for _, m := range members {
		actor := org.Actor{Person: m.Person, Memberships: []org.Membership{{PersonID: m.Person.ID, GroupID: t.GroupID, UnitID: m.UnitID, Role: m.Role}}}
		if t.OwnedBy(actor) && !seen[m.Person.ID] {
			seen[m.Person.ID] = true
			list = append(list, m.Person)
		}
	}
	return list
}
