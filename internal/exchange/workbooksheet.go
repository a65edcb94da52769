package exchange

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"samsyn/internal/quality"
)

// head writes the title and the names of the columns.
func (b *bookWriter) head() error {
	for line, text := range []string{b.book.Title, b.book.Notes} {
		if err := b.put("A", line+1, text, b.title); err != nil {
			return err
		}
	}
	marked := false
	for _, row := range b.book.Rows {
		marked = marked || row.Problem != ""
	}
	for n, c := range sheetColumns {
		letter, err := excelize.ColumnNumberToName(n + 1)
		if err != nil {
			return err
		}
		b.at[c.column] = letter
		if err := b.put(letter, headerLine, c.label, b.name); err != nil {
			return err
		}
		if err := b.f.SetColWidth(figureSheet, letter, letter, c.width); err != nil {
			return err
		}
		if c.hidden || c.column == ToMend && !marked {
			if err := b.f.SetColVisible(figureSheet, letter, false); err != nil {
				return err
			}
		}
	}
	return b.f.SetPanes(figureSheet, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: headerLine,
		TopLeftCell: "C" + strconv.Itoa(headerLine+1), ActivePane: "bottomRight"})
}

// figures writes one row for each figure.
func (b *bookWriter) figures() error {
	for n, row := range b.book.Rows {
		texts := map[Column]any{UnitName: row.UnitName, IndicatorName: row.IndicatorName, StratumName: row.StratumName,
			PeriodName: row.PeriodName, NumeratorText: row.NumeratorText, DenominatorText: row.DenominatorText,
			Group: b.book.Group, Unit: row.Unit, Indicator: row.Indicator, Stratum: row.Stratum, Period: row.Period,
			Mark: row.Mark, ToMend: row.Problem}
		for column, cell := range texts {
			style := b.closed
			if column == ToMend {
				style = b.mend
			}
			if err := b.put(b.at[column], line(n), cell, style); err != nil {
				return err
			}
		}
		for _, column := range fillColumns(row.Kind) {
			if err := b.put(b.at[column], line(n), row.Cells[column], b.open); err != nil {
				return err
			}
		}
	}
	return nil
}

// line is where the row with the number stands in the sheet.
func line(n int) int { return headerLine + 1 + n }

// put writes a cell: texts as texts, so that none is taken for a formula.
func (b *bookWriter) put(letter string, line int, cell any, style int) error {
	at := letter + strconv.Itoa(line)
	var err error
	switch v := plainCell(cell).(type) {
	case nil:
	case string:
		if v != "" {
			err = b.f.SetCellStr(figureSheet, at, v)
		}
	default:
		err = b.f.SetCellValue(figureSheet, at, v)
	}
	if err != nil {
		return err
	}
	return b.f.SetCellStyle(figureSheet, at, at, style)
}

// validate lets cells take only what belongs in them.
func (b *bookWriter) validate() error {
	places := map[string][]string{}
	note := func(rule string, column Column, n int) {
		places[rule] = append(places[rule], b.at[column]+strconv.Itoa(line(n)))
	}
	for n, row := range b.book.Rows {
		for _, column := range fillColumns(row.Kind) {
			switch column {
			case State, MissingReason, Yes:
				note(string(column), column, n)
			case Numerator, Denominator, N, Mean, SD:
				note(numberRule(row, column), column, n)
			}
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(places)) {
		dv := excelize.NewDataValidation(true)
		dv.Sqref = strings.Join(places[rule], " ")
		message := b.book.NotChoice
		var err error
		switch rule {
		case "whole":
			message, err = b.book.NotWhole, dv.SetRange(0, 1_000_000_000, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
		case "decimal":
			message, err = b.book.NotNumber, dv.SetRange(0, 1_000_000_000, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
		case "number":
			message, err = b.book.NotNumber, dv.SetRange(-1_000_000_000, 1_000_000_000, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
		case string(State):
			err = dv.SetDropList(stateChoices)
		case string(Yes):
			err = dv.SetDropList(yesChoices)
		default:
			dv.SetSqrefDropList(listSheet + "!$A$1:$A$" + strconv.Itoa(max(len(b.book.Reasons), 1)))
		}
		if err != nil {
			return err
		}
		dv.SetError(excelize.DataValidationErrorStyleStop, figureSheet, message)
		if err := b.f.AddDataValidation(figureSheet, dv); err != nil {
			return err
		}
	}
	return nil
}

// numberRule is which numbers the cell takes.
func numberRule(row WorkbookRow, column Column) string {
	switch {
	case column == Mean:
		return "number"
	case column == SD, column == Denominator && row.Kind == quality.Rate, row.Kind == quality.Count && row.Decimals > 0:
		return "decimal"
	}
	return "whole"
}

// protect locks all but the cells to fill in, without a password: it is there
// against slips of the hand.
func (b *bookWriter) protect() error {
	return b.f.ProtectSheet(figureSheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
		FormatColumns: true, FormatRows: true})
}

// help writes the sheet that says how to fill in.
func (b *bookWriter) help() error {
	if err := b.f.SetColWidth(helpSheet, "A", "A", 110); err != nil {
		return err
	}
	for n, text := range append([]string{b.book.Title, b.book.Notes}, b.book.Instructions...) {
		at := "A" + strconv.Itoa(n+1)
		if err := b.f.SetCellStr(helpSheet, at, text); err != nil {
			return err
		}
		style := b.closed
		if n == 0 {
			style = b.title
		}
		if err := b.f.SetCellStyle(helpSheet, at, at, style); err != nil {
			return err
		}
	}
	return nil
}

// definitions writes each measure's definition once.
func (b *bookWriter) definitions() error {
	t := Table{Name: definitionSheet, Header: []string{"Mått", "Måttets namn", "Täljare", "Nämnare", "Räknas inte med", "Källa"}}
	seen := map[string]bool{}
	for _, row := range b.book.Rows {
		if !seen[row.Indicator] {
			seen[row.Indicator] = true
			t.Rows = append(t.Rows, []any{row.Indicator, row.IndicatorName, row.NumeratorText, row.DenominatorText, row.Limits, row.From})
		}
	}
	return t.stream().fill(b.f)
}
