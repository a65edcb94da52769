package collect

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// reminding is all that a group's reminders are made of, read once.
type reminding struct {
	group     org.Group
	setting   postgres.ReminderSetting
	texts     map[quality.Occasion]postgres.ReminderText
	receivers []postgres.Receiver
	open      []Progress // what the units have begun and not handed in, unit by unit
	waiting   []Progress // what is handed in and waits for the convener
}

// readReminding reads it for the day that is today.
func (room *Room) readReminding(ctx context.Context, tx *postgres.Tx, group org.Group) (reminding, error) {
	r := reminding{group: group}
	var err error
	if r.setting, err = readReminderSetting(ctx, tx, group.ID); err != nil {
		return r, err
	}
	if r.texts, err = readReminderTexts(ctx, tx, group.ID); err != nil {
		return r, err
	}
	if r.receivers, err = tx.Receivers(ctx, group.ID, room.today()); err != nil {
		return r, err
	}
	units, err := tx.Units(ctx, group.ID)
	if err != nil {
		return r, err
	}
	year := room.today().Year()
	p, err := room.readProgress(ctx, tx, group, year-1, year)
	if err != nil {
		return r, err
	}
	for _, unit := range units {
		for _, y := range p.plan.years() {
			for _, period := range periodsEnding(group, y) {
				r.add(p.of(unit, period))
			}
		}
	}
	return r, nil
}

// add puts a unit's period where it belongs.
func (r *reminding) add(at Progress) {
	switch {
	case !at.Begun || !at.Unit.ActiveDuring(at.Period.Start(), at.Period.End()):
	case at.Open():
		r.open = append(r.open, at)
	case at.Submission.State == quality.Submitted:
		r.waiting = append(r.waiting, at)
	}
}

// reporting is those who report for the unit, each once, by name.
func (r *reminding) reporting(unit org.UnitID) []org.Person {
	return r.who(func(a org.Actor) bool {
		units := a.Units(r.group.ID)
		return len(units) > 0 && units[0] == unit
	})
}

// convening is those who approve the group's figures.
func (r *reminding) convening() []org.Person {
	return r.who(func(a org.Actor) bool { return a.May(org.ApproveFigures, r.group.ID, 0) })
}

// who is the persons who hold a role that counts, each once.
func (r *reminding) who(counts func(org.Actor) bool) []org.Person {
	var persons []org.Person
	seen := map[org.PersonID]bool{}
	for _, receiver := range r.receivers {
		role := org.Actor{Memberships: []org.Membership{{Role: receiver.Role, GroupID: r.group.ID, UnitID: receiver.UnitID}}}
		if !seen[receiver.Person.ID] && counts(role) {
			seen[receiver.Person.ID] = true
			persons = append(persons, receiver.Person)
		}
	}
	return persons
}

func readReminderSetting(ctx context.Context, tx *postgres.Tx, group org.GroupID) (postgres.ReminderSetting, error) {
	setting, err := tx.ReminderSetting(ctx, group)
	if errors.Is(err, fault.ErrNotFound) {
		return defaultReminding, nil
	}
	return setting, err
}

// readReminderTexts reads the words for every occasion, the group's own before
// the program's.
func readReminderTexts(ctx context.Context, tx *postgres.Tx, group org.GroupID) (map[quality.Occasion]postgres.ReminderText, error) {
	own, err := tx.ReminderTexts(ctx, group)
	if err != nil {
		return nil, err
	}
	texts := map[quality.Occasion]postgres.ReminderText{}
	for occasion, text := range defaultTexts {
		text.Occasion = occasion
		texts[occasion] = text
	}
	for _, text := range own {
		texts[text.Occasion] = text
	}
	return texts, nil
}
