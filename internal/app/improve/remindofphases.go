package improve

import (
	"context"
	"errors"
	"fmt"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// phaseReminderDays are the days from a phase's last one that the core team gets a letter
// on; negative is before.
var phaseReminderDays = []int{-14, -3}

// RemindOfPhases puts a letter into the queue to everybody in the core team of an
// introduction whose phase ends in two weeks or in three days, and to whoever leads it, in
// every group that has reminders on. Those from outside the group get none before they can
// sign in. Called again, by any number of processes, it adds only what is new.
func (room *Room) RemindOfPhases(ctx context.Context) error {
	return letter.EachMorning(ctx, room.db, room.now(), func(tx *postgres.Tx, group org.Group) error {
		setting, err := tx.ReminderSetting(ctx, group.ID)
		switch {
		case errors.Is(err, fault.ErrNotFound): // a group that has not chosen has them on
		case err != nil || !setting.Enabled:
			return err
		}
		return room.remindOfPhases(ctx, tx, group)
	})
}

func (room *Room) remindOfPhases(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	rows, err := tx.Pathways(ctx, group.ID)
	if err != nil || len(rows) == 0 {
		return err
	}
	phases, err := tx.PathwayPhases(ctx, group.ID, 0)
	if err != nil {
		return err
	}
	team, err := tx.CoreMembers(ctx, group.ID, 0)
	if err != nil {
		return err
	}
	receivers, err := tx.Receivers(ctx, group.ID, room.today())
	if err != nil {
		return err
	}
	for _, row := range rows {
		phase := phases[row.ID].Current()
		if row.State != improvement.PathwayRunning || phase == nil {
			continue
		}
		fromEnd, ok := quality.ReminderOn(phaseReminderDays, phase.End, room.today())
		if !ok {
			continue
		}
		written := map[org.PersonID]bool{}
		for _, r := range receivers {
			in := r.Person.ID == row.LeadID || teamOf(team, row.ID).Takes(r.Person)
			if !in || written[r.Person.ID] {
				continue
			}
			written[r.Person.ID] = true
			if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, room.phaseLetter(group, row, *phase, r.Person, fromEnd)); err != nil {
				return err
			}
		}
	}
	return nil
}

// phaseLetter is the letter about a phase that ends soon, so many days from its last one.
func (room *Room) phaseLetter(group org.Group, row PathwayRow, phase improvement.PathwayPhase, to org.Person, fromEnd int) letter.Letter {
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	day := i18n.LongDate(swedish, phase.End)
	left := "Alla klarkriterier är uppfyllda, så fasen kan stängas."
	switch n := phase.Left(); {
	case n == 1:
		left = "Ett klarkriterium återstår."
	case n > 1:
		left = fmt.Sprintf("%d klarkriterier återstår.", n)
	}
	return letter.Letter{GroupID: group.ID, To: to, About: fmt.Sprintf("pathway %d phase %d", row.ID, phase.Number), Day: phase.End.AddDate(0, 0, fromEnd),
		Subject: fmt.Sprintf("Fasen %s slutar %s: %s", phase.Name, day, row.Title),
		Body: fmt.Sprintf("Hej %s!\n\nFasen ”%s” i införandet av ”%s” slutar %s. %s\n\nSe vad som är kvar:\n%s\n\nHälsningar\n%s", to.Name, phase.Name, row.Title, day, left,
			letter.URL(room.base, fmt.Sprintf("/forbattring/inforanden/%d/faser/%d", row.ID, phase.Number)), group.Name)}
}
