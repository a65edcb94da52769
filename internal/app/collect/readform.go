package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// historyYears is how far back a unit's figures are read, at least: what is
// entered is held against them, and answers that still hold are found among them.
const historyYears = 3

// reading is one form with what it was made of, so that it can be made anew when
// figures have been saved.
type reading struct {
	*formReader
	actor org.Actor
	at    place
	span  enteredSpan
	form  Form
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
		if start := earlier(d.Period)[0].Period.Start(); start.Before(r.span.from) {
			r.span.from = start
		}
	}
	r.form, err = r.again(ctx, tx)
	return r, err
}

// again reads the form anew in the transaction: what the figures say may have
// changed, what is to be handed in has not.
func (r *reading) again(ctx context.Context, tx *postgres.Tx) (Form, error) {
	if err := r.read(ctx, tx, r.span); err != nil {
		return Form{}, err
	}
	return r.page(r.actor, r.at), nil
}
