package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"samsyn/internal/logging"
	"samsyn/internal/server/page"
)

// plainFrame shows the title only: the frame is not what is tested here.
func plainFrame(_ http.ResponseWriter, _ *http.Request, title string, _ templ.Component) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, title)
		return err
	})
}

// guarded is a site of two pages behind all the middleware of secure.go.
func guarded(log *slog.Logger) http.Handler {
	boundary := page.Errors(log, plainFrame)
	refused := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	r := chi.NewRouter()
	r.Use(requestID, accessLog(log, func(Request) {}), page.Recover(boundary.Fail), secureHeaders(false), sameOrigin(refused))
	r.Get("/enhet/{unit}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })
	r.Post("/enhet/{unit}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "saved") })
	r.Get("/panik", func(http.ResponseWriter, *http.Request) { panic(errors.New("secret reason")) })
	return r
}

func serve(log io.Writer, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	guarded(logging.New(log, logging.Text, page.LogRequest)).ServeHTTP(w, r)
	return w
}

func TestEveryPageIsGuarded(t *testing.T) {
	h := serve(io.Discard, httptest.NewRequest(http.MethodGet, "/enhet/7", nil)).Header()
	policy := h.Get("Content-Security-Policy")
	for _, rule := range []string{
		"default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "object-src 'none'",
		"form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
	} {
		if !strings.Contains(policy+";", rule+";") {
			t.Errorf("the policy lacks %q", rule)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy is too wide: %s", policy)
	}
	for _, name := range []string{"Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"} {
		if h.Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	if h.Get("X-Content-Type-Options") != "nosniff" {
		t.Error("types may be guessed")
	}
}

// TestEncryptedSitesStayEncrypted: what is only sent where people come over TLS.
func TestEncryptedSitesStayEncrypted(t *testing.T) {
	for _, encrypted := range []bool{false, true} {
		var cookie *http.Cookie
		handler := secureHeaders(encrypted)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			cookie = page.NewCookie(r, "samsyn_flash", "x", 60)
			r.AddCookie(cookie)
			if value, found := page.ReadCookie(r, "samsyn_flash"); !found || value != "x" {
				t.Errorf("the cookie reads %q, %v", value, found)
			}
		}))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if got := w.Header().Get("Strict-Transport-Security"); (got != "") != encrypted {
			t.Errorf("encrypted %v: Strict-Transport-Security %q", encrypted, got)
		}
		sessions := newSessions(nil, SessionTimes{}.orUsual(), encrypted)
		for name, secure := range map[string]bool{cookie.Name: cookie.Secure, sessions.Cookie.Name: sessions.Cookie.Secure} {
			if strings.HasPrefix(name, "__Host-") != encrypted || secure != encrypted {
				t.Errorf("encrypted %v: the cookie %s, secure %v", encrypted, name, secure)
			}
		}
		if cookie.Path != "/" || cookie.Domain != "" || !cookie.HttpOnly || sessions.Cookie.Path != "/" || sessions.Cookie.Domain != "" {
			t.Errorf("the cookies: %+v, %+v", cookie, sessions.Cookie)
		}
	}
}

func TestFormsFromOtherSitesAreRefused(t *testing.T) {
	for site, want := range map[string]int{"cross-site": 403, "same-site": 403, "same-origin": 200, "none": 200, "": 200} {
		r := httptest.NewRequest(http.MethodPost, "/enhet/7", nil)
		if site != "" {
			r.Header.Set("Sec-Fetch-Site", site)
		}
		if got := serve(io.Discard, r).Code; got != want {
			t.Errorf("Sec-Fetch-Site %q: status %d, want %d", site, got, want)
		}
	}
	old := httptest.NewRequest(http.MethodPost, "/enhet/7", nil)
	old.Header.Set("Origin", "https://elak.exempel.se")
	if got := serve(io.Discard, old).Code; got != 403 {
		t.Errorf("an older browser's form from elsewhere: status %d", got)
	}
}

func TestLogNamesTheRouteAndNothingOfTheUsers(t *testing.T) {
	var log bytes.Buffer
	r := httptest.NewRequest(http.MethodGet, "/enhet/anna-andersson?q=hemligt", nil)
	r.Header.Set("X-Request-Id", "made-up")
	w := serve(&log, r)
	line := log.String()
	for _, want := range []string{"route=/enhet/{unit}", "status=200", "request=" + w.Header().Get("X-Request-Id")} {
		if !strings.Contains(line, want) {
			t.Errorf("the line lacks %q: %s", want, line)
		}
	}
	for _, never := range []string{"anna", "hemligt", "made-up"} {
		if strings.Contains(line, never) {
			t.Errorf("the line holds %q: %s", never, line)
		}
	}
}

func TestPanicIsAnErrorPageWithANumber(t *testing.T) {
	var log bytes.Buffer
	w := serve(&log, httptest.NewRequest(http.MethodGet, "/panik", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Något gick fel") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if strings.Contains(w.Body.String(), "secret") || !strings.Contains(log.String(), "secret reason") {
		t.Error("the reason belongs in the log and only there")
	}
	if id := w.Header().Get("X-Request-Id"); id == "" || strings.Count(log.String(), id) < 2 {
		t.Error("the number ties the page to the log")
	}
}
