package chart

import (
	"bytes"
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

// cleaner writes what of a picture is let through.
type cleaner struct {
	out    bytes.Buffer
	prefix string
	// ids gives the picture's own ids new names by their order, since ECharts
	// counts its on over all pictures.
	ids map[string]string
	// dropped is how many elements deep the reading is in one left out.
	dropped int
}

// clean rewrites an SVG from ECharts: known elements and attributes only, own
// ids, and a title and a description.
func clean(svg string, o cleanOptions) ([]byte, error) {
	c := cleaner{prefix: o.prefix, ids: map[string]string{}}
	decoder := xml.NewDecoder(strings.NewReader(svg))
	depth := 0
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
			depth++
			if depth == 1 {
				if err := c.root(t, o.alt); err != nil {
					return nil, err
				}
				continue
			}
			c.start(t)
		case xml.EndElement:
			depth--
			if depth == 0 {
				c.out.WriteString("</svg>")
				continue
			}
			c.end(t)
		case xml.CharData:
			if c.dropped == 0 && depth > 1 {
				c.text(string(t))
			}
		}
	}
	if depth != 0 || c.out.Len() == 0 {
		return nil, errors.New("chart: the svg is not whole")
	}
	return c.out.Bytes(), nil
}

// root writes the outermost element with what is read instead of the picture.
func (c *cleaner) root(t xml.StartElement, alt Alt) error {
	var left, top, width, height float64
	for _, a := range t.Attr {
		if a.Name.Local == "viewBox" {
			if _, err := fmt.Sscan(a.Value, &left, &top, &width, &height); err != nil {
				return fmt.Errorf("chart: read svg: viewBox %q: %w", a.Value, err)
			}
		}
	}
	if t.Name.Local != "svg" || width <= 0 || height <= 0 {
		return errors.New("chart: the svg has no size")
	}
	fmt.Fprintf(&c.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %[1]g %[2]g" role="img"`, width, height)
	fmt.Fprintf(&c.out, ` aria-labelledby="%[1]s-title" aria-describedby="%[1]s-desc"><title id="%[1]s-title">`, c.prefix)
	c.text(alt.Title)
	fmt.Fprintf(&c.out, `</title><desc id="%s-desc">`, c.prefix)
	c.text(alt.Description)
	c.out.WriteString("</desc>")
	return nil
}

func (c *cleaner) start(t xml.StartElement) {
	if c.dropped > 0 || t.Name.Space != "" || !elements[t.Name.Local] {
		c.dropped++
		return
	}
	kept := c.attributes(t.Attr)
	if t.Name.Local == "path" && invisible(kept) {
		c.dropped++
		return
	}
	c.out.WriteString("<" + t.Name.Local)
	for _, a := range kept {
		c.out.WriteString(" " + a.name + `="`)
		c.text(a.value)
		c.out.WriteString(`"`)
	}
	c.out.WriteString(">")
}

// attribute is one that is let through.
type attribute struct {
	name, value string
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

// invisible tells a path that only catches the pointer in a living chart: a
// third of what ECharts writes.
func invisible(attributes []attribute) bool {
	is := map[string]string{}
	for _, a := range attributes {
		is[a.name] = a.value
	}
	unfilled := is["fill"] == "none" || is["fill-opacity"] == "0"
	unstroked := is["stroke"] == "" || is["stroke"] == "none" || is["stroke-width"] == "0" || is["stroke-opacity"] == "0"
	return is["d"] == "" || unfilled && unstroked
}

func (c *cleaner) end(t xml.EndElement) {
	if c.dropped > 0 {
		c.dropped--
		return
	}
	c.out.WriteString("</" + t.Name.Local + ">")
}

// text writes text, escaped for both content and attributes. Characters that
// XML cannot hold are replaced.
func (c *cleaner) text(s string) {
	// A bytes.Buffer does not fail.
	_ = xml.EscapeText(&c.out, []byte(s))
}

// id is the new name of one of ECharts' ids.
func (c *cleaner) id(old string) string {
	if c.ids[old] == "" {
		c.ids[old] = fmt.Sprintf("%s-%d", c.prefix, len(c.ids))
	}
	return c.ids[old]
}
