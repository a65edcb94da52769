package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// taskSubject is what the log calls a task.
const taskSubject = "task"

// TaskPage is a task with whom and what it can be for.
type TaskPage struct {
	WheelTask
	Choices
	Last postgres.LastChange
}

// Task reads one of the group's tasks; fault.ErrNotFound when it is not the group's.
func (room *Room) Task(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.TaskID) (TaskPage, error) {
	var p TaskPage
	if !mayPlan(actor, group) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		t, err := tx.Task(ctx, group, id)
		if err != nil {
			return err
		}
		p.WheelTask = seenBy(actor, t, room.today())
		if p.Last, err = tx.LastChange(ctx, taskSubject, int64(id)); err != nil {
			return err
		}
		p.Choices, err = room.readChoices(ctx, tx, group, []org.PersonID{t.OwnerID, t.SettledBy})
		return err
	})
	return p, err
}

// TaskChoices reads whom and what a new task can be for.
func (room *Room) TaskChoices(ctx context.Context, actor org.Actor, group org.GroupID) (Choices, error) {
	var c Choices
	if !actor.May(org.EditYear, group, 0) {
		return c, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		c, err = room.readChoices(ctx, tx, group, nil)
		return err
	})
	return c, err
}

// CreateTask adds a task to the year that its day is in.
func (room *Room) CreateTask(ctx context.Context, actor org.Actor, t improvement.Task) error {
	if !actor.May(org.EditYear, t.GroupID, 0) {
		return fault.ErrForbidden
	}
	t.Kind, t.State = improvement.WheelTask, improvement.TaskOpen
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		c, err := room.readChoices(ctx, tx, t.GroupID, nil)
		if err != nil {
			return err
		}
		if err := c.check(t, improvement.Task{}); err != nil {
			return err
		}
		id, err := tx.AddTask(ctx, t)
		if err != nil {
			return err
		}
		return room.auditTask(ctx, tx, actor, taskChange{action: "group.create_task", id: id, after: &t, names: c})
	})
}

// SaveTask changes what is to be done, by whom and when; t.Version is the one it was read
// with, and fault.ErrConflict says that somebody else has changed it since. How it stands
// is not changed here.
func (room *Room) SaveTask(ctx context.Context, actor org.Actor, t improvement.Task) error {
	if !actor.May(org.EditYear, t.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.changeTask(ctx, actor, t, func(stored improvement.Task, c Choices) (improvement.Task, string, error) {
		after := stored
		after.Title, after.Note, after.DueOn = t.Title, t.Note, t.DueOn
		after.OwnerID, after.OwnerRole, after.UnitID, after.RegionID = t.OwnerID, t.OwnerRole, t.UnitID, t.RegionID
		return after, "group.save_task", c.check(after, stored)
	})
}

// SettleTask says what came of the task that was seen, or why it was dropped: whoever owns
// it may, and those who see to the year. Problems stand at "outcome" and "state".
func (room *Room) SettleTask(ctx context.Context, actor org.Actor, seen improvement.Task, s improvement.Settling) error {
	s.At, s.By = room.now(), actor.Person.ID
	return room.changeTask(ctx, actor, seen, func(stored improvement.Task, _ Choices) (improvement.Task, string, error) {
		if !seenBy(actor, stored, room.today()).CanSettle {
			return stored, "", fault.ErrForbidden
		}
		after, err := stored.Settle(s)
		return after, "group.settle_task", err
	})
}

// ReopenTask makes the task that was seen open again.
func (room *Room) ReopenTask(ctx context.Context, actor org.Actor, seen improvement.Task) error {
	return room.changeTask(ctx, actor, seen, func(stored improvement.Task, _ Choices) (improvement.Task, string, error) {
		if !seenBy(actor, stored, room.today()).CanSettle {
			return stored, "", fault.ErrForbidden
		}
		after, err := stored.Reopen()
		return after, "group.reopen_task", err
	})
}

// DeleteTask takes away a task of the year wheel that was seen. What came out of a decision
// stands in the minutes, and is dropped with a reason instead: fault.ErrForbidden.
func (room *Room) DeleteTask(ctx context.Context, actor org.Actor, seen improvement.Task) error {
	if !actor.May(org.EditYear, seen.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		stored, err := tx.Task(ctx, seen.GroupID, seen.ID)
		switch {
		case err != nil:
			return err
		case stored.Kind != improvement.WheelTask:
			return fault.ErrForbidden
		case stored.Version != seen.Version:
			return fault.ErrConflict
		}
		names, err := room.readChoices(ctx, tx, seen.GroupID, []org.PersonID{stored.OwnerID})
		if err != nil {
			return err
		}
		if err := tx.RemoveTask(ctx, stored); err != nil {
			return err
		}
		return room.auditTask(ctx, tx, actor, taskChange{action: "group.delete_task", id: seen.ID, before: &stored, names: names})
	})
}

