package exchange

import (
	"bufio"
	"io"
	"iter"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Stream is a table with more rows than are to be held in memory at once. The rows
// may be asked for more than once, and must be the same each time; a row is only
// used until the next. Its cells are those of a Table.
type Stream struct {
	// Name is the sheet's name in a workbook, at most 31 characters.
	Name   string
	Header []string
	Rows   iter.Seq[[]any]
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

// WriteXLSX writes the table as a workbook with one sheet, as XLSX makes it. The
// library keeps what is more than 16 MB in a temporary file, which it removes.
func (s Stream) WriteXLSX(to io.Writer) error {
	f := excelize.NewFile()
	defer f.Close() // removes the temporary file, if there is one
	if err := f.SetSheetName("Sheet1", s.Name); err != nil {
		return err
	}
	if err := s.fill(f); err != nil {
		return err
	}
	return f.Write(to)
}

// fill writes the table into its sheet.
func (s Stream) fill(f *excelize.File) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for n, width := range s.widths() {
		if err := out.SetColWidth(n+1, n+1, width); err != nil {
			return err
		}
	}
	top := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := out.SetPanes(top); err != nil {
		return err
	}
	header := make([]any, len(s.Header))
	for n, name := range s.Header {
		header[n] = excelize.Cell{StyleID: bold, Value: name}
	}
	if err := out.SetRow("A1", header); err != nil {
		return err
	}
	line := 1
	for row := range s.Rows {
		line++
		cells := make([]any, len(row))
		for m, cell := range row {
			cells[m] = plainCell(cell)
		}
		if err := out.SetRow("A"+strconv.Itoa(line), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

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
