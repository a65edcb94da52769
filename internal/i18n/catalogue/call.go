package catalogue

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"

	"samsyn/internal/i18n"
)

// fileScan looks through one file's calls.
type fileScan struct {
	usage *Usage
	name  string
	files *token.FileSet
	// called holds the names that are called, which is how they must be used.
	called map[*ast.SelectorExpr]bool
}

func (s *fileScan) problem(at ast.Node, format string, args ...any) {
	s.usage.Problems = append(s.usage.Problems,
		fmt.Sprintf("%s:%d: %s", s.name, s.files.Position(at.Pos()).Line, fmt.Sprintf(format, args...)))
}

// call notes the text of one call to T, N or Mark.
func (s *fileScan) call(function string, call *ast.CallExpr) {
	switch function {
	case "Mark":
		if id, ok := s.text(call, 0); ok {
			s.add(call, Message{ID: id})
		}
	case "T":
		if id, ok := s.text(call, 1); ok {
			s.arity(call, id, 2)
			s.add(call, Message{ID: id})
		}
	case "N":
		one, ok := s.text(call, 1)
		many, okMany := s.text(call, 2)
		if ok && okMany {
			s.arityOfN(call, one)
			s.arityOfN(call, many)
			s.add(call, Message{ID: one, Plural: many})
		}
	}
}

func (s *fileScan) add(call *ast.CallExpr, message Message) {
	if message.ID == "" {
		s.problem(call, "an empty text")
		return
	}
	if err := s.usage.add(message, s.name); err != nil {
		s.problem(call, "%v", err)
	}
}

// text is the constant string that the call has at index. Anything else is a
// problem, except a variable for T in the package of words.
func (s *fileScan) text(call *ast.CallExpr, index int) (string, bool) {
	if index >= len(call.Args) {
		s.problem(call, "a text is missing")
		return "", false
	}
	if text, ok := constant(call.Args[index]); ok {
		return text, true
	}
	isT := index == 1 && len(call.Args) >= 2
	if !isT || path.Dir(s.name) != wordsFolder {
		s.problem(call, "the text must be a constant string written in the call")
	}
	return "", false
}

// indexed finds a verb that names its value by number. fmt lets a text with
// such a verb leave values out.
var indexed = regexp.MustCompile(`%[^a-zA-Z%]*\[\d`)

// arity checks that the values from index first on are those the verbs take.
func (s *fileScan) arity(call *ast.CallExpr, text string, first int) {
	if call.Ellipsis.IsValid() {
		return
	}
	needed, values := 0, len(call.Args)-first
	for value := range i18n.Verbs(text) {
		needed = max(needed, value)
	}
	if values < needed || values > needed && !indexed.MatchString(text) {
		s.problem(call, "%q takes %d values and is given %d", text, needed, values)
	}
	if values > 0 && barePercent(text) {
		s.problem(call, "%q: write %%%% for a percent sign when there are values", text)
	}
}

// arityOfN does the same for one of N's texts, which may leave the number out
// ("En enhet") and has n for its value when the call gives none.
func (s *fileScan) arityOfN(call *ast.CallExpr, text string) {
	first := 4
	if len(call.Args) == first {
		first-- // n itself
	}
	if len(i18n.Verbs(text)) > 0 {
		s.arity(call, text, first)
	}
}

// barePercent says whether fmt would misread a percent sign in the text.
func barePercent(text string) bool {
	return strings.Contains(i18n.WithoutVerbs(text), "%")
}

// constant is the value of a string literal, or of literals joined by plus.
func constant(expression ast.Expr) (string, bool) {
	switch expression := expression.(type) {
	case *ast.BasicLit:
		if expression.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(expression.Value)
		return text, err == nil
	case *ast.ParenExpr:
		return constant(expression.X)
	case *ast.BinaryExpr:
		left, ok := constant(expression.X)
		right, okRight := constant(expression.Y)
		return left + right, ok && okRight && expression.Op == token.ADD
	}
	return "", false
}
