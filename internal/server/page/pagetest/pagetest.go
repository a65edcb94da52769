// Package pagetest asks handlers for pages as a browser would, for tests: with a
// visitor in the context, errors turned into pages, and the answer read by
// selector. Only tests may import it.
package pagetest

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	"samsyn/internal/server/page"
)

// Route is an address with its handler, as in routes.go: "GET /mal/{goal}".
type Route struct {
	Pattern string
	Handler page.Handler
}

// Browser visits the routes as one visitor.
type Browser struct {
	t       testing.TB
	router  chi.Router
	visitor page.Visitor
}

// New is a browser for the visitor.
func New(t testing.TB, visitor page.Visitor, routes []Route) *Browser {
	boundary := page.Errors(slog.New(slog.NewTextHandler(io.Discard, nil)), page.InFrame)
	router := chi.NewRouter()
	router.NotFound(boundary.Handle(page.NotFound))
	for _, route := range routes {
		method, pattern, _ := strings.Cut(route.Pattern, " ")
		router.Method(method, pattern, boundary.Handle(route.Handler))
	}
	return &Browser{t: t, router: router, visitor: visitor}
}

// Answer is what came back.
type Answer struct {
	*goquery.Document
	t        testing.TB
	Status   int
	Location string // where a redirect leads
	Body     string
	Header   http.Header
}

// Get opens an address.
func (b *Browser) Get(address string) Answer {
	b.t.Helper()
	return b.send(httptest.NewRequest(http.MethodGet, address, nil))
}

// Post sends a form.
func (b *Browser) Post(address string, form url.Values) Answer {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *Browser) send(r *http.Request) Answer {
	b.t.Helper()
	w := httptest.NewRecorder()
	b.router.ServeHTTP(w, r.WithContext(page.WithVisitor(r.Context(), b.visitor)))
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(w.Body.String()))
	if err != nil {
		b.t.Fatal(err)
	}
	return Answer{Document: doc, t: b.t, Status: w.Code, Location: w.Header().Get("Location"),
		Body: w.Body.String(), Header: w.Header()}
}

// Want fails the test when the status is another.
func (a Answer) Want(status int) Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("status %d, want %d: %s", a.Status, status, a.Text("main"))
	}
	return a
}

// Text is the text within the selector, with single spaces.
func (a Answer) Text(selector string) string {
	return strings.Join(strings.Fields(a.Find(selector).Text()), " ")
}

// Value is what stands in the field with the name: the chosen option, the checked
// choices separated by spaces, or the text.
func (a Answer) Value(name string) string {
	a.t.Helper()
	field := a.Find(`[name="` + name + `"]`)
	if field.Length() == 0 {
		a.t.Fatalf("no field %q", name)
	}
	switch kind, _ := field.Attr("type"); {
	case field.Is("select"):
		value, _ := field.Find("option[selected]").Attr("value")
		return value
	case field.Is("textarea"):
		return field.Text()
	case kind == "radio" || kind == "checkbox":
		var values []string
		field.Filter("[checked]").Each(func(_ int, s *goquery.Selection) {
			value, _ := s.Attr("value")
			values = append(values, value)
		})
		return strings.Join(values, " ")
	default:
		value, _ := field.Attr("value")
		return value
	}
}

// Form is the values of the first form whose action is the address, as a browser
// would send them untouched.
func (a Answer) Form(action string) url.Values {
	a.t.Helper()
	form := a.Find(`form[action="` + action + `"]`).First()
	if form.Length() == 0 {
		a.t.Fatalf("no form for %s", action)
	}
	values := url.Values{}
	form.Find("[name]").Each(func(_ int, s *goquery.Selection) {
		name, _ := s.Attr("name")
		_, disabled := s.Attr("disabled")
		_, checked := s.Attr("checked")
		kind, _ := s.Attr("type")
		switch {
		case disabled || s.Is("button") || (kind == "radio" || kind == "checkbox") && !checked:
		case s.Is("select"):
			value, _ := s.Find("option[selected]").Attr("value")
			values.Add(name, value)
		case s.Is("textarea"):
			values.Add(name, s.Text())
		default:
			value, _ := s.Attr("value")
			values.Add(name, value)
		}
	})
	return values
}
