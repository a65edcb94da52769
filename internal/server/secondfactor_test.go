package server

import (
	"bytes"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"samsyn/internal/app/account"
	"samsyn/internal/chart"
	"samsyn/internal/testdb/testgroup"
)

// factorSite is a site where coordinators and administrators must have a second factor,
// with a clock that the test moves.
type factorSite struct {
	*testgroup.Fixture
	*httptest.Server
	ahead atomic.Int64 // of testgroup.Now, in nanoseconds
}

func (s *factorSite) now() time.Time        { return testgroup.Now.Add(time.Duration(s.ahead.Load())) }
func (s *factorSite) move(by time.Duration) { s.ahead.Add(int64(by)) }

func newFactorSite(t *testing.T) *factorSite {
	t.Helper()
	s := &factorSite{Fixture: testgroup.New(t)}
	hash, err := account.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	s.Exec(`UPDATE person SET password_hash = '` + hash + `'`)
	s.Server = httptest.NewServer(New(Config{DB: s.DB, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: s.now,
		SecondFactor: account.SecondFactorPolicy{Required: true, SecretKey: strings.Repeat("nyckel", 6)},
		Charts:       chart.NewRenderer(chart.Config{Engines: 1})}))
	t.Cleanup(s.Close)
	return s
}

var secretPattern = regexp.MustCompile(`id="shared-secret"[^>]*>([A-Z2-7 ]+)<`)

// app is what the person's app makes codes of, read from the page that sets it up.
func (p *person) app() string {
	p.t.Helper()
	found := secretPattern.FindStringSubmatch(p.get("/konto/tvasteg/ny").body)
	if found == nil {
		p.t.Fatal("the page shows no secret")
	}
	return strings.ReplaceAll(found[1], " ", "")
}

// code is the app's code of the site's moment.
func (s *factorSite) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, s.now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestWhoMustSetUpACodeReachesNothingElse(t *testing.T) {
	site := newFactorSite(t)
	p := visit(t, site.Server)
	p.wantRedirect("signed in", p.signIn("convener@exempel.se", password, "/resultat"), "/konto/tvasteg/ny")
	for _, path := range []string{"/", "/konto", "/resultat", "/gruppen/logg", "/inrapportering"} {
		p.wantRedirect(path, p.get(path), "/konto/tvasteg/ny")
	}
	p.wantRedirect("a form", p.post("/konto/losenord", url.Values{"old": {password}, "new": {"ett nytt lösenord"}, "repeat": {"ett nytt lösenord"}}), "/konto/tvasteg/ny")
	p.wantRedirect("a token", p.post("/konto/nycklar", url.Values{"name": {"R"}}), "/konto/tvasteg/ny")
	if site.Text(`SELECT count(*)::text FROM api_token`) != "0" {
		t.Error("held back, and makes keys")
	}
	page := p.get("/konto/tvasteg/ny")
	if page.status != http.StatusOK || strings.Contains(page.body, `href="/resultat"`) || strings.Contains(page.body, `href="/konto"`) {
		t.Errorf("%d; the menu shows what cannot be reached", page.status)
	}
	p.wantRedirect("another language", p.post("/sprak", url.Values{"language": {"sv"}, "return": {"/konto/tvasteg/ny"}}), "/konto/tvasteg/ny")
	secret := p.app()
	if wrong := p.post("/konto/tvasteg/ny", url.Values{"code": {"123"}}); wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.body, "Koden stämmer inte") || !strings.Contains(wrong.body, secret[:4]) {
		t.Errorf("a wrong code: %d", wrong.status)
	}
	before := p.token()
	done := p.post("/konto/tvasteg/ny", url.Values{"code": {site.code(t, secret)}})
	if done.status != http.StatusOK || strings.Count(done.body, "<code>") != account.RecoveryCodes || !strings.Contains(done.body, `href="/resultat"`) {
		t.Errorf("set up: %d, %d recovery codes", done.status, strings.Count(done.body, "<code>"))
	}
	if p.token() == before {
		t.Error("the session keeps its token although it opens more now")
	}
	if a := p.get("/resultat"); a.status != http.StatusOK {
		t.Errorf("set up, and still held back: %d to %s", a.status, a.location)
	}
	if again := p.get("/konto/tvasteg"); !strings.Contains(again.body, "10 av 10 reservkoder") || strings.Contains(again.body, "/ta-bort") {
		t.Error("the page does not say how many codes are left, or lets the role's code be turned off")
	}
}

