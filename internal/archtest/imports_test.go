package archtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The packages that do no I/O and know no clock.
var pure = []string{"internal/org", "internal/quality", "internal/improvement", "internal/stats",
	"internal/disclosure", "internal/analysis", "internal/plausibility", "internal/fault", "internal/edition"}

// room stands for the name of one room, the same on both sides of a rule.
const room = "ROOM"

// allowed says for each package which others of the module it may import. A name
// that ends in /... covers what is below it too, and the first row that fits a
// package is the one that counts. Everybody may import internal/fault.
var allowed = []struct {
	pkg       string
	mayImport []string
}{
	{"internal/fault", nil},
	{"internal/org", nil},
	{"internal/quality", list("internal/org")},
	{"internal/improvement", list("internal/org", "internal/quality")},
	{"internal/stats", nil},
	{"internal/disclosure", nil},
	// Figures become results: the one place where the mathematics meets the domain.
	// What is done about them stands on their time lines.
	{"internal/analysis", list("internal/org", "internal/quality", "internal/improvement", "internal/stats", "internal/disclosure")},

	// The yearly report as a finished document: it knows nothing of where its words come from.
	{"internal/edition", nil},

	// What people write, made safe HTML; the periods that it may refer to.
	{"internal/prose", list("internal/quality")},

	{"internal/plausibility", list("internal/quality", "internal/stats")},

	{"internal/postgres", list("internal/org", "internal/quality", "internal/improvement", "internal/nearby", "migrations")},
	{"internal/nearby", nil},
	{"migrations", nil},

	// Meetings as calendars take them: in invitations, files and subscribed calendars.
	{"internal/appointment", list("internal/org", "internal/improvement")},

	// What several rooms read, and the import of files, stand beside the rooms.
	{"internal/app/dataset", list(pure, "internal/postgres")},
	{"internal/app/letter", list("internal/org", "internal/quality", "internal/postgres")},
	{"internal/app/outlook", list("internal/org", "internal/improvement", "internal/postgres")},
	{"internal/app/importing", list(pure, "internal/postgres", "internal/exchange", "internal/app/dataset")},
	// Handing in a file: what is in it is held against the forms.
	{"internal/app/collect", list(pure, "internal/postgres", "internal/app/dataset", "internal/app/letter", "internal/i18n", "internal/exchange")},
	// i18n: the clinics' time zone, which decides what day it is.
	{"internal/app/ROOM", list(pure, "internal/postgres", "internal/app/dataset", "internal/app/letter", "internal/app/outlook", "internal/appointment", "internal/i18n")},
	{"internal/setup", list(pure, "internal/postgres", "internal/app/...", "internal/i18n")},

	{"internal/chart", list("internal/stats", "internal/quality", "internal/disclosure", "web")}, // web: the ECharts that browsers get
	{"internal/document", nil},
	{"internal/exchange", list("internal/org", "internal/quality")},
	{"internal/jobs", list(pure, "internal/app/...", "internal/mail", "internal/postgres")},
	{"internal/mail", list("internal/nearby")},
	{"internal/identity", nil},
	{"internal/passkey", nil},
	{"internal/identity/providertest", nil},
	{"internal/localpg", nil},
	{"internal/backup", list("internal/localpg", "internal/postgres")},
	{"internal/config", nil},
	{"internal/doctor", list("internal/config", "internal/document", "internal/localpg", "internal/mail", "internal/postgres")},
	{"internal/logging", nil},
	{"internal/i18n/...", list("internal/i18n/...")},

	{"internal/server/words", list(pure, "internal/i18n")},
	{"internal/server/looks", list(pure, "internal/i18n", "internal/chart", "internal/server/words", "templates/ui")},
	{"internal/server/compose", list(pure, "internal/i18n", "internal/app/report", "internal/chart", "internal/prose", "internal/server/words", "internal/server/looks")},
	// Files of a finished document: the templates and the programs that set it.
	{"internal/server/reportfile", list(pure, "internal/i18n", "internal/chart", "internal/document", "internal/exchange", "internal/server/show", "templates/report", "web")},
	{"internal/server/show", list("internal/edition", "internal/i18n", "internal/chart", "internal/prose", "templates/report", "web")},
	// For those who look after the program: not a room.
	{"internal/server/monitor", list("internal/postgres", "internal/server")},
	{"internal/server/page/...", list(pure, "internal/i18n", "internal/server/page", "internal/server/words",
		"templates/ui", "templates/layout", "web")},
	{"internal/server/api", list(pure, "internal/i18n", "internal/app/...", "internal/exchange", "internal/server/page", "internal/server/words")},
	{"internal/server/ROOM", list(pure, "internal/i18n", "internal/app/...", "internal/chart", "internal/exchange", "internal/appointment", "internal/document", "internal/identity", "internal/passkey",
		"internal/server/page", "internal/server/words", "internal/server/looks", "internal/server/compose", "internal/server/show", "internal/prose", "templates/ui", "templates/layout", "templates/ROOM", "web")},
	// The session store is handed to the library that uses it.
	{"internal/server", list(pure, "internal/i18n", "internal/app/...", "internal/chart", "internal/document", "internal/identity", "internal/postgres",
		"internal/server/...", "templates/...", "web")},

	{"templates/layout", list("internal/i18n", "templates/ui")},
	{"templates/ui", list("internal/i18n")},
	// A report's document is words already, made to be set in pages and on paper.
	{"templates/report", list("internal/i18n", "internal/edition", "templates/ui", "templates/layout")},
	{"templates/ROOM", list("internal/i18n", "templates/ui", "templates/layout")},
	{"web", nil},

	{"internal/testdb/...", list("internal/...")},
	{"internal/archtest", nil},
	{"internal/e2e/...", list("internal/...")},
	{"cmd/...", list("internal/...", "migrations", "templates/...", "web")},
}

