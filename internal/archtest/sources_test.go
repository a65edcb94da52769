package archtest

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// maxLines is the longest a file that people write may be; maxReadme is the longest the
// README may be, which has all there is to say to those who run the program.
const (
	maxLines  = 400
	maxReadme = 700
)

func TestFilesAreShort(t *testing.T) {
	sources(t, func(path string, text []byte) {
		most := maxLines
		if path == "README.md" {
			most = maxReadme
		}
		if lines := bytes.Count(text, []byte("\n")); lines > most {
			t.Errorf("%s has %d lines; divide it (at most %d)", path, lines, most)
		}
	})
}

// banned is what may not stand in the sources, and why. The patterns are put
// together from pieces so that this file does not match them.
var banned = []struct {
	pattern *regexp.Regexp
	in      string // file name endings, separated by spaces
	why     string
	except  string // the files that may, separated by spaces
}{
	{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`), ".go .templ .sql .css .js .md Makefile", "finish it, or leave it out", ""},
	{regexp.MustCompile(`\bt\.Skip` + `(f|Now)?\(`), ".go", "a missing part fails the test", ""},
	{regexp.MustCompile(`\btempl\.Raw` + `\(`), ".go .templ", "what users write must be escaped", "templates/report/prose.templ"},
	{regexp.MustCompile(`\btime\.Sleep` + `\(`), ".go", "wait for the thing itself", ""},
	{regexp.MustCompile(`<scr` + `ipt>|\sstyle="|\son(click|change|submit|input|load)="`), ".templ", "the content policy forbids inline script and style", ""},
	{regexp.MustCompile(`\.RenderSnippet` + `\(`), ".go", "it puts text unescaped into a script", ""},
}

func TestNothingBanned(t *testing.T) {
	sources(t, func(path string, text []byte) {
		for _, rule := range banned {
			if !slices.ContainsFunc(strings.Fields(rule.in), func(end string) bool { return strings.HasSuffix(path, end) }) {
				continue
			}
			if slices.ContainsFunc(strings.Fields(rule.except), func(file string) bool { return strings.HasPrefix(path, strings.TrimSuffix(file, ".templ")) }) {
				continue // and the code that is generated from it
			}
			for _, at := range rule.pattern.FindAllIndex(text, -1) {
				line := 1 + bytes.Count(text[:at[0]], []byte("\n"))
				t.Errorf("%s:%d: %q: %s", path, line, text[at[0]:at[1]], rule.why)
			}
		}
	})
}

func TestPackageNamesSaySomething(t *testing.T) {
	for _, p := range packages(t) {
		for _, name := range strings.Split(p.path(), "/") {
			if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "models", "types", "misc", "shared"}, name) {
				t.Errorf("%s: a package is named by what it is about", p.path())
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"cmd", "internal", "migrations", "templates", "web", "bin",
		"go.mod", "go.sum", "Makefile", "Dockerfile", "README.md", "LICENSE", "compose.yaml"}
	for _, entry := range entries {
		if name := entry.Name(); !slices.Contains(known, name) && !strings.HasPrefix(name, ".") {
			t.Errorf("%s does not belong at the top", name)
		}
	}
}

func TestMainIsShort(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(t), "cmd", "samsyn", "main.go"))
	if lines := bytes.Count(text, []byte("\n")); err != nil || lines > 15 {
		t.Errorf("main.go has %d lines, at most 15 (error %v)", lines, err)
	}
}
