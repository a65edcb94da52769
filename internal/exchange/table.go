package exchange

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Table is rows to hand out as a file. A cell is a string, an int, a float64, a
// *float64 (nil is an empty cell) or nil.
type Table struct {
	// Name is the sheet's name in a workbook, at most 31 characters.
	Name   string
	Header []string
	Rows   [][]any
}

// CSV is the table the way that Excel on a Swedish computer opens it by itself:
// UTF-8 with a byte order mark, semicolons, decimal comma and CRLF. A text that
// a spreadsheet would take for a formula gets an apostrophe before it.
func (t Table) CSV() []byte {
	var out bytes.Buffer
	out.Write(byteOrderMark)
	header := make([]any, len(t.Header))
	for n, name := range t.Header {
		header[n] = name
	}
	writeRecord(&out, header)
	for _, row := range t.Rows {
		writeRecord(&out, row)
	}
	return out.Bytes()
}

func writeRecord(out *bytes.Buffer, cells []any) {
	for n, cell := range cells {
		if n > 0 {
			out.WriteByte(';')
		}
		text := csvText(cell)
		if strings.ContainsAny(text, ";\"\r\n") || strings.TrimSpace(text) != text {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		out.WriteString(text)
	}
	out.WriteString("\r\n")
}

// csvText is the cell's text: numbers as they are, texts made harmless.
func csvText(cell any) string {
	switch v := plainCell(cell).(type) {
	case float64:
		return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
	case int:
		return strconv.Itoa(v)
	case string:
		return harmless(v)
	}
	return ""
}

// plainCell looks through a pointer, and gives nil for one that leads nowhere.
func plainCell(cell any) any {
	if v, ok := cell.(*float64); ok {
		if v == nil {
			return nil
		}
		return *v
	}
	return cell
}

// harmless keeps a spreadsheet from running a text as a formula: OWASP's list of
// the characters that one begins with.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// The widest and narrowest a column is made, in characters.
const (
	narrowColumn = 10
	widestColumn = 50
)

// XLSX is the tables as a workbook, each on a sheet of its own, with the header
// in bold and always in sight. Texts are stored as texts, so none is a formula.
func XLSX(tables ...Table) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close() // nothing of it is on disk
	for n, t := range tables {
		if n == 0 {
			if err := f.SetSheetName("Sheet1", t.Name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(t.Name); err != nil {
			return nil, err
		}
		if err := t.fill(f); err != nil {
			return nil, err
		}
	}
	return workbookBytes(f)
}

func workbookBytes(f *excelize.File) ([]byte, error) {
	out, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// fill writes the table as a stream, since there may be many rows.
func (t Table) fill(f *excelize.File) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for n, width := range t.widths() {
		if err := out.SetColWidth(n+1, n+1, width); err != nil {
			return err
		}
	}
	top := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := out.SetPanes(top); err != nil {
		return err
	}
	header := make([]any, len(t.Header))
	for n, name := range t.Header {
		header[n] = excelize.Cell{StyleID: bold, Value: name}
	}
	if err := out.SetRow("A1", header); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells := make([]any, len(row))
		for m, cell := range row {
			cells[m] = plainCell(cell)
		}
		if err := out.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// widths are the columns' widths, by the longest of what stands in them.
func (t Table) widths() []float64 {
	widths := make([]float64, len(t.Header))
	for n, name := range t.Header {
		longest := max(len([]rune(name)), narrowColumn)
		for _, row := range t.Rows {
			if n < len(row) {
				longest = max(longest, len([]rune(csvText(row[n]))))
			}
		}
		widths[n] = float64(min(longest, widestColumn) + 2)
	}
	return widths
}
