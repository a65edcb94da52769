package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ProposalDraft is what somebody who proposes a goal chooses among.
type ProposalDraft struct {
	Overview
	LastTargets []quality.Target // of the year before
}

// Last is the goals of the year before that the group may go on with.
func (d ProposalDraft) Last() []quality.Goal {
	return lasting(keep(d.AllGoals, func(g quality.Goal) bool { return g.Year == d.Year-1 }))
}

// DraftProposal reads what there is to choose among for a year, zero for the next.
// fault.ErrNotFound for a year that has been.
func (room *Room) DraftProposal(ctx context.Context, actor org.Actor, group org.GroupID, year int) (ProposalDraft, error) {
	var d ProposalDraft
	if err := mayPropose(actor, group); err != nil {
		return d, err
	}
	if year == 0 {
		year = room.now().Year() + 1
	}
	if year < room.now().Year() || year > lastYear {
		return d, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if d.Overview, err = room.overview(ctx, tx, group, year); err != nil {
			return err
		}
		d.LastTargets, err = tx.Targets(ctx, group, year-1, year-1)
		return err
	})
	return d, err
}
