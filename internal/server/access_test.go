package server

import (
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-chi/chi/v5"
)

// walked is one row of the walk's table: a route, and who may.
type walked struct {
	// route is the method, one space and chi's pattern.
	route string
	// may has a letter for each role, in the order of org.Roles: where whoever holds it at
	// Kalmar, or in the group, gets through (a word of letters, or anybody or everybody).
	// Things of a unit are Kalmar's, and things of a person are the medical lead's there.
	may string
	// form is what is sent along by POST, with variables as in the pattern, where usualForm
	// names nothing that there is.
	form string
}

// usualForm is what forms are sent with: where and in which version, and nothing of what
// they ask for.
const usualForm = "version=1&year=2026&number=1&unit={unitid}"

// The letters of a row.
const (
	mayNot     = '.'
	mayAtUnit  = 'u' // for the own unit, and for what is one's own
	mayInGroup = 'g' // for the whole group; administrators for the whole installation
)

// The other words of a row.
const (
	anybody   = "anybody"   // also who has not signed in
	everybody = "everybody" // who has signed in
)

// TestEveryRouteIsWalked tries every route of the site as every role at the unit that
// things belong to and at another, as the same roles in another group, as somebody who
// has left, and as a stranger. Who gets through is said in the table by hand, and not
// asked of the program. Whoever may not must hear so before anything else is looked at:
// forms are sent empty or nearly so, and being told what is missing in them is to have
// got too far. Nothing is changed by the walk: a guard in the database lets every
// transaction run to its end and refuses it there.
func TestEveryRouteIsWalked(t *testing.T) {
	w := newWalk(t)
	table := map[string]walked{}
	for _, row := range slices.Concat(peopleAccess, figuresAccess, workAccess, reportAccess, areaAccess, openAccess) {
		if _, twice := table[row.route]; twice {
			t.Errorf("%s has two rows", row.route)
		}
		table[row.route] = row
	}
	routes := routesOf(t, w.handler)
	var todo sync.WaitGroup
	next := make(chan string)
	for range 2 {
		todo.Add(1)
		go func() {
			defer todo.Done()
			for route := range next {
				row, ok := table[route]
				w.try(route, row, ok)
			}
		}()
	}
	for _, route := range routes {
		next <- route
	}
	close(next)
	todo.Wait()
	for route := range table {
		if !slices.Contains(routes, route) {
			t.Errorf("%s has a row in %s and is no route", route, tableOf(route))
		}
	}
	t.Logf("%d routes, %d requests", len(routes), w.asked.Load())
	if len(routes) < 300 || w.refused.Load() < 3000 || w.reached.Load() < 1500 {
		t.Errorf("%d refused and %d let through: the walk does not reach the site", w.refused.Load(), w.reached.Load())
	}
}

// tableOf is the file with the row of a route.
func tableOf(route string) string {
	_, pattern, _ := strings.Cut(route, " ")
	for file, rooms := range map[string][]string{
		"figures": {"/inrapportering", "/resultat"}, "work": {"/mal", "/forbattring"}, "report": {"/arsrapport"},
		"open": {"/publicerat", "/tillganglighet", "/gruppen/oppet", "/gruppen/patienter", "/gruppen/installningar/enkat", "/patient", "/konton/synpunkter", "/konton/tillganglighet"},
	} {
		for _, room := range rooms {
			if strings.HasPrefix(pattern, room) {
				return "access" + file + "_test.go"
			}
		}
	}
	return "accesspeople_test.go"
}

// routesOf are the site's routes, each method by itself; files, which answer to all, once.
func routesOf(t *testing.T, site http.Handler) []string {
	t.Helper()
	all := map[string]bool{}
	err := chi.Walk(site.(chi.Routes), func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if strings.HasPrefix(pattern, "/static/") {
			method = http.MethodGet
		}
		all[method+" "+pattern] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(all))
}

// try asks for the route as everybody.
func (w *walk) try(route string, row walked, known bool) {
	if row.may == anybody {
		// Some of these end the session, so they are tried by who has none.
		w.ask(nil, route, row)
		return
	}
	for _, who := range []*walker{nil, w.left, w.ended} {
		if got := w.ask(who, route, row); !got.asksToSignIn(route) {
			w.t.Errorf("%s answers %s with %d %s", route, who.called(), got.status, got.location)
		}
	}
	measured := w.measure(route, row)
	want := row.may
	if want == everybody {
		want = strings.Repeat(string(mayInGroup), len(measured))
	}
	switch {
	case !known:
		w.t.Errorf("%s has no row in %s. If what the program does now is what is meant, add\n\t{route: %q, may: %q},\nElse mend the program and write what is meant. If its {variables} are new, say in walkedNumbers what they may be; "+
			"if it asks for more than version, year, number and unit to be well-formed, write a form: too.", route, tableOf(route), route, measured)
		return
	case measured != want:
		w.t.Errorf("%s: the table says %q, the program %q", route, row.may, measured)
	case !strings.ContainsAny(want, string(mayAtUnit)+string(mayInGroup)):
		w.t.Errorf("%s lets nobody through: it is not tested. Say in newWalk what its variables may be", route)
	}
	w.fromOutside(route, row)
}

