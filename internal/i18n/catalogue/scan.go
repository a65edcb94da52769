// Package catalogue keeps the translations complete: it finds the texts that
// the module's Go sources hand to package i18n (generated templates included),
// says which of them lack an English translation, and writes the PO file that a
// translator fills in. It knows the form of the calls and of the file, nothing
// about what the texts say. Only its test and cmd/catalogue use it.
package catalogue

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

const (
	// i18nPath is the import path whose calls are looked for.
	i18nPath = "samsyn/internal/i18n"
	// i18nFolder is the package itself, which handles texts it does not own.
	i18nFolder = "internal/i18n"
	// wordsFolder is the only package that may give T a variable: its tables
	// of words for the domain's codes, each wrapped in i18n.Mark.
	wordsFolder = "internal/server/words"
)

// Message is one text that the program shows.
type Message struct {
	// ID is the Swedish text; for N the one for a single thing.
	ID string
	// Plural is the Swedish text for many things, empty unless N is called.
	Plural string
	// Files are the sources that use it, slash-separated from the module's
	// root, sorted. Line numbers are left out so that the file stays still.
	Files []string
}

// Usage is everything that the sources say about texts.
type Usage struct {
	// Messages by their ID.
	Messages map[string]*Message
	// Problems are calls that no catalogue can serve, each with its place.
	Problems []string
}

// Scan reads every Go file of the module whose root fsys is, tests left out.
// An error means that a file could not be read or parsed.
func Scan(fsys fs.FS) (*Usage, error) {
	usage := &Usage{Messages: map[string]*Message{}}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && skipped(name):
			return fs.SkipDir
		case entry.IsDir(), path.Ext(name) != ".go", strings.HasSuffix(name, "_test.go"):
			return nil
		}
		return usage.scanFile(fsys, name)
	})
	for _, message := range usage.Messages {
		slices.Sort(message.Files)
		message.Files = slices.Compact(message.Files)
	}
	return usage, err
}

func skipped(folder string) bool {
	base := path.Base(folder)
	return folder == i18nFolder || base == "testdata" || base == "vendor" || base == "node_modules" ||
		folder != "." && strings.HasPrefix(base, ".")
}

func (u *Usage) scanFile(fsys fs.FS, name string) error {
	source, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	imported := importedName(file)
	if imported == "" {
		return nil
	}
	scan := &fileScan{usage: u, name: name, files: files, called: map[*ast.SelectorExpr]bool{}}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			if selector := selects(node.Fun, imported); selector != nil {
				scan.called[selector] = true
				scan.call(selector.Sel.Name, node)
			}
		case *ast.SelectorExpr:
			if selects(node, imported) != nil && !scan.called[node] && isText(node.Sel.Name) {
				scan.problem(node, "i18n.%s must be called where the text is written, not passed on", node.Sel.Name)
			}
		}
		return true
	})
	return nil
}

// importedName is the name that the file knows package i18n by, "" when it
// does not import it.
func importedName(file *ast.File) string {
	for _, spec := range file.Imports {
		if strings.Trim(spec.Path.Value, "`\"") != i18nPath {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return "i18n"
	}
	return ""
}

// selects returns the expression when it is a name of package i18n.
func selects(expression ast.Expr, imported string) *ast.SelectorExpr {
	selector, ok := expression.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if from, ok := selector.X.(*ast.Ident); !ok || from.Name != imported {
		return nil
	}
	return selector
}

func isText(name string) bool { return name == "T" || name == "N" || name == "Mark" }

// add notes one use of a text.
func (u *Usage) add(message Message, file string) error {
	known, ok := u.Messages[message.ID]
	if !ok {
		known = &Message{ID: message.ID, Plural: message.Plural}
		u.Messages[message.ID] = known
	}
	known.Files = append(known.Files, file)
	if message.Plural == "" || message.Plural == known.Plural {
		return nil
	}
	if known.Plural != "" {
		return fmt.Errorf("%q has two plurals, %q and %q", message.ID, known.Plural, message.Plural)
	}
	known.Plural = message.Plural
	return nil
}

// Sorted lists the messages by their Swedish text.
func (u *Usage) Sorted() []*Message {
	messages := make([]*Message, 0, len(u.Messages))
	for _, message := range u.Messages {
		messages = append(messages, message)
	}
	slices.SortFunc(messages, func(a, b *Message) int { return cmp.Compare(a.ID, b.ID) })
	return messages
}
