package report

import (
	"context"
	"time"

	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// shortNotice is how many days the units have to answer at the least without the one who
// asks being warned: their people have a few hours a week for it.
const shortNotice = 7

// Asking is a commentary round to open, or to move the last day of.
type Asking struct {
	Group   org.GroupID
	Year    int
	Version int
	Due     *time.Time // the last day to answer
	// Short says that the one who asks knows that the units get less than a week.
	Short bool
}

// Asked is what came of it.
type Asked struct {
	// Opened says that units can answer who could not before; otherwise a day was moved.
	Opened  bool
	Letters int
}

// AskUnits opens the commentary round of a report that has begun, opens it again when it
// was closed, its day had passed or an edition has been made since, or moves its last day.
// A letter goes to those who speak for the units that have not answered; to all of them
// when the round is for another edition. fault.ErrWrongState when the report has not begun.
func (room *Room) AskUnits(ctx context.Context, actor org.Actor, a Asking) (Asked, error) {
	if !actor.May(org.WriteReport, a.Group, 0) {
		return Asked{}, fault.ErrForbidden
	}
	var asked Asked
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		asked = Asked{}
		group, err := tx.Group(ctx, a.Group)
		if err != nil {
			return err
		}
		if err := a.check(group, room.today()); err != nil {
			return err
		}
		before, err := standing(ctx, tx, a.Group, a.Year)
		if err != nil {
			return err
		}
		if before.Version == 0 {
			return fault.ErrWrongState
		}
		shut, now := ShutOf(before, room.today()), room.now()
		e := postgres.RoundEdit{GroupID: a.Group, Year: a.Year, Version: a.Version, Due: *a.Due, OpenedAt: now, By: actor.Person.ID}
		if shut != NotAsked && shut != EditionFixed {
			e.OpenedAt = *before.RoundOpenedAt
		}
		if shut == Open && a.Version == before.Version && before.RoundDue.Equal(*a.Due) {
			return nil
		}
		if err := tx.SetRound(ctx, e); err != nil {
			return err
		}
		action, old := "report.move_round", any(nil)
		if asked.Opened = shut != Open; asked.Opened {
			action = "report.open_round"
		}
		if before.RoundDue != nil {
			old = keptRound{a.Year, before.RoundDue.Format(time.DateOnly)}
		}
		if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: action, GroupID: a.Group, Subject: "report",
			Before: old, After: keptRound{a.Year, a.Due.Format(time.DateOnly)}}); err != nil {
			return err
		}
		ask := roundMail{group: group, year: a.Year, due: *a.Due, by: actor, kind: dayMoved, about: aboutRound(a.Year) + "due " + a.Due.Format(time.DateOnly)}
		if asked.Opened {
			ask.kind = roundOpened
		}
		asked.Letters, err = room.mailUnits(ctx, tx, ask, shut == EditionFixed, "")
		return err
	})
	return asked, err
}

// keptRound is what the log keeps of a round.
type keptRound struct {
	Year int    `json:"year"`
	Due  string `json:"due_on"`
}

// check lists what is wrong with the day. A report that is late already may still be
// commented on, so then its own last day is no limit.
func (a Asking) check(group org.Group, today time.Time) error {
	var v fault.ValidationError
	due := group.ReportDue(a.Year)
	switch {
	case a.Due == nil:
		v.Add("due", "required")
	case a.Due.Before(today):
		v.Add("due", "date_past")
	case !due.Before(today) && !a.Due.Before(due):
		v.Add("due", "round_after_report", due)
	case a.Due.After(today.AddDate(1, 0, 0)):
		v.Add("due", "date_limits", today, today.AddDate(1, 0, 0))
	case daysTo(*a.Due, today) < shortNotice && !a.Short:
		v.Add("due", "round_short")
	}
	return v.OrNil()
}

// CloseRound ends the commentary round before its day: what is sent stands.
// fault.ErrWrongState when it is not open.
func (room *Room) CloseRound(ctx context.Context, actor org.Actor, group org.GroupID, year, version int) error {
	if !actor.May(org.WriteReport, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		s, err := standing(ctx, tx, group, year)
		if err != nil {
			return err
		}
		if ShutOf(s, room.today()) != Open {
			return fault.ErrWrongState
		}
		now := room.now()
		if err := tx.SetRound(ctx, postgres.RoundEdit{GroupID: group, Year: year, Version: version, OpenedAt: *s.RoundOpenedAt,
			Due: *s.RoundDue, ClosedAt: &now, By: actor.Person.ID}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "report.close_round", GroupID: group, Subject: "report",
			After: keptRound{year, s.RoundDue.Format(time.DateOnly)}})
	})
}

// RemindUnits queues a letter to those who speak for a unit, by its code, or for every unit
// when it is "", that has not answered, and counts the letters: who has had one today gets
// no second. fault.ErrWrongState when nobody is to be reminded.
func (room *Room) RemindUnits(ctx context.Context, actor org.Actor, group org.GroupID, year int, unit string) (int, error) {
	if !actor.May(org.WriteReport, group, 0) {
		return 0, fault.ErrForbidden
	}
	count := 0
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		s, err := standing(ctx, tx, group, year)
		if err != nil {
			return err
		}
		if g.ExampleData || ShutOf(s, room.today()) != Open { // an example's addresses are made up
			return fault.ErrWrongState
		}
		count, err = room.mailUnits(ctx, tx, roundMail{group: g, year: year, due: *s.RoundDue, by: actor, kind: remindRound,
			about: aboutRound(year) + "remind"}, false, unit)
		return err
	})
	return count, err
}

// mailUnits queues the letter to those who speak for the units, or the one unit, that have
// not answered, or for all of them, and counts the letters. A unit that is named and has no
// letter to get is fault.ErrWrongState.
func (room *Room) mailUnits(ctx context.Context, tx *postgres.Tx, m roundMail, all bool, only string) (int, error) {
	ds, err := dataset.LoadPlan(ctx, tx, m.group.ID, dataset.Years{First: m.year, Last: m.year})
	if err != nil {
		return 0, err
	}
	answers, err := tx.ReportAnswers(ctx, m.group.ID, m.year)
	if err != nil {
		return 0, err
	}
	receivers, err := tx.Receivers(ctx, m.group.ID, room.today())
	if err != nil {
		return 0, err
	}
	count, found := 0, false
	for _, u := range unitsOf(ds, m.year) {
		a, _ := answerOf(answers, u.ID)
		if only != "" && u.Code != only || a.AnsweredAt != nil && !all {
			continue
		}
		found = true
		for _, p := range speakers(receivers, u.ID) {
			queued, err := room.mail(ctx, tx, m, u, p)
			if err != nil {
				return count, err
			}
			if queued {
				count++
			}
		}
	}
	if only != "" && !found {
		return 0, fault.ErrWrongState
	}
	return count, nil
}
