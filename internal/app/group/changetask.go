package group

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

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
