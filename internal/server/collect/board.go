package collect

import (
	"context"
	"net/http"
	"slices"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// ShowBoard is how far every unit has come with a year, or what of it the address
// asks for.
func (h *Handlers) ShowBoard(w http.ResponseWriter, r *http.Request) error {
	chosen, err := chosenOnBoard(r)
	if err != nil {
		return err
	}
	return h.showBoard(w, r, chosen, nil)
}

// showBoard answers with the board, as it opens or with a form on it that came back.
func (h *Handlers) showBoard(w http.ResponseWriter, r *http.Request, chosen boardChoice, back *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	board, err := h.room.Board(ctx, visitor.Actor, visitor.Group.ID, chosen.year)
	if err != nil {
		return err
	}
	if !chosen.known(board) {
		return fault.ErrNotFound
	}
	v := newBoardView(ctx, visitor, board, chosen)
	if v.Remind, err = h.newRemind(r); err != nil {
		return err
	}
	status := http.StatusOK
	if back != nil {
		status = http.StatusUnprocessableEntity
		if v.Finalise != nil {
			v.Finalise.Problems = back.Summary(ctx)
			v.Finalise.Confirm.Error = back.Error(ctx, "confirm")
		}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Board(v)})
}

func newBoardView(ctx context.Context, visitor page.Visitor, board collect.Board, chosen boardChoice) view.BoardView {
	v := view.BoardView{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}},
			Title: i18n.T(ctx, "Alla enheter %d", board.Year),
			Lead:  i18n.T(ctx, "Vilka som har lämnat in, och vad som väntar."),
		},
		Filter: chosen.filter(ctx, board),
	}
	chosen.year = board.Year
	v.CSV, v.XLSX = chosen.query(boardURL+"/laget.csv"), chosen.query(boardURL+"/laget.xlsx")
	for _, p := range board.Periods {
		v.Periods = append(v.Periods, view.BoardPeriod{Name: words.ShortPeriod(ctx, p),
			Deadline: i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, p.Due(board.Group.DueDays)))})
	}
	own := visitor.Actor.Units(board.Group.ID)
	for _, unit := range board.Units {
		row := view.BoardRow{Unit: unit.Unit.ShortName, Own: slices.Contains(own, unit.Unit.ID)}
		some := false
		for _, p := range unit.Periods {
			cell := view.BoardCell{LeftOut: !chosen.fits(p)}
			if !cell.LeftOut {
				cell, some = boardCell(ctx, visitor, p), true
			}
			row.Cells = append(row.Cells, cell)
		}
		if some {
			v.Rows = append(v.Rows, row)
		}
	}
	v.Finalise = newFinalise(ctx, board)
	return v
}

func boardCell(ctx context.Context, visitor page.Visitor, p collect.Progress) view.BoardCell {
	if nothingDue(p) {
		return view.BoardCell{}
	}
	c := view.BoardCell{State: progressState(p), Timing: timing(ctx, p), Late: p.DaysLate > 0,
		About: title(ctx, p.Unit, p.Period)}
	if p.Total > 0 && p.Begun {
		c.Filled = i18n.T(ctx, "%d av %d, %s", p.Filled, p.Total, i18n.Percent(ctx, float64(p.Filled)/float64(p.Total), 0))
	}
	c.SentBack = sentBack(ctx, p.SentBack)
	if len(p.Seen) > 0 {
		c.Seen = i18n.T(ctx, "Verksamhetschefen tog del %s", i18n.LongDate(ctx, p.Seen[0].At.In(i18n.Location())))
	}
	switch {
	case !p.Begun:
	case visitor.May(org.ApproveFigures, p.Unit.ID):
		c.Link = ui.Link{Text: i18n.T(ctx, "Öppna"), URL: reviewURL(p.Unit, p.Period)}
		if p.Submission.State == quality.Submitted {
			c.Link.Text = i18n.T(ctx, "Granska")
		}
	case visitor.May(org.ViewUnitEntries, p.Unit.ID):
		c.Link = ui.Link{Text: i18n.T(ctx, "Öppna"), URL: entryURL(p.Unit, p.Period)}
	}
	return c
}
