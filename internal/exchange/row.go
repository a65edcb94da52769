package exchange

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"samsyn/internal/quality"
)

// The states of a figure, the column state's values.
const (
	Reported      = "reported"
	Missing       = "missing"
	NotApplicable = "not_applicable"
)

// Row is one figure. Texts are trimmed and composed (Unicode NFC); a number
// that is not given is nil, which is not zero.
type Row struct {
	Line int // in the file, counted from 1

	Group, Unit, Indicator string // codes, never empty
	Stratum                string // code, empty for all
	Period                 string // code with a capital letter and a plain hyphen

	Numerator, Denominator *float64 // not negative
	Mean                   *float64
	SD, N                  *float64 // not negative
	Text                   string
	State                  string // Reported, Missing or NotApplicable
	MissingReason          string // never empty when State is Missing
	Comment                string

	// Yes and Mark are only in uploads: "yes" or "no", and the mark of the figure
	// that the row was made of.
	Yes, Mark string

	Create  Create
	cells   cells
	sheet   string
	letters map[Column]string
}

// Create describes the row's group, unit and indicator for an import that
// creates those that do not exist. A text that is not given is empty.
type Create struct {
	GroupName                              string
	UnitName, Hospital, City, Region       string
	IndicatorName                          string
	Kind                                   string // proportion, rate, mean, score, count, text or yes_no
	Direction                              string // higher, lower, range or none
	RatePer                                *float64
	Decimals                               *int // 0 to 6
	NumeratorText, DenominatorText, Source string
}

// Problem is something wrong with the row that its reader could not know, such
// as a unit that does not exist. column may be empty.
func (r Row) Problem(column Column, code string, args ...any) Problem {
	p := Problem{Sheet: r.sheet, Line: r.Line, Column: string(column), Value: r.Raw(column), Code: code, Args: args}
	if quality.HoldsPersonalNumber(p.Value) {
		p.Value = ""
	}
	if letter := r.letters[column]; letter != "" {
		p.Cell = cellName(letter, r.Line)
	}
	return p
}

// Raw is what stands in the row's cell, as text.
func (r Row) Raw(column Column) string { return r.cells.text(column) }

// key is what a figure is: two rows with the same key contradict each other.
// It is not whole when a code is left out.
func (r Row) key() (key [5]string, whole bool) {
	whole = r.Group != "" && r.Unit != "" && r.Indicator != "" && r.Period != ""
	return [5]string{r.Group, r.Unit, r.Indicator, r.Stratum, r.Period}, whole
}

// rowReader turns fields into a row and notes what is wrong.
type rowReader struct {
	row      Row
	problems []Problem
}

func newRow(line int, own cells) (Row, []Problem) {
	r := &rowReader{row: Row{Line: line, cells: own}}
	r.checkCharacters()
	r.checkPersonal()
	row := &r.row
	raw := row.Raw
	if own.has(Group) {
		row.Group = r.required(Group)
	}
	row.Unit, row.Indicator = r.required(Unit), r.required(Indicator)
	row.Stratum = raw(Stratum)
	row.Period = r.period()
	row.Numerator, row.Denominator = r.amount(Numerator), r.amount(Denominator)
	row.Mean = r.number(Mean)
	row.SD, row.N = r.amount(SD), r.amount(N)
	row.Text, row.Comment, row.MissingReason = raw(Text), raw(Comment), raw(MissingReason)
	row.State = r.choice(State, stateNames)
	row.Yes = r.choice(Yes, yesNames)
	row.Mark = raw(Mark)
	row.Create = Create{
		GroupName: raw(GroupName), UnitName: raw(UnitName), Hospital: raw(Hospital), City: raw(City),
		Region: raw(Region), IndicatorName: raw(IndicatorName),
		Kind: r.choice(Kind, kindNames), Direction: r.choice(Direction, directionNames),
		RatePer: r.amount(RatePer), Decimals: r.decimals(),
		NumeratorText: raw(NumeratorText), DenominatorText: raw(DenominatorText), Source: raw(Source),
	}
	r.checkState()
	r.checkProportion()
	return r.row, r.problems
}

func (r *rowReader) problem(column Column, code string, args ...any) {
	r.problems = append(r.problems, r.row.Problem(column, code, args...))
}

func (r *rowReader) required(column Column) string {
	value := r.row.Raw(column)
	if value == "" {
		r.problem(column, Required)
	}
	return value
}

var periodPattern = regexp.MustCompile(`^\d{4}(K[1-4]|T[1-3]|M(0[1-9]|1[0-2])|-\d{4})?$`)

func (r *rowReader) period() string {
	value := r.required(Period)
	code := strings.ToUpper(strings.ReplaceAll(value, "–", "-"))
	if value != "" && !periodPattern.MatchString(code) {
		r.problem(Period, PeriodInvalid)
	}
	return code
}

// number reads a number that may be negative; nil when the field is empty.
func (r *rowReader) number(column Column) *float64 {
	text := r.row.Raw(column)
	if text == "" {
		return nil
	}
	value, ok := quality.ParseNumber(text)
	if !ok {
		r.problem(column, NotANumber)
		return nil
	}
	return &value
}

// amount reads a number that may not be negative.
func (r *rowReader) amount(column Column) *float64 {
	value := r.number(column)
	if value != nil && *value < 0 {
		r.problem(column, Negative)
	}
	return value
}

func (r *rowReader) decimals() *int {
	value := r.amount(Decimals)
	if value == nil {
		return nil
	}
	if *value != math.Trunc(*value) {
		r.problem(Decimals, NotWhole)
	} else if *value > 6 {
		r.problem(Decimals, OutOfRange, 0, 6)
	}
	whole := int(*value)
	return &whole
}

// checkPersonal finds personal numbers, wherever a file can hold words.
func (r *rowReader) checkPersonal() {
	for _, column := range columnOrder {
		if !slices.Contains(numberColumns, column) && quality.HoldsPersonalNumber(r.row.Raw(column)) {
			r.problem(column, PersonalNumber)
		}
	}
}

// checkCharacters finds what cannot be stored or shown, also the replacement
// character that an earlier program left where it destroyed a letter. Line
// breaks and tabs within quotation marks are part of a text.
func (r *rowReader) checkCharacters() {
	unprintable := func(c rune) bool {
		return c == unicode.ReplacementChar || unicode.IsControl(c) && !strings.ContainsRune("\n\r\t", c)
	}
	for _, column := range columnOrder {
		if strings.ContainsFunc(r.row.Raw(column), unprintable) {
			r.problem(column, ControlCharacter)
		}
	}
}
