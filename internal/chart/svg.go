package chart

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// cleanOptions are what clean puts into a picture.
type cleanOptions struct {
	alt Alt
	// prefix starts every id, so that several pictures can stand in one page.
	prefix string
}

// elements and attributes are all that a picture may hold. Everything else that
// ECharts writes, its style sheet, classes and style attributes among it, is
// left out or turned into these, so that the picture holds under a policy of
// style-src 'self' and can carry nothing that acts.
var (
	elements   = set("g path text tspan rect circle ellipse line polyline polygon defs clipPath")
	attributes = set(`d x y dx dy x1 y1 x2 y2 cx cy r rx ry width height points transform
		fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
		stroke-linecap stroke-linejoin stroke-miterlimit opacity font-size font-family font-weight font-style
		text-anchor dominant-baseline xml:space`)
)

func set(names string) map[string]bool {
	s := map[string]bool{}
	for _, name := range strings.Fields(names) {
		s[name] = true
	}
	return s
}

// altOf reads the words for a picture back from its description.
func altOf(option []byte) (Alt, error) {
	var description struct {
		Samsyn struct{ Title, Description string } `json:"samsyn"`
	}
	if err := json.Unmarshal(option, &description); err != nil {
		return Alt{}, fmt.Errorf("chart: read option: %w", err)
	}
	return Alt(description.Samsyn), nil
}

// node is one element of a picture.
type node struct {
	name       string
	attributes []attribute
	text       string // what stands in it, if it has no children
	children   []*node
}

// attribute is one that is let through.
type attribute struct {
	name, value string
}

// get is the attribute's value, empty if there is none.
func (n *node) get(name string) string {
	for _, a := range n.attributes {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// cleaner reads what of a picture is let through.
type cleaner struct {
	prefix string
	// ids gives the picture's own ids new names by their order, since ECharts
	// counts its on over all pictures.
	ids map[string]string
}

// clean rewrites an SVG from ECharts: known elements and attributes only, own
// ids, a title and a description, and no more than is seen.
func clean(svg string, o cleanOptions) ([]byte, error) {
	c := cleaner{prefix: o.prefix, ids: map[string]string{}}
	root, err := c.read(svg)
	if err != nil {
		return nil, err
	}
	var left, top, width, height float64
	if box := root.get("viewBox"); box != "" {
		if _, err := fmt.Sscan(box, &left, &top, &width, &height); err != nil {
			return nil, fmt.Errorf("chart: read svg: viewBox %q: %w", box, err)
		}
	}
	if root.name != "svg" || width <= 0 || height <= 0 {
		return nil, errors.New("chart: the svg has no size")
	}
	w := writer{}
	fmt.Fprintf(&w, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %[1]g %[2]g" role="img"`, width, height)
	fmt.Fprintf(&w, ` aria-labelledby="%[1]s-title" aria-describedby="%[1]s-desc"`, c.prefix)
	shared := shrink(root)
	w.attributes(shared)
	fmt.Fprintf(&w, `><title id="%s-title">`, c.prefix)
	w.text(o.alt.Title)
	fmt.Fprintf(&w, `</title><desc id="%s-desc">`, c.prefix)
	w.text(o.alt.Description)
	w.WriteString("</desc>")
	for _, child := range root.children {
		w.node(child)
	}
	w.WriteString("</svg>")
	return w.Bytes(), nil
}

// read is the picture as a tree of what is let through.
func (c *cleaner) read(svg string) (*node, error) {
	decoder := xml.NewDecoder(strings.NewReader(svg))
	var root *node
	var open []*node // nil in the place of one left out
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("chart: read svg: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			n := c.start(t, open)
			if root == nil {
				root = n
			}
			open = append(open, n)
		case xml.EndElement:
			if len(open) == 0 {
				return nil, errors.New("chart: the svg is not whole")
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 1 && open[len(open)-1] != nil {
				open[len(open)-1].text += string(t)
			}
		}
	}
	if len(open) != 0 || root == nil {
		return nil, errors.New("chart: the svg is not whole")
	}
	return root, nil
}

// start is the element, in the innermost of those open; nil when it is left out.
func (c *cleaner) start(t xml.StartElement, open []*node) *node {
	if len(open) == 0 {
		root := &node{name: t.Name.Local}
		for _, a := range t.Attr {
			if a.Name.Local == "viewBox" {
				root.attributes = append(root.attributes, attribute{a.Name.Local, a.Value})
			}
		}
		return root
	}
	parent := open[len(open)-1]
	if parent == nil || t.Name.Space != "" || !elements[t.Name.Local] {
		return nil
	}
	n := &node{name: t.Name.Local, attributes: c.attributes(t.Attr)}
	parent.children = append(parent.children, n)
	return n
}

// attributes are those of an element that are let through.
func (c *cleaner) attributes(all []xml.Attr) []attribute {
	var kept []attribute
	allow := func(name, value string) {
		if attributes[name] && !strings.Contains(strings.ToLower(value), "url(") {
			kept = append(kept, attribute{name, value})
		}
	}
	for _, a := range all {
		name := a.Name.Local
		if a.Name.Space != "" {
			name = a.Name.Space + ":" + name
		}
		switch name {
		case "id":
			kept = append(kept, attribute{name, c.id(a.Value)})
		case "clip-path":
			if inner, ok := strings.CutPrefix(a.Value, "url(#"); ok {
				kept = append(kept, attribute{name, "url(#" + c.id(strings.TrimSuffix(inner, ")")) + ")"})
			}
		case "style":
			for declaration := range strings.SplitSeq(a.Value, ";") {
				if name, value, found := strings.Cut(declaration, ":"); found {
					allow(strings.TrimSpace(name), strings.TrimSpace(value))
				}
			}
		default:
			allow(name, a.Value)
		}
	}
	return kept
}

// id is the new name of one of ECharts' ids.
func (c *cleaner) id(old string) string {
	if c.ids[old] == "" {
		c.ids[old] = fmt.Sprintf("%s-%d", c.prefix, len(c.ids))
	}
	return c.ids[old]
}
