package server

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"samsyn/internal/app/account"
	"samsyn/internal/identity"
	"samsyn/internal/identity/providertest"
	"samsyn/internal/testdb/testgroup"
)

// externalSite is the site with two identity providers: "regionen", which knows people by
// HSA-id and by e-mail address, and "andra", which knows them by verified e-mail address.
type externalSite struct {
	t           *testing.T
	f           *testgroup.Fixture
	site, other *httptest.Server // two processes
	first       *providertest.Provider
	second      *providertest.Provider
}

func claims(pairs ...any) map[string]any {
	m := map[string]any{}
	for n := 0; n < len(pairs); n += 2 {
		m[pairs[n].(string)] = pairs[n+1]
	}
	return m
}

func newExternalSite(t *testing.T) *externalSite {
	t.Helper()
	users := []providertest.User{
		{Subject: "lena", Claims: claims("employeeHsaId", "se2321000040-1a2b", "mail", "ny.adress@regionen.example")},
		{Subject: "convener", Claims: claims("mail", "CONVENER@exempel.se", "email", "Convener@exempel.se", "email_verified", true)},
		{Subject: "okand", Claims: claims("employeeHsaId", "SE2321000040-9Z", "mail", "okand@regionen.example")},
		{Subject: "namnlos"},
	}
	e := &externalSite{t: t, first: providertest.Start(t, providertest.Settings{Users: users}), second: providertest.Start(t, providertest.Settings{Users: users})}
	settings := []identity.Settings{
		{Name: "regionen", Label: "Region Exempel", Issuer: e.first.URL, ClientID: providertest.ClientID, ClientSecret: providertest.ClientSecret,
			Match: []identity.Match{{Claim: "employeeHsaId", As: "hsa_id"}, {Claim: "mail", As: "email"}}},
		{Name: "andra", Label: "Andra regionen", Issuer: e.second.URL, ClientID: providertest.ClientID, ClientSecret: providertest.ClientSecret,
			Match: []identity.Match{{Claim: "email", As: "email", Verified: true}}},
	}
	var site *httptest.Server
	e.f, site = newSite(t)
	site.Close()
	with := func(c *Config) { c.Providers = identity.New(settings, slog.New(slog.NewTextHandler(io.Discard, nil))) }
	e.site, e.other = anotherProcess(t, e.f, with), anotherProcess(t, e.f, with)
	for _, p := range []*providertest.Provider{e.first, e.second} {
		p.Change(func(s *providertest.Settings) {
			for _, site := range []string{e.site.URL, e.other.URL} {
				s.Redirects = append(s.Redirects, site+"/logga-in/via/regionen/svar", site+"/logga-in/via/andra/svar", site+"/logga-in")
			}
		})
	}
	e.f.Exec(`UPDATE person SET hsa_id = 'SE2321000040-1A2B' WHERE id = 1`)
	return e
}

// begin goes to the provider and gives the path that it sends the browser back to.
func (e *externalSite) begin(p *person, name, subject string) string {
	e.t.Helper()
	a := p.get("/logga-in/via/" + name + "?return=/mal")
	at := map[string]*providertest.Provider{"regionen": e.first, "andra": e.second}[name]
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.location, at.URL) {
		e.t.Fatalf("%d to %q", a.status, a.location)
	}
	return at.SignIn(e.t, a.location, subject).RequestURI()
}

func (e *externalSite) signIn(p *person, name, subject string) answer {
	e.t.Helper()
	return p.get(e.begin(p, name, subject))
}

func (e *externalSite) refused(what string, a answer, status int, says string) {
	e.t.Helper()
	if a.status != status || !strings.Contains(a.body, says) {
		e.t.Errorf("%s: %d, and not %q", what, a.status, says)
	}
}

