package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// demoReview is what has happened to single figures of the latest quarter: one was
// sent back, and one was changed after it had been approved.
type demoReview struct {
	Returned struct{ Unit, Measure, Reason string }
	Changed  struct {
		Unit, Measure string
		Add           float64 // to the number
		Opened        string  // why the quarter was opened again
		Why           string  // why the figure was changed
	}
}

// reviewOpenDays is how long the quarter that was opened again stays open.
const reviewOpenDays = 14

// review lets the example's people do it, as they would in the program, so that the
// log tells of it.
func (d *demo) review(ctx context.Context, db *postgres.DB) error {
	room := collect.New(db, func() time.Time { return d.now })
	convener, err := d.actor(ctx, db, d.people.convener)
	if err != nil {
		return err
	}
	returned := d.file.Review.Returned
	at, row, err := d.rowOf(ctx, room, convener, returned.Unit, returned.Measure)
	if err != nil {
		return err
	}
	if err := room.ReturnFigure(ctx, convener, at, collect.Deciding{Key: row.Key(), Seen: collect.Mark(row.Figure), Reason: returned.Reason}); err != nil {
		return fmt.Errorf("%s %s: %w", returned.Unit, returned.Measure, err)
	}
	changed := d.file.Review.Changed
	if at, row, err = d.rowOf(ctx, room, convener, changed.Unit, changed.Measure); err != nil {
		return err
	}
	until := org.DayOf(d.now).AddDate(0, 0, reviewOpenDays)
	if err := room.Reopen(ctx, convener, at, collect.Reopening{Until: until, Reason: changed.Opened}); err != nil {
		return fmt.Errorf("%s: %w", changed.Unit, err)
	}
	reporter, err := d.actor(ctx, db, d.people.reporter[d.people.units[changed.Unit].ID])
	if err != nil {
		return err
	}
	e := collect.Entry{Key: row.Key(), Read: collect.Mark(row.Figure), Figure: row.Figure}
	number := *row.Figure.Value.Numerator + changed.Add
	e.Figure.Value.Numerator, e.Figure.Review.ChangeReason = &number, changed.Why
	saved, err := room.SaveFigures(ctx, reporter, at, collect.Typed{Entries: func(collect.Form) []collect.Entry { return []collect.Entry{e} }})
	if err != nil || saved.Count != 1 {
		return fmt.Errorf("%s %s: %v %w", changed.Unit, changed.Measure, saved.Problems, err)
	}
	return room.Submit(ctx, reporter, at)
}

// actor is the person with the roles of the example.
func (d *demo) actor(ctx context.Context, db *postgres.DB, id org.PersonID) (org.Actor, error) {
	var actor org.Actor
	err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if actor.Person, err = tx.Person(ctx, id); err != nil {
			return err
		}
		actor.Memberships, err = tx.MembershipsOn(ctx, id, d.now)
		return err
	})
	return actor, err
}

// rowOf finds the measure's row in the unit's latest quarter.
func (d *demo) rowOf(ctx context.Context, room *collect.Room, actor org.Actor, unit, measure string) (collect.Where, collect.Row, error) {
	at := collect.Where{GroupID: d.group.ID, UnitCode: unit, PeriodCode: d.latestQuarter().Code()}
	form, err := room.Form(ctx, actor, at)
	if err != nil {
		return at, collect.Row{}, err
	}
	for _, row := range form.Rows {
		if row.Indicator.Code == measure && row.Figure.State == quality.Reported {
			return at, row, nil
		}
	}
	return at, collect.Row{}, fmt.Errorf("%s har inget värde för %s", unit, measure)
}
