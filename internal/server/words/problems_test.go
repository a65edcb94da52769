package words

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
)

func TestSentencesAreWrittenTheSwedishWay(t *testing.T) {
	for want, p := range map[string]fault.Problem{
		"Texten är för lång. Skriv högst 2\u00a0000 tecken.": {Code: "too_long", Args: []any{2000}},
		"Talet ska vara mellan 0 och 12,5.":                  {Code: "out_of_range", Args: []any{0.0, 12.5}},
		"Talet ska vara mellan \u22125 och –.":               {Code: "out_of_range", Args: []any{int64(-5), "–"}},
		"Talet ska vara mellan 2026-02-28 och 7.":            {Code: "out_of_range", Args: []any{time.Date(2026, 2, 28, 12, 0, 0, 0, time.UTC), 7}},
		unknownProblem: {Code: "no such code"},
	} {
		if got := Problem(context.Background(), p); got != want {
			t.Errorf("%s: %q, want %q", p.Code, got, want)
		}
	}
}

// TestEveryCodeHasASentence reads the program's source for the codes that are
// given to a fault.ValidationError or a form, and for those in fault.Problem values.
func TestEveryCodeHasASentence(t *testing.T) {
	found := 0
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			for _, code := range codesIn(n) {
				found++
				_, ofForms := problems[code]
				if _, ofFiles := fileProblems[code]; !ofForms && !ofFiles {
					t.Errorf("no sentence for the code %q", code)
				}
			}
			return true
		})
	}
	if found < 10 {
		t.Errorf("only %d codes found: has the way they are given changed?", found)
	}
}

// TestEverySentenceGetsItsArgs: a sentence with a %s that nobody gives anything to would be
// read as it stands.
func TestEverySentenceGetsItsArgs(t *testing.T) {
	found := 0
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || call.Ellipsis.IsValid() {
				return true
			}
			for _, code := range codesIn(call) {
				sentence, ofForms := problems[code]
				if !ofForms {
					continue
				}
				found++
				if given, needed := len(call.Args)-2, len(i18n.Verbs(sentence)); given != needed {
					t.Errorf("%s: %q is given %d args and takes %d: %s", file.Name.Name, code, given, needed, sentence)
				}
			}
			return true
		})
	}
	if found < 10 {
		t.Errorf("only %d codes found: has the way they are given changed?", found)
	}
}

// sources parses every Go file below internal, except tests.
func sources(t *testing.T) []*ast.File {
	t.Helper()
	root := filepath.Join("..", "..")
	var files []*ast.File
	err := fs.WalkDir(os.DirFS(root), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, p), nil, parser.SkipObjectResolution)
		if err == nil && usesFault(file) {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func usesFault(file *ast.File) bool {
	for _, i := range file.Imports {
		if strings.HasSuffix(i.Path.Value, `internal/fault"`) || strings.HasSuffix(i.Path.Value, `server/page"`) {
			return true
		}
	}
	return file.Name.Name == "page"
}

// codesIn is the codes named by x.Add(field, "code", …), form.Problem(field,
// "code", …) and Problem{Code: "code"}.
func codesIn(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		if ok && (method.Sel.Name == "Add" || method.Sel.Name == "Problem") && len(n.Args) >= 2 {
			return literal(n.Args[1])
		}
	case *ast.CompositeLit:
		var codes []string
		for _, element := range n.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok || !isProblem(n) {
				continue
			}
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Code" {
				codes = append(codes, literal(pair.Value)...)
			}
		}
		return codes
	}
	return nil
}

// isProblem reports whether the value is a fault.Problem, written out or as an
// element of a list, which has no type of its own but always a Field.
func isProblem(value *ast.CompositeLit) bool {
	if named, ok := value.Type.(*ast.SelectorExpr); ok {
		return named.Sel.Name == "Problem"
	}
	return value.Type == nil && slices.ContainsFunc(value.Elts, func(e ast.Expr) bool {
		pair, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		key, ok := pair.Key.(*ast.Ident)
		return ok && key.Name == "Field"
	})
}

func literal(e ast.Expr) []string {
	basic, ok := e.(*ast.BasicLit)
	if !ok || basic.Kind != token.STRING {
		return nil
	}
	text, err := strconv.Unquote(basic.Value)
	if err != nil {
		return nil
	}
	return []string{text}
}
