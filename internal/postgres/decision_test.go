package postgres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestDecisionsAndTheirTasks(t *testing.T) {
	w := newWorld(t)
	m := w.meeting(1)
	item := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.AgendaItemID, error) {
		return tx.AddAgendaItem(ctx, improvement.AgendaItem{GroupID: w.full, MeetingID: m.ID, Title: "Punkt"})
	})
	add := func(d improvement.Decision) improvement.Decision {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.Decision, error) {
			return tx.AddDecision(ctx, d)
		})
	}
	first := add(improvement.Decision{GroupID: w.full, MeetingID: m.ID, AgendaItemID: item, Text: "Vi följer värmen"})
	second := add(improvement.Decision{GroupID: w.full, MeetingID: m.ID, Text: "Vi möts igen"})
	if first.Number != 1 || second.Number != 2 || first.Version != 1 {
		t.Errorf("%+v, %+v", first, second)
	}
	second.Text = "Vi möts snart igen"
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDecision(ctx, second) }
	w.write(save)
	w.refused("an older version", fault.ErrConflict, save)
	second.Version = 2
	same(t, "the meeting's", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Decision, error) {
		return tx.MeetingDecisions(ctx, w.full, m.ID)
	}), []improvement.Decision{first, second})

	region := fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.RegionID, error) {
		units, err := tx.Units(ctx, w.full)
		return units[0].RegionID, err
	})
	due := date(2026, time.June, 1)
	task := improvement.Assignment{GroupID: w.full, DecisionID: first.ID, Kind: improvement.DecisionTask, Title: "Göra", OwnerID: w.anna, DueOn: due, State: improvement.TaskOpen, Version: 1}
	anchor := improvement.Assignment{GroupID: w.full, DecisionID: first.ID, Kind: improvement.AnchoringTask, Title: "Förankra", RegionID: region, DueOn: due, State: improvement.TaskOpen, Version: 1}
	for _, a := range []*improvement.Assignment{&task, &anchor} {
		a.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TaskID, error) {
			return tx.AddAssignment(ctx, *a)
		})
	}
	at := noon
	task.State, task.SettledAt, task.SettledBy, task.Outcome = improvement.TaskDone, &at, w.bert, "Gjort"
	settle := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveAssignment(ctx, task) }
	w.write(settle)
	w.refused("a task on an older version", fault.ErrConflict, settle)
	task.Version = 2
	tasks := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.AssignmentRow, error) {
		return tx.Assignments(ctx, w.full, []improvement.DecisionID{first.ID, second.ID})
	})
	if len(tasks) != 2 {
		t.Fatalf("%+v", tasks)
	}
	same(t, "a task", tasks[0], postgres.AssignmentRow{Assignment: task, OwnerName: "Anna", SettledByName: "Bert"})
	same(t, "one in a region", tasks[1], postgres.AssignmentRow{Assignment: anchor, RegionName: tasks[1].RegionName})
	if tasks[1].RegionName == "" {
		t.Error("the region has no name")
	}

	asked := func(q postgres.DecisionsAsked) string {
		q.GroupID, q.Today, q.Most = w.full, date(2026, time.July, 1), 10
		text := ""
		for _, d := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.DecisionRow, error) {
			return tx.Decisions(ctx, q)
		}) {
			text += fmt.Sprintf("%d: %d+%d+%d %d late, ", d.Number, d.TasksOpen, d.TasksDone, d.TasksDropped, d.TasksLate)
		}
		return text + fmt.Sprint(fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.DecisionCount(ctx, q) }))
	}
	for name, test := range map[string]struct {
		q    postgres.DecisionsAsked
		want string
	}{
		"all":             {postgres.DecisionsAsked{}, "1: 1+1+0 1 late, 2: 0+0+0 0 late, 2"},
		"one":             {postgres.DecisionsAsked{ID: second.ID}, "2: 0+0+0 0 late, 1"},
		"by words":        {postgres.DecisionsAsked{Words: "VÄRMEN"}, "1: 1+1+0 1 late, 1"},
		"a sign of SQL's": {postgres.DecisionsAsked{Words: "%"}, "0"},
		"by the meeting":  {postgres.DecisionsAsked{Words: "möte 1"}, "1: 1+1+0 1 late, 2: 0+0+0 0 late, 2"},
		"with open tasks": {postgres.DecisionsAsked{Tasks: "open"}, "1: 1+1+0 1 late, 1"},
		"all done":        {postgres.DecisionsAsked{Tasks: "done"}, "0"},
		"without tasks":   {postgres.DecisionsAsked{Tasks: "none"}, "2: 0+0+0 0 late, 1"},
		"published":       {postgres.DecisionsAsked{Published: true}, "0"},
		"of a year's":     {postgres.DecisionsAsked{Year: 2026}, "0"},
		"the second page": {postgres.DecisionsAsked{First: 1}, "2: 0+0+0 0 late, 2"},
	} {
		if got := asked(test.q); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	w.exec(`UPDATE meeting SET state = 'held', minutes_year = 2026, minutes_number = 3, published_at = starts_at`)
	same(t, "of a year's, published", asked(postgres.DecisionsAsked{Year: 2026, Published: true, ID: first.ID}), "1: 1+1+0 1 late, 1")

	remove := func(d improvement.Decision) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteDecision(ctx, d) }
	}
	w.refused("a decision with tasks", fault.ErrNotFound, remove(first))
	w.write(remove(second))
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		locked, err := tx.LockAssignment(ctx, w.full, anchor.ID)
		same(t, "locked", locked.Assignment, anchor)
		return err
	})
	drop := func(a improvement.Assignment) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteAssignment(ctx, a) }
	}
	w.refused("what is settled", fault.ErrConflict, drop(task))
	w.write(drop(anchor))
	w.refused("what is gone", fault.ErrConflict, drop(anchor))
}

