package collect

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
)

// mostWrongRows is how many rows to be mended are handed out at once: nobody mends
// more by hand, and a workbook with styles and rules for every cell takes memory.
const mostWrongRows = 5_000

// wrongRows is the rows to be mended as a workbook, with what was written in the
// file. A row that somebody else has changed carries the mark of what stands now,
// which the reader is told beside it.
func wrongRows(ctx context.Context, lines collect.FileLines, today time.Time) exchange.Workbook {
	book := emptyWorkbook(ctx, collect.Form{Group: lines.Group, Reasons: lines.Reasons})
	book.Title = i18n.T(ctx, "Rader att rätta ur %s", lines.Status.Name)
	f := newFileViewer(ctx, lines, today)
	for _, l := range lines.Lines[collect.WrongRow] {
		book.Rows = append(book.Rows, f.wrongRow(l))
	}
	return book
}

func (f fileViewer) wrongRow(l collect.FileLine) exchange.WorkbookRow {
	row := exchange.WorkbookRow{Unit: l.Unit.Code, UnitName: l.Unit.Code, Indicator: l.Indicator, IndicatorName: l.Indicator,
		Stratum: l.Stratum, Period: l.Period, PeriodName: l.Period}
	if l.Due.Indicator.ID != 0 {
		row = workbookRow(f.ctx, collect.Form{Group: f.lines.Group, Unit: l.Unit}, collect.Row{Due: l.Due})
	}
	row.Mark, row.Cells = l.Mark, map[exchange.Column]any{}
	for _, column := range filledColumns {
		row.Cells[column] = asTyped(l.Raw[column])
	}
	if row.Kind == quality.Count && row.Cells[exchange.N] == any("") {
		row.Cells[exchange.N] = row.Cells[exchange.Numerator]
	}
	row.Problem = strings.Join(f.problems(l), " ")
	return row
}

// asTyped is a cell's text, as a number when it is one.
func asTyped(text string) any {
	if number, ok := quality.ParseNumber(text); ok {
		return number
	}
	return text
}
