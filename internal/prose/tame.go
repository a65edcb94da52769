package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tamer makes what a report's text may not have into what it may: headings, images, and
// links to elsewhere than the web, a mail address or the document itself.
type tamer struct{}

// Transform changes the tree.
func (tamer) Transform(document *ast.Document, source text.Reader, _ parser.Context) {
	var headings []*ast.Heading
	var images []*ast.Image
	var links []ast.Node
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			headings = append(headings, n)
		case *ast.Image:
			images = append(images, n)
		case *ast.Link:
			if !mayLead(string(n.Destination)) {
				links = append(links, n)
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && !mayLead(string(n.URL(source.Source()))) {
				links = append(links, n)
			}
		case *extast.TableCell:
			if n.Alignment == extast.AlignRight {
				n.SetAttributeString("class", []byte("number"))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, h := range headings {
		strong := ast.NewEmphasis(2)
		adopt(strong, h)
		p := ast.NewParagraph()
		p.AppendChild(p, strong)
		h.Parent().ReplaceChild(h.Parent(), h, p)
	}
	for _, i := range images {
		replaceImage(i)
	}
	for _, l := range links {
		unlink(l, source.Source())
	}
}

// replaceImage makes a link of an image, or its words alone when it may not lead there.
func replaceImage(i *ast.Image) {
	var instead ast.Node = ast.NewTextBlock()
	if mayLead(string(i.Destination)) {
		link := ast.NewLink()
		link.Destination = i.Destination
		instead = link
	}
	adopt(instead, i)
	if instead.FirstChild() == nil {
		instead.AppendChild(instead, ast.NewString(i.Destination))
	}
	if instead.Kind() != ast.KindLink {
		spill(i.Parent(), i, instead)
		return
	}
	i.Parent().ReplaceChild(i.Parent(), i, instead)
}

// unlink leaves a link's words, and where it would have led when there are none.
func unlink(n ast.Node, source []byte) {
	if auto, ok := n.(*ast.AutoLink); ok {
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(auto.Label(source)))
		return
	}
	spill(n.Parent(), n, n)
}

// spill puts the children of from in the place of old.
func spill(parent, old, from ast.Node) {
	for child := from.FirstChild(); child != nil; {
		next := child.NextSibling()
		from.RemoveChild(from, child)
		parent.InsertBefore(parent, old, child)
		child = next
	}
	parent.RemoveChild(parent, old)
}

// adopt moves all children to another node.
func adopt(to, from ast.Node) {
	for child := from.FirstChild(); child != nil; {
		next := child.NextSibling()
		from.RemoveChild(from, child)
		to.AppendChild(to, child)
		child = next
	}
}

// mayLead reports whether a link may lead there: to the web, to a mail address, or to a
// place in the document.
func mayLead(destination string) bool {
	lower := strings.ToLower(destination)
	for _, start := range []string{"https://", "http://", "mailto:", "#"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	return false
}