// list joins names and lists of names.
func list(parts ...any) (names []string) {
	for _, part := range parts {
		switch p := part.(type) {
		case string:
			names = append(names, p)
		case []string:
			names = append(names, p...)
		}
	}
	return names
}

// fits reports whether the path is what the pattern names, and which room it is in
// when the pattern has one.
func fits(pattern, path string) (inRoom string, ok bool) {
	if prefix, found := strings.CutSuffix(pattern, "/..."); found {
		return "", path == prefix || strings.HasPrefix(path, prefix+"/")
	}
	if prefix, found := strings.CutSuffix(pattern, room); found {
		rest, ok := strings.CutPrefix(path, prefix)
		rest, _, _ = strings.Cut(rest, "/")
		return rest, ok
	}
	return "", pattern == path
}

// mistakes lists what the package imports without leave.
func mistakes(p goPackage) (wrong []string) {
	for _, rule := range allowed {
		inRoom, ok := fits(rule.pkg, p.path())
		if !ok {
			continue
		}
		for _, imported := range p.Imports {
			other, ours := strings.CutPrefix(imported, module)
			may := slices.ContainsFunc(append(rule.mayImport, "internal/fault"), func(pattern string) bool {
				pattern = strings.ReplaceAll(pattern, room, inRoom)
				_, ok := fits(pattern, other)
				return ok
			})
			if ours && !may {
				wrong = append(wrong, fmt.Sprintf("%s may not import %s", p.path(), other))
			}
		}
		return wrong
	}
	return []string{p.path() + " has no row in the table of who may import whom"}
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		for _, wrong := range mistakes(p) {
			t.Error(wrong)
		}
	}
}

// TestImportRules tries the table on imports that must and must not pass.
func TestImportRules(t *testing.T) {
	for _, try := range []struct {
		from, to string
		may      bool
	}{
		{"internal/org", "internal/fault", true},
		{"internal/org", "internal/quality", false},
		{"internal/quality", "internal/postgres", false},
		{"internal/server/goals", "templates/goals", true},
		{"internal/server/goals", "templates/report", false},
		{"internal/server/goals", "internal/server/report", false},
		{"internal/server/goals", "internal/postgres", false},
		{"internal/app/goals", "internal/app/dataset", true},
		{"internal/app/goals", "internal/app/report", false},
		{"internal/app/collect", "internal/exchange", true},
		{"internal/app/goals", "internal/exchange", false},
		{"templates/goals", "internal/org", false},
		{"internal/unheard/of", "fmt", false},
	} {
		got := mistakes(goPackage{ImportPath: module + try.from, Imports: []string{module + try.to}})
		if (len(got) == 0) != try.may {
			t.Errorf("%s → %s: %v", try.from, try.to, got)
		}
	}
}