func TestSigningInInTwoSteps(t *testing.T) {
	site := newFactorSite(t)
	p := visit(t, site.Server)
	p.wantRedirect("without a code", p.signIn("lead@exempel.se", password, ""), "/")
	if wrong := p.post("/konto/tvasteg/borja", url.Values{"password": {"ett annat"}}); wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.body, `id="password-error"`) {
		t.Errorf("begun with a wrong password: %d", wrong.status)
	}
	p.wantRedirect("nothing begun", p.get("/konto/tvasteg/ny"), "/konto/tvasteg")
	if a := p.get("/konto/tvasteg/ny/kod.png"); a.status != http.StatusNotFound {
		t.Errorf("a picture of nothing: %d", a.status)
	}
	p.wantRedirect("begun", p.post("/konto/tvasteg/borja", url.Values{"password": {password}}), "/konto/tvasteg/ny")
	if picture, err := png.Decode(bytes.NewReader([]byte(p.get("/konto/tvasteg/ny/kod.png").body))); err != nil || picture.Bounds().Dx() != 240 {
		t.Errorf("the picture: %v", err)
	}
	secret := p.app()
	other := visit(t, site.Server) // signed in without a code, somewhere else
	other.wantRedirect("elsewhere", other.signIn("lead@exempel.se", password, ""), "/")
	recovery := regexp.MustCompile(`<code>([a-z2-7-]+)</code>`).FindAllStringSubmatch(p.post("/konto/tvasteg/ny", url.Values{"code": {site.code(t, secret)}}).body, -1)
	if len(recovery) != account.RecoveryCodes {
		t.Fatalf("%d recovery codes", len(recovery))
	}
	if a := p.get("/konto"); a.status != http.StatusOK {
		t.Errorf("the own session ends: %d", a.status)
	}
	other.wantRedirect("a session without the code", other.get("/konto"), "/logga-in?return=%2Fkonto")

	site.move(time.Minute)
	q := visit(t, site.Server)
	q.wantRedirect("no first step", q.get("/logga-in/kod"), "/logga-in")
	q.wantRedirect("the first step", q.signIn("lead@exempel.se", password, "/konto"), "/logga-in/kod")
	q.wantRedirect("half in", q.get("/konto"), "/logga-in?return=%2Fkonto")
	if a := q.get("/logga-in/kod"); a.status != http.StatusOK || !strings.Contains(a.body, `autocomplete="one-time-code"`) {
		t.Errorf("asks for the code: %d", a.status)
	}
	if a := q.post("/logga-in/kod", nil); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `id="code-error"`) {
		t.Errorf("nothing typed: %d", a.status)
	}
	q.wantRedirect("the code", q.post("/logga-in/kod", url.Values{"code": {site.code(t, secret)}}), "/konto")
	q.wantRedirect("in", q.get("/logga-in"), "/")

	r := visit(t, site.Server)
	r.signIn("lead@exempel.se", password, "")
	if a := r.post("/logga-in/kod", url.Values{"recovery": {"aaaaa-bbbbb"}}); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "<details class=\"details\" open>") {
		t.Errorf("a wrong recovery code: %d", a.status)
	}
	r.wantRedirect("a recovery code", r.post("/logga-in/kod", url.Values{"recovery": {recovery[0][1]}}), "/")
	if a := r.get("/konto/tvasteg"); !strings.Contains(a.body, "9 av 10 reservkoder") {
		t.Error("the used one is not counted")
	}

	// Another telephone: what was signed in with the first one ends.
	r.wantRedirect("another app", r.post("/konto/tvasteg/borja", url.Values{"password": {password}}), "/konto/tvasteg/ny")
	secret = r.app()
	if a := r.post("/konto/tvasteg/ny", url.Values{"code": {site.code(t, secret)}}); a.status != http.StatusOK {
		t.Errorf("another app: %d", a.status)
	}
	if a := r.get("/konto/tvasteg"); !strings.Contains(a.body, "10 av 10 reservkoder") {
		t.Errorf("the own session ends: %d to %s", a.status, a.location)
	}
	q.wantRedirect("a session by the telephone that is gone", q.get("/konto"), "/logga-in?return=%2Fkonto")
	site.move(time.Minute)
	q.signIn("lead@exempel.se", password, "")
	q.wantRedirect("the new one", q.post("/logga-in/kod", url.Values{"code": {site.code(t, secret)}}), "/")

	late := visit(t, site.Server)
	late.signIn("lead@exempel.se", password, "")
	site.move(10*time.Minute + time.Second)
	late.wantRedirect("too late", late.post("/logga-in/kod", url.Values{"code": {site.code(t, secret)}}), "/logga-in")

	r.wantRedirect("turned off", r.post("/konto/tvasteg/ta-bort", url.Values{"password": {password}}), "/konto/tvasteg")
	if a := r.get("/konto/tvasteg"); a.status != http.StatusOK || !strings.Contains(a.body, "/konto/tvasteg/borja") {
		t.Errorf("the session ends with it: %d", a.status)
	}
	q.wantRedirect("a session with the code that is gone", q.get("/konto"), "/logga-in?return=%2Fkonto")
}

