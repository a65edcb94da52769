package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wordPage is a page made ready for Pandoc, and what is put in afterwards.
type wordPage struct {
	html                []byte
	title, author, lang string
	pictures            []*picture
	headings            []heading
	listed              map[string]bool // the headings that the page's contents link to
	tables              []wordTable
	contents            string // the heading of the contents
	paper               *Paper

	ids map[string]string // the page's own, and those in their place
	out bytes.Buffer
}

// heading is one that the contents may list.
type heading struct {
	level    int // 1 to 4
	id, text string
}

// Marks stand in the page where something is put in afterwards. Nobody writes such
// characters: they are for private use.
const (
	contentsMark = "\uE000innehåll\uE000"
	breakMark    = "\uE000sida\uE000"
	pictureMark  = "samsyn-picture-"
)

// placeholder is in the place of every picture: a PNG of one transparent pixel.
const placeholder = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

// readPage reads the paper's page and writes one for Pandoc, of known elements and
// attributes only.
func readPage(paper *Paper) (*wordPage, error) {
	root, err := html.Parse(bytes.NewReader(paper.HTML))
	if err != nil {
		return nil, err
	}
	p := &wordPage{paper: paper, title: paper.Title, author: paper.Author, lang: paper.Lang, ids: map[string]string{}}
	var body *html.Node
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Html && p.lang == "":
			p.lang = attr(n, "lang")
		case n.DataAtom == atom.Title && n.Namespace == "" && p.title == "":
			p.title = textOf(n)
		case n.DataAtom == atom.Meta && attr(n, "name") == "author" && p.author == "":
			p.author = attr(n, "content")
		case n.DataAtom == atom.Body:
			body = n
		}
		// Word's names of places are short and begin with a letter.
		if id := attr(n, "id"); id != "" && p.ids[id] == "" && n.Namespace == "" {
			p.ids[id] = "plats" + strconv.Itoa(len(p.ids)+1)
		}
	}
	p.lang = wordLanguage(p.lang)
	p.out.WriteString("<!DOCTYPE html><html><body>")
	p.children(body)
	p.out.WriteString("</body></html>")
	p.html = p.out.Bytes()
	return p, nil
}

// kept are the elements that are written as they are, and these of their attributes.
var kept = map[atom.Atom][]string{
	atom.P: nil, atom.Ul: nil, atom.Ol: {"start", "type"}, atom.Li: nil, atom.Dl: nil, atom.Dt: nil, atom.Dd: nil,
	atom.Table: nil, atom.Caption: nil, atom.Thead: nil, atom.Tbody: nil, atom.Tfoot: nil, atom.Tr: nil,
	atom.Td: {"colspan", "rowspan"}, atom.Th: {"colspan", "rowspan"}, atom.Blockquote: nil, atom.Pre: nil,
	atom.Strong: nil, atom.B: nil, atom.Em: nil, atom.I: nil, atom.Sub: nil, atom.Sup: nil, atom.Code: nil, atom.Span: nil,
	atom.Div: nil, atom.Section: nil, atom.Article: nil, atom.Q: nil, atom.Br: nil,
}

// dropped are the elements that are left out with all that is in them.
var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Iframe: true, atom.Object: true,
	atom.Embed: true, atom.Video: true, atom.Audio: true, atom.Canvas: true, atom.Math: true, atom.Input: true,
	atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Head: true, atom.Link: true, atom.Meta: true,
	atom.Col: true, atom.Colgroup: true, atom.Frame: true, atom.Frameset: true, atom.Applet: true,
}

func (p *wordPage) children(n *html.Node) {
	if n == nil {
		return
	}
	for c := range n.ChildNodes() {
		p.node(c)
	}
}

func (p *wordPage) node(n *html.Node) {
	if n.Type == html.TextNode {
		p.words(n)
		return
	}
	if n.Type != html.ElementNode || dropped[n.DataAtom] || hasAttr(n, "hidden") {
		return
	}
	if hasClass(n, "new-page") {
		p.paragraph("", breakMark)
	}
	switch n.DataAtom {
	case atom.Svg:
		p.inlinePicture(n)
	case atom.Img:
		p.image(n)
	case atom.A:
		p.link(n)
	case atom.H1:
		p.styled("Title", n)
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading(n)
	case atom.Hr:
		p.paragraph("", breakMark)
	case atom.Nav:
		if attr(n, "role") != "doc-toc" {
			p.element("div", n, nil)
			return
		}
		p.tableOfContents(n)
	case atom.Figcaption:
		p.styled("Image Caption", n)
	case atom.Figure:
		p.figure(n)
	case atom.Table:
		p.table(n)
	case atom.Th:
		if attr(n, "scope") == "row" {
			p.tag("th", n, kept[atom.Th])
			p.out.WriteString("<strong>")
			p.children(n)
			p.out.WriteString("</strong></th>")
			return
		}
		p.element("th", n, kept[atom.Th])
	case atom.P:
		if hasClass(n, "subtitle") {
			p.styled("Subtitle", n)
			return
		}
		p.element("p", n, nil)
	default:
		attributes, known := kept[n.DataAtom]
		if !known {
			// What is in it stands without it, as in main, header and address.
			p.children(n)
			return
		}
		p.element(n.Data, n, attributes)
	}
}

