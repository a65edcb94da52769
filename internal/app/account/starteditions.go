package account

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// editionYears is for how many years back somebody is told that figures have changed since
// an edition.
const editionYears = 2

// editionTasks are the editions of the yearly report that somebody waits for the actor to
// acknowledge, and those that the group has changed figures since.
func (f *facts) editionTasks(ctx context.Context, tx *postgres.Tx) ([]Task, error) {
	var tasks []Task
	if f.actor.May(org.AcknowledgeReport, f.group.ID, 0) {
		waiting, err := tx.WaitingEditions(ctx, f.group.ID)
		if err != nil {
			return nil, err
		}
		for _, e := range waiting {
			tasks = append(tasks, Task{Kind: AcknowledgeEdition, Period: quality.WholeYear(e.Year), Edition: e.Number, Due: e.DeliveredOn})
		}
	}
	if f.actor.May(org.FixReport, f.group.ID, 0) {
		changed, err := tx.ChangedEditions(ctx, f.group.ID, f.today.Year()-editionYears)
		if err != nil {
			return nil, err
		}
		for _, e := range changed {
			tasks = append(tasks, Task{Kind: EditionChanged, Period: quality.WholeYear(e.Year), Edition: e.Number, Count: e.Figures, Due: f.today})
		}
	}
	return tasks, nil
}

// mostLifted is how many questions the start page of the receiving body's chair tells of.
const mostLifted = 20

// liftedTasks are the questions that the group has lifted to the body that receives its
// material, for the body's chair.
func (f *facts) liftedTasks(ctx context.Context, tx *postgres.Tx) ([]Task, error) {
	if !f.actor.May(org.DecideLifted, f.group.ID, 0) {
		return nil, nil
	}
	names, err := tx.GroupNames(ctx, f.group.ID)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Matters(ctx, postgres.MattersAsked{GroupID: f.group.ID, State: string(improvement.MatterLifted), Most: mostLifted})
	var tasks []Task
	for _, m := range rows {
		if m.LiftedTo == names.BodyID {
			tasks = append(tasks, Task{Kind: DecideMatter, MatterID: m.ID, Title: m.Title, Due: org.DayOf(*m.LiftedAt)})
		}
	}
	return tasks, err
}
