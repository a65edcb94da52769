package collect

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PeriodsToFill lists the collection periods, newest first, that the actor may
// enter figures for in some unit now. fault.ErrForbidden when the actor enters for
// no unit at all.
func (room *Room) PeriodsToFill(ctx context.Context, actor org.Actor, group org.GroupID) ([]quality.Period, error) {
	var periods []quality.Period
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		units, err := tx.Units(ctx, group)
		if err != nil {
			return err
		}
		units = slices.DeleteFunc(units, func(u org.Unit) bool { return !actor.May(org.EnterFigures, group, u.ID) })
		if len(units) == 0 {
			return fault.ErrForbidden
		}
		year := room.today().Year()
		p, err := room.readProgress(ctx, tx, g, year-1, year)
		if err != nil {
			return err
		}
		periods = nil // the transaction may run again
		for _, y := range p.plan.years() {
			for _, period := range periodsEnding(g, y) {
				open := func(u org.Unit) bool {
					at := p.of(u, period)
					return at.Begun && at.Total > 0 && u.ActiveDuring(period.Start(), period.End()) &&
						at.Submission.CanRecord(actor, room.today())
				}
				if slices.ContainsFunc(units, open) {
					periods = append(periods, period)
				}
			}
		}
		slices.Reverse(periods)
		return nil
	})
	return periods, err
}
