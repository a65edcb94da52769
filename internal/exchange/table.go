package exchange

import (
	"bufio"
	"bytes"
	"slices"
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

// stream is the table as one that is made row by row.
func (t Table) stream() Stream {
	return Stream{Name: t.Name, Header: t.Header, Rows: slices.Values(t.Rows)}
}

// CSV is the table as Stream.WriteCSV writes it.
func (t Table) CSV() []byte {
	var out bytes.Buffer
	_ = t.stream().WriteCSV(&out) // a buffer takes everything
	return out.Bytes()
}

func writeRecord(out *bufio.Writer, cells []any) {
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
	book := Book{}
	for _, t := range tables {
		book.Sheets = append(book.Sheets, t.stream())
	}
	var out bytes.Buffer
	err := book.WriteXLSX(&out)
	return out.Bytes(), err
}

func workbookBytes(f *excelize.File) ([]byte, error) {
	out, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