// TestWhatWasSentSurvivesTheSecondStep: nothing typed is lost when the session had ended.
func TestWhatWasSentSurvivesTheSecondStep(t *testing.T) {
	site := newFactorSite(t)
	p := visit(t, site.Server)
	p.signIn("convener@exempel.se", password, "")
	secret := p.app()
	p.post("/konto/tvasteg/ny", url.Values{"code": {site.code(t, secret)}})
	for _, email := range []string{"convener@exempel.se", "admin@exempel.se"} { // with a code, and to set one up
		site.move(time.Minute)
		q := visit(t, site.Server)
		asked := q.post("/inrapportering/ALA/2026K1", url.Values{"text": {"Det jag skrev"}})
		if asked.status != http.StatusUnauthorized {
			t.Fatalf("%d", asked.status)
		}
		q.post("/logga-in", url.Values{"email": {email}, "password": {password}, "return": {"/inrapportering/ALA/2026K1"},
			"kept_path": {"/inrapportering/ALA/2026K1"}, "kept": {url.Values{"text": {"Det jag skrev"}}.Encode()}})
		address, key := "/logga-in/kod", secret
		if email == "admin@exempel.se" {
			address, key = "/konto/tvasteg/ny", q.app()
		} else if a := q.get("/logga-in"); !strings.Contains(a.body, "text=Det+jag+skrev") {
			t.Error("going back loses it")
		}
		a := q.post(address, url.Values{"code": {site.code(t, key)}})
		if a.status != http.StatusOK || !strings.Contains(a.body, `value="Det jag skrev"`) || !strings.Contains(a.body, `action="/inrapportering/ALA/2026K1"`) {
			t.Errorf("%s: %d, and what was sent is gone", email, a.status)
		}
	}
}

func TestTooManyTriesAreToldInWords(t *testing.T) {
	site := newFactorSite(t)
	p := visit(t, site.Server)
	var a answer
	for range 6 {
		a = p.signIn("lead@exempel.se", "ett annat lösenord", "")
	}
	if a.status != http.StatusTooManyRequests || !strings.Contains(a.body, "Vänta 1 min och försök igen") || !strings.Contains(a.body, `value="lead@exempel.se"`) {
		t.Errorf("the sixth: %d", a.status)
	}
	unknown := visit(t, site.Server)
	for range 6 {
		a = unknown.signIn("ingen@exempel.se", "ett annat lösenord", "")
	}
	if a.status != http.StatusTooManyRequests {
		t.Errorf("an address without an account is told apart: %d", a.status)
	}
	for range 20 {
		a = p.get("/kalender/hemlig.ics")
	}
	if a.status != http.StatusNotFound {
		t.Errorf("the twentieth wrong address: %d", a.status)
	}
	if a = p.get("/kalender/hemlig.ics"); a.status != http.StatusTooManyRequests {
		t.Errorf("the next: %d", a.status)
	}
	if a = p.getWith("samsyn_ABCDEFGHIJKLMNOPQRSTUVWXYZ", "/api/v1/groups"); a.status != http.StatusTooManyRequests || !strings.Contains(a.body, "Vänta 1 min") {
		t.Errorf("a wrong key: %d %s", a.status, a.body)
	}
}

func TestTheAdministratorResetsACode(t *testing.T) {
	site := newFactorSite(t)
	lead, admin := visit(t, site.Server), visit(t, site.Server)
	lead.signIn("lead@exempel.se", password, "")
	lead.post("/konto/tvasteg/borja", url.Values{"password": {password}})
	secret := lead.app()
	lead.post("/konto/tvasteg/ny", url.Values{"code": {site.code(t, secret)}})
	admin.signIn("admin@exempel.se", password, "")
	admin.post("/konto/tvasteg/ny", url.Values{"code": {site.code(t, admin.app())}})
	if a := admin.get("/konton/1"); !strings.Contains(a.body, `action="/konton/1/tvasteg"`) {
		t.Error("the account's page has no way to reset")
	}
	if a := admin.get("/konton/2"); strings.Contains(a.body, `action="/konton/2/tvasteg"`) {
		t.Error("there is nothing to reset")
	}
	if a := lead.post("/konton/1/tvasteg", nil); a.status != http.StatusForbidden {
		t.Errorf("others reset it: %d", a.status)
	}
	admin.wantRedirect("reset", admin.post("/konton/1/tvasteg", nil), "/konton/1")
	lead.wantRedirect("the session ends", lead.get("/konto"), "/logga-in?return=%2Fkonto")
	lead.wantRedirect("without a code", lead.signIn("lead@exempel.se", password, ""), "/")
}
