package goals

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MilestonePage is one milestone with the long-term goal that it leads to.
type MilestonePage struct {
	Goal      quality.LongTermGoal
	Milestone quality.Milestone   // zero for a new one
	Library   []quality.Indicator // with the definitions at the end of the goal's last year
	Last      postgres.LastChange // who changed it last
}

// Milestone reads what a milestone's form needs; id zero for a new one. Only those who
// may change it may.
func (room *Room) Milestone(ctx context.Context, actor org.Actor, group org.GroupID, m quality.Milestone) (MilestonePage, error) {
	var p MilestonePage
	if err := mayEdit(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Goal, err = longTermGoalIn(ctx, tx, group, m.LongTermGoalID); err != nil {
			return err
		}
		if p.Library, err = tx.Indicators(ctx, group, endOf(p.Goal.EndYear)); err != nil || m.ID == 0 {
			return err
		}
		if p.Milestone, err = milestoneIn(ctx, tx, group, m); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, "milestone", int64(m.ID))
		return err
	})
	return p, err
}
