package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// demoRoundFile is demo_round.json: how the example's units answered about their pages in
// the report of a year.
type demoRoundFile struct {
	About       string
	Year        int
	Opened, Due string
	Answers     []struct {
		Unit, On string
		Sending  report.Sending
		Body     string
		Comments map[string]string // by the measures' codes
	}
}

// askUnits lets the example's people hold a commentary round, as they would in the
// program; what lies ahead on the day of the set-up has not happened yet.
func (d *demo) askUnits(ctx context.Context, db *postgres.DB) error {
	file, err := readJSON[demoRoundFile]("demo_round.json")
	if err != nil {
		return err
	}
	year := d.year + file.Year
	due, err := d.dayIn(file.Due)
	if err != nil {
		return err
	}
	opened, err := d.past(file.Opened)
	if err != nil || opened == nil {
		return err
	}
	convener, err := d.actor(ctx, db, d.people.convener)
	if err != nil {
		return err
	}
	if _, err := d.reportOn(db, *opened).AskUnits(ctx, convener, report.Asking{Group: d.group.ID, Year: year, Version: 1, Due: &due}); err != nil {
		return err
	}
	var library library
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		library, err = readLibrary(ctx, tx, d.group.ID, d.now)
		return err
	}); err != nil {
		return err
	}
	for _, given := range file.Answers {
		on, err := d.past(given.On)
		if err != nil {
			return err
		}
		if on == nil {
			continue
		}
		a := report.Answering{Group: d.group.ID, Year: year, Unit: given.Unit, Body: given.Body, Sending: given.Sending, Comments: map[quality.IndicatorID]string{}}
		for code, text := range given.Comments {
			i, _, err := d.line(library, code, given.Unit)
			if err != nil {
				return err
			}
			a.Comments[i.ID] = text
		}
		actor, err := d.actor(ctx, db, d.people.reporter[d.people.units[given.Unit].ID])
		if err != nil {
			return err
		}
		if err := d.reportOn(db, *on).Answer(ctx, actor, a); err != nil {
			return fmt.Errorf("the answer of %s: %w", given.Unit, err)
		}
	}
	return nil
}

// reportOn is the report room on the day.
func (d *demo) reportOn(db *postgres.DB, day time.Time) *report.Room {
	when := d.after(day, 0)
	return report.New(db, func() time.Time { return when })
}
