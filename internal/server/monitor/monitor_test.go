package monitor_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/server"
	"samsyn/internal/server/monitor"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// watched is a monitor on a database of its own, and a way to turn its clock on.
func watched(t *testing.T) (*monitor.Monitor, *testdb.Database, func(time.Duration)) {
	t.Helper()
	d := testdb.New(t)
	var passed atomic.Int64
	m := monitor.New(monitor.Config{DB: d.DB, Version: "1.2", Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }})
	return m, d, func(by time.Duration) { passed.Add(int64(by)) }
}

func ask(h http.Handler, method, path string) (int, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w.Code, w.Body.String()
}

func exec(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err == nil {
		_, err = conn.Exec(t.Context(), sql)
		_ = conn.Close(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestProbes(t *testing.T) {
	m, d, turn := watched(t)
	h := m.Probes(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	want := func(what string, path string, status int, words string) {
		t.Helper()
		if got, text := ask(h, http.MethodGet, path); got != status || !strings.Contains(text, words) {
			t.Errorf("%s: %s is %d %q, want %d %q", what, path, got, text, status, words)
		}
	}
	want("at first", "/healthz", 200, "ok")
	want("at first", "/readyz", 200, "ok")
	want("another page", "/readyz/x", http.StatusTeapot, "")
	if got, _ := ask(h, http.MethodPost, "/readyz"); got != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got)
	}
	exec(t, d.OwnerURL, `DELETE FROM goose_db_version WHERE version_id = 30`)
	want("asked again at once", "/readyz", 200, "ok")
	turn(2 * time.Second)
	want("with an older schema", "/readyz", 503, "older schema")
	exec(t, d.OwnerURL, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (30, true), (99999, true)`)
	turn(2 * time.Second)
	want("with a newer schema", "/readyz", 200, "ok")
	m.Stopping()
	want("when it stops", "/readyz", 503, "stopping")
	want("when it stops", "/healthz", 200, "ok")
}

func TestNotReadyWithoutADatabase(t *testing.T) {
	m, d, turn := watched(t)
	d.DB.Close()
	turn(time.Hour)
	status, text := ask(m.Handler(), http.MethodGet, "/readyz")
	if status != 503 || text != "the database does not answer\n" {
		t.Errorf("%d %q", status, text)
	}
	if status, _ := ask(m.Handler(), http.MethodGet, "/healthz"); status != 200 {
		t.Errorf("it lives all the same: %d", status)
	}
	if _, text := ask(m.Handler(), http.MethodGet, "/metrics"); !strings.Contains(text, "\nsamsyn_db_up 0\n") || !strings.Contains(text, "go_goroutines") {
		t.Errorf("metrics:\n%.500s", text)
	}
}

func TestMetrics(t *testing.T) {
	m, d, _ := watched(t)
	m.Observe(server.Request{Method: "GET", Route: "/mal/{goal}", Status: 200, Took: 20 * time.Millisecond})
	m.Observe(server.Request{Method: "GET", Route: "/mal/{goal}", Status: 200, Took: 2 * time.Second})
	m.Observe(server.Request{Method: "-", Route: "-", Took: time.Second})
	exec(t, d.OwnerURL, `INSERT INTO session (token_hash, data, expires_at) VALUES ('a', '', now() + interval '1 hour');
		INSERT INTO person (email, name) VALUES ('a@b', 'A');
		INSERT INTO account_mail (person_id, kind, queued_at) SELECT id, 'x', now() - interval '1 hour' FROM person;
		INSERT INTO river.river_job (kind, state, args, max_attempts, queue, finalized_at) VALUES ('k', 'discarded', '{}', 3, 'default', now())`)
	site := httptest.NewServer(m.Handler())
	t.Cleanup(site.Close)
	answer, err := http.Get(site.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	for _, want := range []string{
		`samsyn_build_info\{go="go[^"]+",version="1.2"\} 1`,
		`samsyn_http_request_duration_seconds_count\{method="GET",route="/mal/\{goal\}",status="200"\} 2`,
		`samsyn_http_request_duration_seconds_bucket\{method="GET",route="/mal/\{goal\}",status="200",le="0.025"\} 1`,
		`samsyn_http_request_duration_seconds_count\{method="-",route="-",status="none"\} 1`,
		`samsyn_db_connections\{state="busy"\} \d`, `samsyn_db_connections_max [1-9]`, `samsyn_db_acquires_total [1-9]`,
		`samsyn_jobs\{kind="k",state="discarded"\} 1`, `samsyn_mails\{queue="account",state="queued"\} 1`,
		`samsyn_oldest_waiting_seconds\{what="mail"\} 3[56]\d\d`, `samsyn_sessions 1`, `samsyn_db_up 1`, `samsyn_stopping 0`,
		`process_resident_memory_bytes \d`,
	} {
		if !regexp.MustCompile(`(?m)^` + want).MatchString(text) {
			t.Errorf("no %s", want)
		}
	}
	if t.Failed() {
		t.Logf("%s", regexp.MustCompile(`(?m)^#.*\n|^go_.*\n`).ReplaceAllString(text, ""))
	}
	for path, words := range map[string]string{"/debug/pprof/": "goroutine", "/debug/pprof/heap?debug=1": "heap profile", "/debug/pprof/cmdline": ""} {
		status, text := ask(m.Handler(), http.MethodGet, path)
		if words == "" && strings.Contains(text, "-test") || words != "" && (status != 200 || !strings.Contains(text, words)) {
			t.Errorf("%s: %d %.80q", path, status, text)
		}
	}
}