func TestQuestions(t *testing.T) {
	w := newWorld(t)
	m := w.meeting(1)
	item := made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.AgendaItemID, error) {
		return tx.AddAgendaItem(ctx, improvement.AgendaItem{GroupID: w.full, MeetingID: m.ID, Title: "Punkt"})
	})
	bodies := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Body, error) {
		return tx.BodiesAbove(ctx, w.full)
	})
	if len(bodies) != 1 || bodies[0].Name != "Provområdet barn" || bodies[0].ShortName != "Provområdet" {
		t.Fatalf("above the group: %+v", bodies)
	}
	read := func(id improvement.MatterID) postgres.MatterRow {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.MatterRow, error) {
			return tx.Matter(ctx, w.full, id)
		})
	}
	bare := improvement.Matter{GroupID: w.full, Title: "Bara rubrik", State: improvement.MatterOpen, AskedAt: noon, Version: 1}
	whole := improvement.Matter{GroupID: w.full, Title: "Hela", Body: "Bakgrund", Link: "/mal", State: improvement.MatterOpen, AskedBy: w.anna, AskedAt: hours(1), UnitID: w.ala, Version: 1}
	for _, q := range []*improvement.Matter{&bare, &whole} {
		q.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.MatterID, error) { return tx.AddMatter(ctx, *q) })
	}
	same(t, "bare", read(bare.ID), postgres.MatterRow{Matter: bare})
	at := noon
	whole.State, whole.AgendaItemID, whole.LiftedTo, whole.LiftedAt, whole.LiftedBy, whole.LiftedNote = improvement.MatterAnswered, item, bodies[0].ID, &at, w.bert, "Att veta"
	whole.Answer, whole.AnsweredAt, whole.AnsweredBy, whole.Title = "Ja", &at, w.anna, "Hela frågan"
	save := func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveMatter(ctx, whole) }
	w.write(save)
	w.refused("an older version", fault.ErrConflict, save)
	whole.Version = 2
	same(t, "whole", read(whole.ID), postgres.MatterRow{Matter: whole, AskedByName: "Anna", UnitName: "Ala", LiftedToName: "Provområdet barn",
		LiftedByName: "Bert", AnsweredByName: "Anna", MeetingID: m.ID, MeetingTitle: m.Title})
	for name, test := range map[string]struct {
		q    postgres.MattersAsked
		want string
	}{
		"all":         {postgres.MattersAsked{}, "Hela frågan, Bara rubrik, 2"},
		"waiting":     {postgres.MattersAsked{State: "waiting"}, "Bara rubrik, 1"},
		"answered":    {postgres.MattersAsked{State: "answered"}, "Hela frågan, 1"},
		"by words":    {postgres.MattersAsked{Words: "bakgrund"}, "Hela frågan, 1"},
		"a page":      {postgres.MattersAsked{First: 1}, "Bara rubrik, 2"},
		"a meeting's": {postgres.MattersAsked{MeetingID: m.ID}, "Hela frågan, 2"},
	} {
		test.q.GroupID, test.q.Most = w.full, 10
		text := ""
		for _, row := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MatterRow, error) {
			return tx.Matters(ctx, test.q)
		}) {
			text += row.Title + ", "
		}
		text += fmt.Sprint(fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.MatterCount(ctx, test.q) }))
		if text != test.want {
			t.Errorf("%s: %s, want %s", name, text, test.want)
		}
	}
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Matter(ctx, w.bare, whole.ID)
		return err
	})
}
