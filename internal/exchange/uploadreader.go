package exchange

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// uploadReader finds the names of the columns and reads the rows below them.
type uploadReader struct {
	sheet  string // "" in a CSV file
	limits Limits
	header int // the line with the names
	// columns are those that are read, and places where each stands among the
	// line's fields; nil before the names are found.
	columns []Column
	places  []int
	index   map[Column]int // where each column stands among a row's own fields
	letters map[Column]string
	seen    map[[4]string]int // the line of each figure
	hidden  []int             // the first lines that Excel does not show
	hiding  int               // how many there are
	upload  Upload
}

// How many rows are read between two calls of Limits.Watch, and how many hidden
// lines are named.
const (
	watchEvery  = 500
	namedHidden = 10
)

func newUploadReader(sheet string, limits Limits) *uploadReader {
	return &uploadReader{sheet: sheet, limits: limits, letters: map[Column]string{}, seen: map[[4]string]int{}}
}

// readAll reads the whole file.
func (r *uploadReader) readAll(records iter.Seq2[record, *Problem]) (Upload, error) {
	var first []record
	lines := 0
	for rec, problem := range records {
		if problem != nil {
			return unreadable(*problem), nil
		}
		if r.columns == nil {
			rec.fields = slices.Clone(rec.fields)
			if first = append(first, rec); len(first) < headerDepth {
				continue
			}
			if problems := r.begin(first); len(problems) > 0 {
				return unreadable(problems...), nil
			}
		} else {
			r.read(rec)
		}
		if len(r.upload.Rows) > r.limits.Rows {
			return unreadable(Problem{Sheet: r.sheet, Code: TooManyRows, Args: []any{r.limits.Rows}}), nil
		}
		if lines++; lines%watchEvery == 0 && r.limits.Watch != nil {
			if err := r.limits.Watch(rec.part); err != nil {
				return Upload{}, err
			}
		}
	}
	if r.columns == nil {
		if problems := r.begin(first); len(problems) > 0 {
			return unreadable(problems...), nil
		}
	}
	if len(r.upload.Rows) == 0 {
		return unreadable(Problem{Sheet: r.sheet, Line: r.header, Code: NoRows}), nil
	}
	if r.hiding > 0 {
		r.upload.Notes = append(r.upload.Notes, Problem{Sheet: r.sheet, Code: HiddenRows, Args: []any{r.hiding, r.namedHidden()}})
	}
	return r.upload, nil
}

// namedHidden are the hidden lines' numbers, "5, 7, 8".
func (r *uploadReader) namedHidden() string {
	lines := make([]string, len(r.hidden))
	for n, line := range r.hidden {
		lines[n] = strconv.Itoa(line)
	}
	if r.hiding > len(r.hidden) {
		lines = append(lines, "…")
	}
	return strings.Join(lines, ", ")
}

// begin finds the names of the columns among the first lines, and reads those below.
func (r *uploadReader) begin(first []record) []Problem {
	at, columns, problems := findHeader(r.sheet, first)
	if len(problems) > 0 {
		return problems
	}
	r.header, r.columns, r.index = first[at].line, []Column{}, map[Column]int{}
	for n, column := range columns {
		if column == "" {
			continue
		}
		r.index[column] = len(r.columns)
		r.columns, r.places = append(r.columns, column), append(r.places, n)
		if r.sheet != "" {
			r.letters[column] = letter(n)
		}
	}
	for _, rec := range first[at+1:] {
		r.read(rec)
	}
	return nil
}

// read reads one line; one without anything in it is no row.
func (r *uploadReader) read(rec record) {
	fields, some := make([]string, len(r.columns)), false
	for n, at := range r.places {
		if at >= len(rec.fields) {
			continue
		}
		text := norm.NFC.String(strings.TrimSpace(rec.fields[at]))
		some = some || text != ""
		fields[n] = unharmed(text)
	}
	if !some {
		return
	}
	row, problems := newRow(rec.line, cells{r.index, fields})
	row.sheet, row.letters = r.sheet, r.letters
	up := UploadRow{Row: row, Hidden: rec.hidden, Empty: row.firstValue() == "" && row.Raw(State) == "" &&
		row.Raw(MissingReason) == "" && row.Raw(Comment) == ""}
	up.Problems = r.settle(&up, problems)
	key := [4]string{row.Unit, row.Indicator, row.Stratum, row.Period}
	if first, twice := r.seen[key]; twice {
		up.Problems = append(up.Problems, row.Problem(Indicator, DuplicateRow, first))
	} else {
		r.seen[key] = rec.line
	}
	if rec.hidden {
		if r.hiding++; len(r.hidden) < namedHidden {
			r.hidden = append(r.hidden, rec.line)
		}
	}
	r.upload.Rows = append(r.upload.Rows, up)
}

// settle gives the problems their places, tells what Excel made of a cell from
// what somebody wrote, and lets a row be empty: it is then not handed in.
func (r *uploadReader) settle(row *UploadRow, problems []Problem) []Problem {
	var settled []Problem
	for _, p := range problems {
		switch {
		case p.Code == ValueRequired && (row.Empty || row.Raw(State) == ""):
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
		if text := row.Raw(column); strings.HasPrefix(text, "#") && errorPattern.MatchString(text) {
			settled = append(settled, row.Problem(column, FormulaError, text))
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

// cells are a row's texts by their columns.
type cells struct {
	index  map[Column]int
	fields []string
}

func (c cells) text(column Column) string {
	n, known := c.index[column]
	if !known {
		return ""
	}
	return c.fields[n]
}

func (c cells) has(column Column) bool { _, known := c.index[column]; return known }
