// Package exchange reads files of figures that come from elsewhere, and writes those
// that are handed out: a CSV file or workbook with a documented header becomes typed
// rows and a list of everything that is wrong with it, each problem at its line and
// column, or sheet and cell.
//
// The reader knows the form of the file: names of columns, numbers, codes of
// periods and states, and what contradicts itself within one row. It must not
// know the database, nor which units and indicators there are; whoever imports
// the rows checks that, and notes what is wrong by Row.Problem.
package exchange

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Limits bound what one file may hold. A zero field is its default.
type Limits struct {
	Bytes    int64 // the file's size; default 32 MiB
	Rows     int   // rows beside the header; default 200,000
	Problems int   // problems before the reading stops; default 1,000
	// Watch is told how much of an upload has been read, 0 to 1, now and then; an
	// error from it ends the reading.
	Watch func(part float64) error
}

func (l Limits) orDefault() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 32 << 20
	}
	if l.Rows <= 0 {
		l.Rows = 200_000
	}
	if l.Problems <= 0 {
		l.Problems = 1_000
	}
	return l
}

// File is what was read.
type File struct {
	// Rows are the rows without problems, in the file's order.
	Rows []Row
	// Problems are all that is wrong, in the file's order. A file with any must
	// not be imported at all.
	Problems []Problem
}

// Read reads a CSV file: UTF-8 with or without a byte order mark, UTF-16 with one,
// or Windows-1252; separated by semicolons, commas or tabs, whichever the header
// has most of; one row for each figure, empty rows passed over. What is wrong
// with the file is in File.Problems; the error is the source's own, when it
// cannot be read. It reads the source once, and no more of it than the limit.
func Read(source io.Reader, limits Limits) (File, error) {
	limits = limits.orDefault()
	data, err := io.ReadAll(io.LimitReader(source, limits.Bytes+1))
	if err != nil {
		return File{}, err
	}
	if int64(len(data)) > limits.Bytes {
		return failed(Problem{Code: FileTooLarge, Args: []any{limits.Bytes}}), nil
	}
	text, problem := decode(data)
	if problem != nil {
		return failed(*problem), nil
	}
	if strings.TrimSpace(text) == "" {
		return failed(Problem{Code: FileEmpty}), nil
	}
	r := &reader{limits: limits, seen: map[[5]string]int{}}
	r.read(text)
	return r.file, nil
}

func failed(problem Problem) File { return File{Problems: []Problem{problem}} }

// reader goes through one file.
type reader struct {
	limits  Limits
	csv     *csv.Reader
	columns []Column       // of each field
	index   map[Column]int // where each column stands
	rows    int
	seen    map[[5]string]int // the line of each figure
	file    File
}

func (r *reader) note(problems ...Problem) {
	r.file.Problems = append(r.file.Problems, problems...)
}

func (r *reader) read(text string) {
	r.csv = csv.NewReader(strings.NewReader(text))
	r.csv.Comma = separator(text)
	r.csv.FieldsPerRecord = -1
	header, err := r.csv.Read()
	if err != nil {
		r.note(quotes(err))
		return
	}
	line, _ := r.csv.FieldPos(0)
	columns, problems := readHeader(header, line)
	if len(problems) > 0 {
		r.note(problems...)
		return
	}
	r.columns, r.index = columns, map[Column]int{}
	for n, column := range columns {
		r.index[column] = n
	}
	for r.next() {
		if len(r.file.Problems) >= r.limits.Problems {
			r.note(Problem{Code: TooManyProblems, Args: []any{r.limits.Problems}})
			return
		}
	}
	if r.rows == 0 && len(r.file.Problems) == 0 {
		r.note(Problem{Line: line, Code: NoRows})
	}
}

// next reads one row; false at the end of the file.
func (r *reader) next() bool {
	fields, err := r.csv.Read()
	if errors.Is(err, io.EOF) {
		return false
	}
	if err != nil {
		r.note(quotes(err))
		return true
	}
	line, _ := r.csv.FieldPos(0)
	for len(fields) > len(r.columns) && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1] // spreadsheets leave separators behind
	}
	for i := range fields {
		fields[i] = norm.NFC.String(strings.TrimSpace(fields[i]))
	}
	if strings.Join(fields, "") == "" {
		return true
	}
	r.rows++
	if r.rows > r.limits.Rows {
		r.note(Problem{Line: line, Code: TooManyRows, Args: []any{r.limits.Rows}})
		return false
	}
	if len(fields) != len(r.columns) {
		r.note(Problem{Line: line, Code: FieldCount, Args: []any{len(r.columns), len(fields)}})
		return true
	}
	r.row(line, fields)
	return true
}

// row turns the fields into a row, and keeps it when nothing is wrong.
func (r *reader) row(line int, fields []string) {
	row, problems := newRow(line, cells{r.index, slices.Clone(fields)})
	if key, whole := row.key(); whole {
		if first, ok := r.seen[key]; ok {
			problems = append(problems, row.Problem("", DuplicateRow, first))
		} else {
			r.seen[key] = line
		}
	}
	if len(problems) > 0 {
		r.note(problems...)
		return
	}
	r.file.Rows = append(r.file.Rows, row)
}

// quotes is the problem of a row whose quotation marks do not pair up.
func quotes(err error) Problem {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return Problem{Line: parse.StartLine, Code: Quotes}
	}
	return Problem{Code: Quotes}
}