// measure is who gets through, as the table says it.
func (w *walk) measure(route string, row walked) string {
	var letters strings.Builder
	for n, here := range w.here {
		got := w.ask(here, route, row)
		away := w.away[n]
		letter := mayNot
		switch {
		case got.through():
			if letter = mayInGroup; away != nil && !w.ask(away, route, row).through() {
				letter = mayAtUnit
			}
		case away != nil && w.ask(away, route, row).through():
			letter = '!' // another unit's may what one's own may not
		}
		letters.WriteRune(letter)
	}
	return letters.String()
}

// fromOutside tries the route as the same roles in another group, to which Kalmar belongs
// too. What has a number or a name in the group's own is not theirs at all; what is a
// page of every group shows them their own.
func (w *walk) fromOutside(route string, row walked) {
	for _, who := range w.outside {
		got := w.ask(who, route, row)
		if row.may != everybody && w.namesThings(route) && got.through() {
			w.t.Errorf("%s lets in %s: %d %s", route, who.name, got.status, got.location)
		}
		if strings.Contains(got.body, secretOfTheGroup) {
			w.t.Errorf("%s tells %s of the other group", route, who.name)
		}
	}
}

// got is what the walk got for an answer.
type got struct {
	status         int
	location, body string
	stored         bool // it would have been, but for the guard
	api            bool
}

// ours reports whether something is wrong with the program.
func (g got) ours() bool { return g.status >= http.StatusInternalServerError && !g.stored }

// through reports whether whoever asked was let through, whatever came of it then.
func (g got) through() bool {
	return g.status != http.StatusForbidden && g.status != http.StatusNotFound && g.status != http.StatusUnauthorized && !g.ours() &&
		(g.status != http.StatusSeeOther || !strings.HasPrefix(g.location, "/logga-in"))
}

// asksToSignIn reports whether it is the answer to somebody who has not.
func (g got) asksToSignIn(route string) bool {
	if g.api || strings.HasPrefix(route, "POST ") && g.status != http.StatusSeeOther {
		return g.status == http.StatusUnauthorized
	}
	return g.status == http.StatusSeeOther && strings.HasPrefix(g.location, "/logga-in")
}

// ask sends one request; nil asks as a stranger.
func (w *walk) ask(who *walker, route string, row walked) got {
	method, pattern, _ := strings.Cut(route, " ")
	address, form := w.filled(method, pattern, pattern), row.form
	if form == "" {
		form = usualForm
	}
	r := httptest.NewRequestWithContext(w.t.Context(), method, address, strings.NewReader(w.filled(method, pattern, form)))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	api := strings.HasPrefix(pattern, "/api/")
	switch {
	case who == nil:
	case api:
		r.Header.Set("Authorization", "Bearer "+who.key)
	default:
		for _, c := range who.cookies {
			r.AddCookie(c)
		}
	}
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	_, stored := w.stopped.LoadAndDelete(answer.Header().Get("X-Request-Id"))
	g := got{status: answer.Code, location: answer.Header().Get("Location"), body: answer.Body.String(), stored: stored, api: api}
	w.asked.Add(1)
	switch {
	case g.through():
		w.reached.Add(1)
	default:
		w.refused.Add(1)
	}
	if g.ours() {
		said, _ := w.failed.LoadAndDelete(answer.Header().Get("X-Request-Id"))
		w.t.Errorf("%s %s, %s: %d %v", method, address, who.called(), g.status, said)
	}
	return g
}

// guardian hears from the program's log which requests the guard in the database stopped.
type guardian struct {
	slog.Handler
	w *walk
}

// WithAttrs and WithGroup keep the guardian where loggers are made from its own.
func (g guardian) WithAttrs(attrs []slog.Attr) slog.Handler {
	return guardian{g.Handler.WithAttrs(attrs), g.w}
}

func (g guardian) WithGroup(name string) slog.Handler {
	return guardian{g.Handler.WithGroup(name), g.w}
}

// values are the record's attributes as text.
func values(record slog.Record) url.Values {
	v := url.Values{}
	record.Attrs(func(a slog.Attr) bool { v.Set(a.Key, fmt.Sprint(a.Value.Any())); return true })
	return v
}
