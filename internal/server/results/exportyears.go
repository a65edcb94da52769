package results

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/results"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/results"
)

// The names of the years in the address of a file with several.
const (
	firstYearName = "fran"
	lastYearName  = "till"
)

// ExportYearsCSV hands out several years' results for Excel on a Swedish computer.
func (h *Handlers) ExportYearsCSV(w http.ResponseWriter, r *http.Request) error {
	name, s, err := h.exportYears(r, "csv")
	if err != nil {
		return err
	}
	return page.SendStream(w, r, page.Streamed{Name: name, Type: page.CSVType, Write: s.WriteCSV})
}

// ExportYearsXLSX hands out several years' results as a workbook.
func (h *Handlers) ExportYearsXLSX(w http.ResponseWriter, r *http.Request) error {
	name, s, err := h.exportYears(r, "xlsx")
	if err != nil {
		return err
	}
	return page.SendStream(w, r, page.Streamed{Name: name, Type: page.XLSXType, Write: s.WriteXLSX})
}

// exportYears reads the results that the address asks for, and names their file.
func (h *Handlers) exportYears(r *http.Request, ending string) (name string, s exchange.Stream, err error) {
	q := page.Query(r)
	first, last := q.Whole(firstYearName), q.Whole(lastYearName)
	if q.Err() != nil {
		return "", s, fault.ErrNotFound
	}
	asked := results.AskedYears{}
	visitor := page.VisitorOf(r)
	name = "alla-resultat"
	for _, year := range []struct {
		typed *int64
		to    *int
	}{{first, &asked.First}, {last, &asked.Last}} {
		if year.typed != nil {
			*year.to = int(*year.typed)
			name += "-" + strconv.Itoa(*year.to)
		}
	}
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	name += "." + ending
	asked.File = name
	all, err := h.room.ExportYears(r.Context(), visitor.Actor, visitor.Group.ID, asked)
	return name, exportedYears(r.Context(), all), err
}

// exportedYears is the results of the years as a table, one year after the
// other: each year's results are worked out when its rows are asked for.
func exportedYears(ctx context.Context, all results.YearsOfResults) exchange.Stream {
	ds := all.Dataset
	return exchange.Stream{Name: i18n.T(ctx, "Resultat"), Header: exportHeader(ctx), Rows: func(yield func([]any) bool) {
		periods := periodsOf(ds)
		for year := all.First; year <= ds.LastYear; year++ {
			for _, block := range ds.Overview(year) {
				for _, row := range block.Rows {
					for _, cells := range exportedRow(exporting{ctx: ctx, ds: ds, block: block, row: row}, periods) {
						if !yield(cells) {
							return
						}
					}
				}
			}
		}
	}}
}

// newYears is the form that asks for several years; nil when there is one or none.
func newYears(ctx context.Context, all []int) *view.Years {
	if len(all) < 2 {
		return nil
	}
	first, last := yearSelect(ctx, all, all[0]), yearSelect(ctx, all, all[len(all)-1])
	first.Name, first.Label = firstYearName, i18n.T(ctx, "Från år")
	last.Name, last.Label = lastYearName, i18n.T(ctx, "Till och med år")
	return &view.Years{First: first, Last: last, CSV: roomPath + "/alla.csv", XLSX: roomPath + "/alla.xlsx"}
}
