package document

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// alignRight is an attribute of ours on a cell.
const alignRight = "data-samsyn-right"

// Widths in twentieths of a point: of the text on A4, and of what a cell needs beside
// its text and of a character in it, in the reference document.
const (
	textWidth = 9638
	cellRoom  = 180
	charWidth = 110
	// mostChars is where a column stops growing with its text.
	mostChars = 60
)

// wordTable is what Word is told of a table.
type wordTable struct {
	widths   []int
	rowHeads bool
}

// figures is what stands in a cell of numbers.
var figures = regexp.MustCompile(`^[-–−+]?\d[\d\s.,:%–−()/+±]*(\s?%)?$`)

// table writes a table: columns of numbers to the right, and widths by what is in the
// columns. A table in a cell of another is left out.
func (p *wordPage) table(n *html.Node) {
	if within(n, atom.Table) {
		return
	}
	var t wordTable
	var longest, words []int // characters, by column
	var cells [][]*html.Node
	var numbers, texts []int
	for row := range n.Descendants() {
		if row.DataAtom != atom.Tr {
			continue
		}
		column := 0
		for c := range row.ChildNodes() {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			for len(longest) <= column {
				longest, words, cells = append(longest, 0), append(words, 0), append(cells, nil)
				numbers, texts = append(numbers, 0), append(texts, 0)
			}
			text := textOf(c)
			cells[column] = append(cells[column], c)
			span, _ := strconv.Atoi(attr(c, "colspan"))
			if span <= 1 {
				longest[column] = max(longest[column], utf8.RuneCountInString(text))
				words[column] = max(words[column], longestWord(text))
			}
			t.rowHeads = t.rowHeads || c.DataAtom == atom.Th && attr(c, "scope") == "row"
			if row.Parent.DataAtom != atom.Thead {
				switch {
				case figures.MatchString(text):
					numbers[column]++
				case utf8.RuneCountInString(text) > 1:
					texts[column]++
				}
			}
			column += max(span, 1)
		}
	}
	for column, all := range cells {
		if numbers[column] > texts[column] {
			for _, c := range all {
				c.Attr = append(c.Attr, html.Attribute{Key: alignRight, Val: "1"})
			}
		}
	}
	t.widths = widths(longest, words)
	p.tables = append(p.tables, t)
	p.element("table", n, nil)
}

// widths shares the text's width among columns: first what their longest words need,
// the rest by how much more their longest cells do.
func widths(longest, words []int) []int {
	if len(longest) == 0 {
		return nil
	}
	need, more, left := make([]int, len(longest)), make([]int, len(longest)), textWidth
	sum := 0
	for i := range longest {
		need[i] = cellRoom + charWidth*min(words[i], mostChars)
		more[i] = 1 + charWidth*max(min(longest[i], mostChars)-words[i], 0)
		left -= need[i]
		sum += more[i]
	}
	result := make([]int, len(longest))
	for i := range longest {
		if left >= 0 {
			result[i] = need[i] + left*more[i]/sum
		} else {
			result[i] = textWidth * need[i] / (textWidth - left)
		}
	}
	return result
}

func longestWord(text string) int {
	most := 0
	for word := range strings.FieldsSeq(text) {
		most = max(most, utf8.RuneCountInString(word))
	}
	return most
}

func within(n *html.Node, a atom.Atom) bool {
	for parent := range n.Ancestors() {
		if parent.DataAtom == a {
			return true
		}
	}
	return false
}

// properties are what stands before a table's rows in Word.
func (t wordTable) properties(caption string) string {
	var grid strings.Builder
	total := 0
	for _, w := range t.widths {
		fmt.Fprintf(&grid, `<w:gridCol w:w="%d"/>`, w)
		total += w
	}
	firstColumn := 0
	if t.rowHeads {
		firstColumn = 1
	}
	return fmt.Sprintf(`<w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:type="dxa" w:w="%d"/>`+
		`<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="%d" w:lastColumn="0" w:noHBand="1" w:noVBand="1" w:val="%04X"/>%s</w:tblPr><w:tblGrid>%s</w:tblGrid>`,
		total, firstColumn, 0x0620+0x80*firstColumn, caption, grid.String())
}
