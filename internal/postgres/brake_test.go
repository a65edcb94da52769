package postgres_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"samsyn/internal/postgres"
)

func TestInstallationSecretIsOneInstallations(t *testing.T) {
	read := func(w *world) []byte {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]byte, error) { return tx.InstallationSecret(ctx) })
	}
	first, second := newWorld(t), newWorld(t)
	if one := read(first); len(one) != 32 || !bytes.Equal(one, read(first)) {
		t.Errorf("%d bytes, or others the second time", len(one))
	}
	// Databases of tests are copies of one template, so that the secret is made by the
	// migration is seen there: here only that nobody can change it.
	if err := second.try(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.Exec(ctx, `UPDATE installation_secret SET secret = sha256('x')`)
	}); err == nil {
		t.Error("the application may change the secret")
	}
}

func TestBrakes(t *testing.T) {
	w := newWorld(t)
	a, b := []byte("a"), []byte("b")
	hold := func(at time.Time, keys ...[]byte) []postgres.Brake {
		var list []postgres.Brake
		w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
			list, err = tx.HoldBrakes(ctx, keys, at)
			return err
		})
		slices.SortFunc(list, func(x, y postgres.Brake) int { return bytes.Compare(x.Key, y.Key) })
		return list
	}
	list := hold(noon, b, a)
	if len(list) != 2 || !bytes.Equal(list[0].Key, a) || list[0].Tries != 0 || !list[0].LastAt.Equal(noon) || list[0].KnownAt != nil {
		t.Fatalf("new: %+v", list)
	}
	later := noon.Add(time.Hour)
	list[0].Tries, list[0].LastAt, list[0].KnownAt = 3, later, &later
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveBrake(ctx, list[0]) })
	if got := hold(later.Add(time.Hour), a)[0]; got.Tries != 3 || !got.LastAt.Equal(later) || got.KnownAt == nil || !got.KnownAt.Equal(later) {
		t.Errorf("counted: %+v", got)
	}
	sweep := func(tried, known time.Time) {
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteBrakes(ctx, tried, known) })
	}
	sweep(later.Add(time.Minute), noon)
	if got := hold(later, a, b); got[0].Tries != 3 || !got[1].LastAt.Equal(later) {
		t.Errorf("the known one goes, or the other stays: %+v", got)
	}
	sweep(later.Add(time.Minute), later.Add(time.Minute))
	if got := hold(later, a); got[0].Tries != 0 {
		t.Errorf("kept for ever: %+v", got)
	}
}