func TestSigningInThroughAProvider(t *testing.T) {
	e := newExternalSite(t)
	p := visit(t, e.site)
	for _, want := range []string{"Logga in med Region Exempel", "Logga in med Andra regionen", `href="/logga-in/via/andra"`} {
		if a := p.get("/logga-in"); !strings.Contains(a.body, want) {
			t.Errorf("%q is not offered", want)
		}
	}
	answered := e.begin(p, "regionen", "lena")
	before := p.token()
	p.wantRedirect("by HSA-id, whatever its case", p.get(answered), "/mal")
	if p.token() == before {
		t.Error("the session keeps its token")
	}
	if a := p.get("/konto"); a.status != http.StatusOK || !strings.Contains(a.body, "Lena Läkare") {
		t.Errorf("%d", a.status)
	}
	if a := p.get("/konto/inloggningar"); !strings.Contains(a.body, "genom Region Exempel") {
		t.Error("the list does not say how")
	}
	// The same answer again: in the same browser, and in another.
	e.refused("replayed", p.get(answered), http.StatusForbidden, "gick inte att slutföra")
	e.refused("replayed by a thief", visit(t, e.site).get(answered), http.StatusForbidden, "gick inte att slutföra")
	// By address, in another process and through another provider.
	q := visit(t, e.other)
	q.wantRedirect("by address, whatever its case", e.signIn(q, "andra", "convener"), "/mal")
	if got := e.f.Text(`SELECT string_agg(person_id || ' ' || subject, ', ' ORDER BY person_id) FROM identity`); got != "1 lena, 3 convener" {
		t.Error(got)
	}
	got := e.f.Text(`SELECT string_agg(action || ' ' || (after->>'provider') || ' ' || client_address, ', ' ORDER BY id) FROM audit WHERE person_id = 1`)
	if got != "account.add_identity regionen 127.0.0.1, account.sign_in regionen 127.0.0.1" {
		t.Error(got)
	}
	p.wantRedirect("signed out", p.post("/logga-ut", nil), "/logga-in?hos=regionen")
	a := p.get("/logga-in?hos=regionen")
	if !strings.Contains(a.body, "Logga ut från Region Exempel också") {
		t.Error("signing out at the provider is not offered")
	}
	if a := p.get("/logga-ut/hos/regionen"); a.status != http.StatusSeeOther || !strings.HasPrefix(a.location, e.first.URL+"/end_session") {
		t.Errorf("%d to %q", a.status, a.location)
	}
	p.wantRedirect("afterwards", p.get("/konto"), "/logga-in?return=%2Fkonto")
}

// TestNobodyElseGetsInThroughAProvider: no account, none that is open, another's, another
// browser's answer.
func TestNobodyElseGetsInThroughAProvider(t *testing.T) {
	e := newExternalSite(t)
	out := func(what string, p *person) {
		t.Helper()
		p.wantRedirect(what, p.get("/konto"), "/logga-in?return=%2Fkonto")
	}
	p := visit(t, e.site)
	a := e.signIn(p, "regionen", "okand")
	e.refused("unknown", a, http.StatusForbidden, "Du har inget konto i Samsyn")
	for _, want := range []string{"SE2321000040-9Z", "okand@regionen.example", "den som sköter kontona"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%q is not said", want)
		}
	}
	out("unknown", p)
	e.refused("nothing known", e.signIn(p, "regionen", "namnlos"), http.StatusForbidden, "Du har inget konto i Samsyn")
	if got := e.f.Text(`SELECT count(*)::text FROM person`) + e.f.Text(`SELECT count(*)::text FROM identity`); !strings.HasSuffix(got, "0") {
		t.Errorf("somebody registered: %s", got)
	}
	e.second.Change(func(s *providertest.Settings) { s.Users[1].Claims["email_verified"] = false })
	e.refused("an address that nobody has verified", e.signIn(p, "andra", "convener"), http.StatusForbidden, "Du har inget konto i Samsyn")

	path := e.begin(p, "regionen", "lena")
	at, err := url.Parse(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(name, value string) string {
		q := at.Query()
		q.Set(name, value)
		return at.Path + "?" + q.Encode()
	}
	e.refused("another browser", visit(t, e.site).get(path), http.StatusForbidden, "gick inte att slutföra")
	e.refused("another state", p.get(changed("state", "x")), http.StatusForbidden, "gick inte att slutföra")
	e.refused("the right one, after that", p.get(path), http.StatusForbidden, "gick inte att slutföra")
	path = e.begin(p, "regionen", "lena")
	e.refused("as another provider's", p.get(strings.Replace(path, "regionen", "andra", 1)), http.StatusForbidden, "gick inte att slutföra")
	e.first.Change(func(s *providertest.Settings) { s.Nonce = "x" })
	e.refused("another nonce", e.signIn(p, "regionen", "lena"), http.StatusForbidden, "gick inte att slutföra")
	e.first.Change(func(s *providertest.Settings) { s.Nonce = "" })
	e.refused("broken off", p.get(strings.Replace(e.begin(p, "regionen", "lena"), "code=", "error=access_denied&x=", 1)), http.StatusForbidden, "avbröts")

	e.f.Exec(`UPDATE person SET left_on = '2026-05-04' WHERE id = 1; UPDATE membership SET valid_to = '2026-05-03' WHERE person_id = 3`)
	e.refused("has left", e.signIn(p, "regionen", "lena"), http.StatusForbidden, "Du har inget konto i Samsyn")
	e.refused("no role any more", e.signIn(p, "regionen", "convener"), http.StatusForbidden, "Du har inget konto i Samsyn")
	out("all of that", p)
	if a := p.get("/logga-in/via/tredje"); a.status != http.StatusNotFound {
		t.Errorf("a provider that there is not: %d", a.status)
	}
}

