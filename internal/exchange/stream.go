package exchange

import (
	"bufio"
	"io"
	"iter"
)

// Stream is a table with more rows than are to be held in memory at once. The rows
// may be asked for more than once, and must be the same each time; a row is only
// used until the next. Its cells are those of a Table.
type Stream struct {
	// Name is the sheet's name in a workbook, at most 31 characters.
	Name   string
	Header []string
	Rows   iter.Seq[[]any]
	// Formats are how a workbook shows the numbers of each column, as Excel writes it:
	// "0.0". Columns without one, or beyond them, show numbers as they are.
	Formats []string
	// Wrap lets long texts go on on a new line within their cells.
	Wrap bool
}

// WriteCSV writes the table the way that Excel on a Swedish computer opens it by
// itself: UTF-8 with a byte order mark, semicolons, decimal comma and CRLF. A text
// that a spreadsheet would take for a formula gets an apostrophe before it.
func (s Stream) WriteCSV(to io.Writer) error {
	out := bufio.NewWriter(to)
	_, _ = out.Write(byteOrderMark) // an error stays until Flush
	header := make([]any, len(s.Header))
	for n, name := range s.Header {
		header[n] = name
	}
	writeRecord(out, header)
	for row := range s.Rows {
		writeRecord(out, row)
	}
	return out.Flush()
}

// WriteXLSX writes the table as a workbook with one sheet, as XLSX makes it.
func (s Stream) WriteXLSX(to io.Writer) error { return Book{Sheets: []Stream{s}}.WriteXLSX(to) }

// measured is how many rows the columns' widths are taken from.
const measured = 200

// widths are the columns' widths, by the longest of what stands in their first rows.
func (s Stream) widths() []float64 {
	widths := make([]float64, len(s.Header))
	for n, name := range s.Header {
		widths[n] = float64(max(len([]rune(name)), narrowColumn))
	}
	rows := 0
	for row := range s.Rows {
		if rows++; rows > measured {
			break
		}
		for n := range min(len(row), len(widths)) {
			widths[n] = max(widths[n], float64(len([]rune(csvText(row[n])))))
		}
	}
	for n := range widths {
		widths[n] = min(widths[n], widestColumn) + 2
	}
	return widths
}
