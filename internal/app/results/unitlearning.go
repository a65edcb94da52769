package results

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Learning is what a unit does to learn and become better, beside its results: for its head
// of clinic, and for everybody who sees what is done in the group.
type Learning struct {
	Teams []improvement.Team // that the unit takes part in
	Tried []postgres.TriedExample
	// Open is how many of its actions are planned or go on, and Overdue how many of them
	// should have been done.
	Open, Overdue int
}

// mostLearnt is how many teams, and how many examples, stand on a unit's page.
const mostLearnt = 10

// readLearning reads it; nil for those who do not see what is done in the group. Four queries.
func (p *UnitProfile) readLearning(ctx context.Context, tx *postgres.Tx, actor org.Actor, asked learningAsked) error {
	if p.Learning = nil; !actor.May(org.ViewWork, asked.group, 0) {
		return nil
	}
	var l Learning
	var err error
	if l.Teams, err = tx.Teams(ctx, postgres.TeamFilter{GroupID: asked.group, UnitID: p.Unit.ID, Limit: mostLearnt}); err != nil {
		return err
	}
	if l.Tried, err = tx.TriedExamples(ctx, asked.group, p.Unit.ID, mostLearnt); err != nil {
		return err
	}
	f := postgres.ActionFilter{GroupID: asked.group, UnitID: p.Unit.ID, States: []improvement.ActionState{improvement.ActionPlanned, improvement.ActionOngoing}}
	if l.Open, err = tx.CountActions(ctx, f); err != nil {
		return err
	}
	f.DueBefore = org.DayOf(asked.room.now())
	l.Overdue, err = tx.CountActions(ctx, f)
	p.Learning = &l
	return err
}

// learningAsked is whose learning is asked for, and when.
type learningAsked struct {
	group org.GroupID
	room  *Room
}
