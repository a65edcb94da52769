package exchange

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

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

// cell is the cell's text: a number without the noise of floating point, and a date
// as a date, which nobody takes for a number. A formula that nobody has worked out
// is its own text: it must not pass for an empty cell.
func (s *scanner) cell() string {
	value := string(s.value)
	switch s.kind {
	case "s":
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n < len(s.book.texts) {
			return s.book.texts[n]
		}
		return ""
	case "inlineStr":
		return s.text.take()
	case "str", "e":
		if !s.valued {
			return string(s.formula)
		}
		return value
	case "b":
		if value == "1" {
			return "SANT"
		}
		return "FALSKT"
	case "d":
		day, _, _ := strings.Cut(value, "T")
		return day
	}
	if value == "" {
		return string(s.formula)
	}
	return s.number(value)
}

func (s *scanner) number(text string) string {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xXpP_nN") {
		return text
	}
	if style, err := strconv.Atoi(s.style); err == nil && style >= 0 && style < len(s.book.dates) && s.book.dates[style] {
		if day, err := excelize.ExcelDateToTime(number, s.book.date1904); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 15, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
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

// cellName is a cell's place in its sheet: "G5".
func cellName(letter string, line int) string { return letter + strconv.Itoa(line) }
