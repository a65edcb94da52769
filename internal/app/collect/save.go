package collect

import (
	"context"
	"errors"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// errNothing ends a transaction that has stored nothing, so that opening and
// saving an empty form does not begin a submission.
var errNothing = errors.New("nothing to store")

// SaveFigures stores the rows that the user has changed, all in one
// transaction. A row with a problem, or one that somebody else has changed too,
// is left as it was and told of in Saved; the others are stored all the same, so
// that nothing typed depends on the rest. fault.ErrWrongState when the unit's
// figures may not be changed now.
func (room *Room) SaveFigures(ctx context.Context, actor org.Actor, where Where, entries []Entry) (Saved, error) {
	var saved Saved
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		at, err := where.place(ctx, tx, actor, org.EnterFigures)
		if err != nil {
			return err
		}
		submission, err := tx.LockSubmission(ctx, at.group.ID, at.unit.ID, at.period)
		if err != nil {
			return err
		}
		now := room.now()
		if err := submission.Record(actor, now); err != nil {
			return err
		}
		form, err := room.readForm(ctx, tx, actor, at)
		if err != nil {
			return err
		}
		s := saving{tx: tx, actor: actor, at: at, now: now, rows: form.byKey(),
			reasons: form.Reasons, submission: submission.ID}
		saved, err = s.entries(ctx, entries)
		if err == nil && saved.Count == 0 {
			return errNothing
		}
		return err
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return saved, err
}

func (form *Form) byKey() map[quality.FigureKey]Row {
	rows := map[quality.FigureKey]Row{}
	for _, row := range form.Rows {
		rows[row.Key()] = row
	}
	return rows
}
