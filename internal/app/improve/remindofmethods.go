package improve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// methodReminderDays are the days from the one when a unit is asked again about a method that
// its people get a letter on; negative is before.
var methodReminderDays = []int{-14, 0}

// RemindOfMethods puts a letter into the queue to those who report for a unit that is to say
// in two weeks, or today, whether a method lasts there; when nobody reports for it the
// coordinator gets it. Groups that have reminders off get none. Called again, by any number
// of processes, it adds only what is new.
func (room *Room) RemindOfMethods(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		setting, err := tx.ReminderSetting(ctx, group.ID)
		switch {
		case errors.Is(err, fault.ErrNotFound): // a group that has not chosen has them on
		case err != nil || !setting.Enabled:
			return err
		}
		return room.remindOfMethods(ctx, tx, group)
	})
}

func (room *Room) remindOfMethods(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	methods, err := tx.Methods(ctx, group.ID)
	methods = slices.DeleteFunc(methods, func(m MethodRow) bool { return !m.Followed(room.today()) })
	if err != nil || len(methods) == 0 {
		return err
	}
	said, err := readSaid(ctx, tx, group.ID, 0)
	if err != nil {
		return err
	}
	members, err := room.readMembers(ctx, tx, group.ID)
	if err != nil {
		return err
	}
	for _, m := range methods {
		for _, u := range members.units {
			day := said.cell(m.Method, u).AskAgain
			if day == nil || !u.ActiveDuring(room.today(), room.today()) {
				continue
			}
			fromDay, ok := quality.ReminderOn(methodReminderDays, *day, room.today())
			if !ok {
				continue
			}
			to := members.reporting(u.ID)
			if len(to) == 0 {
				to = members.who(func(a org.Actor) bool { return a.Has(org.Convener, group.ID) })
			}
			for _, person := range to {
				if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, room.methodLetter(methodAsked{group, m, u, *day, fromDay}, person)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// methodAsked is that a unit is asked again about a method on a day, so many days from today.
type methodAsked struct {
	group   org.Group
	method  MethodRow
	unit    org.Unit
	day     time.Time
	fromDay int
}

func (room *Room) methodLetter(a methodAsked, to org.Person) letter.Letter {
	day := i18n.LongDate(swedish(), a.day)
	return letter.Letter{GroupID: a.group.ID, To: to, Unit: a.unit.ID, About: fmt.Sprintf("method %d asked %s", a.method.ID, a.day.Format(time.DateOnly)), Day: a.day.AddDate(0, 0, a.fromDay),
		Subject: fmt.Sprintf("Följ upp senast %s: %s", day, a.method.Title),
		Body: fmt.Sprintf("Hej %s!\n\n%s har sagt att det här är helt klart: %s. Nu ska det följas upp, senast %s: håller det i sig?\n\nSvara här, det tar några minuter:\n%s\n\nHälsningar\n%s",
			to.Name, a.unit.ShortName, a.method.Title, day, letter.URL(room.base, fmt.Sprintf("/forbattring/metoder/%d/uppfoljning/%s", a.method.ID, a.unit.Code)), a.group.Name)}
}
