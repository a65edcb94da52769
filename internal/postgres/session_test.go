package postgres_test

import (
	"bytes"
	"testing"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

func TestSessions(t *testing.T) {
	d := testdb.New(t)
	store := postgres.NewSessionStore(d.DB)
	found := func(token string) (string, bool) {
		t.Helper()
		data, ok, err := store.Find(token)
		if err != nil {
			t.Fatal(err)
		}
		return string(data), ok
	}
	hash := string([]byte{0xff, 0, 0xfe, 'a'}) // a hash is bytes, not text
	if _, ok := found(hash); ok {
		t.Error("a session that nobody began")
	}
	soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	for _, data := range []string{"first", "second"} {
		if err := store.Commit(hash, []byte(data), soon); err != nil {
			t.Fatal(err)
		}
		if got, ok := found(hash); !ok || got != data {
			t.Errorf("found %q, %t", got, ok)
		}
	}
	if err := store.CommitCtx(t.Context(), "old", []byte("x"), past); err != nil {
		t.Fatal(err)
	}
	if _, ok := found("old"); ok {
		t.Error("a session that has expired")
	}
	if err := store.DeleteExpired(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if got := text(t, d.DB, `SELECT count(*)::text FROM session`); got != "1" {
		t.Errorf("%s sessions are left", got)
	}
	if err := store.Delete(hash); err != nil {
		t.Fatal(err)
	}
	if err := store.DeleteCtx(t.Context(), hash); err != nil {
		t.Errorf("ending it twice: %v", err)
	}
	if data, ok, err := store.FindCtx(t.Context(), hash); ok || err != nil || !bytes.Equal(data, nil) {
		t.Errorf("a session that has ended: %q, %t, %v", data, ok, err)
	}
}
