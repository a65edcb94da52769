package collect

import (
	"context"
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// historyYears is how far back a unit's figures are read, at least: what is
// entered is held against them, and answers that still hold are found among them.
const historyYears = 3

// reading is one form with what it was made of, so that it can be made anew when
// figures have been stored.
type reading struct {
	*formReader
	actor org.Actor
	at    place
	span  enteredSpan
	// only are the measures that the reading is about, nil for all.
	only []quality.IndicatorID
	form Form
}

// Form reads the page for a unit's collection period. Those who report for the
// unit, lead it or compile the group's figures may see it.
func (room *Room) Form(ctx context.Context, actor org.Actor, where Where) (Form, error) {
	var form Form
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		at, err := where.place(ctx, tx, actor, org.ViewUnitEntries)
		if err != nil {
			return err
		}
		form, err = room.readForm(ctx, tx, actor, at)
		return err
	})
	return form, err
}

// readForm reads the form in the transaction given.
func (room *Room) readForm(ctx context.Context, tx *postgres.Tx, actor org.Actor, at place) (Form, error) {
	reading, err := room.readPage(ctx, tx, actor, at)
	return reading.form, err
}

// readPage reads the form with what its page shows.
func (room *Room) readPage(ctx context.Context, tx *postgres.Tx, actor org.Actor, at place) (reading, error) {
	r, err := room.beginReading(ctx, tx, actor, at)
	if err != nil {
		return r, err
	}
	if err := r.readGoals(ctx, tx, at.period.LastYear(), at.period.LastYear()); err != nil {
		return r, err
	}
	if err := r.read(ctx, tx, r.span); err != nil {
		return r, err
	}
	r.form = r.page(actor, at, nil)
	return r, nil
}

// readRows reads what it takes to save rows of the measures, in the submission that
// is locked: of the other measures only what tells how much is filled in.
func (room *Room) readRows(ctx context.Context, tx *postgres.Tx, actor org.Actor, at place, s quality.Submission, only []quality.IndicatorID) (reading, error) {
	r, err := room.beginReading(ctx, tx, actor, at)
	if err != nil {
		return r, err
	}
	r.span.only = append(r.plan.standing(), only...)
	r.only = only
	if err := r.readFigures(ctx, tx, r.span, []quality.Submission{s}); err != nil {
		return r, err
	}
	r.form = r.page(actor, at, only)
	return r, nil
}

// beginReading reads what the form is made of, without what is entered.
func (room *Room) beginReading(ctx context.Context, tx *postgres.Tx, actor org.Actor, at place) (reading, error) {
	r := reading{actor: actor, at: at}
	year := at.period.LastYear()
	var err error
	if r.formReader, err = room.formReader(ctx, tx, at.group, year, year); err != nil {
		return r, err
	}
	if r.rules, err = tx.FigureRules(ctx, at.group.ID, at.period.End()); err != nil {
		return r, err
	}
	r.span = enteredSpan{units: []org.UnitID{at.unit.ID}, from: at.period.Start().AddDate(-historyYears, 0, 0), to: at.period.End()}
	for _, d := range r.plan.due(at.unit, at.period) {
		if first := earlier(d.Period)[0].Period.Start(); first.Before(r.span.from) {
			r.span.from = first
		}
		if !slices.Contains(r.span.periods, d.Period) {
			r.span.periods = append(r.span.periods, d.Period)
		}
	}
	return r, nil
}

// after is the form when the figures have been stored: what each was and what it
// has become.
func (r *reading) after(s quality.Submission, stored []change) Form {
	r.submissions[r.at.key()], r.states[s.ID] = s, s.State
	r.who.names[r.actor.Person.ID] = r.actor.Person.Name
	if r.entered[r.at.unit.ID] == nil {
		r.entered[r.at.unit.ID] = known{}
	}
	for _, c := range stored {
		r.entered[r.at.unit.ID].replace(c.row.Figure, c.now)
	}
	return r.page(r.actor, r.at, r.only)
}
