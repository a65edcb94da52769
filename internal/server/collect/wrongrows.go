package collect

import (
	"context"
	"strings"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// wrongRows is the rows to be mended as a workbook, with what was written in the
// file. A row that somebody else has changed carries the mark of what stands now,
// which the reader is told beside it.
func wrongRows(ctx context.Context, u uploaded, plan collect.FilePlan, today time.Time) exchange.Workbook {
	book := emptyWorkbook(ctx, collect.Form{Group: plan.Group, Reasons: plan.Reasons})
	book.Title = i18n.T(ctx, "Rader att rätta ur %s", u.file.Name)
	f := fileViewer{ctx: ctx, reasons: reasons{}, today: today}
	for _, r := range plan.Reasons {
		f.reasons[r.ID] = r.Text
	}
	for n, r := range plan.Rows {
		if r.Outcome == collect.WrongRow {
			book.Rows = append(book.Rows, f.wrongRow(u.upload.Rows[n], r, plan.Group))
		}
	}
	return book
}

func (f fileViewer) wrongRow(up exchange.UploadRow, r collect.PlannedRow, group org.Group) exchange.WorkbookRow {
	row := exchange.WorkbookRow{Unit: up.Unit, UnitName: up.Unit, Indicator: up.Indicator, IndicatorName: up.Indicator,
		Stratum: up.Stratum, Period: up.Period, PeriodName: up.Period, Mark: up.Mark}
	if r.Row.Indicator.ID != 0 {
		row = workbookRow(f.ctx, collect.Form{Group: group, Unit: r.Place}, r.Row)
		if r.Theirs == nil {
			row.Mark = up.Mark
		}
	}
	row.Cells = map[exchange.Column]any{}
	for _, column := range []exchange.Column{exchange.Numerator, exchange.Denominator, exchange.Mean, exchange.SD, exchange.N,
		exchange.Yes, exchange.Text, exchange.State, exchange.MissingReason, exchange.Comment} {
		row.Cells[column] = asTyped(up.Raw(column))
	}
	if row.Kind == quality.Count && row.Cells[exchange.N] == any("") {
		row.Cells[exchange.N] = row.Cells[exchange.Numerator]
	}
	row.Problem = strings.Join(f.problems(up, r), " ")
	return row
}

// asTyped is a cell's text, as a number when it is one.
func asTyped(text string) any {
	if number, ok := quality.ParseNumber(text); ok {
		return number
	}
	return text
}