// element writes an element under a name, with these of its attributes.
func (p *wordPage) element(name string, n *html.Node, attributes []string) {
	p.tag(name, n, attributes)
	if n.DataAtom != atom.Br {
		p.children(n)
		fmt.Fprintf(&p.out, "</%s>", name)
	}
}

// tag writes the beginning of an element.
func (p *wordPage) tag(name string, n *html.Node, attributes []string) {
	p.out.WriteString("<" + name)
	if id := p.ids[attr(n, "id")]; id != "" {
		p.attribute("id", id)
	}
	for _, a := range attributes {
		if value := attr(n, a); value != "" {
			p.attribute(a, value)
		}
	}
	if attr(n, alignRight) != "" {
		p.attribute("style", "text-align:right")
	}
	p.out.WriteString(">")
}

func (p *wordPage) attribute(name, value string) {
	fmt.Fprintf(&p.out, ` %s="%s"`, name, html.EscapeString(value))
}

func (p *wordPage) text(s string) {
	p.out.WriteString(html.EscapeString(strings.ReplaceAll(s, "\uE000", "")))
}

// words writes a text, in a style with its language when that is not the document's:
// Pandoc drops lang.
func (p *wordPage) words(n *html.Node) {
	lang := p.lang
	for parent := range n.Ancestors() {
		if l := attr(parent, "lang"); l != "" {
			lang = wordLanguage(l)
			break
		}
	}
	if lang == p.lang || strings.TrimSpace(n.Data) == "" || !languageTag.MatchString(lang) {
		p.text(n.Data)
		return
	}
	fmt.Fprintf(&p.out, `<span data-custom-style="%s%s">`, languageStyle, lang)
	p.text(n.Data)
	p.out.WriteString("</span>")
}

// languageStyle begins the names of the styles with a language, which Pandoc makes as
// they are mentioned; languageTag is what may follow (BCP 47).
const languageStyle = "Language "

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// paragraph writes a paragraph of its own in a style of Word's, "" for the usual.
func (p *wordPage) paragraph(style, text string) {
	if style != "" {
		fmt.Fprintf(&p.out, `<div data-custom-style="%s"><p>%s</p></div>`, style, text)
		return
	}
	fmt.Fprintf(&p.out, "<p>%s</p>", text)
}

// styled writes an element as a paragraph in a style of Word's.
func (p *wordPage) styled(style string, n *html.Node) {
	p.out.WriteString(`<div`)
	if id := p.ids[attr(n, "id")]; id != "" {
		p.attribute("id", id)
	}
	p.attribute("data-custom-style", style)
	p.out.WriteString(">")
	blocks := false
	for c := range n.ChildNodes() {
		blocks = blocks || c.DataAtom == atom.P || c.DataAtom == atom.Ul || c.DataAtom == atom.Ol || c.DataAtom == atom.Div
	}
	if blocks {
		p.children(n)
	} else {
		p.out.WriteString("<p>")
		p.children(n)
		p.out.WriteString("</p>")
	}
	p.out.WriteString("</div>")
}

// heading writes a heading one level up, since h1 is the title.
func (p *wordPage) heading(n *html.Node) {
	level := min(int(n.Data[1]-'0')-1, 4)
	id := p.ids[attr(n, "id")]
	if id == "" {
		id = "rubrik" + strconv.Itoa(len(p.headings)+1)
	}
	p.headings = append(p.headings, heading{level, id, textOf(n)})
	fmt.Fprintf(&p.out, `<h%d id="%s">`, level, id)
	p.children(n)
	fmt.Fprintf(&p.out, "</h%d>", level)
}

// tableOfContents leaves room for the contents, and notes what is in it.
func (p *wordPage) tableOfContents(n *html.Node) {
	p.listed = map[string]bool{}
	for c := range n.Descendants() {
		if place, found := strings.CutPrefix(attr(c, "href"), "#"); found {
			p.listed[p.ids[place]] = true
		}
		if p.contents == "" && len(c.Data) == 2 && c.Data[0] == 'h' && c.DataAtom != atom.Hr {
			p.contents = textOf(c)
		}
	}
	p.paragraph("", contentsMark)
}

// link writes a link to somewhere in the page or on the web; others stand as text.
func (p *wordPage) link(n *html.Node) {
	href := strings.TrimSpace(attr(n, "href"))
	if place, found := strings.CutPrefix(href, "#"); found && p.ids[place] != "" {
		href = "#" + p.ids[place]
	} else if scheme, _, _ := strings.Cut(strings.ToLower(href), ":"); scheme != "http" && scheme != "https" && scheme != "mailto" {
		p.children(n)
		return
	}
	p.out.WriteString("<a")
	p.attribute("href", href)
	p.out.WriteString(">")
	p.children(n)
	p.out.WriteString("</a>")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// textOf is an element's text, with single spaces.
func textOf(n *html.Node) string {
	var text strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(text.String()), " ")
}
