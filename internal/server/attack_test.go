package server

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// hostile are texts that do harm wherever one of the usual mistakes is made: they end a
// statement of SQL, leave an element or an attribute, run as a formula in a spreadsheet,
// begin a header of their own, or a template's expression.
var hostile = []string{
	`=HYPERLINK("https://elak.se")'"><script>elak(1)</script>`,
	`@SUM(1)'); DROP TABLE person; --<img src=x onerror=elak(2)>{{7*7}}`,
	"+1</textarea></title><svg onload=elak(3)>\r\nX-Elak: 3\r\n\r\n",
	`-1' OR '1'='1" onmouseover="elak(4)" x="`,
	"/elak\"><a href=\"javascript:elak(5)\">\tfem</a>",
}

// TestHostileTextsDoNoHarm types what harms into every field of every form that each role
// is offered, and then reads all that everybody can read. What was stored comes out as the
// text that it is, in pages, files, pictures, letters and headers; nothing fails; and a
// form that is sent twice with the version it was opened in is stored once.
func TestHostileTextsDoNoHarm(t *testing.T) {
	d, people := attackedSite(t, "kalmar", "sammanstallande", "verksamhetschef", "ordforande", "admin")
	owner := d.owner()
	count := func(sql string) (n int) {
		t.Helper()
		if err := owner.QueryRow(t.Context(), sql).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	const changes = `SELECT count(*) FROM audit`
	before := count(`SELECT count(*) FROM person`)
	sent, stored := 0, 0
	for _, i := range people {
		i.crawl(1)
		for n, f := range i.forms() {
			if len(f.texts) == 0 || strings.HasPrefix(f.action, "/konto/losenord") {
				continue
			}
			for m := range 2 {
				values := f.with(hostile[(n+m)%len(hostile)])
				sent++
				w := i.ask(http.MethodPost, f.action, values)
				if w.Code != http.StatusSeeOther {
					continue
				}
				stored++
				if v := values.Get("version"); v == "" || v == "0" { // what is new may be made twice
					continue
				}
				once := count(changes)
				if i.ask(http.MethodPost, f.action, values); count(changes) != once {
					t.Errorf("%s: %s: sent twice in the same version, it is stored twice: %v", i.name, f.action, slices.Sorted(maps.Keys(values)))
				}
			}
		}
	}
	if now := count(`SELECT count(*) FROM person`); now < before {
		t.Errorf("%d people, before %d", now, before)
	}
	if n := count(`SELECT count(*) FROM reminder WHERE subject ~ '[\r\n]' OR email ~ '[\r\n]'`); n > 0 {
		t.Errorf("%d letters have a heading of several lines", n)
	}
	shown := map[string]bool{}
	for _, i := range append(people, &intruder{person: d.as(d.site, "rmpo"), name: "rmpo", site: people[0].site}) {
		i.crawl(2)
		for address, body := range i.seen {
			if strings.Contains(body, "elak") {
				shown[kindOf(address)] = true
			}
		}
		for _, file := range []string{"/forbattring/handlingsplan.csv", "/resultat/siffror.xlsx", "/resultat/siffror.csv", "/inrapportering/KAL/2025K4/siffror.csv",
			"/inrapportering/KAL/2025K4/siffror.xlsx", "/inrapportering/KAL/2025K4/mall.xlsx", "/inrapportering/oversikt/laget.csv", "/gruppen/moten/3/mote.ics"} {
			i.ask(http.MethodGet, file, nil)
		}
	}
	t.Logf("%d forms sent, %d of them stored, shown on %d kinds of pages", sent, stored, len(shown))
	if stored < 60 || len(shown) < 60 {
		t.Errorf("%d of %d forms were stored, and shown on %d kinds of pages: too few to say anything", stored, sent, len(shown))
	}
}

// TestNumbersOfOthersAreRefused: in every field that names something stored stands the
// number of something that there is not, that is not a number, or that is another group's.
// Nothing fails, and nothing of another group is ever tied to one's own.
func TestNumbersOfOthersAreRefused(t *testing.T) {
	d, people := attackedSite(t, "sammanstallande", "kalmar")
	d.exec(`INSERT INTO programme_group (healthcare_region_id, code, name, short_name, set_up_at) SELECT healthcare_region_id, 'annan', 'Andra gruppen', 'Andra', now() FROM programme_group;
		INSERT INTO goal (group_id, year, category, title, value_for_children) SELECT id, 2026, 'medical', 'Andras mål', 'v' FROM programme_group WHERE code = 'annan';
		INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position) SELECT id, 'ANN1', 'medical', 'all_units', '{general}', 'proportion', 'sourced', 1 FROM programme_group WHERE code = 'annan';
		INSERT INTO meeting_series (group_id, title) SELECT id, 'Andras serie' FROM programme_group WHERE code = 'annan';
		INSERT INTO person (email, name) VALUES ('annan@exempel.se', 'Annan Person');
		INSERT INTO membership (person_id, group_id, role, valid_from) SELECT p.id, g.id, 'chair', '2020-01-01' FROM person p, programme_group g WHERE p.email = 'annan@exempel.se' AND g.code = 'annan'`)
	theirs := map[string]string{}
	var goal, indicator, series, stranger string
	if err := d.owner().QueryRow(t.Context(), `SELECT (SELECT max(id)::text FROM goal), (SELECT max(id)::text FROM indicator), (SELECT max(id)::text FROM meeting_series),
		(SELECT id::text FROM person WHERE email = 'annan@exempel.se')`).Scan(&goal, &indicator, &series, &stranger); err != nil {
		t.Fatal(err)
	}
	for number, names := range map[string][]string{goal: {"goal"}, indicator: {"indicator", "measure"}, series: {"series", "meeting"},
		stranger: {"owner", "person", "contact", "member"}} {
		for _, name := range names {
			theirs[name] = number
		}
	}
	tried := 0
	for _, i := range people {
		i.crawl(1)
		for _, f := range i.forms() {
			for _, field := range f.chosen {
				other := goal
				for name, number := range theirs {
					if strings.Contains(field, name) {
						other = number
					}
				}
				for _, number := range []string{other, "99999999999999999999"} {
					values := f.with("Prov")
					values[field] = []string{number}
					i.ask(http.MethodPost, f.action, values)
					tried++
				}
			}
		}
	}
	var tied []string
	rows, err := d.owner().Query(t.Context(), tiedAcross)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var what string
		if err := rows.Scan(&what); err != nil {
			t.Fatal(err)
		}
		tied = append(tied, what)
	}
	if err := rows.Err(); err != nil || len(tied) > 0 {
		t.Errorf("tied to another group: %v %v", tied, err)
	}
	t.Logf("%d numbers tried", tried)
	if tried < 150 {
		t.Errorf("only %d numbers were tried", tried)
	}
}

