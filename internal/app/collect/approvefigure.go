package collect

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Deciding is what it takes to decide about one figure: which one, and the Mark of
// what the convener saw; another one is fault.ErrConflict.
type Deciding struct {
	Key    quality.FigureKey
	Seen   string
	Reason string // to send it back
}

// ApproveFigure accepts one figure of what the unit has handed in, also one that
// looks odd or was sent back. When it was the last the submission is approved.
func (room *Room) ApproveFigure(ctx context.Context, actor org.Actor, where Where, d Deciding) error {
	return room.review(ctx, actor, where, func(r *reviewing) error {
		row, err := r.row(d)
		if err != nil {
			return err
		}
		return r.approve(ctx, row)
	})
}
