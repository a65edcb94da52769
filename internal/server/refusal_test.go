package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/logging"
	"samsyn/internal/server/page"
	"samsyn/internal/testdb/testgroup"
)

// logged is a log in JSON that can be read while it is written.
type logged struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(p)
}

// refusals are the lines about refusals, "why person braked", and empties the log; each must
// say from where, and which request it was.
func (l *logged) refusals(t *testing.T) (list []string) {
	t.Helper()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for line := range strings.Lines(l.text.String()) {
		var refusal struct {
			Msg, Level, Why, Address, Request string
			Person                            int
			Braked                            bool
		}
		if err := json.Unmarshal([]byte(line), &refusal); err != nil {
			t.Fatal(err)
		}
		for _, typed := range []string{"hemligt", "exempel.se", "123123", "aaaa-bbbb"} {
			if strings.Contains(line, typed) {
				t.Errorf("%q was typed and stands in the log: %s", typed, line)
			}
		}
		if refusal.Msg != "refused" {
			continue
		}
		if refusal.Level != "WARN" || refusal.Address != "127.0.0.1" || len(refusal.Request) != 12 {
			t.Errorf("not enough is said: %s", line)
		}
		list = append(list, fmt.Sprintf("%s %d %t", refusal.Why, refusal.Person, refusal.Braked))
	}
	l.text.Reset()
	return list
}

// TestRefusalsAreLogged: whoever tries to get in or to do what is refused leaves a line in
// the log, and nothing that was typed is in it (ASVS 5, 16.2.5, 16.3.1, 16.3.2, 16.3.3).
func TestRefusalsAreLogged(t *testing.T) {
	log := &logged{}
	f, site := newSite(t)
	site.Close()
	site = anotherProcess(t, f, func(c *Config) {
		c.Log = logging.New(log, logging.JSON, page.LogRequest)
		c.SecondFactor = account.SecondFactorPolicy{Required: true}
	})
	wants := func(what string, want ...string) {
		t.Helper()
		if got := log.refusals(t); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	p := visit(t, site)
	p.signIn("ingen@exempel.se", "hemligt hemligt", "")
	wants("no such account", "password 0 false")
	for range 5 {
		p.signIn("lead@exempel.se", "hemligt hemligt", "")
	}
	wants("a wrong password", slices.Repeat([]string{fmt.Sprintf("password %d false", testgroup.MedicalLead)}, 5)...)
	p.signIn("lead@exempel.se", "hemligt hemligt", "")
	wants("too many", fmt.Sprintf("password %d true", testgroup.MedicalLead))
	for _, path := range []string{"/nytt-losenord/hemligt", "/valkommen/hemligt", "/kalender/hemligt.ics", "/api/v1/groups"} {
		p.get(path)
	}
	wants("keys", "mailed_key 0 false", "mailed_key 0 false", "calendar_address 0 false", "api_key 0 false")

	q := visit(t, site)
	q.signIn("chair@exempel.se", password, "")
	who := f.Text(`SELECT person_id::text FROM audit WHERE action = 'account.sign_in' ORDER BY id DESC LIMIT 1`)
	wants("the right password")
	q.post("/konto/losenord", url.Values{"old": {"hemligt hemligt"}, "new": {newPassword}, "repeat": {newPassword}})
	q.post("/konto/tvasteg/borja", url.Values{"password": {"hemligt hemligt"}})
	wants("the own password again", "password_again "+who+" false", "password_again "+who+" false")
	q.post("/konto/losenord", url.Values{"old": {password}, "new": {newPassword}, "repeat": {"något annat"}})
	wants("only filled in wrongly")
	q.get("/konton")
	wants("not for the role", "role "+who+" false")

	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site.URL+"/konto/losenord", strings.NewReader("old=hemligt"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	sent(t, q, r)
	wants("from another site", "other_site "+who+" false")
	q.post("/konto/losenord", url.Values{"old": {strings.Repeat("hemligt", page.FormLimit/6)}})
	wants("too large a form", "too_large "+who+" false")
}

// sent sends the request as the person.
func sent(t *testing.T, p *person, r *http.Request) {
	t.Helper()
	response, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestWrongCodesAndFilesAreLogged: the second step, and files.
func TestWrongCodesAndFilesAreLogged(t *testing.T) {
	log := &logged{}
	f := newFactorSite(t)
	f.Server.Close()
	f.Server = httptest.NewServer(New(Config{DB: f.DB, Log: logging.New(log, logging.JSON, page.LogRequest), Now: f.now,
		SecondFactor: account.SecondFactorPolicy{Required: true, SecretKey: strings.Repeat("nyckel", 6)}}))
	t.Cleanup(f.Server.Close)
	p := visit(t, f.Server)
	p.signIn("convener@exempel.se", password, "")
	p.post("/konto/tvasteg/ny", url.Values{"code": {f.code(t, p.app())}})
	if got := log.refusals(t); len(got) > 0 {
		t.Errorf("nothing was refused: %q", got)
	}
	q := visit(t, f.Server)
	q.wantRedirect("half in", q.signIn("convener@exempel.se", password, ""), "/logga-in/kod")
	q.post("/logga-in/kod", url.Values{"code": {"123123"}})
	q.post("/logga-in/kod", url.Values{"recovery": {"aaaa-bbbb-cccc-dddd"}})
	q.post("/logga-in/kod", url.Values{"code": {""}})
	who := fmt.Sprint(testgroup.Convener)
	if got, want := log.refusals(t), []string{"code " + who + " false", "recovery_code " + who + " false"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for content, want := range map[string][]string{"": nil, "hemligt, inte en fil med siffror\x00": {"file " + who + " false"}} {
		body := &bytes.Buffer{}
		fmt.Fprintf(body, "--x\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"%s\"\r\n\r\n%s\r\n--x--\r\n", map[bool]string{true: "a.csv"}[content != ""], content)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.Server.URL+"/inrapportering/fil", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		sent(t, p, r)
		if got := log.refusals(t); !slices.Equal(got, want) {
			t.Errorf("a file %q: %q, want %q", content, got, want)
		}
	}
}
