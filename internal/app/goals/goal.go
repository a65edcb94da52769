package goals

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GoalPage is one goal with the year it belongs to.
type GoalPage struct {
	Overview
	Goal quality.Goal
	Last postgres.LastChange // who changed it last
	// Talk is what is said about it; zero for readers outside the talks.
	Talk improvement.Talk
}

// Goal reads one goal with its whole year; fault.ErrNotFound when it is not the
// group's.
func (room *Room) Goal(ctx context.Context, actor org.Actor, group org.GroupID, id quality.GoalID) (GoalPage, error) {
	var p GoalPage
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Goal, err = goalIn(ctx, tx, group, id); err != nil {
			return err
		}
		if p.Overview, err = read(ctx, tx, group, yearWanted{p.Goal.Year, room.now().Year()}); err != nil {
			return err
		}
		if p.Last, err = tx.LastChange(ctx, "goal", int64(id)); err != nil || !actor.May(org.Discuss, group, 0) {
			return err
		}
		p.Talk, err = tx.Talk(ctx, group, improvement.Subject{Kind: improvement.AboutGoal, ID: int64(id)})
		return err
	})
	return p, err
}
