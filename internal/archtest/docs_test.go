package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPackagesAreExplained(t *testing.T) {
	for _, p := range packages(t) {
		generated := strings.HasPrefix(p.path(), "templates/") // a template package's doc may stand in a .templ file
		if p.Doc == "" && !generated {
			t.Errorf("%s has no package comment", p.path())
		}
		if p.Doc == "" && generated && !hasDoc(t, p) {
			t.Errorf("%s has no package comment, in a .go or a .templ file", p.path())
		}
	}
}

// hasDoc looks in the generated files too, where a template's comment ends up.
func hasDoc(t *testing.T, p goPackage) bool {
	t.Helper()
	for _, name := range p.GoFiles {
		if doc := parse(t, filepath.Join(p.Dir, name)).Doc; doc != nil && strings.Contains(doc.Text(), "Package "+p.Name) {
			return true
		}
	}
	return false
}

func TestPublicNamesAreExplained(t *testing.T) {
	for _, p := range packages(t) {
		for _, name := range p.files(t) {
			for _, declaration := range parse(t, name).Decls {
				for _, missing := range unexplained(declaration) {
					t.Errorf("%s: %s has no comment", strings.TrimPrefix(name, root(t)+"/"), missing)
				}
			}
		}
	}
}

// parse reads a Go file with its comments.
func parse(t *testing.T, name string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// unexplained lists the public names that the declaration makes without a comment.
func unexplained(declaration ast.Decl) (names []string) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && publicReceiver(d) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					names = append(names, s.Name.Name)
				}
			case *ast.ValueSpec:
				if d.Doc == nil && s.Doc == nil && s.Comment == nil {
					for _, name := range s.Names {
						if name.IsExported() {
							names = append(names, name.Name)
						}
					}
				}
			}
		}
	}
	return names
}

// publicReceiver reports whether the function is one, or a method of a public type.
func publicReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	receiver := d.Recv.List[0].Type
	for {
		switch r := receiver.(type) {
		case *ast.StarExpr:
			receiver = r.X
		case *ast.IndexExpr:
			receiver = r.X
		case *ast.Ident:
			return r.IsExported()
		default:
			return false
		}
	}
}

// TestPurePackagesKnowNoClock: the time is an argument.
func TestPurePackagesKnowNoClock(t *testing.T) {
	for _, p := range packages(t) {
		if !slices.Contains(pure, p.path()) {
			continue
		}
		for _, name := range p.files(t) {
			ast.Inspect(parse(t, name), func(n ast.Node) bool {
				selector, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				from, ok := selector.X.(*ast.Ident)
				if ok && from.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "After", "NewTimer"}, selector.Sel.Name) {
					t.Errorf("%s asks the clock: time.%s", p.path(), selector.Sel.Name)
				}
				return true
			})
		}
	}
}
