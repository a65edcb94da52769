package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/config"
	"samsyn/internal/logging"
	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
	"samsyn/internal/testdb"
)

// printed gathers what is printed, and lets somebody wait for a part of it.
type printed struct {
	mu   sync.Mutex
	text strings.Builder
	more chan struct{}
}

func newPrinted() *printed { return &printed{more: make(chan struct{}, 1)} }

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case p.more <- struct{}{}:
	default:
	}
	return p.text.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// find waits until the pattern has been printed, and gives its first group.
func (p *printed) find(t *testing.T, pattern string) string {
	t.Helper()
	late := time.After(time.Minute)
	for {
		if found := regexp.MustCompile(pattern).FindStringSubmatch(p.String()); found != nil {
			return found[1]
		}
		select {
		case <-p.more:
		case <-late:
			t.Fatalf("%s was not printed:\n%s", pattern, p)
		}
	}
}

// serving is "samsyn serve" in this process.
type serving struct {
	url, admin string
	out        *printed
	stop       func() // as a signal does
	ended      chan error
}

func serveOn(t *testing.T, d *testdb.Database, settings map[string]string) *serving {
	t.Helper()
	all := map[string]string{"SAMSYN_ADDR": "127.0.0.1:0", "SAMSYN_ADMIN_ADDR": "127.0.0.1:0", "SAMSYN_DATABASE_URL": d.AppURL, "SAMSYN_DATABASE_OWNER_URL": d.OwnerURL}
	for name, value := range settings {
		all[name] = value
	}
	// Two addresses that are both "any port" are the same words.
	all["SAMSYN_ADMIN_ADDR"] = "localhost:0"
	read, err := config.LoadFrom(all, checkAddresses)
	if err != nil {
		t.Fatal(err)
	}
	s := &serving{out: newPrinted(), ended: make(chan error, 1)}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go func() {
		s.ended <- serve(ctx, environment{config: read, out: s.out, errOut: s.out, log: logging.New(s.out, logging.JSON, page.LogRequest), now: time.Now}, nil)
	}()
	t.Cleanup(func() { s.end(t) })
	s.admin = "http://" + s.out.find(t, `För drift: (\S+)`)
	s.url = s.out.find(t, `(http://\S+)`)
	return s
}

// end stops it and waits, once.
func (s *serving) end(t *testing.T) {
	t.Helper()
	s.stop()
	select {
	case err, first := <-s.ended:
		if first && err != nil {
			t.Error(err)
		}
		if first {
			close(s.ended)
		}
	case <-time.After(time.Minute):
		t.Errorf("it does not stop:\n%s", s.out)
	}
}

func statusOf(t *testing.T, url string) int {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// TestAStopLetsWhatRunsFinish: those who ask whether the program is ready are told no at
// once, new requests are still answered while a proxy turns away, and a slow one that has
// begun is answered in full.
func TestAStopLetsWhatRunsFinish(t *testing.T) {
	s := serveOn(t, testdb.New(t), map[string]string{"SAMSYN_STOP_DELAY": "1s"})
	for _, url := range []string{s.url + "/healthz", s.url + "/readyz", s.admin + "/readyz", s.admin + "/metrics", s.url + "/logga-in"} {
		if got := statusOf(t, url); got != http.StatusOK {
			t.Errorf("%s: %d", url, got)
		}
	}
	if got := statusOf(t, s.url+"/metrics"); got != http.StatusNotFound && got != http.StatusOK {
		t.Errorf("metrics on the first address: %d", got)
	}
	slow, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	const form = "email=ingen%40exempel.se&password=ett+annat+ord"
	fmt.Fprintf(slow, "POST /logga-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", len(form), form[:10])
	// The program has read the request's head once it waits for the rest of it.
	s.stop()
	s.out.find(t, `("msg":"stopping")`)
	if got := statusOf(t, s.url+"/readyz"); got != http.StatusServiceUnavailable {
		t.Errorf("ready while it stops: %d", got)
	}
	if got := statusOf(t, s.url+"/logga-in"); got != http.StatusOK {
		t.Errorf("a page while a proxy turns away: %d", got)
	}
	// Until nobody new comes in.
	for statusOf(t, s.url+"/healthz") != 0 {
		if statusOf(t, s.admin+"/readyz") != http.StatusServiceUnavailable {
			t.Error("the second address does not tell")
		}
	}
	select {
	case err := <-s.ended:
		t.Fatalf("it did not wait for the slow one: %v", err)
	default:
	}
	if _, err := io.WriteString(slow, form[10:]); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(slow), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(body), "</html>") {
		t.Errorf("the slow one's answer: %d, %v", answer.StatusCode, err)
	}
	s.end(t)
}

