package server

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/chart"
	"samsyn/internal/document"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/setup"
)

// secretOfTheGroup stands in everything that the group has written, and nowhere else.
const secretOfTheGroup = "Bara för Neonatologis ögon"

// guardsWords is what the guard in the database says.
const guardsWords = "the walk changes nothing"

// walker is somebody who walks.
type walker struct {
	name    string
	cookies []*http.Cookie
	key     string // for other programs, "" for those who have none
}

func (who *walker) called() string {
	if who == nil {
		return "a stranger"
	}
	return who.name
}

// walk is the site, those who walk it, and what stands in its addresses.
type walk struct {
	t       *testing.T
	handler http.Handler
	// here are all roles at Kalmar and in the group, away those of units elsewhere (nil for
	// the others), in the order of org.Roles; outside are all roles of the other group.
	here, away, outside []*walker
	left, ended         *walker
	things              map[string]string

	stopped, failed         sync.Map // what the guard stopped, and other errors, by the request
	asked, refused, reached atomic.Int64
}

func newWalk(t *testing.T) *walk {
	t.Helper()
	d := newDemo(t)
	w := &walk{t: t}
	libraries, err := setup.Libraries()
	if err != nil {
		t.Fatal(err)
	}
	w.handler = New(Config{Documents: document.Find(), DB: d.db.DB, Libraries: libraries, Mail: true, BaseURL: "http://samsyn.exempel.se", Log: slog.New(guardian{slog.NewTextHandler(io.Discard, nil), w}),
		Now: func() time.Time { return demoDay }, Charts: chart.NewRenderer(chart.Config{Engines: 1, CacheBytes: 64 << 20})})
	d.exec(walkedThings)
	for _, role := range org.Roles() {
		d.exec(`INSERT INTO person (email, name, password_hash) SELECT w || '.' || $1::text || '@exempel.se', w || ' ' || $1::text, p.password_hash
			FROM person p, unnest('{here,away,outside}'::text[]) w WHERE p.email = 'kalmar@exempel.se'`, string(role))
		d.exec(`INSERT INTO membership (person_id, group_id, unit_id, role, valid_from)
			SELECT p.id, CASE WHEN $1::text <> 'administrator' THEN g.id END, CASE WHEN $2::bool THEN u.id END, $1::text, '2020-01-01'
			FROM (VALUES ('here', 'neonatologi', 'KAL'), ('away', 'neonatologi', 'VAS'), ('outside', 'annan', 'KAL')) at (w, g, u)
			JOIN person p ON p.email = at.w || '.' || $1::text || '@exempel.se' JOIN programme_group g ON g.code = at.g JOIN unit u ON u.code = at.u
			WHERE (at.w <> 'away' OR $2::bool) AND NOT ($1::text = 'administrator' AND at.w <> 'here') AND NOT ($1::text = 'convener' AND at.w = 'here')`,
			string(role), role.OfUnit())
		here := "here." + string(role)
		switch role {
		case org.MedicalLead:
			here = "kalmar" // whose things are walked
		case org.Convener:
			d.exec(`DELETE FROM membership WHERE role = 'unit_manager' AND person_id = (SELECT id FROM person WHERE email = 'sammanstallande@exempel.se')`)
			here = "sammanstallande" // there can be one alone
		}
		w.here = append(w.here, w.walker(d, here))
		if role == org.MedicalLead {
			w.prepare(d)
		}
		away := (*walker)(nil)
		if role.OfUnit() {
			away = w.walker(d, "away."+string(role))
		}
		w.away = append(w.away, away)
		if role != org.Administrator {
			w.outside = append(w.outside, w.walker(d, "outside."+string(role)))
		}
	}
	w.left, w.ended = w.walker(d, "jonkoping"), w.walker(d, "eksjo")
	d.exec(`UPDATE person SET left_on = '2026-02-10' WHERE email = 'jonkoping@exempel.se'`)
	d.exec(`UPDATE membership SET valid_to = '2026-02-09' WHERE person_id = (SELECT id FROM person WHERE email = 'eksjo@exempel.se')`)
	// Everybody is setting up a second factor, and the one whose account is cared for has one.
	d.exec(`INSERT INTO second_factor_setup (person_id, secret, sealed, began_at) SELECT id, '\x00112233445566778899', false, $1 FROM person`, demoDay)
	d.exec(`INSERT INTO second_factor (person_id, secret, sealed, confirmed_at, last_step, recovery_salt) SELECT id, '\x00112233445566778899', false, $1, 0, '\x00' FROM person WHERE email = 'vikarie@exempel.se'`, demoDay)
	d.exec(`INSERT INTO session (token_hash, data, expires_at, person_id, public_id) SELECT '\x00', '\x00', now() + interval '1 day', id, 'walked' FROM person WHERE email = 'kalmar@exempel.se'`)
	d.exec(`INSERT INTO handover (group_id, from_person, to_person, first_day, made_by, made_at, taken_back_at, taken_back_by)
		SELECT g.id, p.id, q.id, '2026-01-01', p.id, $1, $1, p.id FROM programme_group g, person p, person q
		WHERE g.code = 'neonatologi' AND p.email = 'sammanstallande@exempel.se' AND q.email = 'kalmar@exempel.se'`, demoDay)
	w.readThings(d)
	w.things["{library}"] = libraries[0].Key
	d.exec(guardOfTheWalk)
	return w
}

