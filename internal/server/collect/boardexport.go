package collect

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
)

// ExportBoardCSV hands out what the board shows for Excel on a Swedish computer.
func (h *Handlers) ExportBoardCSV(w http.ResponseWriter, r *http.Request) error {
	name, t, err := h.exportBoard(r, "csv")
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.CSVType, Content: t.CSV()})
}

// ExportBoardXLSX hands out what the board shows as a workbook.
func (h *Handlers) ExportBoardXLSX(w http.ResponseWriter, r *http.Request) error {
	name, t, err := h.exportBoard(r, "xlsx")
	if err != nil {
		return err
	}
	content, err := exchange.XLSX(t)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: name, Type: page.XLSXType, Content: content})
}

// exportBoard reads what the address asks for as a table, and names its file.
func (h *Handlers) exportBoard(r *http.Request, ending string) (name string, t exchange.Table, err error) {
	chosen, err := chosenOnBoard(r)
	if err != nil {
		return "", t, err
	}
	visitor, year := page.VisitorOf(r), ""
	if chosen.year != 0 {
		year = strconv.Itoa(chosen.year)
	}
	name = fileName(r, collect.Where{UnitCode: chosen.unit, PeriodCode: year}, "laget", ending)
	board, err := h.room.ExportBoard(r.Context(), visitor.Actor, visitor.Group.ID, collect.BoardExport{Year: chosen.year, File: name})
	if err == nil && !chosen.known(board) {
		err = fault.ErrNotFound
	}
	return name, exportedBoard(r.Context(), board, chosen), err
}

// exportedBoard is a row for each unit's period that is asked for and has something
// to hand in.
func exportedBoard(ctx context.Context, board collect.Board, chosen boardChoice) exchange.Table {
	t := exchange.Table{Name: i18n.T(ctx, "Läget"), Header: []string{
		i18n.T(ctx, "År"), i18n.T(ctx, "Enhet"), i18n.T(ctx, "Enhetens namn"), i18n.T(ctx, "Period"), i18n.T(ctx, "Läge"),
		i18n.T(ctx, "Ifyllda"), i18n.T(ctx, "Att lämna"), i18n.T(ctx, "Ifyllt, procent"), i18n.T(ctx, "Sista dag"),
		i18n.T(ctx, "Inlämnad första gången"), i18n.T(ctx, "Dagar sen"), i18n.T(ctx, "Hur säker siffran är"), i18n.T(ctx, "Anmärkning"),
	}}
	for _, unit := range board.Units {
		for _, p := range unit.Periods {
			if nothingDue(p) || !chosen.fits(p) {
				continue
			}
			var percent any
			if p.Total > 0 {
				percent = float64(100*p.Filled) / float64(p.Total)
			}
			t.Rows = append(t.Rows, []any{board.Year, p.Unit.Code, p.Unit.Name, p.Period.Code(), boardStateWords(ctx, progressState(p)),
				p.Filled, p.Total, percent, typedDate(&p.Due), typedDate(p.HandedIn), p.DaysLate,
				words.Standing(ctx, p.Submission.State.Standing()), remark(ctx, collect.Form{Group: board.Group})})
		}
	}
	return t
}
