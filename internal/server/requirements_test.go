package server

import (
	"encoding/csv"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
)

// requirements is where each requirement of the users' own documents is met: the pages (or
// commands) that serve it and the tests that show it, and in Swedish what is not served. The
// words of what is required are those of the project's own reading of the documents.
const requirements = "testdata/requirements.csv"

// TestEveryRequirementIsServed holds the table of requirements to what there is: each of the
// 176 has a row, its pages are routes, its tests exist, and what has neither says why.
func TestEveryRequirementIsServed(t *testing.T) {
	file, err := os.Open(requirements)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 177 {
		t.Fatalf("%d rows with the heading, not 177", len(rows))
	}
	routes, tests := allRoutes(t), allTests(t)
	served := 0
	for n, row := range rows[1:] {
		id, places, shown, left := row[0], strings.Fields(strings.ReplaceAll(row[2], "samsyn ", "samsyn_")), strings.Fields(row[3]), row[4]
		if id != "R"+strconv.Itoa(n+1) {
			t.Errorf("row %d is %s", n+1, id)
		}
		if (len(places) == 0) != (len(shown) == 0) {
			t.Errorf("%s: pages without tests, or tests without pages", id)
		}
		if len(places) == 0 && left == "" {
			t.Errorf("%s: not served, without a word of why", id)
		}
		for _, place := range places {
			if !strings.HasPrefix(place, "samsyn_") && !routes[place] {
				t.Errorf("%s: no page at %s", id, place)
			}
		}
		for _, test := range shown {
			if !tests[test] {
				t.Errorf("%s: no test is called %s", id, test)
			}
		}
		if len(places) > 0 {
			served++
		}
	}
	t.Logf("%d of %d requirements are served", served, len(rows)-1)
}

// allRoutes is every address of the site, as it is routed.
func allRoutes(t *testing.T) map[string]bool {
	t.Helper()
	routes := map[string]bool{}
	site := New(Config{DB: newDemo(t).db.DB})
	err := chi.Walk(site.(chi.Routes), func(_, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		routes[route] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return routes
}

// allTests is the name of every test of the module.
func allTests(t *testing.T) map[string]bool {
	t.Helper()
	tests := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declaration := range parsed.Decls {
			if f, ok := declaration.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
				tests[f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests
}
