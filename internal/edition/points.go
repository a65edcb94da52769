package edition

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Point is one thing said in few words.
type Point struct {
	Text   string
	Detail string // "" for none
	// Shorter is the text in fewer words, the longest first, for where it does not fit.
	Shorter []string
}

// passedOver are tables that say nothing in few words, or nothing that those above the
// group need.
var passedOver = []string{"medlemmar-tabell", "moten-tabell", "stod-tabell", "variation-tabell"}

// Points is a list that is cut to what there is room for.
type Points struct {
	List []Point
	More int // how many were left out
}

// Room is how much a list of points may take.
type Room struct {
	Points  int // the most points
	Runes   int // the most characters of each
	Details int // the most of what says more of it; none for zero
}

// points says in few words what stands in the section: what somebody has written comes
// first, as its list when there is one and else its paragraphs, then the data.
func (s Section) points(room Room) Points {
	var written, data []Point
	var heading *Point
	for _, b := range s.Blocks {
		switch {
		case b.Prose != nil:
			for _, text := range b.Prose.lines() {
				written = append(written, Point{Text: text})
			}
		case b.Heading != "":
			data = append(data, Point{Text: b.Heading})
			heading = &data[len(data)-1]
		case heading == nil:
			data = append(data, b.points()...)
		case heading.Detail == "": // the first thing under a heading says more of it
			heading.Detail = b.gist()
		}
	}
	return room.cut(append(written, data...))
}

// points are the things that the block says.
func (b Block) points() (list []Point) {
	switch {
	case b.Paragraph != "":
		list = append(list, Point{Text: b.Paragraph, Shorter: b.Shorter})
	case b.Statement != nil:
		list = append(list, Point{Text: b.Statement.Unit, Detail: b.Statement.Text})
	case b.Table != nil && !slices.Contains(passedOver, b.Table.ID):
		for _, row := range b.Table.Rows {
			if !row.over(b.Table) {
				list = append(list, row.point())
			}
		}
	}
	for _, t := range b.Terms {
		list = append(list, Point{Text: t.Term, Detail: t.Text})
	}
	for _, text := range b.List {
		list = append(list, Point{Text: text})
	}
	return list
}

// gist is the block in one line; of facts the first two.
func (b Block) gist() string {
	var parts []string
	for _, t := range b.Terms[:min(2, len(b.Terms))] {
		parts = append(parts, t.Text)
	}
	if len(parts) == 0 {
		for _, p := range b.points() {
			parts = append(parts, p.Text)
		}
	}
	return strings.TrimSpace(b.Note + strings.Join(parts, " · "))
}

// over reports whether the row is a heading over those that follow.
func (r Row) over(t *Table) bool { return r.Over || len(r.Cells) == 1 && len(t.Columns) > 1 }

// point is a row's first cell, with what follows it.
func (r Row) point() Point {
	var p Point
	var rest []string
	for n, c := range r.Cells {
		if n == 0 {
			p.Text = c.Text
		} else if c.Text != "" {
			rest = append(rest, c.Text)
		}
	}
	p.Detail = strings.Join(rest, " · ")
	return p
}

// cut keeps what there is room for.
func (room Room) cut(list []Point) Points {
	p := Points{List: list}
	if len(list) > room.Points {
		p.List, p.More = list[:room.Points], len(list)-room.Points
	}
	for n := range p.List {
		p.List[n].Text, p.List[n].Shorter = p.List[n].within(room.Runes), nil
		if room.Details == 0 {
			p.List[n].Detail = ""
		}
		p.List[n].Detail = Shorten(p.List[n].Detail, room.Details)
	}
	return p
}

// within is the text in at most so many characters: whole, in fewer words, or cut.
func (p Point) within(most int) string {
	for _, text := range append([]string{p.Text}, p.Shorter...) {
		if utf8.RuneCountInString(text) <= most {
			return text
		}
	}
	return Shorten(p.Text, most)
}

// Shorten keeps at most so many characters of a text, to the end of a sentence when one
// ends in the last half, else of a word, with an ellipsis.
func Shorten(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	kept := string([]rune(text)[:most])
	if end := strings.LastIndex(kept, ". "); end > len(kept)/2 {
		return kept[:end+1]
	}
	kept = string([]rune(text)[:most-1])
	if end := strings.LastIndex(kept, " "); end > len(kept)/2 {
		kept = kept[:end]
	}
	return strings.TrimRight(kept, " ,;:–") + "…"
}

// lines are the text's list items when it has any, else its paragraphs, as plain text.
func (p *Prose) lines() []string {
	root, err := html.Parse(strings.NewReader(p.HTML))
	if err != nil {
		return nil // a reader of a string does not fail
	}
	if items := elementTexts(root, "li"); len(items) > 0 {
		return items
	}
	return elementTexts(root, "p")
}

// elementTexts are the words of each element of the kind.
func elementTexts(root *html.Node, kind string) (list []string) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != kind {
			continue
		}
		var b strings.Builder
		for inner := range n.Descendants() {
			if inner.Type == html.TextNode {
				b.WriteString(inner.Data)
			}
		}
		if text := strings.Join(strings.Fields(b.String()), " "); text != "" {
			list = append(list, text)
		}
	}
	return list
}
