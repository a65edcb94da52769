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

// AddAssignment gives somebody a task out of a decision; one that is to be anchored
// becomes a task in each region that the group has units in today. It gives how many
// tasks that makes.
func (room *Room) AddAssignment(ctx context.Context, actor org.Actor, a improvement.Assignment) (added int, err error) {
	if !actor.May(org.ManageMeetings, a.GroupID, 0) {
		return 0, fault.ErrForbidden
	}
	if err := a.Check(); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		added = 0
		decision, err := decisionIn(ctx, tx, a.GroupID, a.DecisionID)
		if err != nil {
			return err
		}
		members, err := room.meetingMembers(ctx, tx, a.GroupID)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(members, func(p improvement.Participant) bool { return p.PersonID == a.OwnerID })
		if a.OwnerID != 0 && n < 0 {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "owner", Code: "unknown_choice"}}}
		}
		tasks, regionNames := []improvement.Assignment{a}, map[org.RegionID]string{}
		if a.Kind == improvement.AnchoringTask {
			units, err := tx.UnitsDuring(ctx, a.GroupID, room.today(), room.today())
			if err != nil {
				return err
			}
			tasks = improvement.Anchorings(a, units)
			for _, r := range regionsOf(units) {
				regionNames[r.ID] = r.Name
			}
		}
		kept := auditedAssignment{Decided: decision.Text, Task: a.Title, Due: a.DueOn.Format(time.DateOnly), State: improvement.TaskOpen}
		if n >= 0 {
			kept.Owner = members[n].Name
		}
		for _, t := range tasks {
			kept.Region = regionNames[t.RegionID]
			id, err := tx.AddAssignment(ctx, t)
			if err != nil {
				return err
			}
			added++
			if err := tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "decision.add_task", GroupID: a.GroupID,
				Subject: taskSubject, SubjectID: int64(id), After: kept}); err != nil {
				return err
			}
		}
		return nil
	})
	return added, err
}

func decisionIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, id improvement.DecisionID) (postgres.DecisionRow, error) {
	rows, err := tx.Decisions(ctx, postgres.DecisionsAsked{GroupID: group, ID: id, Most: 1})
	if err == nil && len(rows) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return postgres.DecisionRow{}, err
	}
	return rows[0], nil
}

// Settling is what somebody says of a task out of a decision.
type Settling struct {
	GroupID org.GroupID
	ID      improvement.TaskID
	Version int
	// State is what it becomes; TaskOpen takes back what was said.
	State   improvement.TaskState
	Outcome string
}

// SettleAssignment makes a task done or dropped, or takes that back.
// fault.ErrConflict when somebody else has changed it since it was seen.
func (room *Room) SettleAssignment(ctx context.Context, actor org.Actor, s Settling) error {
	return room.changeAssignment(ctx, actor, s, func(tx *postgres.Tx, a postgres.AssignmentRow) error {
		units, err := tx.Units(ctx, s.GroupID)
		if err != nil {
			return err
		}
		if !maySettle(actor, a.Assignment, units) {
			return fault.ErrForbidden
		}
		before := keptAssignment(a)
		if s.State == improvement.TaskOpen {
			err = a.Reopen()
		} else {
			err = a.Settle(s.State, s.Outcome, room.now(), actor.Person.ID)
		}
		if err != nil {
			return err
		}
		if err := tx.SaveAssignment(ctx, a.Assignment); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "decision.settle_task", GroupID: s.GroupID,
			Subject: taskSubject, SubjectID: int64(s.ID), Before: before, After: keptAssignment(a)})
	})
}

// DeleteAssignment takes an open task away that was a mistake.
func (room *Room) DeleteAssignment(ctx context.Context, actor org.Actor, s Settling) error {
	if !actor.May(org.ManageMeetings, s.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.changeAssignment(ctx, actor, s, func(tx *postgres.Tx, a postgres.AssignmentRow) error {
		if err := tx.DeleteAssignment(ctx, a.Assignment); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "decision.delete_task", GroupID: s.GroupID,
			Subject: taskSubject, SubjectID: int64(s.ID), Before: keptAssignment(a)})
	})
}

func (room *Room) changeAssignment(ctx context.Context, actor org.Actor, s Settling, do func(*postgres.Tx, postgres.AssignmentRow) error) error {
	if !actor.May(org.Discuss, s.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		a, err := tx.LockAssignment(ctx, s.GroupID, s.ID)
		if err != nil {
			return err
		}
		if a.Version != s.Version {
			return fault.ErrConflict
		}
		return do(tx, a)
	})
}

// auditedAssignment is what the log keeps of a task.
type auditedAssignment struct {
	Decided string                `json:"decided,omitempty"`
	Task    string                `json:"task"`
	Region  string                `json:"region,omitempty"`
	Owner   string                `json:"owner,omitempty"`
	Due     string                `json:"due_on"`
	State   improvement.TaskState `json:"task_state"`
	Outcome string                `json:"outcome,omitempty"`
}

func keptAssignment(a postgres.AssignmentRow) auditedAssignment {
	return auditedAssignment{Task: a.Title, Region: a.RegionName, Owner: a.OwnerName, Due: a.DueOn.Format(time.DateOnly),
		State: a.State, Outcome: a.Outcome}
}
