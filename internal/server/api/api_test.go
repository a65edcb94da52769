package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"

	"samsyn/internal/app/account"
	"samsyn/internal/app/importing"
	"samsyn/internal/chart"
	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// today is a day when the last quarter of 2025 is being handed in.
var today = time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)

// site is the whole site with the example group, and a description of its API that
// every answer is held against.
type site struct {
	*testdb.Database
	t         *testing.T
	now       time.Time
	handler   http.Handler
	people    *account.Room
	group     org.Group
	described validator.Validator
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{Database: testdb.New(t), t: t, now: today}
	if err := setup.Default(t.Context(), s.DB, today); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), s.DB, today, "ett lösenord för exemplet"); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return s.now }
	s.people = account.New(s.DB, clock)
	s.handler = server.New(server.Config{DB: s.DB, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: clock,
		Charts: chart.NewRenderer(chart.Config{Engines: 1})})
	s.read(func(tx *postgres.Tx) (err error) {
		s.group, err = tx.GroupByCode(t.Context(), "neonatologi")
		return err
	})
	document, err := libopenapi.NewDocument(s.get("", "/api/v1/openapi.json").body)
	if err != nil {
		t.Fatal(err)
	}
	var wrong []error
	if s.described, wrong = validator.NewValidator(document); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return s
}

func (s *site) read(fn func(*postgres.Tx) error) {
	s.t.Helper()
	if err := s.DB.Read(s.t.Context(), fn); err != nil {
		s.t.Fatal(err)
	}
}

// actor is the example's person with the address.
func (s *site) actor(email string) org.Actor {
	s.t.Helper()
	var actor org.Actor
	s.read(func(tx *postgres.Tx) error {
		persons, err := tx.Persons(s.t.Context())
		if err != nil {
			return err
		}
		for _, p := range persons {
			if p.Email == email+"@exempel.se" {
				actor.Person = p
			}
		}
		actor.Memberships, err = tx.MembershipsOn(s.t.Context(), actor.Person.ID, s.now)
		return err
	})
	return actor
}

// key is a new one of the person's.
func (s *site) key(email string) string {
	s.t.Helper()
	token, err := s.people.CreateToken(s.t.Context(), s.actor(email), account.NewToken{Name: s.t.Name() + s.now.String()})
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

// answer is what came back.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

// get asks for the address, below the API when it is short, with the key. Headers are
// pairs of name and value.
func (s *site) get(key, address string, headers ...string) answer {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodGet, address, nil)
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for n := 0; n < len(headers); n += 2 {
		r.Header.Set(headers[n], headers[n+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if s.described != nil {
		s.check(r, w.Result())
	}
	return answer{s.t, w.Code, w.Header(), w.Body.Bytes()}
}

// check holds the answer against the description.
func (s *site) check(r *http.Request, response *http.Response) {
	s.t.Helper()
	csv := strings.HasPrefix(response.Header.Get("Content-Type"), "text/csv")
	if csv || response.StatusCode == http.StatusNotModified || r.URL.Path == "/api/v1/openapi.json" || !strings.HasPrefix(r.URL.Path, "/api/v1/groups") {
		return // nothing that has a schema
	}
	if ok, wrong := s.described.ValidateHttpResponse(r, response); !ok {
		for _, w := range wrong {
			s.t.Errorf("%s: %s: %s %v", r.URL, w.Message, w.Reason, w.SchemaValidationErrors)
		}
	}
}

// want fails the test when the status is another.
func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// into reads the answer's JSON.
func into[T any](a answer) T {
	a.t.Helper()
	var v T
	if err := json.Unmarshal(a.want(http.StatusOK).body, &v); err != nil {
		a.t.Fatal(err)
	}
	return v
}

// takeOver stores the figures of a CSV file, as the command does.
func (s *site) takeOver(csv string) {
	s.t.Helper()
	file, err := exchange.Read(bytes.NewReader([]byte(csv)), exchange.Limits{})
	if err != nil || len(file.Problems) > 0 {
		s.t.Fatal(err, file.Problems)
	}
	_, problems, err := importing.New(s.DB, func() time.Time { return s.now }).Apply(s.t.Context(),
		org.Actor{Person: org.Person{Name: "samsyn import"}}, importing.Request{File: "prov.csv", Rows: file.Rows, Create: true})
	if err != nil || len(problems) > 0 {
		s.t.Fatal(err, problems)
	}
}

// TestTheDescription: what programs are told of the API is sound OpenAPI 3.1.
func TestTheDescription(t *testing.T) {
	s := newSite(t)
	a := s.get("", "/api/v1/openapi.json").want(http.StatusOK)
	if a.header.Get("Content-Type") != "application/openapi+json; charset=utf-8" {
		t.Error(a.header)
	}
	if ok, wrong := s.described.ValidateDocument(); !ok {
		for _, w := range wrong {
			t.Errorf("%s: %s", w.Message, w.Reason)
		}
	}
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			Responses   map[string]any
			Description string
		}
		Security []map[string][]string
	}
	if err := json.Unmarshal(a.body, &d); err != nil || d.OpenAPI != "3.1.0" || len(d.Paths) != 6 || len(d.Security) != 1 {
		t.Errorf("%v, %s, %d paths, %v", err, d.OpenAPI, len(d.Paths), d.Security)
	}
	for path, methods := range d.Paths {
		for _, status := range []string{"200", "304", "401", "403", "404"} {
			if methods["get"].Responses[status] == nil {
				t.Errorf("%s says nothing of %s", path, status)
			}
		}
		if len(methods) != 1 || methods["get"].Description == "" {
			t.Errorf("%s: %v", path, methods)
		}
	}
}

// sql runs statements as the schema's owner.
func (s *site) sql(statements string) {
	s.t.Helper()
	s.connected(func(conn *pgx.Conn) error {
		_, err := conn.Exec(s.t.Context(), statements)
		return err
	})
}

// text is the single text that a query gives.
func (s *site) text(query string) string {
	s.t.Helper()
	var text string
	s.connected(func(conn *pgx.Conn) error { return conn.QueryRow(s.t.Context(), query).Scan(&text) })
	return text
}

func (s *site) connected(do func(*pgx.Conn) error) {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.OwnerURL)
	if err == nil {
		err = errors.Join(do(conn), conn.Close(s.t.Context()))
	}
	if err != nil {
		s.t.Fatal(err)
	}
}
