// Package providertest is an identity provider for tests: the certified OpenID provider
// of zitadel/oidc on a port of its own, with people that the test names and a sign-in
// page where one of them is chosen. Only tests use it; it must not know Samsyn.
package providertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"fmt"
	"html"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/pkg/op"
)

// The client that is registered with the provider.
const (
	ClientID     = "samsyn"
	ClientSecret = "en hemlighet mellan två program"
)

// User is somebody whom the provider knows.
type User struct {
	Subject string
	Claims  map[string]any
}

// Settings is what the provider is like. A test may change them as it goes.
type Settings struct {
	Users []User
	// Redirects are the addresses that people may be sent back to, after signing in and out.
	Redirects []string
	// ACR is how strongly people have shown who they are, as the provider says.
	ACR string
	// OnlyUserInfo leaves the people's claims out of the tokens.
	OnlyUserInfo bool
	// Nonce is put into tokens instead of what was asked for; "" for what was asked for.
	Nonce string
}

// Provider is a running identity provider.
type Provider struct {
	URL     string // the issuer
	storage *storage
	site    *httptest.Server
}

// Start runs a provider until the test ends.
func Start(t *testing.T, s Settings) *Provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &Provider{storage: newStorage(key, s)}
	mux := http.NewServeMux()
	p.site = httptest.NewServer(mux)
	t.Cleanup(p.site.Close)
	p.URL = p.site.URL
	config := &op.Config{CodeMethodS256: true, AuthMethodPost: true}
	if _, err := rand.Read(config.CryptoKey[:]); err != nil {
		t.Fatal(err)
	}
	provider, err := op.NewProvider(config, p.storage, op.StaticIssuer(p.URL), op.WithAllowInsecure())
	if err != nil {
		t.Fatal(err)
	}
	mux.HandleFunc("GET /login", p.showUsers)
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		if err := p.storage.choose(r.FormValue("id"), r.FormValue("subject")); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		ctx := op.ContextWithIssuer(r.Context(), p.URL)
		http.Redirect(w, r, op.AuthCallbackURL(provider)(ctx, r.FormValue("id")), http.StatusSeeOther)
	})
	mux.Handle("/", provider)
	return p
}

// Change makes the provider another one from now on.
func (p *Provider) Change(change func(s *Settings)) {
	p.storage.mu.Lock()
	defer p.storage.mu.Unlock()
	change(&p.storage.settings)
}

// Stop makes the provider unreachable.
func (p *Provider) Stop() { p.site.Close() }

// showUsers is the sign-in page: a button for each person.
func (p *Provider) showUsers(w http.ResponseWriter, r *http.Request) {
	p.storage.mu.Lock()
	defer p.storage.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><html lang="sv"><title>Leverantören</title><h1>Vem är du?</h1><form method="post" action="/login"><input type="hidden" name="id" value="%s">`,
		html.EscapeString(r.FormValue("id")))
	for _, u := range p.storage.settings.Users {
		fmt.Fprintf(w, `<p><button name="subject" value="%s">%s</button></p>`, html.EscapeString(u.Subject), html.EscapeString(u.Subject))
	}
	fmt.Fprint(w, `</form></html>`)
}

// SignIn is what a browser does at the provider: it goes to the address it was sent to, the
// person with the subject is chosen, and the address that it is sent back to is given.
func (p *Provider) SignIn(t *testing.T, sentTo, subject string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		if !strings.HasPrefix(next.URL.String(), p.URL+"/") {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := client.Get(sentTo)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	id := page.Request.URL.Query().Get("id")
	if page.Request.URL.Path != "/login" || id == "" {
		t.Fatalf("the provider did not ask who it is: %s at %s", page.Status, page.Request.URL)
	}
	answer, err := client.PostForm(p.URL+"/login", url.Values{"id": {id}, "subject": {subject}})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	back, err := answer.Location()
	if err != nil {
		t.Fatalf("the provider sent nobody back: %s: %v", answer.Status, err)
	}
	return back
}