// TestAStopHandsJobsBack: a job that is not done in time goes back into the queue, and is
// done by the next process.
func TestAStopHandsJobsBack(t *testing.T) {
	d := testdb.New(t)
	conn, err := pgx.Connect(t.Context(), d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	state := func() (state string) {
		t.Helper()
		if err := conn.QueryRow(t.Context(), `SELECT state::text FROM river.river_job WHERE kind = $1`, postgres.ImportJob{}.Kind()).Scan(&state); err != nil {
			t.Fatal(err)
		}
		return state
	}
	until := func(want ...string) {
		t.Helper()
		again, late := time.NewTicker(50*time.Millisecond), time.After(time.Minute)
		defer again.Stop()
		for !slices.Contains(want, state()) {
			select {
			case <-again.C:
			case <-late:
				t.Fatalf("the job is %s, want %v", state(), want)
			}
		}
	}
	// A file's work stands still: somebody keeps its table.
	if _, err := conn.Exec(t.Context(), `INSERT INTO river.river_job (kind, queue, state, args, max_attempts) VALUES ($1, $2, 'available', '{"file_id": 1, "run": 1}', 5)`,
		postgres.ImportJob{}.Kind(), postgres.ImportQueue); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `BEGIN; LOCK TABLE import_file IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	s := serveOn(t, d, nil)
	until("running")
	s.end(t)
	until("available", "retryable")
	if _, err := conn.Exec(t.Context(), `ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	serveOn(t, d, nil)
	until("completed", "cancelled")
}

// marker is in every secret.
const marker = "hemligmarkering"

// TestSecretsAreNeverPrinted starts and fails in many ways with a marker in every secret,
// and looks for it in all that the program prints.
func TestSecretsAreNeverPrinted(t *testing.T) {
	d := testdb.New(t)
	withPassword := func(url string) string { return strings.Replace(url, "@", ":"+marker+"@", 1) }
	app, owner := withPassword(d.AppURL), withPassword(d.OwnerURL)
	if !strings.Contains(app, marker) || !strings.Contains(owner, marker) {
		t.Fatalf("no marker in %s", app)
	}
	whole := map[string]string{"SAMSYN_ADDR": "127.0.0.1:0", "SAMSYN_DATABASE_URL": app, "SAMSYN_DATABASE_OWNER_URL": owner,
		"SAMSYN_DEMO_PASSWORD": marker, "SAMSYN_SMTP_URL": "smtp://anna:" + marker + "@127.0.0.1:1", "SAMSYN_MAIL_FROM": "a@exempel.se", "SAMSYN_BASE_URL": "http://localhost",
		"SAMSYN_READ_DATABASE_URL": app, "SAMSYN_SECRET_KEY": marker + marker + marker}
	for _, v := range (config.Config{}).Variables() { // those that other parts have, whatever they are for
		if v.Secret && whole[v.Name] == "" {
			whole[v.Name] = marker + marker
		}
	}
	// Each way is what is different from that; what is "-" is left out.
	ways := map[string]map[string]string{
		"as it should be":          {},
		"no database there":        {"SAMSYN_DATABASE_URL": "postgres://anna:" + marker + "@127.0.0.1:1/d", "SAMSYN_DATABASE_OWNER_URL": "-"},
		"another owner":            {"SAMSYN_DATABASE_OWNER_URL": "postgres://anna:" + marker + "@127.0.0.1:1/d"},
		"no host of that name":     {"SAMSYN_DATABASE_URL": "postgres://anna:" + marker + "@h.invalid/d"},
		"an address that is none":  {"SAMSYN_DATABASE_URL": "postgres://anna:" + marker + "@[::1/d"},
		"a choice that is none":    {"SAMSYN_DATABASE_URL": "postgres://anna:" + marker + "@h/d?sslmode=" + marker},
		"a port that is none":      {"SAMSYN_DATABASE_URL": "postgres://anna:" + marker + "@h:" + marker + "/d"},
		"a password in the query":  {"SAMSYN_DATABASE_URL": "postgres://anna@127.0.0.1:1/d?password=" + marker},
		"not a database":           {"SAMSYN_DATABASE_URL": marker},
		"not a mail server":        {"SAMSYN_SMTP_URL": "smtp://anna:" + marker + "@h:" + marker},
		"no mail server's address": {"SAMSYN_SMTP_URL": marker},
		"a short password":         {"SAMSYN_DEMO_PASSWORD": marker[:9]},
		"other things wrong":       {"SAMSYN_LOG": "xml", "SAMSYN_ADMIN_ADDR": "x"},
		"an address in use":        {"SAMSYN_ADDR": "127.0.0.1:1"},
	}
	folder := t.TempDir()
	for what, way := range ways {
		for _, v := range (config.Config{}).Variables() {
			t.Setenv(v.Name, "") // put back after the test
			os.Unsetenv(v.Name)
		}
		settings := map[string]string{}
		for name, value := range whole {
			settings[name] = value
		}
		for name, value := range way {
			if settings[name] = value; value == "-" {
				delete(settings, name)
			}
		}
		for name, value := range settings {
			t.Setenv(name, value)
		}
		for n, args := range [][]string{{"serve"}, {"serve", "--migrate"}, {"doctor"}, {"user", "list"}, {"import", "none.csv"},
			{"backup", filepath.Join(folder, what+".samsyn")}, {"restore", filepath.Join(folder, "none")}} {
			out := newPrinted()
			ctx, cancel := context.WithCancel(context.Background())
			ended := make(chan error, 1)
			go func() { ended <- dispatch(ctx, args, out, out) }()
			if n < 2 { // one that gets as far as to serve is stopped
				go func() {
					for ctx.Err() == nil && !strings.Contains(out.String(), "Samsyn svarar") {
						select {
						case <-out.more:
						case <-ctx.Done():
						}
					}
					cancel()
				}()
			}
			err := <-ended
			cancel()
			if all := out.String() + fmt.Sprint(err); strings.Contains(all, marker) || strings.Contains(all, marker[:9]) {
				t.Errorf("%s, %v:\n%s", what, args, all)
			}
			if len(way) == 0 && err != nil && args[0] != "import" && args[0] != "restore" && !errors.Is(err, errUnwell) {
				t.Errorf("%s, %v: %v", what, args, err)
			}
		}
	}
}