// tiedAcross finds what belongs to one group and names something of another, or somebody
// who belongs to another.
const tiedAcross = `
SELECT 'selected ' || s.indicator_id FROM selected_indicator s JOIN indicator i ON i.id = s.indicator_id WHERE s.group_id <> i.group_id
UNION ALL SELECT 'goal of action ' || a.id FROM action a JOIN goal g ON g.id = a.goal_id WHERE a.group_id <> g.group_id
UNION ALL SELECT 'goal of example ' || a.id FROM example a JOIN goal g ON g.id = a.goal_id WHERE a.group_id <> g.group_id
UNION ALL SELECT 'goal of local goal ' || a.id FROM local_goal a JOIN goal g ON g.id = a.goal_id WHERE a.group_id <> g.group_id
UNION ALL SELECT 'measure of local goal ' || a.id FROM local_goal a JOIN indicator i ON i.id = a.indicator_id WHERE a.group_id <> i.group_id
UNION ALL SELECT 'measure of milestone ' || m.id FROM milestone m JOIN long_term_goal l ON l.id = m.long_term_goal_id JOIN indicator i ON i.id = m.indicator_id WHERE l.group_id <> i.group_id
UNION ALL SELECT 'measure of proposal ' || p.id FROM goal_proposal p JOIN goal_proposal_indicator x ON x.proposal_id = p.id JOIN indicator i ON i.id = x.indicator_id WHERE p.group_id <> i.group_id
UNION ALL SELECT 'last goal of proposal ' || p.id FROM goal_proposal p JOIN goal g ON g.id = p.previous_goal_id WHERE p.group_id <> g.group_id
UNION ALL SELECT 'long-term goal of goal ' || g.id FROM goal g JOIN long_term_goal l ON l.id = g.long_term_goal_id WHERE g.group_id <> l.group_id
UNION ALL SELECT 'owner of action ' || a.id FROM action a JOIN person p ON p.id = a.owner_id WHERE p.email = 'annan@exempel.se' AND a.group_id = 1
UNION ALL SELECT 'owner of task ' || a.id FROM task a JOIN person p ON p.id = a.owner_id WHERE p.email = 'annan@exempel.se' AND a.group_id = 1
UNION ALL SELECT 'contact of example ' || a.id FROM example a JOIN person p ON p.id = a.contact_id WHERE p.email = 'annan@exempel.se' AND a.group_id = 1
UNION ALL SELECT 'mentioned in post ' || m.post_id FROM post_mention m JOIN person p ON p.id = m.person_id WHERE p.email = 'annan@exempel.se'`

// TestFormsFromElsewhereAreRefusedEverywhere sends every form there is from another site,
// as whoever may send it from our own.
func TestFormsFromElsewhereAreRefusedEverywhere(t *testing.T) {
	d, people := attackedSite(t, "sammanstallande", "admin", "kalmar", "ordforande")
	var before, after int
	const rows = `SELECT count(*) FROM audit`
	if err := d.owner().QueryRow(t.Context(), rows).Scan(&before); err != nil {
		t.Fatal(err)
	}
	forged := 0
	for _, route := range routesOf(t, people[0].site) {
		method, pattern, _ := strings.Cut(route, " ")
		if method == http.MethodGet || method == http.MethodHead {
			continue
		}
		for _, i := range people {
			for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elak.se"} {
				r := httptest.NewRequestWithContext(t.Context(), method, variablePattern.ReplaceAllString(pattern, "1"), strings.NewReader("version=1&confirm=1"))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.Header.Set(name, value)
				at, err := url.Parse(i.person.site.URL)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range i.client.Jar.Cookies(at) {
					r.AddCookie(c)
				}
				w := httptest.NewRecorder()
				i.site.ServeHTTP(w, r)
				if forged++; w.Code != http.StatusForbidden {
					t.Errorf("%s, %s from %s: %d", i.name, route, value, w.Code)
				}
			}
		}
	}
	if err := d.owner().QueryRow(t.Context(), rows).Scan(&after); err != nil || after != before {
		t.Errorf("%d rows in the log, before %d: %v", after, before, err)
	}
	if a := people[0].get("/konto"); a.status != http.StatusOK {
		t.Errorf("a forged form has signed somebody out: %d", a.status)
	}
	if forged < 1000 {
		t.Errorf("only %d forms were forged", forged)
	}
}
