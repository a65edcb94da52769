package setup

import (
	"context"
	"errors"
	"fmt"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// demoEditionsFile is demo_editions.json.
type demoEditionsFile struct {
	About   string
	Earlier []struct{ Content, Body string } // of the earlier year's report, by what a section is about
	Note    string                           // of what was delivered
	Down    []string
	// Sideways is others that it went to, and Meeting where it was presented, after the
	// receiving body's name.
	Sideways []string
	Meeting  string
	// Changed is a figure that was mended after an edition had gone.
	Changed struct {
		Reporter, Measure string
		Add               float64 // to the number
		Opened, Why       string
	}
}

// The accounts that fix and receive the example's editions.
const (
	demoConvener = "sammanstallande@exempel.se"
	demoReceiver = "ordforande@exempel.se"
)

// How many days after the report is due things happen in the example, and how many before
// it is fixed.
const (
	fixedBefore       = 9
	deliveredBefore   = 4
	presentedAfter    = 14
	acknowledgedAfter = 16
	openedBefore      = 3
	changedAfter      = 5
)

// The unit and quarter of last year that were open again when its figures were fixed, since
// a figure was mended after the edition had gone.
const (
	openedUnit    = "LIN"
	openedQuarter = 3
)

// keptOpen reports whether the unit's quarter was not fixed with the rest of its year.
func (d *demo) keptOpen(unit string, q quality.Period) bool {
	return unit == openedUnit && q == quality.Quarter(d.year-1, openedQuarter)
}

// DemoEditions fixes editions of the example's yearly reports, as its people would in the
// program: one of the year before last that has come all the way, and is published; and,
// when its day has passed, one of last year that has been delivered and waits to be
// acknowledged, with a figure changed since. compose makes the documents. It must come after
// Demo; a group that is no example, or has editions, is left alone.
func DemoEditions(ctx context.Context, db *postgres.DB, now time.Time, compose report.Composer) error {
	file, err := readJSON[demoEditionsFile]("demo_editions.json")
	if err != nil {
		return err
	}
	names, err := readJSON[groupFile]("group.json")
	if err != nil {
		return err
	}
	e := demoEditions{file: file, db: db, now: now, compose: compose}
	fresh := false
	if err := db.Read(ctx, func(tx *postgres.Tx) error {
		if e.group, err = tx.GroupByCode(ctx, names.Group.Code); err != nil {
			return err
		}
		done, err := tx.Editions(ctx, e.group.ID, 0)
		if err != nil {
			return err
		}
		if fresh = e.group.ExampleData && len(done) == 0; !fresh {
			return nil
		}
		if e.convener, err = e.actor(ctx, tx, demoConvener); err != nil {
			return err
		}
		e.receiver, err = e.actor(ctx, tx, demoReceiver)
		return err
	}); err != nil || !fresh {
		if errors.Is(err, fault.ErrNotFound) { // an example of an older program, or with other people
			return nil
		}
		return err
	}
	if err := e.earlier(ctx, now.Year()-2); err != nil {
		return err
	}
	return e.last(ctx, now.Year()-1)
}

// demoEditions is one filling of the example's editions.
type demoEditions struct {
	file               demoEditionsFile
	db                 *postgres.DB
	group              org.Group
	now                time.Time
	compose            report.Composer
	convener, receiver org.Actor
}

// actor is the person with the address, with the roles of the example.
func (e *demoEditions) actor(ctx context.Context, tx *postgres.Tx, email string) (org.Actor, error) {
	login, err := tx.Login(ctx, email)
	if err != nil {
		return org.Actor{}, err
	}
	a := org.Actor{}
	if a.Person, err = tx.Person(ctx, login.ID); err != nil {
		return a, err
	}
	a.Memberships, err = tx.MembershipsOn(ctx, login.ID, e.now)
	return a, err
}

// at is a moment of the working day so many days after the year's report is due.
func (e *demoEditions) at(year, days int) time.Time {
	due := e.group.ReportDue(year)
	return time.Date(due.Year(), due.Month(), due.Day()+days, 10, 20, 0, 0, e.now.Location())
}

// room is the use cases on that day.
func (e *demoEditions) room(at time.Time) *report.Room {
	return report.New(e.db, func() time.Time { return at })
}

// earlier writes, fixes, delivers, presents and publishes the year's report, and lets the
// receiver acknowledge it.
func (e *demoEditions) earlier(ctx context.Context, year int) error {
	if err := e.db.Write(ctx, func(tx *postgres.Tx) error { return e.write(ctx, tx, year) }); err != nil {
		return err
	}
	if err := e.deliver(ctx, year); err != nil {
		return err
	}
	asked := report.AskedEdition{Group: e.group.ID, Year: year, Number: 1}
	presented := e.at(year, presentedAfter)
	day := org.DayOf(presented)
	if err := e.room(presented).Present(ctx, e.convener, report.Presentation{AskedEdition: asked, Day: &day, Where: e.group.BodyName + ", " + e.file.Meeting}); err != nil {
		return err
	}
	acknowledged := e.room(e.at(year, acknowledgedAfter))
	if err := acknowledged.AcknowledgeEdition(ctx, e.receiver, asked); err != nil {
		return err
	}
	return acknowledged.PublishEdition(ctx, e.convener, asked)
}

// write begins the year's report, and writes a few of its texts.
func (e *demoEditions) write(ctx context.Context, tx *postgres.Tx, year int) error {
	at := e.at(year, -2*fixedBefore)
	if err := tx.BeginReport(ctx, e.group.ID, year, at, e.convener.Person.ID); err != nil && !errors.Is(err, fault.ErrConflict) {
		return err
	}
	sections, err := tx.ReportSections(ctx, e.group.ID, year)
	if err != nil {
		return err
	}
	for _, text := range e.file.Earlier {
		for _, s := range sections {
			if s.Content != text.Content || s.Body != "" {
				continue
			}
			if err := tx.SaveReportSection(ctx, postgres.SectionEdit{GroupID: e.group.ID, Year: year, SectionID: s.ID, Body: text.Body,
				State: "ready", Version: s.Version, At: at, By: e.convener.Person.ID}); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// deliver fixes the first edition of the year's report, and delivers it.
func (e *demoEditions) deliver(ctx context.Context, year int) error {
	// Making a dozen files would keep the computer busy for a minute after the first start.
	fixing := report.Fixing{Group: e.group.ID, Year: year, Number: 1, Compose: e.compose, FilesLater: true}
	if err := e.room(e.at(year, -fixedBefore)).Fix(ctx, e.convener, fixing); err != nil {
		return fmt.Errorf("%d: %w", year, err)
	}
	at := e.at(year, -deliveredBefore)
	day := org.DayOf(at)
	return e.room(at).Deliver(ctx, e.convener, report.Delivery{AskedEdition: report.AskedEdition{Group: e.group.ID, Year: year, Number: 1},
		Day: &day, Up: []string{e.group.BodyName}, Down: e.file.Down, Sideways: e.file.Sideways, Note: e.file.Note})
}

// last fixes and delivers last year's report, and lets a figure be mended afterwards, when
// the days of that have been.
func (e *demoEditions) last(ctx context.Context, year int) error {
	at := e.at(year, changedAfter)
	if e.now.Before(at) {
		return nil
	}
	if err := e.deliver(ctx, year); err != nil {
		return err
	}
	c := e.file.Changed
	room := collect.New(e.db, func() time.Time { return at })
	where := collect.Where{GroupID: e.group.ID, UnitCode: openedUnit, PeriodCode: quality.Quarter(year, openedQuarter).Code()}
	var reporter org.Actor
	if err := e.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		reporter, err = e.actor(ctx, tx, c.Reporter)
		return err
	}); err != nil {
		return err
	}
	opened := e.at(year, -openedBefore)
	if err := collect.New(e.db, func() time.Time { return opened }).Reopen(ctx, e.convener, where,
		collect.Reopening{Until: org.DayOf(opened).AddDate(0, 0, reviewOpenDays), Reason: c.Opened}); err != nil {
		return err
	}
	form, err := room.Form(ctx, reporter, where)
	if err != nil {
		return err
	}
	for _, row := range form.Rows {
		if row.Indicator.Code != c.Measure || row.Figure.State != quality.Reported {
			continue
		}
		changed := collect.Entry{Key: row.Key(), Read: collect.Mark(row.Figure), Figure: row.Figure}
		number := *row.Figure.Value.Numerator + c.Add
		changed.Figure.Value.Numerator, changed.Figure.Review.ChangeReason = &number, c.Why
		saved, err := room.SaveFigures(ctx, reporter, where, collect.Typed{Entries: func(collect.Form) []collect.Entry { return []collect.Entry{changed} }})
		if err != nil || saved.Count != 1 {
			return fmt.Errorf("%s: %v %w", c.Measure, saved.Problems, err)
		}
		if err := room.Submit(ctx, reporter, where); err != nil {
			return err
		}
		_, err = room.Approve(ctx, e.convener, where, 0)
		return err
	}
	return fmt.Errorf("%s har inget värde för %s", openedUnit, c.Measure)
}
