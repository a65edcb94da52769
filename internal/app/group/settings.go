package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Settings is what the group has decided for itself, and what follows from it.
type Settings struct {
	Group   org.Group
	Version int             // counts the changes to the settings
	Reasons quality.Reasons // those in use first, then those that are not
	Effect  Effect          // of the days as they are
	Hidden  Hidden          // by the limits for few children as they are
	Members org.MemberLimits
	Survey  quality.Survey      // how answers to the survey are counted
	Library []quality.Indicator // the measures to count them with, among others
	// Last is who changed the days or the reasons last; zero when nobody has.
	Last postgres.LastChange
}

// Settings reads them, for those who may change them.
func (room *Room) Settings(ctx context.Context, actor org.Actor, group org.GroupID) (Settings, error) {
	var s Settings
	if !actor.May(org.EditGroup, group, 0) {
		return s, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if s.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		if s.Version, err = tx.GroupVersion(ctx, group); err != nil {
			return err
		}
		if s.Reasons, err = tx.Reasons(ctx, group); err != nil {
			return err
		}
		if s.Members, err = tx.MemberLimits(ctx, group); err != nil {
			return err
		}
		if s.Survey, err = tx.Survey(ctx, group); err != nil {
			return err
		}
		if s.Library, err = tx.Indicators(ctx, group, room.today()); err != nil {
			return err
		}
		s.Effect = effectOf(s.Group, room.today())
		if s.Hidden, err = hidden(ctx, tx, group, s.Group.SmallNumbers()); err != nil {
			return err
		}
		s.Last, err = tx.LastChange(ctx, settingsSubject, int64(group))
		return err
	})
	return s, err
}

// settingsSubject is what the log calls a change of the group's own settings.
const settingsSubject = "programme_group"

// Deadline is the last day to hand in a period's figures.
type Deadline struct {
	Period quality.Period
	Day    time.Time
}

// Effect is what days mean: when the coming periods and reports are due.
type Effect struct {
	Periods    []Deadline // a year's, from the one that is due next
	ReportYear int        // the year that the material due next is about
	ReportDue  time.Time
	// AfterReport are the periods whose figures are due after the material about
	// their year is.
	AfterReport []Deadline
	// MoreLate and FewerLate are how many of the submissions that have been handed
	// in would count as late that now do not, and the other way round.
	MoreLate, FewerLate int
}

// effectOf works out the coming days of the group.
func effectOf(group org.Group, today time.Time) Effect {
	p := Page{Group: group}
	p.setDays(today)
	e := Effect{ReportYear: p.ReportYear, ReportDue: p.ReportDue}
	for period := p.NextPeriod; period.Start().Before(p.NextPeriod.Start().AddDate(1, 0, 0)); period = period.Next() {
		d := Deadline{period, period.Due(group.DueDays)}
		e.Periods = append(e.Periods, d)
		if d.Day.After(group.ReportDue(period.LastYear())) {
			e.AfterReport = append(e.AfterReport, d)
		}
	}
	return e
}

// TryDays works out what would follow from other days, without changing anything.
func (room *Room) TryDays(ctx context.Context, actor org.Actor, group org.GroupID, days org.Days) (Effect, error) {
	var e Effect
	if !actor.May(org.EditGroup, group, 0) {
		return e, fault.ErrForbidden
	}
	if err := days.Check(); err != nil {
		return e, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		e = effectOf(g.With(days), room.today())
		return room.countLate(ctx, tx, &e, [2]org.Group{g, g.With(days)})
	})
	return e, err
}

// handedIn is what handing in is called in the log.
const handedIn = "submission.submit"

// countLate counts the submissions that the change makes late, or not late any more.
func (room *Room) countLate(ctx context.Context, tx *postgres.Tx, e *Effect, change [2]org.Group) error {
	from, to := time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC), room.today()
	submissions, err := tx.Submissions(ctx, change[0].ID, from, to)
	if err != nil {
		return err
	}
	first, err := tx.FirstHandedIn(ctx, change[0].ID, from, to, handedIn)
	if err != nil {
		return err
	}
	for _, s := range submissions {
		at, ok := first[s.ID]
		if !ok {
			continue
		}
		day := org.DayOf(at.In(room.now().Location()))
		was, is := day.After(s.Period.Due(change[0].DueDays)), day.After(s.Period.Due(change[1].DueDays))
		switch {
		case is && !was:
			e.MoreLate++
		case was && !is:
			e.FewerLate++
		}
	}
	return nil
}