// TestAnIdentityStaysTheSamePersons: claims that come to fit somebody else open nothing,
// and the administrator can put it right.
func TestAnIdentityStaysTheSamePersons(t *testing.T) {
	e := newExternalSite(t)
	p, admin := visit(t, e.site), visit(t, e.site)
	admin.signIn("admin@exempel.se", password, "")
	p.wantRedirect("first", e.signIn(p, "regionen", "lena"), "/mal")
	p.post("/logga-ut", nil)
	const says = "hör inte till samma person"
	change := func(subject int, name, value string) {
		e.first.Change(func(s *providertest.Settings) { s.Users[subject].Claims[name] = value })
	}
	change(0, "mail", "manager@exempel.se")
	e.refused("HSA-id and address are of two people", e.signIn(p, "regionen", "lena"), http.StatusForbidden, says)
	change(0, "mail", "x@regionen.example")
	change(2, "employeeHsaId", "SE2321000040-1A2B")
	e.refused("another subject with the same HSA-id", e.signIn(p, "regionen", "okand"), http.StatusForbidden, says)
	change(2, "employeeHsaId", "SE2321000040-9Z")
	change(2, "mail", "lead@exempel.se")
	e.refused("somebody new with the old address", e.signIn(p, "regionen", "okand"), http.StatusForbidden, says)
	p.wantRedirect("not in", p.get("/konto"), "/logga-in?return=%2Fkonto")
	if got := e.f.Text(`SELECT count(*) || ' ' || min(subject_id) || ' ' || count(person_id) FROM audit WHERE action = 'account.refuse_identity'`); got != "3 1 0" {
		t.Errorf("the log has %s", got)
	}
	// The person has got another HSA-id: the administrator writes it, and all is as before.
	change(0, "employeeHsaId", "SE2321000040-77")
	e.refused("a new HSA-id", e.signIn(p, "regionen", "lena"), http.StatusForbidden, says)
	if a := admin.get("/konton/1"); !strings.Contains(a.body, "SE2321000040-1A2B") || !strings.Contains(a.body, "Ta bort kopplingen") {
		t.Error("the account shows neither HSA-id nor the provider")
	}
	if a := admin.post("/konton/1/hsa-id", url.Values{"hsa_id": {"1234"}}); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `value="1234"`) {
		t.Errorf("what is no HSA-id: %d", a.status)
	}
	if a := p.post("/konton/1/hsa-id", url.Values{"hsa_id": {"SE2321000040-77"}}); a.status == http.StatusSeeOther && a.location != "/logga-in?return=%2Fkonton%2F1%2Fhsa-id" && a.location != "/logga-in" {
		t.Errorf("a stranger: %d to %q", a.status, a.location)
	}
	admin.wantRedirect("saved", admin.post("/konton/1/hsa-id", url.Values{"hsa_id": {" se2321000040-77 "}}), "/konton/1")
	p.wantRedirect("afterwards", e.signIn(p, "regionen", "lena"), "/mal")
	admin.wantRedirect("forgotten", admin.post("/konton/1/glom-leverantor", nil), "/konton/1")
	if got := e.f.Text(`SELECT count(*)::text FROM identity`) + e.f.Text(`SELECT hsa_id FROM person WHERE id = 1`); got != "0SE2321000040-77" {
		t.Error(got)
	}
	if a := admin.post("/konton/1/glom-leverantor", nil); a.status != http.StatusConflict {
		t.Errorf("forgotten twice: %d", a.status)
	}
}

