package postgres_test

import (
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// describing is a store whose data is the person's number and the method.
func describing(f *testgroup.Fixture) *postgres.SessionStore {
	store := postgres.NewSessionStore(f.DB)
	return store.Describing(func(data []byte) postgres.SessionOwner {
		if len(data) == 0 {
			return postgres.SessionOwner{}
		}
		return postgres.SessionOwner{Person: org.PersonID(data[0] - '0'), Method: string(data[1:])}
	})
}

func TestAPersonsSessions(t *testing.T) {
	f := testgroup.New(t)
	store, now := describing(f), time.Now()
	from := postgres.SessionClient{Browser: "Firefox", System: "Windows", Address: "10.1.2.3"}
	for token, data := range map[string]string{"a": "1password", "b": "1passkey", "c": "2password", "nobody": "", "old": "1password"} {
		expires := now.Add(time.Hour)
		if token == "old" {
			expires = now.Add(-time.Second)
		}
		ctx := postgres.RememberFound(t.Context(), func() postgres.SessionClient { return from })
		if err := store.CommitCtx(ctx, token, []byte(data), expires); err != nil {
			t.Fatal(err)
		}
	}
	sessions := func(person org.PersonID) (list []postgres.Session) {
		t.Helper()
		if err := f.DB.Read(t.Context(), func(tx *postgres.Tx) (err error) {
			list, err = tx.Sessions(t.Context(), person, now)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return list
	}
	list := sessions(1)
	if len(list) != 2 || list[0].PublicID == list[1].PublicID || len(sessions(2)) != 1 || len(sessions(3)) != 0 {
		t.Fatalf("%+v", list)
	}
	for _, s := range list {
		if s.Browser != "Firefox" || s.System != "Windows" || s.ClientAddress != "10.1.2.3" || s.Method != "password" && s.Method != "passkey" ||
			now.Sub(s.BeganAt) > time.Minute || now.Sub(s.SeenAt) > time.Minute || !s.ExpiresAt.After(now) {
			t.Errorf("%+v", s)
		}
	}
	write := func(do func(tx *postgres.Tx) error) error { return f.DB.Write(t.Context(), do) }
	end := func(person org.PersonID, id string) error {
		return write(func(tx *postgres.Tx) error { return tx.EndSession(t.Context(), person, id) })
	}
	if err := end(2, list[0].PublicID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("somebody else's session is ended: %v", err)
	}
	if err := end(1, list[0].PublicID); err != nil {
		t.Error(err)
	}
	if err := end(1, list[0].PublicID); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("it is ended twice: %v", err)
	}
	all := func(kept string) (ended int) {
		t.Helper()
		if err := write(func(tx *postgres.Tx) (err error) {
			ended, err = tx.EndSessions(t.Context(), 1, kept, now)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return ended
	}
	if got := all(list[1].PublicID); got != 0 || len(sessions(1)) != 1 {
		t.Errorf("%d others ended, the one that had expired is not counted", got)
	}
	if got := all(""); got != 1 || len(sessions(1)) != 0 || len(sessions(2)) != 1 {
		t.Errorf("%d ended", got)
	}
}

// TestToLookAtASessionDoesNotMakeItLast, and a session that gets an owner is found.
func TestToLookAtASessionDoesNotMakeItLast(t *testing.T) {
	f := testgroup.New(t)
	store, ends := describing(f), time.Now().Add(time.Hour).Truncate(time.Second)
	if err := store.Commit("one", []byte(""), ends); err != nil {
		t.Fatal(err)
	}
	expires := func() string { return f.Text(`SELECT extract(epoch FROM expires_at)::bigint::text FROM session`) }
	before := expires()
	ctx := postgres.RememberFound(t.Context(), nil)
	if id, _ := postgres.FoundSession(ctx); id != "" {
		t.Error("a session is found before anybody has looked")
	}
	if _, found, err := store.FindCtx(ctx, "one"); err != nil || !found {
		t.Fatal(found, err)
	}
	if id, at := postgres.FoundSession(ctx); id == "" || !at.Equal(ends) {
		t.Errorf("%q until %s", id, at)
	}
	postgres.OnlyLook(ctx)
	if err := store.CommitCtx(ctx, "one", []byte(""), ends.Add(time.Hour)); err != nil || expires() != before {
		t.Errorf("looking made it last: %v", err)
	}
	if err := store.CommitCtx(ctx, "one", []byte("4password"), ends.Add(time.Hour)); err != nil || expires() == before {
		t.Errorf("what was changed is not stored: %v", err)
	}
	if got := f.Text(`SELECT person_id || method FROM session`); got != "4password" {
		t.Error(got)
	}
	// Outside a request there is nothing to look at.
	postgres.OnlyLook(t.Context())
	if id, _ := postgres.FoundSession(t.Context()); id != "" {
		t.Error(id)
	}
}
