package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// withTasks adds a task with everything and one with as little as there may be.
func withTasks(t *testing.T) (*world, improvement.Task, improvement.Task) {
	w := newWorld(t)
	settled := noon
	full := improvement.Task{GroupID: w.full, Kind: improvement.WheelTask, Title: "Lämna", Note: "Till rådet", OwnerID: w.anna, RegionID: w.region,
		UnitID: w.ala, DueOn: date(2026, time.February, 28), State: improvement.TaskDone, SettledAt: &settled, SettledBy: w.bert, Outcome: "Lämnat", Position: 2, Version: 1}
	bare := improvement.Task{GroupID: w.full, Kind: improvement.WheelTask, Title: "Kalla", OwnerRole: org.Convener, DueOn: date(2026, time.March, 1), State: improvement.TaskOpen, Version: 1}
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		if full.ID, err = tx.AddTask(ctx, full); err != nil {
			return err
		}
		bare.ID, err = tx.AddTask(ctx, bare)
		return err
	})
	return w, full, bare
}

func TestTasks(t *testing.T) {
	w, full, bare := withTasks(t)
	for name, test := range map[string]struct {
		filter postgres.TaskFilter
		want   []improvement.Task
	}{
		"all":              {postgres.TaskFilter{}, []improvement.Task{full, bare}},
		"a page":           {postgres.TaskFilter{Limit: 1, Offset: 1}, []improvement.Task{bare}},
		"open":             {postgres.TaskFilter{State: improvement.TaskOpen}, []improvement.Task{bare}},
		"overdue":          {postgres.TaskFilter{Overdue: date(2026, 3, 2)}, []improvement.Task{bare}},
		"not overdue":      {postgres.TaskFilter{Overdue: date(2026, 3, 1)}, nil},
		"a person's":       {postgres.TaskFilter{OwnerID: w.anna}, []improvement.Task{full}},
		"a role's":         {postgres.TaskFilter{Role: org.Convener}, []improvement.Task{bare}},
		"nobody's":         {postgres.TaskFilter{Nobody: true}, nil},
		"mine by name":     {postgres.TaskFilter{Mine: &org.Actor{Person: org.Person{ID: w.anna}}}, []improvement.Task{full}},
		"mine by a role":   {postgres.TaskFilter{Mine: &org.Actor{Person: org.Person{ID: w.bert}, Memberships: []org.Membership{{GroupID: w.full, Role: org.Convener}}}}, []improvement.Task{bare}},
		"a role elsewhere": {postgres.TaskFilter{Mine: &org.Actor{Person: org.Person{ID: w.bert}, Memberships: []org.Membership{{GroupID: w.bare, Role: org.Convener}}}}, nil},
		"another year":     {postgres.TaskFilter{From: date(2027, 1, 1), To: date(2027, 12, 31)}, nil},
		"another group":    {postgres.TaskFilter{GroupID: w.bare}, nil},
	} {
		f := test.filter
		if f.GroupID == 0 {
			f.GroupID = w.full
		}
		if f.From.IsZero() {
			f.From, f.To = date(2026, 1, 1), date(2026, 12, 31)
		}
		got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Task, error) { return tx.Tasks(ctx, f) })
		if len(got) == 0 {
			got = nil
		}
		same(t, name, got, test.want)
		count := fetch(w, func(ctx context.Context, tx *postgres.Tx) (int, error) { return tx.CountTasks(ctx, f) })
		if f.Limit == 0 {
			same(t, name+", counted", count, len(test.want))
		} else {
			same(t, "counted, whatever the page", count, 2)
		}
	}
	same(t, "months", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MonthTasks, error) {
		return tx.MonthTasks(ctx, w.full, 2026, date(2026, 3, 2))
	}), []postgres.MonthTasks{{Month: time.February, Done: 1}, {Month: time.March, Overdue: 1}})
	same(t, "years", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.TaskYear, error) {
		return tx.TaskYears(ctx, w.full)
	}),
		[]postgres.TaskYear{{Year: 2026, Tasks: 2}})
}

func TestATaskIsSavedAndRemoved(t *testing.T) {
	w, full, bare := withTasks(t)
	task := func(group org.GroupID, id improvement.TaskID) func(context.Context, *postgres.Tx) (improvement.Task, error) {
		return func(ctx context.Context, tx *postgres.Tx) (improvement.Task, error) { return tx.Task(ctx, group, id) }
	}
	changed := bare
	changed.Title, changed.OwnerRole, changed.OwnerID, changed.UnitID, changed.DueOn = "Kalla alla", "", w.bert, w.bo, date(2027, 1, 2)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTask(ctx, changed) })
	changed.Version = 2
	same(t, "changed", fetch(w, task(w.full, bare.ID)), changed)
	w.refused("stale", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveTask(ctx, bare) })
	w.refused("removing what is stale", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.RemoveTask(ctx, bare) })
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Task(ctx, w.bare, full.ID)
		return err
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.LockWheel(ctx, w.full, 2026); err != nil {
			return err
		}
		return tx.RemoveTask(ctx, full)
	})
	w.refused("removed", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Task(ctx, w.full, full.ID)
		return err
	})
}

