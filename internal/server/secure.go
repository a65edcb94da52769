package server

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"samsyn/internal/server/page"
)

// contentPolicy lets a page load what this program serves and nothing else:
// no script or style inside the page, no frames, no forms sent elsewhere.
// Pictures may be data: addresses, since the design system's symbols are.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// stayEncrypted is for how long browsers that have reached the site over TLS never try
// without: two years, in seconds (RFC 6797).
const stayEncrypted = "max-age=63072000; includeSubDomains"

// secureHeaders tells browsers what our pages never do; encrypted is whether people reach
// the site over TLS.
func secureHeaders(encrypted bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			setSecureHeaders(w.Header())
			if encrypted {
				w.Header().Set("Strict-Transport-Security", stayEncrypted)
				r = r.WithContext(page.WithEncrypted(r.Context()))
			}
			next.ServeHTTP(w, r)
		})
	}
}

func setSecureHeaders(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// keptNowhere lets no browser keep a page about somebody's account, to show it again after
// the person has signed out. A handler that says something else of its answer has its way.
func keptNowhere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-store")
		next.ServeHTTP(w, r)
	})
}

// clientAddress finds out where a request comes from. Only what a proxy says that the
// settings name is believed, since anybody can send its header; proxies are addresses or
// networks, "10.0.0.0/8".
func clientAddress(proxies []string) func(http.Handler) http.Handler {
	if len(proxies) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	return middleware.ClientIPFromXFF(proxies...)
}

// noteRefusals lets who was refused what be written into the log.
func noteRefusals(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(page.WithRefusalLog(r.Context(), log)))
		})
	}
}

// sameOrigin refuses requests that change something and come from another site
// (cross-site request forgery), by what browsers say of themselves. It needs no
// token in the forms.
func sameOrigin(refused http.Handler) func(http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(refused)
	return protection.Handler
}

// requestID gives each request a number of its own. What a client sends as one
// is not believed, since it would end up in the log.
func requestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(page.WithRequestID(r.Context(), id)))
	})
}

// Request is what is counted of a request that has been answered.
type Request struct {
	// Method is "-" when it is none of HTTP's.
	Method string
	// Route is the pattern that it matched, "-" for none: nothing that a user wrote.
	Route  string
	Status int
	Took   time.Duration
}

// accessLog writes one line for each request, and tells observe of it. Both get the
// route's pattern and not the address, so that nothing a user wrote reaches the log. The
// request's number is put into the line by the log itself.
func accessLog(log *slog.Logger, observe func(Request)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			started := time.Now()
			watched := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
			defer func() {
				took := time.Since(started)
				log.InfoContext(r.Context(), "request",
					"method", methodOf(r),
					"route", routeOf(r),
					"status", watched.Status(),
					"bytes", watched.BytesWritten(),
					"ms", float64(took.Microseconds())/1000)
				observe(Request{Method: methodOf(r), Route: routeOf(r), Status: watched.Status(), Took: took})
			}()
			next.ServeHTTP(watched, r)
		})
	}
}

// methods are those that HTTP has; the rest is something that a client has written.
var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
	http.MethodDelete, http.MethodOptions, http.MethodConnect, http.MethodTrace}

// methodOf is the request's method, "-" for one that somebody made up.
func methodOf(r *http.Request) string {
	if slices.Contains(methods, r.Method) {
		return r.Method
	}
	return "-"
}

// routeOf is the pattern that the request matched, "-" when none did.
func routeOf(r *http.Request) string {
	route := chi.RouteContext(r.Context())
	if route == nil || route.RoutePattern() == "" {
		return "-"
	}
	return route.RoutePattern()
}
