package exchange

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Column is a column's English name, as it is written in a file's header.
type Column string

// The columns. Group, Unit, Indicator and Period are required, and at least one
// of those that hold a value or a state.
const (
	Group         Column = "group"          // code
	Unit          Column = "unit"           // code
	Indicator     Column = "indicator"      // code
	Stratum       Column = "stratum"        // code of a part of the children; empty for all
	Period        Column = "period"         // 2026K1, 2026T1, 2026, 2002-2005
	Numerator     Column = "numerator"      // proportion, rate, count
	Denominator   Column = "denominator"    // proportion: all; rate: the exposure
	Mean          Column = "mean"           // mean, score
	SD            Column = "sd"             // standard deviation with n-1
	N             Column = "n"              // number of observations of a mean
	Text          Column = "text"           // text; yes or no
	State         Column = "state"          // reported, missing, not_applicable
	MissingReason Column = "missing_reason" // why a figure is missing
	Comment       Column = "comment"

	// The columns that only the workbook to fill in has, beside the ones above.
	Yes         Column = "yes"          // ja or nej
	Mark        Column = "mark"         // of the figure that the row was made of
	StratumName Column = "stratum_name" // the names of the stratum and the period, and what
	PeriodName  Column = "period_name"  // is to be mended, are there for the reader
	ToMend      Column = "to_mend"

	// The rest describe what does not exist yet, for an import that creates it.
	GroupName       Column = "group_name"
	UnitName        Column = "unit_name"
	Hospital        Column = "hospital"
	City            Column = "city"
	Region          Column = "region"
	IndicatorName   Column = "indicator_name"
	Kind            Column = "kind"      // proportion, rate, mean, score, count, text, yes_no
	Direction       Column = "direction" // higher, lower, range, none: which way is better
	RatePer         Column = "rate_per"  // 1000 for a rate per 1 000
	Decimals        Column = "decimals"
	NumeratorText   Column = "numerator_text"
	DenominatorText Column = "denominator_text"
	Source          Column = "source"
)

// aliases are the Swedish names of the columns, as they stand in a header.
var aliases = map[Column][]string{
	Group:           {"grupp"},
	Unit:            {"enhet"},
	Indicator:       {"indikator", "mått"},
	Stratum:         {"delgrupp"},
	Period:          {},
	Numerator:       {"täljare"},
	Denominator:     {"nämnare"},
	Mean:            {"medelvärde"},
	SD:              {"standardavvikelse"},
	N:               {"antal"},
	Text:            {},
	State:           {"läge"},
	MissingReason:   {"orsak"},
	Comment:         {"kommentar"},
	GroupName:       {"gruppens_namn"},
	UnitName:        {"enhetens_namn"},
	Hospital:        {"sjukhus"},
	City:            {"ort"},
	Region:          {},
	IndicatorName:   {"indikatorns_namn", "måttets_namn"},
	Kind:            {"måttslag"},
	Direction:       {"riktning"},
	RatePer:         {"per"},
	Decimals:        {"decimaler"},
	NumeratorText:   {"täljarens_text"},
	DenominatorText: {"nämnarens_text"},
	Source:          {"källa"},
}

// columnOf finds a column by any of its names.
var columnOf = func() map[string]Column {
	names := map[string]Column{}
	for column, swedish := range aliases {
		names[string(column)] = column
		for _, name := range swedish {
			names[name] = column
		}
	}
	return names
}()

// columnOrder is every column, for what must come in the same order each time.
var columnOrder = slices.Sorted(maps.Keys(aliases))

var (
	requiredColumns = []Column{Group, Unit, Indicator, Period}
	numberColumns   = []Column{Numerator, Denominator, Mean, SD, N, RatePer, Decimals}
	valueColumns    = []Column{Numerator, Mean, Text, State}
)

// readHeader finds the column of each field of the header.
func readHeader(header []string, line int) ([]Column, []Problem) {
	for len(header) > 1 && strings.TrimSpace(header[len(header)-1]) == "" {
		header = header[:len(header)-1]
	}
	columns := make([]Column, len(header))
	has := map[Column]bool{}
	var problems []Problem
	for i, name := range header {
		column, known := columnOf[columnName(name)]
		switch {
		case !known:
			problems = append(problems, Problem{Line: line, Column: name, Value: name, Code: UnknownColumn})
		case has[column]:
			problems = append(problems, Problem{Line: line, Column: string(column), Value: name, Code: DuplicateColumn})
		}
		columns[i], has[column] = column, true
	}
	for _, column := range requiredColumns {
		if !has[column] {
			problems = append(problems, Problem{Line: line, Column: string(column), Code: MissingColumn})
		}
	}
	for _, column := range valueColumns {
		if has[column] {
			return columns, problems
		}
	}
	return columns, append(problems, Problem{Line: line, Column: string(Numerator), Code: MissingColumn})
}

// columnName is a header's name the way that aliases are written.
func columnName(name string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(fold(name))
}

// fold is a word as it is compared: composed, in lower case, without space around.
func fold(word string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(word)))
}
