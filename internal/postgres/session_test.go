package postgres_test

import (
	"bytes"
	"fmt"
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

// TestSessionThatIsOnlyReadIsNotWritten: reading pages does not cost a write each,
// and cannot undo what another request has written meanwhile.
func TestSessionThatIsOnlyReadIsNotWritten(t *testing.T) {
	d := testdb.New(t)
	store := postgres.NewSessionStore(d.DB)
	begun := time.Now().Add(time.Hour).Truncate(time.Second)
	if err := store.Commit("one", []byte("a"), begun); err != nil {
		t.Fatal(err)
	}
	version := func() string { return text(t, d.DB, `SELECT xmin::text FROM session`) }
	want := func(what, data string, expires time.Time) {
		t.Helper()
		got := text(t, d.DB, `SELECT convert_from(data, 'UTF8') || extract(epoch FROM expires_at)::bigint FROM session`)
		if want := fmt.Sprintf("%s%d", data, expires.Unix()); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	reading := postgres.RememberFound(t.Context(), nil)
	if _, found, err := store.FindCtx(reading, "one"); err != nil || !found {
		t.Fatal(found, err)
	}
	commit := func(data string, after time.Duration) {
		t.Helper()
		if err := store.CommitCtx(reading, "one", []byte(data), begun.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	before := version()
	commit("a", 59*time.Second)
	if version() != before {
		t.Error("a page that was read wrote the session")
	}
	if err := store.Commit("one", []byte("b"), begun.Add(3*time.Minute)); err != nil { // another request
		t.Fatal(err)
	}
	commit("a", 2*time.Minute)
	want("what is chosen meanwhile stays, and for as long", "b", begun.Add(3*time.Minute))
	commit("a", 5*time.Minute)
	want("it lasts longer", "b", begun.Add(5*time.Minute))
	commit("c", time.Minute)
	want("a change is written at once", "c", begun.Add(time.Minute))
	if err := store.Delete("one"); err != nil {
		t.Fatal(err)
	}
	commit("a", 10*time.Minute)
	if _, found, err := store.Find("one"); err != nil || found {
		t.Errorf("it came back after signing out: %t, %v", found, err)
	}
}