// prepare lets the medical lead make what only the site itself can: a file with a wrong
// row, and an address for calendars.
func (w *walk) prepare(d *demo) {
	d.t.Helper()
	p := visit(d.t, d.site)
	p.signIn("kalmar@exempel.se", password, "")
	if a := p.upload("/inrapportering/fil", "prov.csv", "grupp;enhet;mått;period;täljare;nämnare\nneonatologi;KAL;MED03;2025K4;7;3\n"); a.status != http.StatusSeeOther {
		d.t.Fatalf("no file: %d", a.status)
	}
	p.post("/konto/kalender", nil)
}

// upload sends a file as a browser does.
func (p *person) upload(path, name, content string) answer {
	p.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("fil", name)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(p.client.Post(p.site.URL+path, form.FormDataContentType(), &body))
}

// walker signs somebody in, and makes and uses a key.
func (w *walk) walker(d *demo, name string) *walker {
	d.t.Helper()
	p := visit(d.t, d.site)
	if a := p.signIn(name+"@exempel.se", password, ""); a.status != http.StatusSeeOther {
		d.t.Fatalf("%s cannot sign in: %d", name, a.status)
	}
	p.get("/")
	who := &walker{name: name, key: madeKey.FindString(p.post("/konto/nycklar", url.Values{"name": {"Vandring"}}).body)}
	if who.key != "" {
		p.getWith(who.key, "/api/v1/groups") // its first use of the day is noted
	}
	at, err := url.Parse(d.site.URL)
	if err != nil {
		d.t.Fatal(err)
	}
	who.cookies = p.client.Jar.Cookies(at)
	return who
}

// readThings reads what numbers things of the group have.
func (w *walk) readThings(d *demo) {
	d.t.Helper()
	w.things = map[string]string{}
	rows, err := d.owner().Query(d.t.Context(), walkedNumbers)
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var pattern, variable, value string
		if err := rows.Scan(&pattern, &variable, &value); err != nil {
			d.t.Fatal(err)
		}
		w.things[pattern+"{"+variable+"}"] = value
	}
	if err := rows.Err(); err != nil {
		d.t.Fatal(err)
	}
}

// variablePattern finds a variable in one of chi's patterns.
var variablePattern = regexp.MustCompile(`\{[a-z]+\}`)

// filled puts values for the variables of the route's address, or of a form that is sent
// there. They are things of Kalmar and of the medical lead there: what stands in things for
// the longest beginning of the pattern.
func (w *walk) filled(method, pattern, text string) string {
	text = variablePattern.ReplaceAllStringFunc(text, func(variable string) string {
		for n := len(pattern); n >= 0; n-- {
			for _, beginning := range []string{method + " " + pattern[:n], pattern[:n]} {
				if value, ok := w.things[beginning+variable]; ok {
					return value
				}
			}
		}
		w.t.Errorf("%s: say in walkedNumbers what %s may be", pattern, variable)
		return "1"
	})
	return strings.Replace(text, "*", "css/base.css", 1)
}

// everyGroups are the variables that have the same values in every group.
var everyGroups = []string{"{unit}", "{period}", "{year}", "{name}", "{kind}", "{audience}"}

// namesThings reports whether the route's address has a number or a name of the group's
// own in it.
func (w *walk) namesThings(route string) bool {
	if strings.Contains(route, "/tidigare/{name}") {
		return true
	}
	for _, variable := range everyGroups {
		route = strings.ReplaceAll(route, variable, "")
	}
	return strings.Contains(route, "{")
}

// Handle notes what the guard stopped.
func (g guardian) Handle(ctx context.Context, record slog.Record) error {
	request := page.RequestID(ctx)
	if v := values(record); strings.Contains(v.Get("error"), guardsWords) {
		g.w.stopped.Store(request, true)
	} else if v.Has("error") {
		said := v.Get("error")
		g.w.failed.Store(request, said[:min(len(said), 400)])
	}
	return nil
}

// owner is a connection as the schema's owner, closed after the test.
func (d *demo) owner() *pgx.Conn {
	d.t.Helper()
	conn, err := pgx.Connect(d.t.Context(), d.db.OwnerURL)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}
