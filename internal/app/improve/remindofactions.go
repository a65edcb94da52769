package improve

import (
	"context"
	"errors"
	"fmt"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The days from an action's last day that its owner gets a letter on; negative is before.
var reminderDays = []int{-14, 0, 7}

// madeUpFor is how many days, the day itself among them, a letter may still go that
// nothing was running to send.
const madeUpFor = 3

// RemindOfActions puts a letter into the queue to each owner of an open action that is due
// in two weeks, today, or was due a week ago, in every group that has reminders on; one
// that nothing was running for is made up for within quality.ReminderOn's days. Called
// again, by any number of processes, it adds only what is new. A group that fails does not
// stop the others.
func (room *Room) RemindOfActions(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		return room.remindGroup(ctx, tx, group)
	})
}

func (room *Room) remindGroup(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	setting, err := tx.ReminderSetting(ctx, group.ID)
	switch {
	case errors.Is(err, fault.ErrNotFound): // a group that has not chosen has them on
	case err != nil || !setting.Enabled:
		return err
	}
	var days []time.Time
	for _, n := range reminderDays {
		for late := range madeUpFor {
			days = append(days, room.today().AddDate(0, 0, -n-late))
		}
	}
	due, err := tx.DueActions(ctx, group.ID, days)
	if err != nil || len(due) == 0 {
		return err
	}
	receivers, err := tx.Receivers(ctx, group.ID, room.today())
	if err != nil {
		return err
	}
	for _, a := range due {
		if _, still := first(receivers, func(r postgres.Receiver) bool { return r.Person.ID == a.Person.ID }); !still {
			continue
		}
		fromDue, ok := quality.ReminderOn(reminderDays, a.DueOn, room.today())
		if !ok {
			continue
		}
		l := room.actionLetter(group, a, fromDue)
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, l); err != nil {
			return err
		}
	}
	return nil
}

// actionLetter is the letter about an action so many days from its last one, in the
// words of today.
func (room *Room) actionLetter(group org.Group, a postgres.DueAction, fromDue int) letter.Letter {
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	day := i18n.LongDate(swedish, a.DueOn)
	place := "alla enheter"
	if a.UnitName != "" {
		place = a.UnitName
	}
	l := letter.Letter{GroupID: group.ID, To: a.Person, Unit: a.UnitID, About: fmt.Sprintf("action %d", a.ID), Day: a.DueOn.AddDate(0, 0, fromDue),
		Subject: fmt.Sprintf("Åtgärd att ha klar senast %s: %s", day, a.Area)}
	said := fmt.Sprintf("Åtgärden ”%s” (%s) ska vara klar senast %s.", a.Area, place, day)
	switch {
	case a.DueOn.Equal(room.today()):
		l.Subject = fmt.Sprintf("Åtgärd att ha klar i dag: %s", a.Area)
		said = fmt.Sprintf("I dag är sista dagen för åtgärden ”%s” (%s).", a.Area, place)
	case a.DueOn.Before(room.today()):
		l.Subject = fmt.Sprintf("Åtgärd som skulle ha varit klar: %s", a.Area)
		said = fmt.Sprintf("Åtgärden ”%s” (%s) skulle ha varit klar %s. Är den klar, skriv resultatet. Behövs mer tid, välj en ny dag.", a.Area, place, day)
	}
	if fromDue > 0 {
		said += " Det här brevet kommer en gång."
	}
	l.Body = fmt.Sprintf("Hej %s!\n\n%s\n\nÅtgärden:\n%s\n\nHälsningar\n%s", a.Person.Name, said,
		letter.URL(room.base, fmt.Sprintf("/forbattring/atgarder/%d", a.ID)), group.Name)
	return l
}
