package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/chart"
	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
	"samsyn/internal/server"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// benchSizes are the databases that the pages are measured in. The first two have one
// group to read; the third holds ten million figures, and the pages of the example's
// own group are read in it, as in the first.
var benchSizes = []struct {
	name    string
	filling setup.Filling
	own     bool // the pages of the example's group
	pages   []string
}{
	{"demo", setup.Filling{}, true, slices.Concat(benchPages, workPages)},
	{"500units", setup.Filling{Groups: 1, Units: 500, Years: 3}, false, benchPages},
	{"10000rows", setup.Filling{Groups: 1, Units: 20, Years: 3, Work: 10_000}, false, slices.Concat(workPages, []string{"/", "/resultat/signaler"})},
	{"10million", setup.Filling{Groups: 500, Units: 20, Years: 12}, true, benchPages},
}

// workPages are the lists of what people write.
var workPages = []string{"/mal/forslag", "/mal/enheter", "/forbattring", "/forbattring/exempel", "/forbattring/samtal", "/forbattring/stod",
	"/forbattring/behov", "/gruppen/moten", "/gruppen/fragor", "/gruppen/arshjul", "/gruppen/laget"}

// benchPages are the pages, and what other programs read, with {unit} for a unit's code.
var benchPages = []string{"/", "/inrapportering", "/inrapportering/oversikt", "/inrapportering/{unit}/{period}", "/resultat", "/resultat/matris",
	"/resultat/variation", "/resultat/signaler", "/resultat/matt/MED03", "/resultat/enhet/{unit}", "/resultat/siffror.xlsx", "/mal", "/arsrapport/{year}", "/gruppen/logg",
	"/api/v1/groups/{group}/figures?from={year}&to={year}&limit=10000", "/api/v1/groups/{group}/indicators/MED03/analysis"}

// BenchmarkPages answers every page, in-process and signed in as the coordinator, and
// beside it sends the same statements by themselves: queries a page, the median and
// the 95th percentile of the page, the median of its SQL, and how many times the SQL
// the page took.
func BenchmarkPages(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(size.name, func(b *testing.B) {
			site := newPageSite(b, size.filling, size.own)
			for _, page := range size.pages {
				b.Run(strings.NewReplacer("/", "·").Replace(page), func(b *testing.B) { site.measure(b, page) })
			}
		})
	}
}

// pageSite is a database of a size behind the whole site, and somebody signed in.
type pageSite struct {
	handler  http.Handler
	cookie   string
	key      string // opens the API
	recorder *testdb.Recorder
	alone    *pgx.Conn // where the SQL is sent by itself
	fill     *strings.Replacer
}

func newPageSite(b *testing.B, filling setup.Filling, own bool) *pageSite {
	b.Helper()
	ctx := b.Context()
	env := environment{now: time.Now, log: slog.New(slog.DiscardHandler), out: io.Discard}
	// The testing package's own folders are closed to the account that PostgreSQL runs as.
	dir, filled, err := benchFolder(b, filling)
	if err != nil {
		b.Fatal(err)
	}
	env.config.DataDir = dir
	tuneMemory()
	db, err := openDatabase(ctx, env, false)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(db.close)
	const password = "exempel-losenord-1"
	if err := setup.Default(ctx, db.DB, env.now()); err != nil {
		b.Fatal(err)
	}
	if _, err := setup.Demo(ctx, db.DB, env.now(), password); err != nil {
		b.Fatal(err)
	}
	told := 0
	if filled {
		filling.Groups = 0
	}
	if err := setup.Fill(ctx, db.DB, env.now(), filling, func(f setup.Filled) { told = f.Figures }); err != nil {
		b.Fatal(err)
	}
	if !filled {
		b.Logf("%d figures in %d groups beside the example", told, filling.Groups)
	}

	s := &pageSite{recorder: &testdb.Recorder{}}
	running, err := localpg.Find(dir)
	if err != nil {
		b.Fatal(err)
	}
	traced, err := postgres.OpenTraced(ctx, running.URL(localpg.AppRole, localpg.Database), s.recorder)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(traced.Close)
	if s.alone, err = pgx.Connect(ctx, running.URL(localpg.OwnerRole, localpg.Database)); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.alone.Close(context.Background()) }) // the server stops anyway
	if _, err := s.alone.Exec(ctx, `ANALYZE`); err != nil {
		b.Fatal(err)
	}
	s.handler = server.New(server.Config{DB: traced, Log: env.log, Now: env.now, Charts: chart.NewRenderer(chart.Config{Engines: 1})})
	s.signIn(b, password, filling, own)
	return s
}

// keptFolder is the setting that names a folder where filled databases are kept, to be
// measured again without the minutes that ten million figures take.
const keptFolder = "SAMSYN_BENCH_DATA"

