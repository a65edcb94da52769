package server

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/chart"
	"samsyn/internal/testdb/testgroup"
)

const password = "ett långt lösenord"

// person is a browser with its own cookies on the whole site.
type person struct {
	t      *testing.T
	client *http.Client
	site   *httptest.Server
	key    string            // shown where other programs ask; "" for none
	etags  map[string]string // of what was sent, by address
}

// answer is what came back.
type answer struct {
	status   int
	location string
	body     string
}

// newSite is the whole site on the test's groups, where everybody has the password.
func newSite(t *testing.T) (*testgroup.Fixture, *httptest.Server) {
	t.Helper()
	f := testgroup.New(t)
	hash, err := account.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	f.Exec(`UPDATE person SET password_hash = '` + hash + `'`)
	return f, anotherProcess(t, f)
}

// anotherProcess is the site once more, as in a process of its own on the same database.
func anotherProcess(t *testing.T, f *testgroup.Fixture, with ...func(*Config)) *httptest.Server {
	t.Helper()
	c := Config{DB: f.DB, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: testgroup.Clock, Charts: chart.NewRenderer(chart.Config{Engines: 1})}
	for _, change := range with {
		change(&c)
	}
	site := httptest.NewServer(New(c))
	t.Cleanup(site.Close)
	return site
}

func visit(t *testing.T, site *httptest.Server) *person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &person{t: t, client: client, site: site}
}

func (p *person) get(path string) answer {
	p.t.Helper()
	return p.read(p.client.Get(p.site.URL + path))
}

// getWith asks with a key, which pages do not look at.
func (p *person) getWith(key, path string) answer {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.site.URL+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	return p.read(p.client.Do(request))
}

func (p *person) post(path string, form url.Values) answer {
	p.t.Helper()
	return p.read(p.client.PostForm(p.site.URL+path, form))
}

func (p *person) read(response *http.Response, err error) answer {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{status: response.StatusCode, location: response.Header.Get("Location"), body: string(body)}
}

func (p *person) signIn(email, secret, back string) answer {
	p.t.Helper()
	return p.post("/logga-in", url.Values{"email": {email}, "password": {secret}, "return": {back}})
}

// token is what stands in the browser's session cookie.
func (p *person) token() string {
	at, err := url.Parse(p.site.URL)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, c := range p.client.Jar.Cookies(at) {
		if strings.HasSuffix(c.Name, "samsyn_session") {
			return c.Value
		}
	}
	return ""
}

// wantRedirect fails the test unless the answer leads to the address.
func (p *person) wantRedirect(what string, a answer, to string) {
	p.t.Helper()
	if a.status != http.StatusSeeOther || a.location != to {
		p.t.Errorf("%s: %d to %q, want to %q", what, a.status, a.location, to)
	}
}

func TestSigningInAndOut(t *testing.T) {
	f, site := newSite(t)
	p := visit(t, site)
	p.wantRedirect("not signed in", p.get("/resultat?ar=2026"), "/logga-in?return="+url.QueryEscape("/resultat?ar=2026"))
	p.wantRedirect("a form, not signed in", p.post("/konto/losenord", nil), "/logga-in")
	if a := p.get("/logga-in?return=%2Fresultat"); a.status != http.StatusOK || !strings.Contains(a.body, `value="/resultat"`) {
		t.Errorf("the way back is lost: %d", a.status)
	}
	p.post("/sprak", url.Values{"language": {"sv"}}) // begins a session before signing in
	before := p.token()
	p.wantRedirect("signed in", p.signIn("LEAD@exempel.se ", password, "/konto"), "/konto")
	if p.token() == before || before == "" {
		t.Error("the session keeps its token: whoever knew it before is signed in too")
	}
	if a := p.get("/konto"); a.status != http.StatusOK || !strings.Contains(a.body, "Lena Läkare") {
		t.Errorf("signed in: %d", a.status)
	}
	p.wantRedirect("signing in again", p.get("/logga-in"), "/")
	if got := f.Text(`SELECT action || ' ' || actor_name || ' ' || client_address || ' ' || (request_id <> '') FROM audit`); got != "account.sign_in Lena Läkare 127.0.0.1 true" {
		t.Errorf("the log says %q", got)
	}
	stolen := p.token()
	p.wantRedirect("signed out", p.post("/logga-ut", nil), "/logga-in")
	p.wantRedirect("after", p.get("/"), "/logga-in")
	thief := visit(t, site)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL+"/konto", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.AddCookie(&http.Cookie{Name: "samsyn_session", Value: stolen})
	if a := thief.read(thief.client.Do(request)); a.status != http.StatusSeeOther {
		t.Errorf("the token of a session that has ended opens %d", a.status)
	}
}

// TestWrongSignInsAreAllTheSame: nobody learns who has an account.
func TestWrongSignInsAreAllTheSame(t *testing.T) {
	f, site := newSite(t)
	f.Exec(`UPDATE person SET password_hash = NULL WHERE id = 2; UPDATE person SET left_on = '2026-05-04' WHERE id = 4;
		UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 6`)
	var first string
	for _, try := range []struct{ what, email, password string }{
		{"wrong password", "lead@exempel.se", "ett annat lösenord"}, {"no password", "lead@exempel.se", ""},
		{"unknown address", "ingen@exempel.se", password},
		{"no password set", "manager@exempel.se", ""}, {"no password set, guessed", "manager@exempel.se", password},
		{"has left", "chair@exempel.se", password}, {"no role any more", "observer@exempel.se", password},
	} {
		p := visit(t, site)
		a := p.signIn(try.email, try.password, "/konto")
		if a.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", try.what, a.status)
		}
		if !strings.Contains(a.body, `value="`+try.email+`"`) || try.password != "" && strings.Contains(a.body, try.password) {
			t.Errorf("%s: the address stands there again, never the password", try.what)
		}
		body := strings.ReplaceAll(a.body, `value="`+try.email+`"`, "")
		if first == "" {
			first = body
		}
		if body != first {
			t.Errorf("%s is answered in its own way", try.what)
		}
		p.wantRedirect(try.what, p.get("/konto"), "/logga-in?return=%2Fkonto")
	}
	if got := f.Text(`SELECT count(*)::text FROM audit`); got != "0" {
		t.Errorf("%s rows in the log", got)
	}
}

