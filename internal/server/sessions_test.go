package server

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"samsyn/internal/testdb/testgroup"
)

// as makes the browser say what it is.
func (p *person) as(agent string) *person {
	p.client.Transport = agentTransport(agent)
	return p
}

type agentTransport string

func (a agentTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("User-Agent", string(a))
	return http.DefaultTransport.RoundTrip(r)
}

const (
	firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
	phone   = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)

var endings = regexp.MustCompile(`action="(/konto/inloggningar/[0-9a-f-]{36}/avsluta)"`)

// TestOnesOwnSessions are told in plain words and can be ended one by one, from any process.
func TestOnesOwnSessions(t *testing.T) {
	f, site := newSite(t)
	other := anotherProcess(t, f)
	here, elsewhere := visit(t, site).as(firefox), visit(t, other).as(phone)
	for _, p := range []*person{here, elsewhere, visit(t, site).as("x<b>" + strings.Repeat("y", 2000))} {
		p.wantRedirect("signed in", p.signIn("lead@exempel.se", password, ""), "/")
	}
	visit(t, site).signIn("manager@exempel.se", password, "")
	list := here.get("/konto/inloggningar")
	found := endings.FindAllStringSubmatch(list.body, -1)
	if list.status != http.StatusOK || len(found) != 3 {
		t.Fatalf("%d with %d sessions", list.status, len(found))
	}
	for _, want := range []string{"Firefox på Windows", "Safari på iOS", "med lösenord", "från adressen 127.0.0.1", "Logga ut alla andra", "Den här"} {
		if !strings.Contains(list.body, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if strings.Contains(list.body, "<b>") || strings.Count(list.body, "Den här") != 1 {
		t.Error("what a browser says of itself is put into the page, or not one session is this one")
	}
	// The current one stands first; the phone's was begun in another process.
	id := f.Text(`SELECT public_id FROM session WHERE system = 'iOS'`)
	ending := "/konto/inloggningar/" + id + "/avsluta"
	if a := visit(t, site).post(ending, nil); a.status != http.StatusSeeOther || a.location != "/logga-in" {
		t.Errorf("a stranger: %d", a.status)
	}
	stranger := visit(t, site)
	stranger.signIn("manager@exempel.se", password, "")
	if a := stranger.post(ending, nil); a.status != http.StatusNotFound {
		t.Errorf("somebody else ends it: %d", a.status)
	}
	if a := elsewhere.get("/konto"); a.status != http.StatusOK {
		t.Fatalf("before: %d", a.status)
	}
	here.wantRedirect("ended", here.post(ending, nil), "/konto/inloggningar")
	elsewhere.wantRedirect("the phone afterwards", elsewhere.get("/konto"), "/logga-in?return=%2Fkonto")
	if a := here.post(ending, nil); a.status != http.StatusNotFound {
		t.Errorf("ended twice: %d", a.status)
	}
	here.wantRedirect("all others", here.post("/konto/inloggningar/avsluta-andra", nil), "/konto/inloggningar")
	if a := here.get("/konto/inloggningar"); a.status != http.StatusOK || strings.Contains(a.body, "Logga ut alla andra") ||
		len(endings.FindAllString(a.body, -1)) != 1 {
		t.Errorf("only this one should be left: %d", a.status)
	}
	own := endings.FindStringSubmatch(here.get("/konto/inloggningar").body)[1]
	here.wantRedirect("this one", here.post(own, nil), "/logga-in")
	here.wantRedirect("afterwards", here.get("/konto"), "/logga-in?return=%2Fkonto")
	got := f.Text(`SELECT string_agg(action || ' ' || coalesce(before->>'session', before->>'sessions', ''), ', ' ORDER BY id)
		FROM audit WHERE action LIKE 'account.end%'`)
	if !regexp.MustCompile(`^account.end_session Safari, iOS, \d{4}-\d\d-\d\d \d\d:\d\d, account.end_sessions 1, account.end_session Firefox, Windows, [-0-9 :]+$`).MatchString(got) {
		t.Error(got)
	}
}

// TestAPersonsSessionsEndedByTheAdministrator, and by nobody else.
func TestAPersonsSessionsEndedByTheAdministrator(t *testing.T) {
	f, site := newSite(t)
	p, admin := visit(t, site), visit(t, site)
	p.signIn("lead@exempel.se", password, "")
	admin.signIn("admin@exempel.se", password, "")
	if a := p.post("/konton/1/logga-ut", nil); a.status != http.StatusForbidden {
		t.Errorf("somebody without leave: %d", a.status)
	}
	if a := admin.get("/konton/1"); !strings.Contains(a.body, "Personen är inloggad i 1 webbläsare.") {
		t.Error("the account does not say that the person is signed in")
	}
	admin.wantRedirect("ended", admin.post("/konton/1/logga-ut", nil), "/konton/1")
	p.wantRedirect("afterwards", p.get("/konto"), "/logga-in?return=%2Fkonto")
	if a := admin.get("/konton/1"); strings.Contains(a.body, "Personen är inloggad") {
		t.Error("the account says that the person is signed in")
	}
	admin.wantRedirect("again", admin.post("/konton/1/logga-ut", nil), "/konton/1")
	if a := admin.post("/konton/999/logga-ut", nil); a.status != http.StatusNotFound {
		t.Errorf("nobody: %d", a.status)
	}
	if got := f.Text(`SELECT string_agg(person_id || ' ' || subject_id || ' ' || (before->>'sessions'), ',') FROM audit WHERE action = 'account.end_sessions'`); got !=
		strconv.Itoa(int(testgroup.Administrator))+" 1 1" {
		t.Error(got)
	}
}

// TestHowLongIsLeft is told without making it last, and one can go on.
func TestHowLongIsLeft(t *testing.T) {
	f, site := newSite(t)
	p := visit(t, site)
	ask := func(method, path string) answer {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, site.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set(partHeader, "session")
		return p.read(p.client.Do(request))
	}
	if a := ask(http.MethodGet, "/konto/inloggningar/kvar"); a.status != http.StatusUnauthorized {
		t.Errorf("nobody: %d", a.status)
	}
	p.signIn("lead@exempel.se", password, "")
	f.Exec(`UPDATE session SET expires_at = now() + interval '100 seconds'`)
	for range 2 {
		if a := ask(http.MethodGet, "/konto/inloggningar/kvar"); a.status != http.StatusOK || !strings.HasPrefix(a.body, `{"left":9`) {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	if a := ask(http.MethodPost, "/konto/inloggningar/fortsatt"); a.status != http.StatusOK || !strings.HasPrefix(a.body, `{"left":71`) {
		t.Errorf("two hours but a minute: %d %s", a.status, a.body)
	}
	if a := ask(http.MethodGet, "/konto/inloggningar/kvar"); a.status != http.StatusOK || !strings.HasPrefix(a.body, `{"left":71`) {
		t.Errorf("it does not go on: %d %s", a.status, a.body)
	}
	p.wantRedirect("without a script", p.post("/konto/inloggningar/fortsatt", url.Values{}), "/")
	a := p.get("/konto")
	if !strings.Contains(a.body, "eller tills du har varit borta i 2 timmar.") || !strings.Contains(a.body, `data-idle="7200" data-warn="300"`) {
		t.Error("the page does not say until when")
	}
	if open := visit(t, site).get("/logga-in"); strings.Contains(open.body, "data-session") {
		t.Error("somebody who is not signed in is warned")
	}
	f.Exec(`UPDATE session SET expires_at = now()`)
	if a := ask(http.MethodGet, "/konto/inloggningar/kvar"); a.status != http.StatusUnauthorized {
		t.Errorf("after the end: %d", a.status)
	}
}
