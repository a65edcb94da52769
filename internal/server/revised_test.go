package server

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/importing"
	"samsyn/internal/chart"
	"samsyn/internal/exchange"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// ask asks for the page, which the browser has with the mark already.
func (p *person) ask(path, mark string) (status int, newMark, body string) {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.site.URL+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if mark != "" {
		request.Header.Set("If-None-Match", mark)
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if response.StatusCode < 300 && response.Header.Get("Cache-Control") != "private, no-cache" {
		p.t.Errorf("%s may be kept: %q", path, response.Header.Get("Cache-Control"))
	}
	return response.StatusCode, response.Header.Get("ETag"), string(all)
}

// want fails the test when the page with the mark is answered with another status.
func (p *person) want(what, path, mark string, status int) {
	p.t.Helper()
	if got, _, _ := p.ask(path, mark); got != status {
		p.t.Errorf("%s: %s: status %d, want %d", what, path, got, status)
	}
}

// takeOver stores the figures of a CSV file, as the command does.
func takeOver(f *testgroup.Fixture, t *testing.T, csv string) {
	t.Helper()
	file, err := exchange.Read(strings.NewReader(csv), exchange.Limits{})
	if err != nil || len(file.Problems) > 0 {
		t.Fatal(err, file.Problems)
	}
	_, problems, err := importing.New(f.DB, testgroup.Clock).Apply(t.Context(), org.Actor{Person: org.Person{Name: "samsyn import"}},
		importing.Request{File: "prov.csv", Rows: file.Rows, Create: true})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
}

// TestAPageHoldsUntilSomethingChanges: a page of results is not made again for whoever
// has it, until a figure, the person, the role, the language or the day is another.
func TestAPageHoldsUntilSomethingChanges(t *testing.T) {
	f, site := newSite(t)
	takeOver(f, t, "group;unit;indicator;period;numerator;denominator\nprov;ALA;MED1;2025K1;70;300\nprov;BO;MED1;2025K1;60;290\n")
	pages := []string{"/resultat", "/resultat/matris", "/resultat/matt/MED1", "/resultat/matt/MED1/diagram/enheter.svg", "/resultat/enhet/ALA"}
	lead, member := visit(t, site), visit(t, site)
	lead.signIn("lead@exempel.se", password, "/")
	member.signIn("member@exempel.se", password, "/")
	seen := map[string]bool{}
	fetch := func(p *person) map[string]string {
		t.Helper()
		marks := map[string]string{}
		for _, page := range pages {
			status, mark, _ := p.ask(page, "")
			if status != http.StatusOK || mark == "" || seen[mark] {
				t.Fatalf("%s: status %d, mark %q", page, status, mark)
			}
			marks[page], seen[mark] = mark, true
		}
		return marks
	}
	all := func(what string, p *person, marks map[string]string, status int) {
		t.Helper()
		for page, mark := range marks {
			p.want(what, page, mark, status)
		}
	}
	marks := fetch(lead)
	all("nothing has changed", lead, marks, http.StatusNotModified)
	all("another person", member, marks, http.StatusOK)
	members := fetch(member)
	all("nothing has changed", member, members, http.StatusNotModified)

	db, err := postgres.Open(t.Context(), f.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	second := httptest.NewServer(New(Config{DB: db, Log: slog.New(slog.DiscardHandler), Now: testgroup.Clock, Charts: chart.NewRenderer(chart.Config{Engines: 1})}))
	t.Cleanup(second.Close)
	elsewhere := &person{t: t, client: lead.client, site: second}
	all("another process", elsewhere, marks, http.StatusNotModified)

	takeOver(f, t, "group;unit;indicator;period;numerator;denominator\nprov;ALA;MED1;2025K2;31;377\n")
	all("a figure is new, in another process", elsewhere, marks, http.StatusOK)
	all("a figure is new", lead, marks, http.StatusOK)
	all("a figure is new", member, members, http.StatusOK)
	if _, _, body := lead.ask("/resultat/enhet/ALA", marks["/resultat/enhet/ALA"]); !strings.Contains(body, "377") && !strings.Contains(body, "677") {
		t.Error("the page is the old one")
	}
	marks = fetch(lead)
	lead.get("/resultat/siffror.csv") // is logged, and changes nothing
	all("a file was handed out", lead, marks, http.StatusNotModified)
	for _, page := range pages {
		if _, mark, _ := lead.ask(page+"?ar=1999", marks[page]); mark != "" {
			t.Errorf("%s: a page that is not there has a mark", page)
		}
	}

	lead.post("/sprak", url.Values{"language": {"en"}, "return": {"/"}})
	all("in English", lead, marks, http.StatusOK)
	lead.post("/sprak", url.Values{"language": {"sv"}, "return": {"/"}})
	all("in Swedish again", lead, marks, http.StatusNotModified)
	f.Exec(`UPDATE membership SET role = 'program_area_member', unit_id = NULL WHERE person_id = 1`)
	all("with another role", lead, marks, http.StatusOK)
	lead.post("/logga-ut", nil)
	all("signed out", lead, marks, http.StatusSeeOther)
}

// TestAMessageIsShownOnce: a page that shows what was just done is neither kept nor
// taken from what the browser has.
func TestAMessageIsShownOnce(t *testing.T) {
	f, site := newSite(t)
	takeOver(f, t, "group;unit;indicator;period;numerator;denominator\nprov;ALA;MED1;2025K1;7;30\n")
	p := visit(t, site)
	p.signIn("lead@exempel.se", password, "/")
	_, mark, _ := p.ask("/resultat", "")
	p.wantRedirect("a new password", p.post("/konto/losenord", url.Values{"old": {password}, "new": {password + "!"}, "repeat": {password + "!"}}), "/konto")
	status, with, body := p.ask("/resultat", mark)
	if status != http.StatusOK || with != "" || !strings.Contains(body, "Lösenordet är bytt.") {
		t.Errorf("status %d, mark %q: the message is not shown, or kept", status, with)
	}
	// A new password begins the session anew, and the page says until when it lasts.
	_, mark, _ = p.ask("/resultat", mark)
	p.want("after it", "/resultat", mark, http.StatusNotModified)
}
