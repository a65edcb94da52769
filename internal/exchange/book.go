package exchange

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// Book is a workbook to hand out, a sheet for each table, with the header in bold and
// always in sight. Texts are stored as texts, so none is a formula.
type Book struct {
	Sheets []Stream
	// Title and Author are what the file's properties say, and At when it was made: the
	// same tables at the same time give the same bytes. Zero leaves them as they are in
	// an empty workbook.
	Title, Author string
	At            time.Time
}

// WriteXLSX writes the workbook. The library keeps what is more than 16 MB in a
// temporary file, which it removes.
func (b Book) WriteXLSX(to io.Writer) error {
	f := excelize.NewFile()
	defer f.Close() // removes the temporary file, if there is one
	if !b.At.IsZero() {
		at := b.At.UTC().Format(time.RFC3339)
		if err := f.SetDocProps(&excelize.DocProperties{Title: b.Title, Creator: b.Author, LastModifiedBy: b.Author, Created: at, Modified: at}); err != nil {
			return err
		}
	}
	for n, s := range b.Sheets {
		if n == 0 {
			if err := f.SetSheetName("Sheet1", s.Name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		if err := s.fill(f); err != nil {
			return err
		}
	}
	if b.At.IsZero() {
		return f.Write(to)
	}
	var packed bytes.Buffer
	if err := f.Write(&packed); err != nil {
		return err
	}
	return inOrder(to, packed.Bytes())
}

// inOrder packs the parts of the workbook in the order of their names, but for the list of
// them, which stands first: the library takes them as they come out of a map.
func inOrder(to io.Writer, packed []byte) error {
	parts, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return cmp.Compare(partOrder(a), partOrder(b)) })
	out := zip.NewWriter(to)
	for _, part := range parts.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

func partOrder(f *zip.File) string {
	if f.Name == "[Content_Types].xml" {
		return ""
	}
	return f.Name
}

// fill writes the table into its sheet.
func (s Stream) fill(f *excelize.File) error {
	head, plain, columns, err := s.styles(f)
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
		header[n] = excelize.Cell{StyleID: head, Value: name}
	}
	if err := out.SetRow("A1", header); err != nil {
		return err
	}
	line := 1
	for row := range s.Rows {
		line++
		cells := make([]any, len(row))
		for n, cell := range row {
			value, style := plainCell(cell), plain
			if n < len(columns) {
				style = columns[n]
			}
			if cells[n] = value; style != 0 && value != nil {
				cells[n] = excelize.Cell{StyleID: style, Value: value}
			}
		}
		if err := out.SetRow("A"+strconv.Itoa(line), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// styles are those of the header, of cells, and of the cells of each column with a
// format; zero is none.
func (s Stream) styles(f *excelize.File) (head, plain int, columns []int, err error) {
	var around *excelize.Alignment
	if s.Wrap {
		around = &excelize.Alignment{Vertical: "top", WrapText: true}
		if plain, err = f.NewStyle(&excelize.Style{Alignment: around}); err != nil {
			return head, plain, columns, err
		}
	}
	if head, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: around}); err != nil {
		return head, plain, columns, err
	}
	for _, format := range s.Formats {
		style := excelize.Style{Alignment: around}
		if format != "" {
			style.CustomNumFmt = &format
		}
		id, err := f.NewStyle(&style)
		if err != nil {
			return head, plain, columns, err
		}
		columns = append(columns, id)
	}
	return head, plain, columns, nil
}