func TestTasksToRemindOf(t *testing.T) {
	w, _, bare := withTasks(t)
	due := func(suffix string) []improvement.Task {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]improvement.Task, error) {
			return tx.UnremindedTasks(ctx, w.full, date(2026, 1, 1), date(2026, 12, 31), suffix)
		})
	}
	same(t, "nobody reminded", due(""), []improvement.Task{bare})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.QueueReminder(ctx, postgres.Reminder{GroupID: w.full, PersonID: w.anna, Occasion: quality.Letter, About: "task 2 2026-03-01",
			Day: date(2026, 2, 22), Email: "a@exempel.se", Subject: "Hej", Body: "Hej", QueuedAt: noon})
		return err
	})
	same(t, "reminded", len(due("")), 0)
	same(t, "not of the other", due(" late"), []improvement.Task{bare})
}

func TestYearsOfAGroupsWork(t *testing.T) {
	w, _, _ := withTasks(t)
	w.exec(`INSERT INTO meeting (group_id, kind, title, starts_at, ends_at, state, called_at) VALUES
		($1, 'joint', 'Held', '2026-01-01 00:30+01', '2026-01-01 01:30+01', 'held', NULL), ($1, 'working', 'Past', '2026-02-01 09:00+01', '2026-02-01 10:00+01', 'called', now()),
		($1, 'joint', 'Cancelled', '2026-02-01 09:00+01', '2026-02-01 10:00+01', 'cancelled', NULL), ($1, 'body', 'Others', '2026-02-01 09:00+01', '2026-02-01 10:00+01', 'held', NULL),
		($1, 'joint', 'To come', '2026-11-01 09:00+01', '2026-11-01 10:00+01', 'planned', NULL), ($1, 'joint', 'Before', '2025-12-31 23:30+01', '2026-01-01 00:15+01', 'held', NULL)`, int64(w.full))
	w.exec(`INSERT INTO report (group_id, year, begun_at) VALUES ($1, 2025, now())`, int64(w.full))
	w.exec(`INSERT INTO report_section (group_id, year, heading, content, body) VALUES ($1, 2025, 'A', 'text', 'Skrivet'), ($1, 2025, 'B', 'text', ''), ($1, 2025, 'C', 'overview', 'Också')`, int64(w.full))
	w.exec(`INSERT INTO goal (group_id, year, category, title, value_for_children) VALUES ($1, 2026, 'medical', 'Varma', 'v'), ($1, 2026, 'medical', 'Mätta', 'v'), ($1, 2025, 'nursing', 'Nära', 'v')`, int64(w.full))
	w.exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES ($1, 2025, $2)`, int64(w.full), int64(w.plain.ID))
	w.exec(`INSERT INTO action (group_id, area, kind, due_on, goal_id, written_at) SELECT $1, 'Värme', 'routine', '2026-12-01', id, now() FROM goal, generate_series(1, 2) WHERE title = 'Varma'`, int64(w.full))
	same(t, "two years", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.GroupYear, error) {
		return tx.GroupYears(ctx, w.full, 2025, 2026, noon, date(2026, 5, 4))
	}), []postgres.GroupYear{
		{Year: 2025, Meetings: 1, Held: 1, JointMeetings: 1, JointHeld: 1, Goals: 1, Categories: []quality.Category{quality.Nursing}},
		{Year: 2026, Meetings: 3, Held: 1, PastUnheld: 1, JointMeetings: 2, JointHeld: 1, Headings: 2, HeadingsWritten: 1, Followed: 1, Goals: 2, GoalsWithAction: 1,
			Categories: []quality.Category{quality.Medical}, Tasks: 2, TasksDone: 1, TasksOverdue: 1}})
	same(t, "a group with nothing", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.GroupYear, error) {
		return tx.GroupYears(ctx, w.bare, 2026, 2026, noon, date(2026, 5, 4))
	}), []postgres.GroupYear{{Year: 2026, Categories: []quality.Category{}}})
	same(t, "joint meetings", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.JointMeetings, error) {
		return tx.JointMeetings(ctx, w.full, 2026)
	}), postgres.JointMeetings{Held: 1, Planned: 1})
}
