package server

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"samsyn/internal/app/account"
	"samsyn/internal/testdb/testgroup"
)

// headersOf are those of an answer to the person, a POST when there is a form.
func (p *person) headersOf(path string, form url.Values) http.Header {
	p.t.Helper()
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.site.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		p.t.Fatal(err)
	}
	return response.Header
}

// TestPagesAboutAccountsAreKeptNowhere: by no browser, to be seen by whoever comes after
// (ASVS 5, 14.3.1, 14.3.2).
func TestPagesAboutAccountsAreKeptNowhere(t *testing.T) {
	f, site := newSite(t)
	p := visit(t, site)
	p.signIn("admin@exempel.se", password, "")
	for _, path := range []string{"/konto", "/konto/nycklar", "/konto/inloggningar", "/konto/tvasteg", "/konton", "/konton/1", "/konton/nytt", "/konton/grupper"} {
		if got := p.headersOf(path, nil).Get("Cache-Control"); got != "private, no-store" {
			t.Errorf("%s may be kept: %q", path, got)
		}
	}
	if got := p.headersOf("/konto/losenord", url.Values{"old": {"x"}}).Get("Cache-Control"); got != "private, no-store" {
		t.Errorf("a form that comes back may be kept: %q", got)
	}
	if got := p.headersOf("/logga-ut", url.Values{}).Get("Clear-Site-Data"); got != `"cache"` {
		t.Errorf("signed out, and the browser keeps what it has: %q", got)
	}
	for _, path := range []string{"/logga-in", "/logga-in/glomt"} {
		if got := p.headersOf(path, nil).Get("Cache-Control"); got != "private, no-store" {
			t.Errorf("%s may be kept: %q", path, got)
		}
	}
	key := keyFor(t, f, account.New(f.DB, testgroup.Clock), testgroup.MedicalLead, account.ResetKey)
	for range 2 { // looking does not use it up
		h := p.headersOf(key, nil)
		if h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "strict-origin" {
			t.Errorf("the key may be kept, or told on: %v", h)
		}
	}
	p.wantRedirect("still to be used", p.post(key, url.Values{"password": {newPassword}, "repeat": {newPassword}}), "/logga-in")
}
