package server

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
)

// TestPublishedIsReadByAnybody: without signing in, without cookies, and only while it is
// published.
func TestPublishedIsReadByAnybody(t *testing.T) {
	now := time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC)
	site, db := demoSite(t, now)
	if err := setup.DemoEditions(t.Context(), db, now, compose.Edition); err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, tag string) (*http.Response, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, site.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Language", "en")
		request.Header.Set("If-None-Match", tag)
		request.AddCookie(&http.Cookie{Name: "flash", Value: "x"})
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if response.Header.Get("Set-Cookie") != "" || len(response.Cookies()) > 0 {
			t.Errorf("%s sets a cookie", path)
		}
		return response, string(body)
	}
	const address = "/publicerat/neonatologi/2024/1"
	got, body := ask(http.MethodGet, address, "")
	if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != "public, max-age=300" || got.Header.Get("Etag") == "" || got.Header.Get("X-Robots-Tag") != "noindex" {
		t.Fatalf("%d %v", got.StatusCode, got.Header)
	}
	for _, want := range []string{`lang="sv"`, "Utgåva 2024:1, fastställd 19 februari 2025.", "Ansvarig: Neonatologi", "Exempeldata", "mycket få barn är dolda", "kontrollsumma"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"Skrivet av", "exempel.se", "Logga", "/sprak", "<form", "Exempelsammanställande"} {
		if strings.Contains(body, not) {
			t.Errorf("the page has %q", not)
		}
	}
	if again, _ := ask(http.MethodGet, address, got.Header.Get("Etag")); again.StatusCode != http.StatusNotModified || again.Header.Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("asked again: %d %v", again.StatusCode, again.Header)
	}
	if head, body := ask(http.MethodHead, address, ""); head.StatusCode != http.StatusOK || body != "" {
		t.Errorf("HEAD: %d", head.StatusCode)
	}
	robots, said := ask(http.MethodGet, "/robots.txt", "")
	if robots.StatusCode != http.StatusOK || !strings.Contains(said, "Allow: /publicerat/") || !strings.Contains(said, "Disallow: /\n") {
		t.Errorf("robots.txt: %s", said)
	}

	p := visit(t, site)
	p.signIn("sammanstallande@exempel.se", password, "")
	p.post("/arsrapport/2025/utgavor/ny", url.Values{"number": {"1"}})
	p.post("/arsrapport/2024/utgavor/1/avpublicera", nil)
	_, none := ask(http.MethodGet, "/publicerat/neonatologi/2024/7", "")
	for what, path := range map[string]string{"closed": address, "never published": "/publicerat/neonatologi/2025/1", "no such group": "/publicerat/x/2024/1",
		"no year": "/publicerat/neonatologi/x/1", "no number": "/publicerat/neonatologi/2024/99999999999"} {
		a, body := ask(http.MethodGet, path, got.Header.Get("Etag"))
		if a.StatusCode != http.StatusNotFound || body != none || strings.Contains(a.Header.Get("Cache-Control"), "public") {
			t.Errorf("%s: %d %v", what, a.StatusCode, a.Header)
		}
	}
	p.post("/arsrapport/2024/utgavor/1/publicera", nil)
	if again, _ := ask(http.MethodGet, address, ""); again.StatusCode != http.StatusOK {
		t.Errorf("published again: %d", again.StatusCode)
	}
}