func TestWhoHasLeftIsSignedOut(t *testing.T) {
	f, site := newSite(t)
	for email, end := range map[string]string{
		"lead@exempel.se":     `UPDATE person SET left_on = '2026-05-04' WHERE id = 1`,
		"observer@exempel.se": `UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 6`,
	} {
		p := visit(t, site)
		p.wantRedirect(email, p.signIn(email, password, ""), "/")
		if a := p.get("/"); a.status != http.StatusOK {
			t.Fatalf("%s: %d", email, a.status)
		}
		f.Exec(end)
		p.wantRedirect(email+" after the last day", p.get("/konto"), "/logga-in?return=%2Fkonto")
	}
	if got := f.Text(`SELECT count(*)::text FROM session`); got != "0" {
		t.Errorf("%s sessions are left", got)
	}
}

// TestNewPasswordSignsOutElsewhere: one's own new password keeps the browser it is
// changed in, and none is left when the administrator ends it.
func TestNewPasswordSignsOutElsewhere(t *testing.T) {
	_, site := newSite(t)
	const second = "ett annat lösenord"
	here, elsewhere, admin := visit(t, site), visit(t, site), visit(t, site)
	for _, p := range []*person{here, elsewhere} {
		p.wantRedirect("signed in", p.signIn("lead@exempel.se", password, ""), "/")
	}
	before := here.token()
	here.wantRedirect("changed", here.post("/konto/losenord", url.Values{"old": {password}, "new": {second}, "repeat": {second}}), "/konto")
	if here.token() == before {
		t.Error("the session keeps its token")
	}
	if a := here.get("/konto"); a.status != http.StatusOK {
		t.Errorf("where it was changed: %d to %q", a.status, a.location)
	}
	elsewhere.wantRedirect("elsewhere", elsewhere.get("/konto"), "/logga-in?return=%2Fkonto")
	admin.wantRedirect("signed in", admin.signIn("admin@exempel.se", password, ""), "/")
	if a := admin.post("/konton/1/losenord", url.Values{"end_now": {"1"}}); a.status != http.StatusOK {
		t.Errorf("ended: %d to %q", a.status, a.location)
	}
	here.wantRedirect("after the administrator's", here.get("/konto"), "/logga-in?return=%2Fkonto")
}

func TestTheSessionsTableOpensNothing(t *testing.T) {
	f, site := newSite(t)
	p := visit(t, site)
	p.signIn("convener@exempel.se", password, "")
	hash := sha256.Sum256([]byte(p.token()))
	stored := f.Text(`SELECT encode(token_hash, 'escape') FROM session`)
	if want := base64.RawURLEncoding.EncodeToString(hash[:]); stored != want {
		t.Errorf("stored as %q, want the hash %q", stored, want)
	}
	if p.token() == "" || strings.Contains(f.Text(`SELECT encode(token_hash, 'escape') || encode(data, 'escape') FROM session`), p.token()) {
		t.Error("the token itself is stored")
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL+"/konto", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.AddCookie(&http.Cookie{Name: "samsyn_session", Value: stored})
	if a := visit(t, site).read(http.DefaultTransport.RoundTrip(request)); a.status != http.StatusSeeOther {
		t.Errorf("what is stored opens the session: %d", a.status)
	}
}

// TestTheWayBackStaysHere: a link to the sign-in page cannot send anybody to
// another site after it.
func TestTheWayBackStaysHere(t *testing.T) {
	_, site := newSite(t)
	for back, want := range map[string]string{
		"/resultat?ar=2026#matt": "/resultat?ar=2026#matt", "/": "/", "/a%2Fb": "/a%2Fb", "": "/",
		"https://elak.se/": "/", "//elak.se/": "/", "///elak.se": "/", `/\elak.se`: "/", `\\elak.se`: "/", `/%5Celak.se`: "/%5Celak.se",
		"javascript:alert(1)": "/", "elak.se": "/", "http:elak.se": "/", "/\t/elak.se": "/", "/\n/elak.se": "/", " //elak.se": "/",
		"/.//elak.se": "/elak.se", "/..//elak.se": "/elak.se", "?a=b": "/", "https:/elak.se": "/", "/a\r\nSet-Cookie: b=c": "/",
	} {
		p := visit(t, site)
		p.wantRedirect("back to "+back, p.signIn("lead@exempel.se", password, back), want)
	}
	p := visit(t, site)
	p.wantRedirect("choosing a language", p.post("/sprak", url.Values{"language": {"en"}, "return": {"//elak.se"}}), "/")
}

func TestTheSessionCookieIsGuarded(t *testing.T) {
	_, site := newSite(t)
	p := visit(t, site)
	response, err := p.client.PostForm(site.URL+"/logga-in", url.Values{"email": {"lead@exempel.se"}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	for _, c := range response.Cookies() {
		if c.Name == "samsyn_session" && (!c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/") {
			t.Errorf("the cookie is %s", c)
		}
	}
}