// benchFolder is where the database is, and whether it has been filled before.
func benchFolder(b *testing.B, filling setup.Filling) (dir string, filled bool, err error) {
	b.Helper()
	if kept := os.Getenv(keptFolder); kept != "" && filling.Groups > 0 {
		dir = filepath.Join(kept, fmt.Sprintf("%d-groups", filling.Groups))
		_, err := os.Stat(dir)
		if errors.Is(err, os.ErrNotExist) {
			return dir, false, os.MkdirAll(dir, 0o755)
		}
		return dir, true, err
	}
	dir, err = os.MkdirTemp("", "samsyn-bench-")
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir, false, err
}

// signIn signs the coordinator in to the example's group, or to the filled one.
func (s *pageSite) signIn(b *testing.B, password string, filling setup.Filling, own bool) {
	b.Helper()
	if _, err := s.alone.Exec(b.Context(), `INSERT INTO membership (person_id, group_id, role, valid_from)
		SELECT p.id, g.id, 'convener', '2020-01-01' FROM person p, programme_group g
		WHERE p.email = 'sammanstallande@exempel.se' AND g.code LIKE 'exempel-%-1'
		  AND NOT EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.group_id = g.id)`); err != nil {
		b.Fatal(err)
	}
	unit, now := "KAL", time.Now()
	s.post(b, "/logga-in", url.Values{"email": {"sammanstallande@exempel.se"}, "password": {password}})
	code := "neonatologi"
	if !own {
		code = fmt.Sprintf("exempel-%d-1", filling.Units)
		unit = code + "-1"
	}
	var group int64
	if err := s.alone.QueryRow(b.Context(), `SELECT id FROM programme_group WHERE code = $1`, code).Scan(&group); err != nil {
		b.Fatal(err)
	}
	s.post(b, "/gruppen/byt", url.Values{"group": {strconv.FormatInt(group, 10)}})
	s.get(b, "/") // says which group it is now, once
	s.fill = strings.NewReplacer("{unit}", unit, "{group}", code, "{year}", strconv.Itoa(now.Year()-1),
		"{period}", fmt.Sprintf("%dK%d", now.Year(), (int(now.Month())+2)/3))
	s.makeKey(b)
	s.get(b, s.fill.Replace("/api/v1/groups/{group}/units")) // notes the key's first use of the day
}

func (s *pageSite) post(b *testing.B, path string, form url.Values) {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if s.cookie != "" {
		r.Header.Set("Cookie", s.cookie)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		b.Fatalf("%s: %d", path, w.Code)
	}
	for _, c := range w.Result().Cookies() {
		if c.Name == "samsyn_session" {
			s.cookie = c.Name + "=" + c.Value
		}
	}
}

func (s *pageSite) get(b *testing.B, path string) *httptest.ResponseRecorder {
	b.Helper()
	w := s.ask(b, path, "")
	if w.Code != http.StatusOK {
		b.Fatalf("%s: %d", path, w.Code)
	}
	return w
}

// measure answers the page over and over, each time with its SQL by itself after it.
func (s *pageSite) measure(b *testing.B, page string) {
	path := s.fill.Replace(page)
	s.recorder.Take()
	bytes := s.get(b, path).Body.Len()
	statements := s.recorder.Take()
	named := 0
	for _, q := range statements {
		if q.Named() {
			named++
		}
	}
	var pages, alone []time.Duration
	var before, after runtime.MemStats
	var allocations uint64
	for b.Loop() {
		runtime.ReadMemStats(&before)
		begun := time.Now()
		s.get(b, path)
		pages = append(pages, time.Since(begun))
		runtime.ReadMemStats(&after)
		allocations += after.Mallocs - before.Mallocs
		begun = time.Now()
		s.replay(b, statements)
		alone = append(alone, time.Since(begun))
	}
	slices.Sort(pages)
	slices.Sort(alone)
	median := pages[len(pages)/2]
	b.ReportMetric(0, "ns/op") // the page and its SQL together say nothing
	b.ReportMetric(float64(named), "queries")
	b.ReportMetric(milliseconds(median), "p50-ms")
	b.ReportMetric(milliseconds(pages[len(pages)*95/100]), "p95-ms")
	b.ReportMetric(milliseconds(alone[len(alone)/2]), "sql-ms")
	b.ReportMetric(float64(median)/float64(alone[len(alone)/2]), "page/sql")
	b.ReportMetric(float64(allocations)/float64(len(pages)), "allocs/page")
	b.ReportMetric(float64(bytes)/1024, "kB")
}

// replay sends the statements and reads every row of the answers, and nothing more.
func (s *pageSite) replay(b *testing.B, statements []testdb.Statement) {
	b.Helper()
	for _, q := range statements {
		rows, err := s.alone.Query(b.Context(), q.SQL, q.Args...)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
		}
		if rows.Err() != nil {
			b.Fatal(rows.Err())
		}
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