// TestAProviderThatDoesNotAnswer is told at its button; the others go on, and what was
// written is kept while somebody signs in elsewhere.
func TestAProviderThatDoesNotAnswer(t *testing.T) {
	e := newExternalSite(t)
	p := visit(t, e.site)
	e.first.Stop()
	e.refused("down", p.get("/logga-in/via/regionen"), http.StatusBadGateway, "Region Exempel svarar inte")
	typed := url.Values{"title": {"Två & <tre>"}}
	a := p.post("/mal/nytt", typed)
	if a.status != http.StatusUnauthorized || !strings.Contains(a.body, "öppnas i en ny flik") {
		t.Errorf("%d", a.status)
	}
	if kept := hiddenIn(t, a.body, "/mal/nytt"); kept.Encode() != typed.Encode() {
		t.Errorf("%v is kept", kept)
	}
	p.wantRedirect("the other", e.signIn(p, "andra", "convener"), "/mal")
	if a := p.post("/mal/nytt", typed); a.status == http.StatusUnauthorized || a.status == http.StatusSeeOther {
		t.Errorf("what was written is not taken: %d", a.status)
	}
}

// TestAProviderThatSaysNothingCountsAsOneStep: a coordinator who comes by a provider whose
// settings ask for no strength is asked for our second step (ASVS 5, 6.8.4).
func TestAProviderThatSaysNothingCountsAsOneStep(t *testing.T) {
	e := newExternalSite(t)
	demands := func(acr ...string) *httptest.Server {
		site := anotherProcess(t, e.f, func(c *Config) {
			c.SecondFactor = account.SecondFactorPolicy{Required: true}
			c.Providers = identity.New([]identity.Settings{{Name: "andra", Label: "Andra regionen", Issuer: e.second.URL, ClientID: providertest.ClientID,
				ClientSecret: providertest.ClientSecret, ACRValues: acr, Match: []identity.Match{{Claim: "email", As: "email", Verified: true}}}},
				slog.New(slog.NewTextHandler(io.Discard, nil)))
		})
		e.second.Change(func(s *providertest.Settings) {
			s.Redirects = append(s.Redirects, site.URL+"/logga-in/via/andra/svar", site.URL+"/logga-in")
		})
		return site
	}
	site := demands()
	p := visit(t, site)
	p.wantRedirect("one step", e.signIn(p, "andra", "convener"), "/konto/tvasteg/ny")
	p.wantRedirect("held back", p.get("/resultat"), "/konto/tvasteg/ny")
	secret := p.app()
	code := func(at time.Time) string {
		code, err := totp.GenerateCode(secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	if a := p.post("/konto/tvasteg/ny", url.Values{"code": {code(testgroup.Now)}}); a.status != http.StatusOK {
		t.Fatalf("set up: %d", a.status)
	}
	if a := p.get("/resultat"); a.status != http.StatusOK {
		t.Errorf("set up, and held back: %d to %s", a.status, a.location)
	}
	q := visit(t, site)
	q.wantRedirect("next time", e.signIn(q, "andra", "convener"), "/logga-in/kod")
	q.wantRedirect("not in yet", q.get("/resultat"), "/logga-in?return=%2Fresultat")
	if a := q.post("/logga-in/kod", url.Values{"code": {code(testgroup.Now)}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("the code once more: %d", a.status)
	}
	q.wantRedirect("the next code", q.post("/logga-in/kod", url.Values{"code": {code(testgroup.Now.Add(30 * time.Second))}}), "/mal")
	if a := q.get("/konto/inloggningar"); !strings.Contains(a.body, "genom Andra regionen") {
		t.Error("the list does not say how")
	}
	if got := e.f.Text(`SELECT string_agg(coalesce(after->>'method', after->>'provider'), ' ' ORDER BY id) FROM audit WHERE action = 'account.sign_in'`); got != "andra oidc:andra+code" {
		t.Errorf("the log says %q", got)
	}
	// A provider that is asked for its strength, and says it.
	strong := demands("loa3")
	e.second.Change(func(s *providertest.Settings) { s.ACR = "loa3" })
	r := visit(t, strong)
	r.wantRedirect("two steps there", e.signIn(r, "andra", "convener"), "/mal")
}
