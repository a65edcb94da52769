package server

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// demoDay is a day when the last quarter of 2025 is being handed in.
var demoDay = time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)

// demo is the whole site on the example group.
type demo struct {
	t     *testing.T
	db    *testdb.Database
	group org.Group
	whole *analysis.Dataset
	site  *httptest.Server
	out   outputs
	keys  map[string]string // for other programs, by whose they are
}

func newDemo(t *testing.T) *demo {
	t.Helper()
	d := &demo{t: t, db: testdb.New(t), keys: map[string]string{}}
	if err := setup.Default(t.Context(), d.db.DB, demoDay); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), d.db.DB, demoDay, password); err != nil {
		t.Fatal(err)
	}
	if err := setup.DemoPackages(t.Context(), d.db.DB, demoDay, compose.Package); err != nil {
		t.Fatal(err)
	}
	if err := setup.DemoEditions(t.Context(), d.db.DB, demoDay, compose.Edition); err != nil {
		t.Fatal(err)
	}
	d.exec(`INSERT INTO person (email, name, password_hash) SELECT 'observer@exempel.se', 'Exempelobservatör', password_hash
		FROM person WHERE email = 'rmpo@exempel.se'`)
	d.exec(`INSERT INTO membership (person_id, group_id, role, valid_from) SELECT p.id, g.id, 'observer', '2020-01-01'
		FROM person p, programme_group g WHERE p.email = 'observer@exempel.se' AND g.code = 'neonatologi'`)
	d.exec(`CREATE TABLE before_walking AS SELECT max(id) AS id, (SELECT max(id) FROM audit_link) AS link FROM audit`)
	d.read()
	d.site = d.serve(nil)
	return d
}

// read reads all that the group has.
func (d *demo) read() {
	d.t.Helper()
	if err := d.db.DB.Read(d.t.Context(), func(tx *postgres.Tx) (err error) {
		if d.group, err = tx.GroupByCode(d.t.Context(), "neonatologi"); err != nil {
			return err
		}
		years, err := tx.ResultYears(d.t.Context(), d.group.ID)
		if err != nil {
			return err
		}
		first, last := years[0].Year, years[len(years)-1].Year
		if d.whole, err = dataset.Load(d.t.Context(), tx, d.group.ID, first, last); err != nil {
			return err
		}
		goals, err := tx.Goals(d.t.Context(), d.group.ID, first, last)
		d.out = outputs{ds: d.whole}
		for _, m := range d.whole.Measures {
			d.out.codes = append(d.out.codes, m.Code)
		}
		for _, g := range goals {
			d.out.goals = append(d.out.goals, fmt.Sprint(g.ID))
		}
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
}

// exec changes the database behind the site's back.
func (d *demo) exec(sql string, args ...any) {
	d.t.Helper()
	conn, err := pgx.Connect(d.t.Context(), d.db.OwnerURL)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(d.t.Context())) }()
	if _, err := conn.Exec(d.t.Context(), sql, args...); err != nil {
		d.t.Fatal(err)
	}
}

// serve is the site, seen through something when that is given.
func (d *demo) serve(through func(http.Handler) http.Handler) *httptest.Server {
	d.t.Helper()
	handler := d.handler()
	if through != nil {
		handler = through(handler)
	}
	site := httptest.NewServer(handler)
	d.t.Cleanup(site.Close)
	return site
}

func (d *demo) handler() http.Handler {
	d.t.Helper()
	press := document.Find()
	if err := press.Missing(document.PDF); err != nil {
		d.t.Fatal(err)
	}
	return New(Config{Documents: press, DB: d.db.DB, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: func() time.Time { return demoDay }, Charts: chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 128 << 20})})
}

// move goes to the other world.
func (d *demo) move(to otherWorld) {
	d.t.Helper()
	for figure, n := range to.numerators {
		id := d.figure(figure)
		d.exec(`UPDATE approved_figure a SET numerator = $2 FROM figure f WHERE f.id = $1 AND a.figure_id = f.id AND a.numerator = f.numerator`, id, n)
		d.exec(`UPDATE figure SET numerator = $2 WHERE id = $1`, id, n)
		d.exec(`UPDATE audit SET after = jsonb_set(after::jsonb, '{numerator}', to_jsonb($2::numeric))
			WHERE subject = 'figure' AND subject_id = $1 AND after::jsonb ? 'numerator'`, id, n)
	}
}

