package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/chart"
	"samsyn/internal/localpg"
	"samsyn/internal/server"
	"samsyn/internal/setup"
)

// BenchmarkSaveOneField saves one figure of the example's form as its script does
// when a field is left: a request over HTTP, the session, the rules, the figure and
// its row in the log committed on a database that keeps what it has promised, and the
// row that comes back. Beside it, in the same run and database, stands a bare INSERT:
// the same columns into a table without keys or constraints, committed by itself over
// an open connection.
func BenchmarkSaveOneField(b *testing.B) {
	site := newBenchSite(b)
	row := site.row(b, "PRO01")
	var save, bare time.Duration
	n := 0
	for b.Loop() {
		n++
		begun := time.Now()
		row.save(b, 500+n%2)
		save += time.Since(begun)
		begun = time.Now()
		site.insert(b, n)
		bare += time.Since(begun)
	}
	b.ReportMetric(float64(save.Microseconds())/1000/float64(n), "save-ms")
	b.ReportMetric(float64(bare.Microseconds())/1000/float64(n), "bare-ms")
	b.ReportMetric(float64(save)/float64(bare), "save/bare")
}

// benchSite is the example behind a server, somebody signed in to it, and a
// connection of its own to the same database.
type benchSite struct {
	client *http.Client
	url    string
	conn   *pgx.Conn
}

func newBenchSite(b *testing.B) *benchSite {
	b.Helper()
	ctx := b.Context()
	env := environment{now: time.Now, log: slog.New(slog.DiscardHandler), out: io.Discard}
	// The testing package's own folders are closed to the account that PostgreSQL runs as.
	dir, err := os.MkdirTemp("", "samsyn-bench-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	env.config.DataDir = dir
	db, err := openDatabase(ctx, env, false)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(db.close)
	if err := setup.Default(ctx, db.DB, env.now()); err != nil {
		b.Fatal(err)
	}
	const password = "exempel-losenord-1"
	if _, err := setup.Demo(ctx, db.DB, env.now(), password); err != nil {
		b.Fatal(err)
	}
	web := httptest.NewServer(server.New(server.Config{DB: db.DB, Log: env.log, Now: env.now,
		Charts: chart.NewRenderer(chart.Config{Engines: 1})}))
	b.Cleanup(web.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	site := &benchSite{client: &http.Client{Jar: jar}, url: web.URL}
	site.post(b, "/logga-in", url.Values{"email": {"jonkoping@exempel.se"}, "password": {password}})
	running, err := localpg.Find(env.config.DataDir)
	if err != nil {
		b.Fatal(err)
	}
	owner, err := pgx.Connect(ctx, running.URL(localpg.OwnerRole, localpg.Database))
	if err != nil {
		b.Fatal(err)
	}
	site.conn = owner
	b.Cleanup(func() { _ = owner.Close(context.Background()) }) // the server stops anyway
	if _, err := owner.Exec(ctx, `CREATE TABLE bare AS SELECT * FROM figure WITH NO DATA`); err != nil {
		b.Fatal(err)
	}
	return site
}

func (s *benchSite) post(b *testing.B, path string, form url.Values) *goquery.Document {
	b.Helper()
	answer, err := s.client.PostForm(s.url+path, form)
	return s.read(b, answer, err)
}

func (s *benchSite) read(b *testing.B, answer *http.Response, err error) *goquery.Document {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d, %v", answer.Request.URL, answer.StatusCode, err)
	}
	return page
}

// insert stores a figure as barely as can be.
func (s *benchSite) insert(b *testing.B, n int) {
	b.Helper()
	_, err := s.conn.Exec(b.Context(), `INSERT INTO bare (id, submission_id, unit_id, indicator_id, kind, period_start, period_months,
		state, numerator, comment, version, entered_at, entered_by, confirmation, return_reason, change_reason)
		VALUES ($1, 1, 1, 1, 'count', '2026-01-01', 3, 'reported', $2, '', 1, now(), 1, '', '', '')`, n, 500+n%2)
	if err != nil {
		b.Fatal(err)
	}
}

// benchRow is a row of the form, with what its script sends.
type benchRow struct {
	site   *benchSite
	path   string
	key    string
	fields url.Values
}

// row opens the form of the period that is running and finds the row of the measure.
func (s *benchSite) row(b *testing.B, code string) *benchRow {
	b.Helper()
	now := time.Now()
	path := fmt.Sprintf("/inrapportering/JON/%dK%d", now.Year(), (int(now.Month())+2)/3)
	answer, err := s.client.Get(s.url + path)
	page := s.read(b, answer, err)
	r := &benchRow{site: s, path: path + "/rad", fields: url.Values{}}
	page.Find("[data-row]").EachWithBreak(func(_ int, row *goquery.Selection) bool {
		if !strings.Contains(row.Find("[data-definition]").Text(), code) {
			return true
		}
		r.key = row.AttrOr("data-row", "")
		row.Find("input[name], select[name], textarea[name]").Each(func(_ int, f *goquery.Selection) {
			r.fields.Set(f.AttrOr("name", ""), f.AttrOr("value", ""))
		})
		return false
	})
	if r.key == "" {
		b.Fatalf("no row of %s", code)
	}
	return r
}

// save stores a count and takes over the mark that comes back, as the script does.
func (r *benchRow) save(b *testing.B, count int) {
	b.Helper()
	r.fields.Set(r.key+"numerator", strconv.Itoa(count))
	page := r.site.post(b, r.path, r.fields)
	mark := page.Find(`[name="`+r.key+`read"]`).AttrOr("value", "")
	if mark == "" || mark == r.fields.Get(r.key+"read") {
		b.Fatal("nothing was saved")
	}
	r.fields.Set(r.key+"read", mark)
}
