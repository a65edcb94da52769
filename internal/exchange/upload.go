package exchange

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Upload is a file of figures that somebody has filled in: the workbook, or a
// sheet or CSV file of their own with the same names of columns.
type Upload struct {
	// Rows are all rows, those with problems too, in the file's order.
	Rows []UploadRow
	// Problems are those of the file as a whole.
	Problems []Problem
}

// UploadRow is one row of it.
type UploadRow struct {
	Row
	// Empty says that nothing is filled in: no value, no state, no reason and no
	// comment.
	Empty    bool
	Problems []Problem
}

// Raw is what stands in the row's cell, as text.
func (r UploadRow) Raw(column Column) string { return r.raw[column] }

// record is one line of a file before anything is known about its columns.
type record struct {
	line   int
	fields []string
}

// sheet is the lines of a file that may hold rows, "" being the name of a CSV file.
type sheet struct {
	name    string
	records []record
}

// ReadUpload reads an XLSX or CSV file, told from each other by what is in them.
// Whatever is wrong becomes a problem, of the file or of a row; a file never makes
// it fail.
func ReadUpload(data []byte, limits Limits) Upload {
	limits = limits.orDefault()
	if int64(len(data)) > limits.Bytes {
		return unreadable(Problem{Code: FileTooLarge, Args: []any{limits.Bytes}})
	}
	var read sheet
	var problems []Problem
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return unreadable(Problem{Code: FileEmpty})
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return unreadable(Problem{Code: FileOldExcel})
	case bytes.HasPrefix(data, []byte("PK")):
		read, problems = readWorkbook(data, limits)
	case bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0, bytes.HasPrefix(data, []byte("%PDF")):
		return unreadable(Problem{Code: FileKind})
	default:
		read, problems = readCSV(data, limits)
	}
	if len(problems) > 0 {
		return unreadable(problems...)
	}
	return readSheet(read)
}

func unreadable(problems ...Problem) Upload { return Upload{Problems: problems} }

// readCSV reads the lines of a CSV file.
func readCSV(data []byte, limits Limits) (sheet, []Problem) {
	text, problem := decode(data)
	if problem != nil {
		return sheet{}, []Problem{*problem}
	}
	if strings.TrimSpace(text) == "" {
		return sheet{}, []Problem{{Code: FileEmpty}}
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = separator(text), -1
	var s sheet
	for {
		fields, err := reader.Read()
		if err != nil && fields == nil && isEnd(err) {
			return s, nil
		}
		if err != nil {
			return s, []Problem{quotes(err)}
		}
		if len(s.records) > limits.Rows {
			return s, []Problem{{Code: TooManyRows, Args: []any{limits.Rows}}}
		}
		line, _ := reader.FieldPos(0)
		s.records = append(s.records, record{line, slices.Clone(fields)})
	}
}

// readSheet finds the names of the columns and reads the rows below them.
func readSheet(s sheet) Upload {
	at, columns, problems := findHeader(s)
	if len(problems) > 0 {
		return unreadable(problems...)
	}
	r := uploadReader{sheet: s.name, columns: columns, letters: map[Column]string{}, seen: map[[4]string]int{}}
	for n, column := range columns {
		if _, known := r.letters[column]; !known && s.name != "" {
			r.letters[column] = letter(n)
		}
	}
	for _, rec := range s.records[at+1:] {
		r.read(rec)
	}
	if len(r.upload.Rows) == 0 {
		return unreadable(Problem{Sheet: s.name, Line: s.records[at].line, Code: NoRows})
	}
	return r.upload
}

// uploadReader reads the rows of one sheet.
type uploadReader struct {
	sheet   string
	columns []Column // of each field, "" for one that is not read
	letters map[Column]string
	seen    map[[4]string]int // the line of each figure
	upload  Upload
}

func (r *uploadReader) read(rec record) {
	raw, some := map[Column]string{}, false
	for n, column := range r.columns {
		text := ""
		if n < len(rec.fields) {
			text = norm.NFC.String(strings.TrimSpace(rec.fields[n]))
		}
		if text != "" {
			some = true
		}
		if column != "" {
			raw[column] = unharmed(text)
		}
	}
	if !some {
		return
	}
	row, problems := newRow(rec.line, raw)
	row.sheet, row.letters = r.sheet, r.letters
	up := UploadRow{Row: row, Empty: row.firstValue() == "" && raw[State] == "" && raw[MissingReason] == "" && raw[Comment] == ""}
	up.Problems = r.settle(&up, problems)
	key := [4]string{row.Unit, row.Indicator, row.Stratum, row.Period}
	if first, twice := r.seen[key]; twice {
		up.Problems = append(up.Problems, row.Problem(Indicator, DuplicateRow, first))
	} else {
		r.seen[key] = rec.line
	}
	r.upload.Rows = append(r.upload.Rows, up)
}

// settle gives the problems their places, tells what Excel made of a cell from
// what somebody wrote, and lets a row be empty: it is then not handed in.
func (r *uploadReader) settle(row *UploadRow, problems []Problem) []Problem {
	var settled []Problem
	for _, p := range problems {
		switch {
		case p.Code == ValueRequired && (row.Empty || row.raw[State] == ""):
			row.State = ""
			continue
		case errorPattern.MatchString(p.Value):
			continue // said below
		case p.Code == NotANumber && datePattern.MatchString(p.Value):
			p.Code = DateNotNumber
		}
		settled = append(settled, row.Problem(Column(p.Column), p.Code, p.Args...))
	}
	for _, column := range r.columns {
		if column != "" && errorPattern.MatchString(row.raw[column]) {
			settled = append(settled, row.Problem(column, FormulaError, row.raw[column]))
		}
	}
	return settled
}

// unharmed takes away the apostrophe that harmless puts before a text.
func unharmed(text string) string {
	if rest, found := strings.CutPrefix(text, "'"); found && harmless(rest) == text {
		return rest
	}
	return text
}
