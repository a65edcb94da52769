package prose

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// longestReference is how many bytes a reference may be, so that a forgotten bracket does
// not swallow a paragraph.
const longestReference = 300

var referenceKind = ast.NewNodeKind("FigureReference")

// referenceNode is a reference in the tree, already resolved.
type referenceNode struct {
	ast.BaseInline
	reference Reference
	figure    Figure
	why       Why
}

// Kind is the node's own.
func (*referenceNode) Kind() ast.NodeKind { return referenceKind }

// Dump writes the node for a programmer.
func (n *referenceNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"typed": n.reference.Typed, "text": n.figure.Text}, nil)
}

// referenceParser reads references.
type referenceParser struct{}

// Trigger is the character that a reference begins with.
func (referenceParser) Trigger() []byte { return []byte{'['} }

// Parse reads a reference that begins here; nil when none does.
func (referenceParser) Parse(_ ast.Node, block text.Reader, ctx parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[[")) {
		return nil
	}
	end := bytes.Index(line, []byte("]]"))
	if end < 0 || end > longestReference || bytes.ContainsAny(line[2:end], "[]") {
		return nil
	}
	reference, ok := ParseReference(string(line[2:end]))
	reading, known := ctx.Get(readingKey).(*reading)
	if !ok || !known {
		return nil
	}
	block.Advance(end + 2)
	node := &referenceNode{reference: reference}
	if node.figure, node.why = reading.resolve(reference); node.why != "" {
		reading.problems = append(reading.problems, Problem{Reference: reference, Why: node.why})
	} else {
		reading.found = append(reading.found, Found{Reference: reference, Figure: node.figure})
	}
	return node
}

// referenceWriter writes references as HTML.
type referenceWriter struct{}

// RegisterFuncs tells the library of it.
func (w referenceWriter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(referenceKind, w.write)
}

func (referenceWriter) write(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	node := n.(*referenceNode)
	parts := []string{`<span class="figure">`, node.figure.Text, `</span>`}
	switch {
	case node.why != "":
		parts = []string{`<mark class="figure-unknown">`, "[[" + node.reference.Typed + "]]", `</mark>`}
	case node.figure.Anchor != "" && !withinLink(n):
		parts = []string{`<a class="figure" href="#` + string(util.EscapeHTML([]byte(node.figure.Anchor))) + `">`, node.figure.Text, `</a>`}
	}
	_, _ = w.WriteString(parts[0])
	_, _ = w.Write(util.EscapeHTML([]byte(parts[1])))
	_, err := w.WriteString(parts[2])
	return ast.WalkContinue, err
}

// withinLink reports whether there is a link around already: two cannot be one in another.
func withinLink(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}
