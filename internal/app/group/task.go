package group

import (
	"context"
	"slices"

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
