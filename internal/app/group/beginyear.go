package group

import (
	"context"
	_ "embed"
	"encoding/json"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

//go:embed data/yearwheel.json
var yearTemplate []byte

// YearTemplate is a proposal for a group's year, with where it comes from.
type YearTemplate struct {
	Source string                 `json:"source"`
	Tasks  []improvement.TaskPlan `json:"tasks"`
}

// Template is the proposal that comes with the program.
func Template() (YearTemplate, error) {
	var t YearTemplate
	err := json.Unmarshal(yearTemplate, &t)
	return t, err
}

// BeginYear fills a year that has no tasks of its own with those of the template, and gives
// how many that was. A year that has some is fault.ErrWrongState.
func (room *Room) BeginYear(ctx context.Context, actor org.Actor, group org.GroupID, year int) (int, error) {
	template, err := Template()
	if err != nil {
		return 0, err
	}
	return room.beginYear(ctx, actor, groupYear{group, year}, "group.begin_year", func(*postgres.Tx) ([]improvement.Task, error) {
		var tasks []improvement.Task
		for n, plan := range template.Tasks {
			t := plan.In(group, year)
			t.Position = n + 1
			tasks = append(tasks, t)
		}
		return tasks, nil
	})
}

// CopyTasks fills a year that has no tasks of its own with those of the year before, and
// gives how many that was; the days move a year, and owners who have left are left out. A
// year that has some, or with nothing before it, is fault.ErrWrongState.
func (room *Room) CopyTasks(ctx context.Context, actor org.Actor, group org.GroupID, year int) (int, error) {
	return room.beginYear(ctx, actor, groupYear{group, year}, "group.copy_year", func(tx *postgres.Tx) ([]improvement.Task, error) {
		tasks, err := tx.Tasks(ctx, postgres.TaskFilter{GroupID: group, From: yearStart(year - 1), To: yearEnd(year - 1)})
		if err != nil {
			return nil, err
		}
		members, err := room.members(ctx, tx, group)
		if err != nil {
			return nil, err
		}
		still := map[org.PersonID]bool{}
		for _, m := range members {
			still[m.Person.ID] = true
		}
		return improvement.CopyYear(tasks, year, func(id org.PersonID) bool { return still[id] }), nil
	})
}

// groupYear is a group's year.
type groupYear struct {
	group org.GroupID
	year  int
}

// beginYear fills the year with the tasks, unless it has some of its own.
func (room *Room) beginYear(ctx context.Context, actor org.Actor, in groupYear, action string, make func(*postgres.Tx) ([]improvement.Task, error)) (int, error) {
	if !actor.May(org.EditYear, in.group, 0) {
		return 0, fault.ErrForbidden
	}
	if in.year <= improvement.FirstTaskYear || in.year > improvement.LastTaskYear {
		return 0, fault.ErrNotFound
	}
	var tasks []improvement.Task
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockWheel(ctx, in.group, in.year); err != nil {
			return err
		}
		years, err := tx.TaskYears(ctx, in.group)
		if err != nil {
			return err
		}
		for _, y := range years {
			if y.Year == in.year && y.Tasks > 0 {
				return fault.ErrWrongState
			}
		}
		if tasks, err = make(tx); err != nil {
			return err
		}
		if len(tasks) == 0 {
			return fault.ErrWrongState
		}
		for _, t := range tasks {
			if _, err := tx.AddTask(ctx, t); err != nil {
				return err
			}
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: in.group, Subject: taskSubject,
			After: begun{in.year, len(tasks)}})
	})
	return len(tasks), err
}

// begun is what the log keeps of a year that was filled.
type begun struct {
	Year  int `json:"year"`
	Tasks int `json:"tasks"`
}
