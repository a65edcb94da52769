package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// module is the module's name, which all its import paths begin with.
const module = "samsyn/"

// goPackage is what `go list` tells of a package.
type goPackage struct {
	Dir, ImportPath, Name, Doc string
	Imports                    []string
	GoFiles                    []string
}

// path is the package's place in the module, for example "internal/org".
func (p goPackage) path() string { return strings.TrimPrefix(p.ImportPath, module) }

// files is the full names of the package's own Go files, without tests.
func (p goPackage) files(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, name := range p.GoFiles {
		if !strings.HasSuffix(name, "_templ.go") {
			names = append(names, filepath.Join(p.Dir, name))
		}
	}
	return names
}

// root is the module's folder.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// listed is all packages of the module, asked for once.
var listed = sync.OnceValues(func() ([]goPackage, error) {
	cmd := exec.Command("go", "list", "-e", "-json=Dir,ImportPath,Name,Doc,Imports,GoFiles", "./...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var all []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// packages is all packages of the module.
func packages(t *testing.T) []goPackage {
	t.Helper()
	all, err := listed()
	if err != nil || len(all) < 5 {
		t.Fatalf("%d packages, error %v", len(all), err)
	}
	return all
}

// sources calls visit for each file that people write, by its path in the module.
func sources(t *testing.T, visit func(path string, text []byte)) {
	t.Helper()
	dir := root(t)
	err := filepath.WalkDir(dir, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path, err := filepath.Rel(dir, full)
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			hidden := strings.HasPrefix(name, ".") && path != "." && path != ".ci"
			if hidden || path == "bin" || name == "testdata" || path == "web/static/vendor" {
				return fs.SkipDir
			}
			return nil
		}
		switch filepath.Ext(name) {
		case ".go", ".templ", ".sql", ".css", ".js", ".md", "":
		default:
			return nil
		}
		if strings.HasSuffix(name, "_templ.go") || strings.HasPrefix(name, ".") {
			return nil
		}
		text, err := os.ReadFile(full)
		visit(path, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
