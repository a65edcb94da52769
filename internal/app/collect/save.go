package collect

import (
	"context"
	"errors"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// errNothing ends a transaction that has stored nothing, so that opening and
// saving an empty form does not begin a submission.
var errNothing = errors.New("nothing to store")

// Typed is what came back of a form.
type Typed struct {
	// Entries are the rows that were typed, in the form as it stands. It may be
	// called again, and must do nothing but answer.
	Entries func(Form) []Entry
	// Only are the measures that it is about, nil for the whole form. The form that
	// comes back knows what came before, and what looks odd, of these alone, and
	// nothing of what is handed in later.
	Only []quality.IndicatorID
}

// SaveFigures stores the rows that the user has changed, all in one transaction. A
// row with a problem, or one that somebody else has changed too, is left as it was
// and told of in Saved; the others are stored all the same, so that nothing typed
// depends on the rest. fault.ErrWrongState when one of the rows may not be changed
// now: then nothing is stored.
func (room *Room) SaveFigures(ctx context.Context, actor org.Actor, where Where, typed Typed) (Saved, error) {
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
		var reading reading
		if typed.Only == nil {
			reading, err = room.readPage(ctx, tx, actor, at)
		} else {
			reading, err = room.readRows(ctx, tx, actor, at, submission, typed.Only)
		}
		if err != nil {
			return err
		}
		entries := typed.Entries(reading.form)
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
		saved.Form = reading.after(submission, s.done)
		return s.audit(ctx)
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return saved, err
}
