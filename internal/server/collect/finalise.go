package collect

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// FinaliseYear fixes the year's approved figures for good. It cannot be undone,
// so it takes a tick in a box.
func (h *Handlers) FinaliseYear(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.ApproveFigures, 0) {
		return fault.ErrForbidden
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(form.Value("year"))
	if err != nil || year < 1990 || year > 2200 {
		return fault.ErrNotFound
	}
	if !form.Bool("confirm") {
		form.Problem("confirm", "confirm_required")
		return h.showBoard(w, r, boardChoice{year: year}, form)
	}
	count, err := h.room.Finalise(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, boardURL+"?ar="+strconv.Itoa(year), page.Done(i18n.N(ctx,
		"En inlämning är fastställd.", "%d inlämningar är fastställda.", count)))
}

// newFinalise is the form on the board, for those who may; nil for others and
// when nothing is approved.
func newFinalise(ctx context.Context, board collect.Board) *view.Finalise {
	if !board.CanFinalise {
		return nil
	}
	f := &view.Finalise{
		Action: boardURL + "/faststall", Year: strconv.Itoa(board.Year), Button: i18n.T(ctx, "Fastställ %d", board.Year),
		Text: i18n.N(ctx, "En godkänd inlämning blir fastställd och kan sedan inte ändras.",
			"%d godkända inlämningar blir fastställda och kan sedan inte ändras.", board.Approved),
		Confirm: ui.CheckboxProps{Name: "confirm", Label: i18n.T(ctx, "Ja, siffrorna är granskade och ska inte ändras mer")},
	}
	if board.Unsettled > 0 {
		f.Open = i18n.N(ctx, "En inlämning är inte godkänd och påverkas inte.",
			"%d inlämningar är inte godkända och påverkas inte.", board.Unsettled)
	}
	return f
}
