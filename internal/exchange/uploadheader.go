package exchange

import (
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a spreadsheet leaves where a formula failed, in English and Swedish, and
// what it makes of a fraction such as 1/2.
var (
	errorPattern = regexp.MustCompile(`^#\p{Lu}[\p{Lu}/0-9_]*[!?]?$`)
	datePattern  = regexp.MustCompile(`^(\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|\d{1,2}[-/. ]\p{L}{3,9}\.?([-/. ]\d{2,4})?|\p{L}{3,9}\.?[-/. ]\d{1,4})$`)
)

// uploadColumns finds a column of an upload by any of its names. Those without a
// Column may be in the file, from an export, and are not read.
var uploadColumns = func() map[string]Column {
	names := map[string]Column{}
	for name, column := range columnOf {
		names[name] = column
	}
	for column, also := range map[Column][]string{
		Yes: {"yes", "ja_eller_nej", "yes_or_no"}, Mark: {"mark", "radmärke"}, ToMend: {"to_mend", "att_rätta"},
		StratumName: {"stratum_name", "delgruppens_namn", "name_of_the_subgroup"}, PeriodName: {"period_name", "perioden"},
		"": {"mål", "gäller_från", "gäller_till", "värde", "enhet_på_värdet", "hur_säker_siffran_är", "inlämningen", "sparad",
			"sparad_av", "täljarens_definition", "nämnarens_definition", "räknas_inte_med", "siffrorna_hämtas_från",
			"källa_till_definitionen", "anmärkning"},
	} {
		for _, name := range also {
			names[name] = column
		}
	}
	return names
}()

// uploadRequired are the columns that say what figure a row is.
var uploadRequired = []Column{Unit, Indicator, Period}

// headerDepth is how far down the names of the columns are looked for.
const headerDepth = 20

// findHeader finds the line with the names of the columns, and the column of each
// field; the best line's problems when there is none that will do.
func findHeader(sheet string, first []record) (at int, columns []Column, problems []Problem) {
	best := -1
	for n, rec := range first[:min(len(first), headerDepth)] {
		known, found, wrong := uploadHeader(sheet, rec)
		if known > best {
			best, at, columns, problems = known, n, found, wrong
		}
	}
	if best < 0 {
		return 0, nil, []Problem{{Sheet: sheet, Code: FileEmpty}}
	}
	return at, columns, problems
}

// uploadHeader reads a line as the names of columns: how many of them are known,
// which they are, and what is wrong.
func uploadHeader(sheet string, rec record) (known int, columns []Column, problems []Problem) {
	note := func(n int, code, name string) {
		p := Problem{Sheet: sheet, Line: rec.line, Column: name, Value: name, Code: code}
		if sheet != "" && n >= 0 {
			p.Cell = cellName(letter(n), rec.line)
		}
		problems = append(problems, p)
	}
	for n, name := range rec.fields {
		column, found := uploadColumns[columnName(name)]
		switch {
		case strings.TrimSpace(name) == "":
		case !found:
			note(n, UnknownColumn, name)
		case column != "" && slices.Contains(columns, column):
			note(n, DuplicateColumn, name)
		default:
			known++
		}
		columns = append(columns, column)
	}
	for _, column := range uploadRequired {
		if !slices.Contains(columns, column) {
			note(-1, MissingColumn, labelOf(column))
		}
	}
	values := []Column{Numerator, Mean, N, Text, Yes, State}
	if !slices.ContainsFunc(values, func(c Column) bool { return slices.Contains(columns, c) }) {
		note(-1, MissingColumn, labelOf(Numerator))
	}
	return known, columns, problems
}

// labelOf is the column's name as the workbook has it.
func labelOf(column Column) string {
	for _, c := range sheetColumns {
		if c.column == column {
			return c.label
		}
	}
	return string(column)
}

// letter is the name of the column with the number, counted from zero.
func letter(n int) string {
	name, err := excelize.ColumnNumberToName(n + 1)
	if err != nil {
		return "" // further out than a sheet goes
	}
	return name
}
