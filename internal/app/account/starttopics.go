package account

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// readTopics reads the rounds of nominations that are not decided, for those who may do
// something in them.
func (f *facts) readTopics(ctx context.Context, tx *postgres.Tx) ([]postgres.RoundDuty, error) {
	if !f.actor.May(org.Discuss, f.group.ID, 0) {
		return nil, nil
	}
	asked := postgres.DutyAsked{GroupID: f.group.ID, PersonID: f.actor.Person.ID, Today: f.today}
	for _, u := range weighingUnits(f.actor, *f) {
		asked.Units = append(asked.Units, u.ID)
	}
	return tx.RoundDuties(ctx, asked)
}

// weighingUnits are the units that the actor says a word for.
func weighingUnits(actor org.Actor, f facts) []org.Unit {
	var own []org.Unit
	for _, u := range f.units {
		if actor.May(org.TakeStand, f.group.ID, u.ID) && quality.TakesStand(u, f.today) {
			own = append(own, u)
		}
	}
	return own
}

// topicTasks is what there is to do in rounds of nominations: nominate while one is open,
// until the unit has, weigh what is in when it has closed, and decide. A unit that has no
// topic has nothing to do when the round closes.
func topicTasks(actor org.Actor, f facts) []Task {
	var tasks []Task
	for _, r := range f.topics {
		task := Task{Period: quality.WholeYear(r.Year), RoundID: r.ID, Due: r.ClosesOn, Draft: r.Draft}
		switch r.State(f.today) {
		case improvement.RoundOpen:
			tasks = append(tasks, nominateTasks(actor, f, r, task)...)
		case improvement.RoundWeighing:
			task.Due, task.Count = decideDay(r, f.today), r.Sent
			if r.Sent == 0 {
				continue
			}
			for _, u := range weighingUnits(actor, f) {
				if !slices.Contains(r.Weighed, u.ID) {
					task.Kind, task.UnitID, task.Unit = WeighTopics, u.ID, u
					tasks = append(tasks, task)
				}
			}
			if actor.May(org.DecideGoals, f.group.ID, 0) {
				task.Kind, task.UnitID, task.Unit = DecideTopics, 0, org.Unit{}
				tasks = append(tasks, task)
			}
		}
	}
	return tasks
}

// nominateTasks is what is left for the actor's units in an open round, and a draft of the
// actor's own that is for none of them.
func nominateTasks(actor org.Actor, f facts, r postgres.RoundDuty, task Task) []Task {
	var tasks []Task
	task.Kind = NominateTopic
	for _, u := range ownUnits(actor, f) {
		if actor.May(org.ProposeGoals, f.group.ID, 0) && quality.TakesStand(u, f.today) && !slices.Contains(r.Nominated, u.ID) {
			task.UnitID, task.Unit = u.ID, u
			tasks = append(tasks, task)
		}
	}
	if len(tasks) == 0 && r.Draft != 0 {
		tasks = append(tasks, task)
	}
	return tasks
}

// decideDay is when a round is to be decided; today when that is not said.
func decideDay(r postgres.RoundDuty, today time.Time) time.Time {
	if r.DecidesOn != nil {
		return *r.DecidesOn
	}
	return today
}
