package postgres_test

import (
	"context"
	"crypto/sha256"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestCalendarAddresses(t *testing.T) {
	w := newWorld(t)
	first, second := sha256.Sum256([]byte("a")), sha256.Sum256([]byte("b"))
	save := func(hash []byte, at time.Time) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveCalendarAddress(ctx, w.anna, hash, at) })
	}
	whose := func(hash []byte) (id org.PersonID, err error) {
		err = w.db.Read(t.Context(), func(tx *postgres.Tx) (err error) {
			id, err = tx.CalendarPerson(t.Context(), hash)
			return err
		})
		return id, err
	}
	save(first[:], noon)
	save(second[:], noon.Add(time.Hour))
	if id, err := whose(second[:]); err != nil || id != w.anna {
		t.Errorf("%d, %v", id, err)
	}
	since := fetch(w, func(ctx context.Context, tx *postgres.Tx) (time.Time, error) { return tx.CalendarSince(ctx, w.anna) })
	if !since.Equal(noon.Add(time.Hour)) {
		t.Errorf("since %v", since)
	}
	w.refused("the old address", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.CalendarPerson(ctx, first[:])
		return err
	})
	remove := func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteCalendarAddress(ctx, w.anna) }
	w.write(remove)
	w.refused("removed twice", fault.ErrNotFound, remove)
	w.refused("when there is none", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.CalendarSince(ctx, w.anna)
		return err
	})
}
