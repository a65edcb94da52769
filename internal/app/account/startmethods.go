package account

import (
	"context"

	"samsyn/internal/improvement"
	"samsyn/internal/postgres"
)

// followAhead is how many days before a unit is asked again that its people are told.
const followAhead = 14

// methodTasks is what the actor's units are to say of methods that are introduced or phased
// out: how far they have come, where they have said nothing, and whether it lasts, where they
// are asked again. Three queries at most.
func (f *facts) methodTasks(ctx context.Context, tx *postgres.Tx) (list []Task, err error) {
	own := ownUnits(f.actor, *f)
	if len(own) == 0 {
		return nil, nil
	}
	methods, err := tx.Methods(ctx, f.group.ID)
	if err != nil || len(methods) == 0 {
		return nil, err
	}
	notes, err := tx.MethodNotes(ctx, f.group.ID, 0)
	if err != nil {
		return nil, err
	}
	seen, err := tx.MethodFollowUps(ctx, f.group.ID, 0)
	if err != nil {
		return nil, err
	}
	said := make([]improvement.MethodNote, len(notes))
	for n, note := range notes {
		said[n] = note.MethodNote
	}
	given := map[improvement.MethodUnit][]improvement.MethodFollowUp{}
	for _, s := range seen {
		given[s.At()] = append(given[s.At()], s.MethodFollowUp)
	}
	courses := improvement.MethodCourses(said)
	for _, u := range own {
		silent := Task{Kind: AnswerMethods, UnitID: u.ID, Unit: u}
		for _, m := range methods {
			at := improvement.MethodUnit{MethodID: m.ID, UnitID: u.ID}
			next := m.NextFollowUp(courses[at], given[at])
			switch {
			case !m.Followed(f.today):
			case len(courses[at]) == 0:
				silent.Count++
			case next != nil && !next.After(f.today.AddDate(0, 0, followAhead)):
				list = append(list, Task{Kind: FollowMethod, UnitID: u.ID, Unit: u, MethodID: m.ID, Title: m.Title, Due: *next})
			}
		}
		if silent.Count > 0 {
			list = append(list, silent)
		}
	}
	return list, nil
}
