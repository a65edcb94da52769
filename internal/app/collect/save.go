package collect

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// errNothing ends a transaction that has stored nothing, so that opening and
// saving an empty form does not begin a submission.
var errNothing = errors.New("nothing to store")

// SaveFigures stores the rows that the user has changed, all in one transaction:
// those that typed makes of the form as it stands. A row with a problem, or one
// that somebody else has changed too, is left as it was and told of in Saved; the
// others are stored all the same, so that nothing typed depends on the rest.
// fault.ErrWrongState when one of the rows may not be changed now: then nothing is
// stored. typed may be called again, and must do nothing but answer.
func (room *Room) SaveFigures(ctx context.Context, actor org.Actor, where Where, typed func(Form) []Entry) (Saved, error) {
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
		reading, err := room.readPage(ctx, tx, actor, at)
		if err != nil {
			return err
		}
		entries := typed(reading.form)
		if !reading.form.CanRecord {
			return fault.ErrWrongState
		}
		s := saving{tx: tx, actor: actor, at: at, now: room.now(), form: &reading.form, submission: submission}
		saved, err = s.entries(ctx, entries)
		if err == nil && saved.Count == 0 {
			return errNothing
		}
		if err != nil {
			return err
		}
		return s.finish(ctx, &reading, &saved)
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return saved, err
}
