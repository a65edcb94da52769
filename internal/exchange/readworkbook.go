package exchange

import (
	"archive/zip"
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

const (
	// unpackedLimit is how large a workbook may be when it is unpacked, in bytes,
	// and packedRatio how many times larger than packed: figures pack well, but not
	// that well.
	unpackedLimit = 64 << 20
	packedRatio   = 200
	// smallPart is the size below which a part of a workbook may be as packed as it is.
	smallPart = 1 << 20
)

// readWorkbook reads the lines of the sheet that holds the figures.
func readWorkbook(data []byte, limits Limits) (s sheet, problems []Problem) {
	if problem := unpackable(data); problem != nil {
		return s, []Problem{*problem}
	}
	// The library is careful, but a file that surprises it must be told as broken.
	defer func() {
		if recover() != nil {
			s, problems = sheet{}, []Problem{{Code: FileBroken}}
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true,
		UnzipSizeLimit: unpackedLimit, UnzipXMLSizeLimit: unpackedLimit})
	if err != nil {
		return s, []Problem{{Code: FileBroken}}
	}
	defer f.Close() // nothing of it is on disk
	if problem := checkTemplate(f); problem != nil {
		return s, []Problem{*problem}
	}
	b := bookReader{f: f, dates: map[int]bool{}}
	return b.read(limits)
}

// unpackable finds what keeps the file from being a workbook, or would make it too
// large to unpack, before anything is unpacked. The standard library holds every
// part to the size that it says it has.
func unpackable(data []byte) *Problem {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return &Problem{Code: FileBroken}
	}
	var unpacked uint64
	isWorkbook := false
	for _, part := range archive.File {
		isWorkbook = isWorkbook || part.Name == "xl/workbook.xml"
		size, packed := part.UncompressedSize64, max(part.CompressedSize64, 1)
		unpacked += size
		if unpacked > unpackedLimit || size > smallPart && size/packed > packedRatio {
			return &Problem{Code: FileUnpacksTooLarge}
		}
	}
	if !isWorkbook {
		return &Problem{Code: FileKind}
	}
	return nil
}

// checkTemplate refuses a workbook of ours that is too old, or newer than this
// program. Somebody's own workbook has no version.
func checkTemplate(f *excelize.File) *Problem {
	if !slices.Contains(f.GetSheetList(), aboutSheet) {
		return nil
	}
	text, err := f.GetCellValue(aboutSheet, "B1")
	version, notNumber := strconv.Atoi(text)
	if err != nil || notNumber != nil || version < OldestTemplate || version > Template {
		return &Problem{Sheet: aboutSheet, Code: TemplateVersion, Value: text}
	}
	return nil
}

// bookReader reads one workbook.
type bookReader struct {
	f     *excelize.File
	dates map[int]bool // by style: whether it shows numbers as dates
}

// read reads the sheet named as ours is, or the first that has the names of our
// columns, or else the first.
func (b *bookReader) read(limits Limits) (sheet, []Problem) {
	names := slices.DeleteFunc(b.f.GetSheetList(), func(name string) bool { return name == aboutSheet || name == listSheet })
	if slices.Contains(names, figureSheet) {
		names = []string{figureSheet}
	}
	var first sheet
	for n, name := range names {
		s, problem := b.readRows(name, limits)
		if problem != nil {
			return s, []Problem{*problem}
		}
		at, _, wrong := findHeader(s)
		if len(wrong) == 0 {
			return s, b.merged(s, at)
		}
		if n == 0 {
			first = s
		}
	}
	if len(first.records) == 0 {
		return first, []Problem{{Code: FileEmpty}}
	}
	return first, nil
}

// readRows reads a sheet's lines.
func (b *bookReader) readRows(name string, limits Limits) (sheet, *Problem) {
	s := sheet{name: name}
	rows, err := b.f.Rows(name)
	if err != nil {
		return s, &Problem{Sheet: name, Code: FileBroken}
	}
	defer rows.Close() // nothing of it is on disk
	for line := 1; rows.Next(); line++ {
		fields, err := rows.Columns()
		if err != nil {
			return s, &Problem{Sheet: name, Line: line, Code: FileBroken}
		}
		if strings.Join(fields, "") == "" {
			continue
		}
		if len(s.records) > limits.Rows+headerDepth {
			return s, &Problem{Sheet: name, Code: TooManyRows, Args: []any{limits.Rows}}
		}
		s.records = append(s.records, record{line, fields})
	}
	for _, rec := range s.records {
		for n, text := range rec.fields {
			rec.fields[n] = b.cell(name, cellName(letter(n), rec.line), text)
		}
	}
	return s, nil
}

// cell is a cell's text: a number without the noise of floating point, and a date
// as a date, which nobody takes for a number.
func (b *bookReader) cell(name, at, text string) string {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xXpP_nN") {
		return text
	}
	if kind, err := b.f.GetCellType(name, at); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		return text
	}
	if b.isDate(name, at) {
		if day, err := excelize.ExcelDateToTime(number, false); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 15, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// isDate reports whether the cell shows its number as a date or a time.
func (b *bookReader) isDate(name, at string) bool {
	id, err := b.f.GetCellStyle(name, at)
	if err != nil || id == 0 {
		return false
	}
	known, found := b.dates[id]
	if found {
		return known
	}
	style, err := b.f.GetStyle(id)
	if err == nil {
		n := style.NumFmt
		b.dates[id] = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58 ||
			style.CustomNumFmt != nil && strings.ContainsAny(strings.ToLower(*style.CustomNumFmt), "dmy")
	}
	return b.dates[id]
}

// merged lists merged cells among the rows: nobody can know which row they are.
func (b *bookReader) merged(s sheet, header int) (problems []Problem) {
	cells, err := b.f.GetMergeCells(s.name, true)
	if err != nil {
		return []Problem{{Sheet: s.name, Code: FileBroken}}
	}
	for _, merged := range cells {
		_, last, err := excelize.CellNameToCoordinates(merged.GetEndAxis())
		if err == nil && last >= s.records[header].line {
			problems = append(problems, Problem{Sheet: s.name, Line: last, Code: MergedCells,
				Cell: merged.GetStartAxis() + ":" + merged.GetEndAxis()})
		}
	}
	return problems
}

// cellName is a cell's place in its sheet: "G5".
func cellName(letter string, line int) string { return letter + strconv.Itoa(line) }
