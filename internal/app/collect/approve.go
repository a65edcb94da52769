package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Approve accepts what the unit has handed in, as the convener saw it: version is
// that of the submission reviewed, and another one is fault.ErrConflict. Figures
// that were sent back, and those with something odd that the unit has not
// confirmed, are left to be decided upon one by one; left says how many. When none
// is left the submission is approved. fault.ErrWrongState when there is nothing
// that can be accepted.
func (room *Room) Approve(ctx context.Context, actor org.Actor, where Where, version int) (left int, err error) {
	err = room.review(ctx, actor, where, func(r *reviewing) error {
		if version != 0 && version != r.submission.Version {
			return fault.ErrConflict
		}
		accepted := 0
		for row := range r.form.Entered() {
			if row.Figure.Review.State != quality.NotReviewed || row.Odd() {
				continue
			}
			accepted++
			if err := r.approve(ctx, row); err != nil {
				return err
			}
		}
		if left = r.left(); accepted == 0 && left > 0 {
			return fault.ErrWrongState
		}
		return nil
	})
	return left, err
}
