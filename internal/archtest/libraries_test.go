package archtest

import (
	"slices"
	"strings"
	"testing"
)

// onlyIn says which packages a library is for.
var onlyIn = []struct {
	library string
	in      []string
}{
	{"github.com/jackc/", list("internal/postgres", "internal/localpg", "internal/testdb/...", "internal/jobs", "internal/e2e/...", "cmd/...")},
	{"github.com/pressly/goose/", list("internal/postgres", "internal/localpg", "internal/testdb/...", "internal/jobs", "cmd/...")},
	{"database/sql", list("internal/postgres", "internal/testdb/...")},
	{"github.com/go-chi/", list("internal/server/...")},
	{"github.com/alexedwards/scs/", list("internal/server/...")},
	{"github.com/a-h/templ", list("templates/...", "internal/server/...")},
	{"github.com/go-echarts/", list("internal/chart")},
	{"github.com/xuri/excelize", list("internal/exchange", "internal/e2e/...")},
	{"modernc.org/quickjs", list("internal/chart")},
	{"gonum.org/", list("internal/stats", "internal/setup")},               // setup draws the example figures
	{"github.com/riverqueue/", list("internal/postgres", "internal/jobs")}, // postgres makes the queue's tables
	{"github.com/wneessen/go-mail", list("internal/mail")},
	{"github.com/arran4/golang-ical", list("internal/appointment", "internal/server/account")},
	{"github.com/leonelquinteros/gotext", list("internal/i18n/...")},
	{"github.com/caarlos0/env/", list("internal/config")},
	{"github.com/yuin/goldmark", list("internal/prose")},
	{"github.com/microcosm-cc/bluemonday", list("internal/prose")},
	{"github.com/coreos/go-oidc/", list("internal/identity")},
	{"github.com/go-webauthn/", list("internal/passkey")},
	{"github.com/descope/virtualwebauthn", list("internal/passkey")}, // a device for tests
	{"golang.org/x/oauth2", list("internal/identity")},
	{"github.com/zitadel/oidc/", list("internal/identity/providertest")}, // a provider for tests
	{"github.com/mileusna/useragent", list("internal/server")},
	{"net/http", list("internal/server/...", "internal/identity/...", "web", "internal/mail", "internal/e2e/...", "internal/testdb/...", "cmd/...")},
	{"github.com/prometheus/", list("internal/server/monitor")},
	{"github.com/chromedp/", list("internal/e2e/...")},
	{"github.com/PuerkitoBio/goquery", list("internal/server/page/pagetest", "internal/e2e/...")},
	{"testing", list("internal/testdb/...", "internal/identity/providertest", "internal/server/page/pagetest", "internal/e2e/...")},
}

// outside is the standard library's ways to the world, none of which the pure
// packages may know.
var outside = []string{"context", "database/", "io/fs", "log", "net", "os", "syscall", "embed"}

// below reports whether the import is the library or a part of it.
func below(imported, library string) bool {
	return imported == library || strings.HasPrefix(imported, strings.TrimSuffix(library, "/")+"/")
}

func TestLibrariesStayWhereTheyBelong(t *testing.T) {
	for _, p := range packages(t) {
		for _, rule := range onlyIn {
			home := slices.ContainsFunc(rule.in, func(pattern string) bool {
				_, ok := fits(pattern, p.path())
				return ok
			})
			for _, imported := range p.Imports {
				if below(imported, rule.library) && !home {
					t.Errorf("%s may not import %s: it is for %v", p.path(), imported, rule.in)
				}
			}
		}
	}
}

func TestPurePackagesDoNoIO(t *testing.T) {
	for _, p := range packages(t) {
		if !slices.Contains(pure, p.path()) {
			continue
		}
		for _, imported := range p.Imports {
			if slices.ContainsFunc(outside, func(library string) bool { return below(imported, library) }) {
				t.Errorf("%s is pure and may not import %s", p.path(), imported)
			}
			// Numbers, and the words of a text that is written as HTML.
			if strings.Contains(imported, ".") && !below(imported, "gonum.org") && imported != "golang.org/x/net/html" {
				t.Errorf("%s is pure and may not import the library %s", p.path(), imported)
			}
		}
	}
}
