package exchange

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// widest is how many columns of a sheet are read: none of ours stands further out.
const widest = 256

// deepest is how deep a sheet's elements may lie in each other.
const deepest = 50

// mostMerged is how many merged cells are told.
const mostMerged = 50

// scanner reads one sheet from its first row to its last.
type scanner struct {
	book  *workbook
	sheet bookSheet
	// merged are the cells that are merged: "A5:C5". They are known after the rows.
	merged []string

	at     *countingReader
	fields []string // of the row so far; used again for the next
	row    record
	column int
	// The cell so far: its type, style, value, formula and text.
	kind, style    string
	value, formula []byte
	valued         bool // it has a value, even an empty text
	begun          bool // it has begun
	text           textReader
	inside         string   // the element whose words are read
	open           []string // the elements that have begun and not ended
	whole          bool     // the sheet's last line has been seen
}

// scan gives the sheet's rows with anything in them. The fields belong to the
// scanner: whoever keeps them must copy them.
func (s *scanner) scan() iter.Seq2[record, *Problem] {
	return func(yield func(record, *Problem) bool) {
		broken := &Problem{Sheet: s.sheet.name, Code: FileBroken}
		r, err := s.sheet.part.Open()
		if err != nil {
			yield(record{}, broken)
			return
		}
		defer r.Close()
		s.at = &countingReader{r: r}
		for d := xml.NewDecoder(s.at); ; {
			token, err := d.RawToken()
			if errors.Is(err, io.EOF) && s.whole {
				return
			}
			if err != nil || !s.nests(token) {
				yield(record{}, broken)
				return
			}
			if full := s.hear(token); full && !yield(s.row, nil) {
				return
			}
		}
	}
}

// nests reports whether the piece stands where it may: what ends is what began last.
// The decoder could tell too, but takes half as long again.
func (s *scanner) nests(token xml.Token) bool {
	switch t := token.(type) {
	case xml.StartElement:
		s.open = append(s.open, t.Name.Local)
		return len(s.open) <= deepest
	case xml.EndElement:
		last := len(s.open) - 1
		if last < 0 || s.open[last] != t.Name.Local {
			return false
		}
		s.open = s.open[:last]
	}
	return true
}

// hear takes in one piece of the sheet; true when it ends a row with anything in it.
func (s *scanner) hear(token xml.Token) bool {
	switch t := token.(type) {
	case xml.StartElement:
		s.begin(t)
	case xml.CharData:
		switch s.inside {
		case "v":
			s.value = append(s.value, t...)
		case "f":
			s.formula = append(s.formula, t...)
		}
	case xml.EndElement:
		s.inside = ""
		switch t.Name.Local {
		case "c":
			if s.begun {
				s.put(s.cell())
			}
			s.begun = false
		case "row":
			return s.endRow()
		case "worksheet":
			s.whole = true
		}
	}
	s.text.hear(token)
	return false
}

func (s *scanner) begin(e xml.StartElement) {
	s.inside = e.Name.Local
	switch e.Name.Local {
	case "row":
		s.begun = false // a row within a cell ends it
		s.row, s.fields, s.column = record{line: s.row.line + 1}, s.fields[:0], -1
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				if line, err := strconv.Atoi(a.Value); err == nil && line > 0 && line <= excelize.TotalRows {
					s.row.line = line
				}
			case "hidden":
				s.row.hidden = isTrue(a.Value)
			}
		}
	case "c":
		s.begun = true
		s.column++
		s.kind, s.style, s.value, s.formula, s.valued = "", "", s.value[:0], s.formula[:0], false
		s.text.take()
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				if n, ok := columnNumber(a.Value); ok {
					s.column = n
				}
			case "t":
				s.kind = a.Value
			case "s":
				s.style = a.Value
			}
		}
	case "v":
		s.valued = true
	case "f":
		s.formula = append(s.formula, '=')
	case "mergeCell":
		for _, a := range e.Attr {
			if a.Name.Local == "ref" && len(s.merged) < mostMerged {
				s.merged = append(s.merged, a.Value)
			}
		}
	}
}

// columnNumber is the column, counted from zero, of a cell's name: 27 of "AB12".
func columnNumber(cell string) (int, bool) {
	n := 0
	for _, c := range cell {
		if c < 'A' || c > 'Z' {
			break
		}
		if n = n*26 + int(c-'A') + 1; n > excelize.MaxColumns {
			return 0, false
		}
	}
	return n - 1, n > 0
}

// put keeps the cell's text among those of its row.
func (s *scanner) put(text string) {
	if text == "" || s.column >= widest {
		return
	}
	for len(s.fields) <= s.column {
		s.fields = append(s.fields, "")
	}
	s.fields[s.column] = text
}

func (s *scanner) endRow() bool {
	s.row.fields = s.fields
	s.row.part = float64(s.at.read) / float64(max(s.sheet.part.UncompressedSize64, 1))
	return len(s.fields) > 0
}

// countingReader knows how much has been read.
type countingReader struct {
	r    io.Reader
	read int64
}

// Read reads on.
func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	return n, err
}
