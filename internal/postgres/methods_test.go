package postgres_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryMethodIsTried: each public method of Tx and of SessionStore is called by
// a test, here or among the use cases, so that no SQL reaches users untried.
func TestEveryMethodIsTried(t *testing.T) {
	called := map[string]bool{}
	for _, dir := range []string{".", filepath.Join("..", "app")} {
		for _, file := range goFiles(t, dir, func(name string) bool { return strings.HasSuffix(name, "_test.go") }) {
			ast.Inspect(file, func(n ast.Node) bool {
				selector, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				// A use case may have the name of a method that it calls.
				if on, ok := selector.X.(*ast.Ident); ok && (dir == "." || on.Name == "tx") {
					called[selector.Sel.Name] = true
				}
				return true
			})
		}
	}
	methods := 0
	for _, file := range goFiles(t, ".", func(name string) bool { return !strings.HasSuffix(name, "_test.go") }) {
		for _, declaration := range file.Decls {
			f, ok := declaration.(*ast.FuncDecl)
			if !ok || f.Recv == nil || !f.Name.IsExported() {
				continue
			}
			if receiver := receiverName(f); receiver == "Tx" || receiver == "SessionStore" {
				methods++
				if !called[f.Name.Name] {
					t.Errorf("no test calls %s.%s", receiver, f.Name.Name)
				}
			}
		}
	}
	if methods < 80 {
		t.Errorf("found only %d methods: is this test looking in the right place?", methods)
	}
}

// receiverName is the type that the method belongs to.
func receiverName(f *ast.FuncDecl) string {
	receiver := f.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, ok := receiver.(*ast.Ident)
	if !ok {
		return ""
	}
	return name.Name
}

// goFiles is the Go files in and below the folder whose names are wanted.
func goFiles(t *testing.T, dir string, wanted func(string) bool) (files []*ast.File) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || !wanted(path) {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, path), nil, 0)
		files = append(files, file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
