package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// TestNothingIsDoneInNoOrder: Go walks through a map in another order each time, so that
// what is listed, told or stored on the way comes in another order each time too. A map
// written out to be walked through is a list of pairs, and can be one.
func TestNothingIsDoneInNoOrder(t *testing.T) {
	for _, p := range packages(t) {
		for _, name := range p.files(t) {
			ast.Inspect(parse(t, name), func(n ast.Node) bool {
				if walk, ok := n.(*ast.RangeStmt); ok && ofWrittenMap(walk) {
					if what := ordered(walk.Body); what != "" {
						t.Errorf("%s: %s for each of a map that is written out: the order is another each time", strings.TrimPrefix(name, root(t)+"/"), what)
					}
				}
				return true
			})
		}
	}
}

func ofWrittenMap(walk *ast.RangeStmt) bool {
	literal, ok := walk.X.(*ast.CompositeLit)
	if !ok {
		return false
	}
	_, ok = literal.Type.(*ast.MapType)
	return ok
}

// ordered is a call whose order is seen: what adds to a list, and what is done in the
// database.
func ordered(body *ast.BlockStmt) (what string) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			if slices.Contains([]string{"append", "add"}, f.Name) {
				what = f.Name
			}
		case *ast.SelectorExpr:
			if slices.Contains([]string{"Add", "Problem"}, f.Sel.Name) {
				what = f.Sel.Name
			}
		}
		for _, arg := range call.Args {
			if passed(arg, "ctx") || passed(arg, "tx") || passed(arg, "v") {
				what = "a call"
			}
		}
		return true
	})
	return what
}

// passed is whether the argument is the variable or where it is.
func passed(arg ast.Expr, name string) bool {
	if at, ok := arg.(*ast.UnaryExpr); ok && at.Op == token.AND {
		arg = at.X
	}
	variable, ok := arg.(*ast.Ident)
	return ok && variable.Name == name
}
