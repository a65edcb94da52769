package collect

import (
	"context"

	"samsyn/internal/org"
)

// ReturnFigure sends one figure back to be mended; the reason is required and is
// shown to the unit at the figure. The others stay as they are.
func (room *Room) ReturnFigure(ctx context.Context, actor org.Actor, where Where, d Deciding) error {
	return room.review(ctx, actor, where, func(r *reviewing) error {
		row, err := r.row(d)
		if err != nil {
			return err
		}
		f := row.Figure
		if err := r.submission.ReturnFigure(actor, r.room.now(), d.Reason, &f); err != nil {
			return err
		}
		return r.decide(ctx, row, f)
	})
}