// figure is the id of a figure.
func (d *demo) figure(key figureKey) (id int64) {
	d.t.Helper()
	conn, err := pgx.Connect(d.t.Context(), d.db.OwnerURL)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(d.t.Context())) }()
	err = conn.QueryRow(d.t.Context(), `SELECT id FROM figure WHERE unit_id = $1 AND indicator_id = $2 AND stratum_id IS NOT DISTINCT FROM nullif($3::bigint, 0)
		AND period_start = $4 AND period_months = $5`, key.unit, key.indicator, key.stratum, key.period.Start(), key.period.Months).Scan(&id)
	if err != nil {
		d.t.Fatalf("%+v: %v", key, err)
	}
	return id
}

// madeKey finds a new key on the page that shows it.
var madeKey = regexp.MustCompile(`samsyn_[A-Za-z0-9_-]{20,}`)

// as signs somebody in, with a key for other programs.
func (d *demo) as(site *httptest.Server, name string) *person {
	d.t.Helper()
	p := visit(d.t, site)
	if a := p.signIn(name+"@exempel.se", password, ""); a.status != http.StatusSeeOther {
		d.t.Fatalf("%s cannot sign in: %d", name, a.status)
	}
	if _, made := d.keys[name]; !made {
		d.keys[name] = madeKey.FindString(p.post("/konto/nycklar", url.Values{"name": {"Provet"}}).body)
	}
	p.key = d.keys[name]
	return p
}

// walk is everything of the outputs that somebody is sent, by address and by route.
func (d *demo) walk(p *person, out outputs) map[string]map[string]string {
	d.t.Helper()
	// Who has walked before stands in the log, and wrong keys are counted.
	d.exec(`DELETE FROM audit WHERE id > (SELECT id FROM before_walking)`)
	d.exec(`DELETE FROM audit_link WHERE id > (SELECT link FROM before_walking)`)
	d.exec(`DELETE FROM page_reading`)
	d.exec(`DELETE FROM sign_in_brake`)
	all := map[string]map[string]string{}
	for _, pattern := range patterns(d.t, d.handler()) {
		if pattern == "/konto/inloggningar" { // lists where the reader is signed in at the moment
			continue
		}
		all[pattern] = map[string]string{}
		for _, address := range out.addresses(d.t, pattern) {
			all[pattern][address] = p.sent(address)
		}
	}
	return all
}

// differing are the addresses of a route that send something else than before.
func differing(before, after map[string]string) []string {
	var list []string
	for address, text := range before {
		if after[address] != text {
			list = append(list, address)
		}
	}
	slices.Sort(list)
	return list
}

// TestNothingHiddenCanBeToldFromWhatIsSent walks every address of the site as everybody
// who is not to see small numbers, in two worlds that differ only in numbers that are
// hidden. What is sent must be the same, byte for byte: pages, charts, files and all.
// The coordinator, who sees everything, must see the difference wherever there are
// results; so the walk does reach the numbers.
func TestNothingHiddenCanBeToldFromWhatIsSent(t *testing.T) {
	d := newDemo(t)
	other := findOther(d.whole)
	t.Logf("%d of %d hidden results differ in the other world, in %d measures", other.differing, other.hidden, len(other.moved))
	if other.hidden < 20 || other.differing < other.hidden/2 {
		t.Fatalf("only %d of %d hidden results differ in the other world", other.differing, other.hidden)
	}
	for _, m := range d.whole.Measures {
		if other.moved[m.ID] && len(d.out.moved) < 2 {
			d.out.moved = append(d.out.moved, m.Code)
		}
	}
	d.addExamples(other)
	outside := []string{"rmpo", "observer", "admin"}
	before := map[string]map[string]map[string]string{}
	people := map[string]*person{}
	for _, name := range outside {
		people[name] = d.as(d.site, name)
		before[name] = d.walk(people[name], d.out)
	}
	some := d.out
	some.codes = d.out.moved
	inside := d.walk(d.as(d.site, "sammanstallande"), some)
	leaks := d.leaks(other)
	for _, l := range leaks {
		l.before = l.reader.sent(l.address)
	}
	d.moveBehind(people["rmpo"], other)
	for _, name := range outside {
		after := d.walk(people[name], d.out)
		for pattern := range after {
			for _, address := range differing(before[name][pattern], after[pattern]) {
				t.Errorf("%s: %s tells of what is hidden: %s", name, address, difference(before[name][pattern][address], after[pattern][address]))
			}
		}
	}
	for _, l := range leaks {
		if l.reader.sent(l.address) == l.before {
			t.Errorf("%s is not seen in %s", l.name, l.address)
		}
	}
	after := d.walk(d.as(d.site, "sammanstallande"), some)
	results := []string{"/resultat/matris", "/resultat/siffror.csv", "/resultat/siffror.xlsx", "/resultat/alla.csv", "/resultat/alla.xlsx",
		"/resultat/matt/{code}", "/resultat/matt/{code}/diagram/{name}", "/resultat/enhet/{code}", "/arsrapport/{year}",
		"/arsrapport/{year}/enhet/{unit}", "/arsrapport/{year}/bildspel/visa",
		"/arsrapport/{year}/utgavor/{number}", "/arsrapport/{year}/utgavor/{number}/las",
		"/mal/enheter/{unit}", "/forbattring/exempel/{example}", "/forbattring/exempel/{example}/diagram/{name}"}
	for pattern := range after {
		if strings.HasSuffix(pattern, "/analysis") || strings.Contains(pattern, "/figures") {
			results = append(results, pattern)
		}
	}
	for _, pattern := range results {
		if len(differing(inside[pattern], after[pattern])) == 0 {
			t.Errorf("%s shows the coordinator no difference: it is not tested", pattern)
		}
	}
}

