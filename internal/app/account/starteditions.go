package account

import (
	"context"

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
