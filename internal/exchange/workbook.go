package exchange

import (
	"strconv"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/quality"
)

// Template is the version of the workbook that is handed out to be filled in. It
// goes up when a column gets another name or meaning. OldestTemplate is the oldest
// that is still read. Version 1 called the definitions texts.
const (
	Template       = 2
	OldestTemplate = 1
)

// Workbook is figures to fill in: one row for each figure that is due, with what
// stands there now.
type Workbook struct {
	Group string // code
	// Title and Notes stand above the rows; Notes say for example that the figures
	// are made up.
	Title string
	Notes string
	// Instructions are the lines of the sheet that says how to fill in.
	Instructions []string
	// Reasons are the group's words for why a figure is missing.
	Reasons []string
	// NotNumber is what Excel says about something that is no such number, and
	// NotChoice about something that is not in the list.
	NotWhole, NotNumber, NotChoice string
	Rows                           []WorkbookRow
}

// WorkbookRow is one figure. Cells holds what stands in the columns to fill in.
type WorkbookRow struct {
	Unit, UnitName                               string
	Indicator, IndicatorName                     string
	Stratum, StratumName                         string
	Period, PeriodName                           string
	NumeratorText, DenominatorText, Limits, From string // the definition
	Kind                                         quality.Kind
	Decimals                                     int
	// Mark tells the figure that the row was made of, as the form's rows have it.
	Mark  string
	Cells map[Column]any
	// Problem says what is to be mended, for rows that came back.
	Problem string
}

// The sheets of the workbook, by name. The last two are hidden: the lists that
// cells choose from, and what the program knows the workbook by.
const (
	figureSheet     = "Siffror"
	helpSheet       = "Instruktion"
	definitionSheet = "Definitioner"
	listSheet       = "Listor"
	aboutSheet      = "samsyn"
)

// headerLine is the row of the sheet of figures with the columns' names.
const headerLine = 4

// sheetColumns are the columns of the sheet of figures, in order.
var sheetColumns = []struct {
	column Column
	label  string
	width  float64
	hidden bool
}{
	{UnitName, "Enhetens namn", 22, false}, {IndicatorName, "Måttets namn", 38, false},
	{StratumName, "Delgruppens namn", 20, false}, {PeriodName, "Perioden", 16, false},
	{NumeratorText, "Täljarens definition", 30, false}, {DenominatorText, "Nämnarens definition", 30, false},
	{Numerator, "Täljare", 11, false}, {Denominator, "Nämnare", 11, false}, {Mean, "Medelvärde", 12, false},
	{SD, "Standardavvikelse", 18, false}, {N, "Antal", 11, false}, {Text, "Text", 40, false},
	{Yes, "Ja eller nej", 12, false}, {State, "Läge", 16, false}, {MissingReason, "Orsak", 30, false},
	{Comment, "Kommentar", 40, false}, {ToMend, "Att rätta", 60, false},
	{Group, "Grupp", 12, true}, {Unit, "Enhet", 12, true}, {Indicator, "Mått", 12, true},
	{Stratum, "Delgrupp", 12, true}, {Period, "Period", 12, true}, {Mark, "Radmärke", 22, true},
}

// The choices of a row's state and of yes and no, as the workbook offers them.
var (
	stateChoices = []string{"Inrapporterad", "Saknas", "Ej tillämpligt"}
	yesChoices   = []string{"Ja", "Nej"}
)

// fillColumns are the columns that a figure of the kind is filled in in.
func fillColumns(kind quality.Kind) []Column {
	always := []Column{State, MissingReason, Comment}
	switch kind {
	case quality.Proportion, quality.Rate:
		return append(always, Numerator, Denominator)
	case quality.Count:
		return append(always, N)
	case quality.Mean, quality.Score:
		return append(always, Mean, SD, N)
	case quality.YesNo:
		return append(always, Yes, Text)
	case "": // a row that came back and is about no measure
		return append(always, Numerator, Denominator, Mean, SD, N, Text, Yes)
	}
	return append(always, Text)
}

// Write gives the workbook as XLSX. What is not to be filled in is locked, without
// password; cells take only what belongs there.
func (w Workbook) Write() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close() // nothing of it is on disk
	b := &bookWriter{f: f, book: w, at: map[Column]string{}}
	steps := []func() error{b.sheets, b.styles, b.about, b.head, b.figures, b.validate, b.protect, b.help, b.definitions}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return workbookBytes(f)
}

// bookWriter writes one workbook.
type bookWriter struct {
	f    *excelize.File
	book Workbook
	at   map[Column]string // the letter of each column
	// The styles of cells: the title, column names, cells to fill in, cells that
	// are not, and what is to be mended.
	title, name, open, closed, mend int
}

func (b *bookWriter) sheets() error {
	if err := b.f.SetSheetName("Sheet1", figureSheet); err != nil {
		return err
	}
	for _, name := range []string{helpSheet, definitionSheet, listSheet, aboutSheet} {
		if _, err := b.f.NewSheet(name); err != nil {
			return err
		}
	}
	if err := b.f.SetSheetVisible(listSheet, false); err != nil {
		return err
	}
	for n, reason := range b.book.Reasons {
		if err := b.f.SetCellStr(listSheet, "A"+strconv.Itoa(n+1), reason); err != nil {
			return err
		}
	}
	return b.f.SetSheetVisible(aboutSheet, false, true)
}

// about is what the program knows the workbook by.
func (b *bookWriter) about() error {
	if err := b.f.SetSheetRow(aboutSheet, "A1", &[]any{"mall", Template}); err != nil {
		return err
	}
	return b.f.SetSheetRow(aboutSheet, "A2", &[]any{"grupp", b.book.Group})
}

func (b *bookWriter) styles() error {
	line := []excelize.Border{{Type: "left", Color: "B0B8C1", Style: 1}, {Type: "right", Color: "B0B8C1", Style: 1},
		{Type: "top", Color: "B0B8C1", Style: 1}, {Type: "bottom", Color: "B0B8C1", Style: 1}}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	filled := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&b.name, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: filled("E6EAF0"), Border: line, Alignment: top}},
		{&b.open, excelize.Style{Fill: filled("FFF7DB"), Border: line, Alignment: top, Protection: &excelize.Protection{Locked: false}}},
		{&b.closed, excelize.Style{Alignment: top, Font: &excelize.Font{Color: "4A5561"}}},
		{&b.mend, excelize.Style{Alignment: top, Font: &excelize.Font{Bold: true, Color: "A11212"}}},
	} {
		id, err := b.f.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.id = id
	}
	return nil
}