// moveBehind goes to the other world and looks at the ETags of what the person is sent.
// One that is another for other numbers must be another for the same numbers too, when
// they have been written again: else it could be tried out what it is made from.
func (d *demo) moveBehind(p *person, to otherWorld) {
	d.t.Helper()
	etags := func() map[string]string {
		for _, pattern := range patterns(d.t, d.handler()) {
			p.sent(d.out.addresses(d.t, pattern)[0])
		}
		return maps.Clone(p.etags)
	}
	before := etags()
	d.move(to)
	moved := etags()
	d.exec(`UPDATE figure SET numerator = numerator`)
	for address, etag := range etags() {
		if moved[address] != before[address] && etag == moved[address] {
			d.t.Errorf("the ETag of %s tells of what is hidden", address)
		}
	}
}

// difference is where two texts part.
func difference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	cut := func(s string) string { return s[max(0, n-60):min(len(s), n+60)] }
	return fmt.Sprintf("%q, %q", cut(a), cut(b))
}

// leak is the site with one hidden number in what it sends, and somebody outside who
// reads it.
type leak struct {
	name, address, before string
	reader                *person
}

// leaks are sites that are broken on purpose: a hidden number slips out as text, in a
// picture, in a file, or in a header.
func (d *demo) leaks(other otherWorld) []*leak {
	d.t.Helper()
	var figure int64
	for key := range other.numerators {
		figure = d.figure(key)
	}
	secret := func() string {
		var n string
		conn, err := pgx.Connect(d.t.Context(), d.db.OwnerURL)
		if err != nil {
			d.t.Fatal(err)
		}
		defer func() { _ = conn.Close(context.WithoutCancel(d.t.Context())) }()
		if err := conn.QueryRow(d.t.Context(), `SELECT numerator::text FROM figure WHERE id = $1`, figure).Scan(&n); err != nil {
			d.t.Fatal(err)
		}
		return n
	}
	slip := func(address string, header bool) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasPrefix(address, r.URL.Path) || r.Method != http.MethodGet {
					next.ServeHTTP(w, r)
					return
				}
				if header {
					w.Header().Set("Last-Modified", secret())
				}
				recorded := httptest.NewRecorder()
				next.ServeHTTP(recorded, r)
				body := recorded.Body.String()
				if !header {
					body = strings.Replace(body, "</", secret()+"</", 1)
					body = strings.Replace(body, ";", ";"+secret(), 1)
				}
				w.Header().Set("Content-Type", recorded.Header().Get("Content-Type"))
				_, _ = io.WriteString(w, body)
			})
		}
	}
	code := d.out.moved[0]
	var list []*leak
	for _, l := range []struct {
		name, address string
		header        bool
	}{
		{"a number in a page", "/resultat/matris", false},
		{"a number in a chart", "/resultat/matt/" + code + "/diagram/over-tid.svg", false},
		{"a number in a file", "/resultat/alla.csv", false},
		{"a number in a header", "/resultat", true},
	} {
		list = append(list, &leak{name: l.name, address: l.address, reader: d.as(d.serve(slip(l.address, l.header)), "rmpo")})
	}
	return list
}
