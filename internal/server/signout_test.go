package server

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// A page that takes its time is answered after its reader has signed out: the
// answer must not open the session again.
func TestSlowPageDoesNotSignInAgain(t *testing.T) {
	db := testdb.New(t).DB
	sessions := newSessions(db, SessionTimes{}.orUsual(), false)
	begun, goOn := make(chan struct{}), make(chan struct{})
	pages := http.NewServeMux()
	pages.HandleFunc("/in", func(_ http.ResponseWriter, r *http.Request) { sessions.Put(r.Context(), "somebody", int64(1)) })
	pages.HandleFunc("/slow", func(http.ResponseWriter, *http.Request) { close(begun); <-goOn })
	pages.HandleFunc("/out", func(w http.ResponseWriter, r *http.Request) {
		if err := sessions.Destroy(r.Context()); err != nil {
			t.Error(err)
		}
	})
	pages.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) {
		if sessions.GetInt64(r.Context(), "somebody") == 0 {
			w.WriteHeader(http.StatusForbidden)
		}
	})
	site := httptest.NewServer(rememberSession(sessions.LoadAndSave(pages)))
	t.Cleanup(site.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	get := func(path string) (int, error) {
		response, err := client.Get(site.URL + path)
		if err != nil {
			return 0, err
		}
		return response.StatusCode, response.Body.Close()
	}
	want := func(path string, status int) {
		t.Helper()
		if got, err := get(path); err != nil || got != status {
			t.Fatalf("%s: %d, %v; want %d", path, got, err, status)
		}
	}
	want("/in", http.StatusOK)
	want("/who", http.StatusOK)
	slow := make(chan error, 1)
	go func() { _, err := get("/slow"); slow <- err }()
	<-begun
	want("/out", http.StatusOK)
	close(goOn)
	if err := <-slow; err != nil {
		t.Fatal(err)
	}
	want("/who", http.StatusForbidden)
	want("/in", http.StatusOK) // and a new session can begin
	want("/who", http.StatusOK)
}

// A page that takes its time is answered after its reader has chosen something
// else: the answer must not bring the old choice back.
func TestSlowPageKeepsWhatIsChosenMeanwhile(t *testing.T) {
	db := testdb.New(t).DB
	sessions := newSessions(db, SessionTimes{}.orUsual(), false)
	request := func(token string, do func(ctx context.Context)) string {
		t.Helper()
		ctx, err := sessions.Load(postgres.RememberFound(t.Context(), nil), token)
		if err != nil {
			t.Fatal(err)
		}
		do(ctx)
		token, _, err = sessions.Commit(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	choose := func(group int64) func(context.Context) {
		return func(ctx context.Context) {
			for n, key := range []string{"group", "somebody", "language", "password"} {
				sessions.Put(ctx, key, group+int64(n))
			}
		}
	}
	token := request("", choose(1))
	for range 20 { // as long as the order of a map could hide a difference
		request(token, func(context.Context) { request(token, choose(2)) })
		request(token, func(ctx context.Context) {
			if got := sessions.GetInt64(ctx, "group"); got != 2 {
				t.Fatalf("the slow page brought back %d", got)
			}
		})
		request(token, choose(1))
	}
}

// A session that the library's own codec wrote is as none, not an error.
func TestSessionOfAnotherCodecIsEmpty(t *testing.T) {
	old, err := scs.GobCodec{}.Encode(time.Now(), map[string]any{"somebody": int64(1)})
	if err != nil {
		t.Fatal(err)
	}
	if _, values, err := (sessionCodec{}).Decode(old); err != nil || len(values) != 0 {
		t.Errorf("%v, %v", values, err)
	}
}

// The store tells a session that was found from one that has got a new token.
func TestFoundSessionIsNotMadeAgain(t *testing.T) {
	db := testdb.New(t).DB
	store, ctx := postgres.NewSessionStore(db), postgres.RememberFound(t.Context(), nil)
	expires := time.Now().Add(time.Hour)
	if err := store.Commit("one", []byte("a"), expires); err != nil {
		t.Fatal(err)
	}
	if _, found, err := store.FindCtx(ctx, "one"); err != nil || !found {
		t.Fatal(found, err)
	}
	if err := errors.Join(store.Delete("one"), store.CommitCtx(ctx, "one", []byte("b"), expires),
		store.CommitCtx(ctx, "two", []byte("c"), expires)); err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]bool{"one": false, "two": true} {
		if _, found, err := store.Find(token); err != nil || found != want {
			t.Errorf("%s: found %t, %v", token, found, err)
		}
	}
}
