package collect

import (
	"context"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Missing is a unit's period that has ended and is not handed in, and the
// reminder that would go to those who report for it.
type Missing struct {
	Progress
	People []org.Person
	// Subject and Body are the reminder, for copying into a mail of one's own.
	Subject, Body string
	// Reminded are the mails about it, the newest first.
	Reminded []postgres.ReminderLogged
}

// Missing reads what has ended and is not handed in, the units in the group's
// order. For those who remind the units.
func (room *Room) Missing(ctx context.Context, actor org.Actor, group org.GroupID, head Letterhead) ([]Missing, error) {
	var list []Missing
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if !actor.May(org.RemindUnits, group, 0) {
			return fault.ErrForbidden
		}
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		r, err := room.readReminding(ctx, tx, g)
		if err != nil {
			return err
		}
		log, err := tx.Reminders(ctx, group, room.now().AddDate(-1, 0, 0))
		if err != nil {
			return err
		}
		list = nil
		for _, at := range r.missing() {
			m := Missing{Progress: at, People: r.reporting(at.Unit.ID)}
			l := fill(r.texts[room.textNow(at)], head.unitWords(g, at, namesOf(m.People)))
			m.Subject, m.Body = l.subject, l.body
			for _, sent := range log {
				if sent.UnitID == at.Unit.ID && sent.Period == at.Period {
					m.Reminded = append(m.Reminded, sent)
				}
			}
			list = append(list, m)
		}
		return nil
	})
	return list, err
}

// namesOf joins the names as in a greeting: "Anna, Bo och Cia".
func namesOf(people []org.Person) string {
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " och " + names[last]
}

// ReminderSettings is when a group's reminders go, in which words, and what has
// been sent.
type ReminderSettings struct {
	Group   org.Group
	Setting postgres.ReminderSetting
	// Texts are in the order Occasions lists them.
	Texts []postgres.ReminderText
	Log   []postgres.ReminderLogged
}

// Occasions lists those that have words of their own, in the order they come.
func Occasions() []quality.Occasion {
	return []quality.Occasion{quality.BeforeDue, quality.OnDue, quality.AfterDue, quality.Mend, quality.Digest}
}

// ReminderSettings reads them, with a year of the log. For those who remind the units.
func (room *Room) ReminderSettings(ctx context.Context, actor org.Actor, group org.GroupID) (ReminderSettings, error) {
	var s ReminderSettings
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if !actor.May(org.RemindUnits, group, 0) {
			return fault.ErrForbidden
		}
		var err error
		if s.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		if s.Setting, err = readReminderSetting(ctx, tx, group); err != nil {
			return err
		}
		texts, err := readReminderTexts(ctx, tx, group)
		if err != nil {
			return err
		}
		s.Texts = nil
		for _, occasion := range Occasions() {
			s.Texts = append(s.Texts, texts[occasion])
		}
		s.Log, err = tx.Reminders(ctx, group, room.now().AddDate(-1, 0, 0))
		return err
	})
	return s, err
}
