package collect

import (
	"context"
	"net/http"
	"slices"
	"strconv"

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

// ShowBoard is how far every unit has come with a year; ?ar= chooses the year.
func (h *Handlers) ShowBoard(w http.ResponseWriter, r *http.Request) error {
	year := 0
	if text := page.Query(r).Value("ar"); text != "" {
		var err error
		if year, err = strconv.Atoi(text); err != nil || year < 1990 || year > 2200 {
			return fault.ErrNotFound
		}
	}
	return h.showBoard(w, r, year, nil)
}

// showBoard answers with the board, as it opens or with a form on it that came back.
func (h *Handlers) showBoard(w http.ResponseWriter, r *http.Request, year int, back *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	board, err := h.room.Board(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newBoardView(ctx, visitor, board)
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

func newBoardView(ctx context.Context, visitor page.Visitor, board collect.Board) view.BoardView {
	v := view.BoardView{
		Heading: ui.PageHeadingProps{
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}},
			Title: i18n.T(ctx, "Alla enheter %d", board.Year),
			Lead:  i18n.T(ctx, "Vilka som har lämnat in, och vad som väntar."),
		},
		Action: boardURL,
		Year:   ui.SelectProps{Name: "ar", Label: i18n.T(ctx, "År"), Value: strconv.Itoa(board.Year)},
	}
	for _, year := range board.Years {
		v.Year.Options = append(v.Year.Options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	for _, p := range board.Periods {
		v.Periods = append(v.Periods, view.BoardPeriod{Name: words.ShortPeriod(ctx, p),
			Deadline: i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, p.Due(board.Group.DueDays)))})
	}
	own := visitor.Actor.Units(board.Group.ID)
	for _, unit := range board.Units {
		row := view.BoardRow{Unit: unit.Unit.ShortName, Own: slices.Contains(own, unit.Unit.ID)}
		for _, p := range unit.Periods {
			row.Cells = append(row.Cells, boardCell(ctx, visitor, p))
		}
		v.Rows = append(v.Rows, row)
	}
	v.Finalise = newFinalise(ctx, board)
	return v
}

func boardCell(ctx context.Context, visitor page.Visitor, p collect.Progress) view.BoardCell {
	if p.Total == 0 && p.Submission.ID == 0 {
		return view.BoardCell{}
	}
	c := view.BoardCell{State: progressState(p), Timing: timing(ctx, p), Late: p.DaysLate > 0,
		About: title(ctx, p.Unit, p.Period)}
	if p.Total > 0 && p.Begun {
		c.Filled = i18n.T(ctx, "%d av %d, %s", p.Filled, p.Total, i18n.Percent(ctx, float64(p.Filled)/float64(p.Total), 0))
	}
	c.SentBack = sentBack(ctx, p.SentBack)
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
