package account

import (
	"context"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// How far ahead the start page tells of tasks, how far back it does not forget them, and
// how many it shows at the most.
const (
	taskAhead = 21 // days
	taskBack  = 366
	taskMost  = 10
)

// yearFacts is what the group's year asks of the actor.
type yearFacts struct {
	mine []improvement.Task
	// mandate is the version that holds, and unsigned the actor's clinics that have not
	// acknowledged it.
	mandate  org.Mandate
	unsigned []org.Unit
}

func (y *yearFacts) read(ctx context.Context, tx *postgres.Tx, actor org.Actor, f facts) error {
	*y = yearFacts{}
	if !actor.May(org.Discuss, f.group.ID, 0) {
		return nil
	}
	var err error
	y.mine, err = tx.Tasks(ctx, postgres.TaskFilter{GroupID: f.group.ID, From: f.today.AddDate(0, 0, -taskBack),
		To: f.today.AddDate(0, 0, taskAhead), State: improvement.TaskOpen, Mine: &actor, Limit: taskMost})
	if err != nil || !actor.Has(org.HeadOfDepartment, f.group.ID) {
		return err
	}
	versions, err := tx.Mandates(ctx, f.group.ID)
	if err != nil {
		return err
	}
	signed, err := tx.Acknowledgements(ctx, f.group.ID)
	if err != nil {
		return err
	}
	if y.mandate = org.Current(versions, f.today.AddDate(0, 0, 1)); y.mandate.ID == 0 {
		return nil
	}
	for _, u := range org.Unsigned(f.units, signed, y.mandate.ID) {
		if actor.May(org.AcknowledgeMandate, f.group.ID, u.ID) {
			y.unsigned = append(y.unsigned, u)
		}
	}
	return nil
}

// tasks is what the actor should do for it.
func (y yearFacts) tasks() []Task {
	var tasks []Task
	for _, u := range y.unsigned {
		tasks = append(tasks, Task{Kind: AcknowledgeMandate, UnitID: u.ID, Unit: u, Mandate: y.mandate, Due: adopted(y.mandate)})
	}
	for _, t := range y.mine {
		tasks = append(tasks, Task{Kind: DoTask, UnitID: t.UnitID, Wheel: t, Due: t.DueOn})
	}
	return tasks
}

// adopted is the day from which the version waits to be acknowledged.
func adopted(m org.Mandate) time.Time { return org.DayOf(*m.AdoptedAt) }