// changeTask changes the stored task that was seen, and writes it into the log.
func (room *Room) changeTask(ctx context.Context, actor org.Actor, seen improvement.Task, do func(improvement.Task, Choices) (after improvement.Task, action string, err error)) error {
	if !mayPlan(actor, seen.GroupID) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		stored, err := tx.Task(ctx, seen.GroupID, seen.ID)
		if err != nil {
			return err
		}
		if stored.Version != seen.Version {
			return fault.ErrConflict
		}
		c, err := room.readChoices(ctx, tx, seen.GroupID, []org.PersonID{stored.OwnerID})
		if err != nil {
			return err
		}
		after, action, err := do(stored, c)
		if err != nil {
			return err
		}
		if err := tx.SaveTask(ctx, after); err != nil {
			return err
		}
		return room.auditTask(ctx, tx, actor, taskChange{action: action, id: stored.ID, before: &stored, after: &after, names: c})
	})
}

// check lists what is wrong with the task: its own fields, and an owner, unit or region
// that is not the group's. What stood there before may stay.
func (c Choices) check(t, before improvement.Task) error {
	var v fault.ValidationError
	take(&v, t.Check())
	member := slices.ContainsFunc(c.Members, func(m Member) bool { return m.Person.ID == t.OwnerID })
	if t.OwnerID != 0 && t.OwnerID != before.OwnerID && !member {
		v.Add("owner", "unknown_choice")
	}
	unit := slices.ContainsFunc(c.Units, func(u org.Unit) bool { return u.ID == t.UnitID })
	region := slices.ContainsFunc(c.Units, func(u org.Unit) bool { return u.RegionID == t.RegionID })
	if t.UnitID != 0 && t.UnitID != before.UnitID && !unit || t.RegionID != 0 && t.RegionID != before.RegionID && !region {
		v.Add("where", "unknown_choice")
	}
	return v.OrNil()
}

// taskChange is a change to a task as the log keeps it; nil where there was none.
type taskChange struct {
	action        string
	id            improvement.TaskID
	before, after *improvement.Task
	names         Choices
}

// auditedTask is what the log keeps of a task.
type auditedTask struct {
	Title   string                `json:"task"`
	Note    string                `json:"task_note,omitempty"`
	Owner   string                `json:"owner,omitempty"`
	Role    org.Role              `json:"role,omitempty"`
	DueOn   string                `json:"due_on"`
	State   improvement.TaskState `json:"task_state"`
	Outcome string                `json:"outcome,omitempty"`
}

func (room *Room) auditTask(ctx context.Context, tx *postgres.Tx, actor org.Actor, c taskChange) error {
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, Subject: taskSubject, SubjectID: int64(c.id)}
	for _, side := range []struct {
		t  *improvement.Task
		to *any
	}{{c.before, &entry.Before}, {c.after, &entry.After}} {
		if side.t == nil {
			continue
		}
		entry.GroupID, entry.UnitID = side.t.GroupID, side.t.UnitID
		*side.to = auditedTask{side.t.Title, side.t.Note, c.names.Names[side.t.OwnerID], side.t.OwnerRole,
			side.t.DueOn.Format(time.DateOnly), side.t.State, side.t.Outcome}
	}
	return tx.AppendAudit(ctx, actor, entry)
}
