package catalogue

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestEveryTextHasItsEnglish is the check of the real module.
func TestEveryTextHasItsEnglish(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	usage, err := Scan(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	po, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(File)))
	if err != nil {
		t.Fatal(err)
	}
	translations := Read(po)
	for _, problem := range slices.Concat(usage.Problems, Check(usage, translations)) {
		t.Error(problem)
	}
	if !bytes.Equal(po, Write(usage, translations)) {
		t.Errorf("%s is not as it would be written: run go generate ./internal/i18n", File)
	}
}

const head = "package x\nimport \"samsyn/internal/i18n\"\nfunc f() {\n"

func scan(t *testing.T, files map[string]string) *Usage {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	usage, err := Scan(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return usage
}

func TestScanFindsTheTexts(t *testing.T) {
	usage := scan(t, map[string]string{
		"a/a.go":             head + "i18n.T(ctx, \"Spara\")\ni18n.N(ctx, \"%d enhet\", \"%d enheter\", n)\n}",
		"b/b_templ.go":       head + "i18n.T(ctx, \"Lång \" + `text`)\ni18n.T(ctx, \"Spara\")\n}",
		"c/c.go":             "package x\nimport words \"samsyn/internal/i18n\"\nvar w = words.Mark(\"Utkast\")",
		"d/d.go":             "package x\nimport \"other/i18n\"\nvar w = i18n.T(ctx, \"Annat\")",
		"e/e_test.go":        head + "i18n.T(ctx, \"Bara i prov\")\n}",
		"internal/i18n/x.go": head + "i18n.T(ctx, word)\n}",
		"f/testdata/x.go":    "not Go",
	})
	if len(usage.Problems) > 0 {
		t.Errorf("problems: %q", usage.Problems)
	}
	var ids []string
	for _, message := range usage.Sorted() {
		ids = append(ids, message.ID+"|"+message.Plural+"|"+strings.Join(message.Files, " "))
	}
	want := []string{"%d enhet|%d enheter|a/a.go", "Lång text||b/b_templ.go", "Spara||a/a.go b/b_templ.go", "Utkast||c/c.go"}
	if !slices.Equal(ids, want) {
		t.Errorf("texts %q, want %q", ids, want)
	}
}

func TestScanNamesCallsItCannotServe(t *testing.T) {
	tests := []struct{ name, file, body, want string }{
		{"variable", "a/a.go", "i18n.T(ctx, word)", "constant"},
		{"variable in words", "internal/server/words/a.go", "i18n.T(ctx, word)", ""},
		{"variable to N in words", "internal/server/words/a.go", "i18n.N(ctx, one, many, n)", "constant"},
		{"variable to Mark in words", "internal/server/words/a.go", "i18n.Mark(word)", "constant"},
		{"passed on", "a/a.go", "g(i18n.T)", "passed on"},
		{"too few values", "a/a.go", "i18n.T(ctx, \"%s och %s\", a)", "takes 2 values and is given 1"},
		{"too many values", "a/a.go", "i18n.T(ctx, \"Klart\", a)", "takes 0 values and is given 1"},
		{"no values", "a/a.go", "i18n.T(ctx, \"Hej %s\")", "takes 1 values and is given 0"},
		{"values unknown", "a/a.go", "i18n.T(ctx, \"Hej %s\", a...)", ""},
		{"percent sign", "a/a.go", "i18n.T(ctx, \"95 %-intervall, 5 % av alla\")", ""},
		{"percent sign with values", "a/a.go", "i18n.T(ctx, \"5 % av %s\", a)", "%%"},
		{"n given twice", "a/a.go", "i18n.N(ctx, \"%d av %d\", \"%d av %d\", n)", "takes 2 values and is given 1"},
		{"n left out of one", "a/a.go", "i18n.N(ctx, \"en enhet\", \"%d enheter\", n)", ""},
		{"n given and left out of one", "a/a.go", "i18n.N(ctx, \"en enhet\", \"%d enheter\", n, n)", ""},
		{"by number, one left out", "a/a.go", "i18n.N(ctx, \"i går, %[2]s\", \"för %[1]d dagar sedan, %[2]s\", n, n, a)", ""},
		{"by number, one too few", "a/a.go", "i18n.N(ctx, \"i morgon\", \"%[2]s, om %[1]d dagar\", n, a)", "takes 2 values and is given 1"},
		{"empty", "a/a.go", "i18n.T(ctx, \"\")", "empty"},
		{"two plurals", "a/a.go", "i18n.N(ctx, \"a\", \"b\", n)\ni18n.N(ctx, \"a\", \"c\", n)", "two plurals"},
	}
	for _, test := range tests {
		got := strings.Join(scan(t, map[string]string{test.file: head + test.body + "\n}"}).Problems, "\n")
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTheFileIsCompletedAndChecked(t *testing.T) {
	usage := scan(t, map[string]string{"a/a.go": head + `i18n.T(ctx, "Hej %s", a)
i18n.T(ctx, "Han sa \"ja\" \\ nej\nsedan")
i18n.N(ctx, "%d enhet", "%d enheter", n)
}`})
	first := Write(usage, Translations{})
	if again := Write(usage, Read(first)); !bytes.Equal(first, again) {
		t.Errorf("what is written is not read back:\n%s\n%s", first, again)
	}
	if problems := Check(usage, Read(first)); len(problems) != 4 {
		t.Errorf("an empty file has %q", problems)
	}
	filled := strings.NewReplacer(
		"msgid \"Hej %s\"\nmsgstr \"\"", "msgid \"Hej %s\"\nmsgstr \"Hi %d\"",
		"sedan\"\nmsgstr \"\"", "sedan\"\nmsgstr \"He said \\\"yes\\\"\"",
		"msgstr[0] \"\"", "msgstr[0] \"%d unit\"", "msgstr[1] \"\"", "msgstr[1] \"%d units\"",
	).Replace(string(first)) + "\nmsgid \"Borttagen\"\nmsgstr \"Removed\"\n"
	want := []string{`verbs differ: "Hej %s" and "Hi %d"`, `no longer used: "Borttagen"`}
	if problems := Check(usage, Read([]byte(filled))); !slices.Equal(problems, want) {
		t.Errorf("problems %q, want %q", problems, want)
	}
	rewritten := string(Write(usage, Read([]byte(filled))))
	if strings.Contains(rewritten, "Borttagen") || !strings.Contains(rewritten, "%d units") {
		t.Errorf("written:\n%s", rewritten)
	}
}
