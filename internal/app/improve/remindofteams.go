package improve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// The days of the month that a letter about figures in learning teams may go on: the first of
// them when something was running.
const (
	teamLetterFrom = 10
	teamLetterTo   = 12
)

// RemindOfTeams puts a letter into the queue, once a month at most, to those who report for a
// unit that has not said all of what its learning teams count; in every group that has
// reminders on. Called again, by any number of processes, it adds only what is new. A group
// that fails does not stop the others.
func (room *Room) RemindOfTeams(ctx context.Context) error {
	if day := room.today().Day(); day < teamLetterFrom || day > teamLetterTo {
		return nil
	}
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		return room.remindTeamsOf(ctx, tx, group)
	})
}

func (room *Room) remindTeamsOf(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	setting, err := tx.ReminderSetting(ctx, group.ID)
	switch {
	case errors.Is(err, fault.ErrNotFound): // a group that has not chosen has them on
	case err != nil || !setting.Enabled:
		return err
	}
	lacking, err := tx.TeamsLacking(ctx, group.ID, room.today())
	if err != nil || len(lacking) == 0 {
		return err
	}
	members, err := room.readMembers(ctx, tx, group.ID)
	if err != nil {
		return err
	}
	var told []org.PersonID
	for _, l := range lacking {
		for _, person := range members.reporting(l.Unit.UnitID) {
			if slices.Contains(told, person.ID) {
				continue
			}
			told = append(told, person.ID)
			if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, room.teamLetter(group, person, mine(members, person, lacking))); err != nil {
				return err
			}
		}
	}
	return nil
}

// mine is what lacks at the units that the person reports for.
func mine(members Members, person org.Person, lacking []improvement.TeamLacking) []improvement.TeamLacking {
	var list []improvement.TeamLacking
	for _, l := range lacking {
		if slices.ContainsFunc(members.reporting(l.Unit.UnitID), func(p org.Person) bool { return p.ID == person.ID }) {
			list = append(list, l)
		}
	}
	return list
}

// teamLetter is the month's letter, which belongs to the first day that it may go on.
func (room *Room) teamLetter(group org.Group, to org.Person, lacking []improvement.TeamLacking) letter.Letter {
	var lines []string
	for _, l := range lacking {
		what := fmt.Sprintf("%d perioder saknas", l.Count)
		if l.Count == 1 {
			what = "en period saknas"
		}
		lines = append(lines, fmt.Sprintf("%s, %s: %s\n%s", l.Team.Title, l.Unit.Name, what,
			letter.URL(room.base, fmt.Sprintf("/forbattring/team/%d/siffror/%s", l.Team.ID, l.Unit.Code))))
	}
	today := room.today()
	return letter.Letter{GroupID: group.ID, To: to, About: "team figures " + today.Format("2006-01"), Day: today.AddDate(0, 0, teamLetterFrom-today.Day()),
		Subject: "Siffror att fylla i för förbättringsteam",
		Body: fmt.Sprintf("Hej %s!\n\nDet finns siffror att fylla i:\n\n%s\n\nFinns ingen siffra, skriv varför. Det här brevet kommer högst en gång i månaden.\n\nHälsningar\n%s",
			to.Name, strings.Join(lines, "\n\n"), group.Name)}
}
