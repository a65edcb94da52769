package collect

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// The names of the years in the address of a file with several.
const (
	firstYearName = "fran"
	lastYearName  = "till"
)

// ExportYearsCSV hands out several years of all units that the visitor may see the
// entries of, for Excel on a Swedish computer.
func (h *Handlers) ExportYearsCSV(w http.ResponseWriter, r *http.Request) error {
	name, s, err := h.exportYears(r, "csv")
	if err != nil {
		return err
	}
	return page.SendStream(w, r, page.Streamed{Name: name, Type: page.CSVType, Write: s.WriteCSV})
}

// ExportYearsXLSX hands out the same as a workbook.
func (h *Handlers) ExportYearsXLSX(w http.ResponseWriter, r *http.Request) error {
	name, s, err := h.exportYears(r, "xlsx")
	if err != nil {
		return err
	}
	return page.SendStream(w, r, page.Streamed{Name: name, Type: page.XLSXType, Write: s.WriteXLSX})
}

// exportYears reads the figures that the address asks for, and names their file.
func (h *Handlers) exportYears(r *http.Request, ending string) (name string, s exchange.Stream, err error) {
	q, asked := page.Query(r), collect.AskedYears{}
	for _, year := range []struct {
		name string
		to   *int
	}{{firstYearName, &asked.First}, {lastYearName, &asked.Last}} {
		if text := q.Value(year.name); text != "" {
			if *year.to, err = strconv.Atoi(text); err != nil || *year.to < 1 {
				return "", s, fault.ErrNotFound
			}
		}
	}
	asked.File = fileName(r, collect.Where{UnitCode: q.Value(firstYearName), PeriodCode: q.Value(lastYearName)}, "alla-siffror", ending)
	visitor := page.VisitorOf(r)
	many, err := h.room.ExportYears(r.Context(), visitor.Actor, visitor.Group.ID, asked)
	return asked.File, exportedYears(r.Context(), many), err
}

// exportedYears is the forms as a table, one row for each figure that is due.
func exportedYears(ctx context.Context, many *collect.ManyForms) exchange.Stream {
	return exchange.Stream{Name: i18n.T(ctx, "Siffror"), Header: exportHeader(ctx), Rows: func(yield func([]any) bool) {
		for form := range many.Forms() {
			for _, row := range form.Rows {
				if !yield(exportedRow(ctx, form, row)) {
					return
				}
			}
		}
	}}
}

// newExportForm is the form that asks for several years; nil for those who may see no
// unit's entries, and where there is nothing to see.
func newExportForm(ctx context.Context, years []int) *view.ExportForm {
	if len(years) == 0 {
		return nil
	}
	f := &view.ExportForm{CSV: overviewURL + "/siffror.csv", XLSX: overviewURL + "/siffror.xlsx",
		First: ui.SelectProps{Name: firstYearName, Label: i18n.T(ctx, "Från år"), Value: strconv.Itoa(years[0])},
		Last:  ui.SelectProps{Name: lastYearName, Label: i18n.T(ctx, "Till och med år"), Value: strconv.Itoa(years[len(years)-1])}}
	for _, year := range slices.Backward(years) {
		option := ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)}
		f.First.Options, f.Last.Options = append(f.First.Options, option), append(f.Last.Options, option)
	}
	return f
}
