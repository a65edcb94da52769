package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestTimeNotes(t *testing.T) {
	w := newWorld(t)
	all := func(group org.GroupID) []postgres.TimeNote {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TimeNote, error) {
			return tx.TimeNotes(ctx, group, []quality.IndicatorID{w.divided.ID, w.plain.ID})
		})
	}
	adding := func(n quality.TimeNote) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddTimeNote(ctx, n)
			return err
		}
	}
	add := func(n quality.TimeNote) quality.TimeNoteID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.TimeNoteID, error) { return tx.AddTimeNote(ctx, n) })
	}
	save := func(n quality.TimeNote) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTimeNote(ctx, n) }
	}
	remove := func(n quality.TimeNote) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteTimeNote(ctx, n) }
	}
	later := quality.TimeNote{GroupID: w.full, IndicatorID: w.divided.ID, UnitID: w.ala, On: date(2025, time.March, 2),
		Kind: quality.Intervention, Text: "Ny rutin", WrittenAt: noon, WrittenBy: w.anna}
	bare := quality.TimeNote{GroupID: w.full, IndicatorID: w.divided.ID, On: date(2025, time.March, 1),
		Kind: quality.Remark, Text: "Ny journal", WrittenAt: noon}
	later.ID, bare.ID = add(later), add(bare)
	later.Version, bare.Version = 1, 1
	want := []postgres.TimeNote{{TimeNote: bare}, {TimeNote: later, WriterName: "Anna"}}
	same(t, "by day", all(w.full), want)
	same(t, "in the other group", len(all(w.bare)), 0)

	changed := bare
	changed.UnitID, changed.On, changed.Kind, changed.Text = w.bo, date(2025, time.April, 1), quality.Intervention, "Ny journal, i Bo"
	changed.WrittenAt, changed.WrittenBy = noon.Add(time.Hour), w.bert
	w.write(save(changed))
	w.refused("a version that is not the latest", fault.ErrConflict, save(changed))
	changed.Version = 2
	same(t, "as it was changed", all(w.full)[1], postgres.TimeNote{TimeNote: changed, WriterName: "Bert"})

	other := later
	other.GroupID = w.bare
	w.refused("another group's", fault.ErrConflict, remove(other))
	w.refused("a measure of another group", fault.ErrNotFound, adding(other))
	w.write(remove(later))
	w.refused("what is removed", fault.ErrConflict, remove(later))
	same(t, "what is left", len(all(w.full)), 1)
	unit := bare
	unit.UnitID = 4711
	w.refused("a unit that is not the group's", fault.ErrNotFound, adding(unit))
}
