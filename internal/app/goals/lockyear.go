package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// YearLock is a year to lock or to open.
type YearLock struct {
	GroupID   org.GroupID
	Year      int
	Version   int           // the one that the year was read with
	MeetingID org.MeetingID // where it was decided, zero for none; when it is locked
	Why       string        // when it is opened
}

func mayDecide(actor org.Actor, group org.GroupID) error {
	if !actor.May(org.DecideGoals, group, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// LockYear settles what the group has chosen for the year: after it goals, targets,
// chosen measures and the definitions that hold in the year stay as they are. A year
// without goals has nothing to settle, which is a problem. fault.ErrWrongState when it
// is locked already, fault.ErrConflict when somebody else has locked or opened it since
// it was read.
func (room *Room) LockYear(ctx context.Context, actor org.Actor, l YearLock) error {
	return room.changeYear(ctx, actor, l, func(tx *postgres.Tx, y *quality.GoalYear) (string, error) {
		if y.Locked() {
			return "", fault.ErrWrongState
		}
		goals, err := tx.Goals(ctx, l.GroupID, l.Year, l.Year)
		if err != nil {
			return "", err
		}
		var v fault.ValidationError
		if len(goals) == 0 {
			v.Add("", "year_without_goals")
		}
		if _, err := chosenMeeting(ctx, tx, l.GroupID, l.MeetingID, &v); err != nil {
			return "", err
		}
		y.LockedAt, y.LockedBy, y.MeetingID = room.now(), actor.Person.ID, l.MeetingID
		return "goals.lock_year", v.OrNil()
	})
}

// chosenMeeting is the meeting among those that can be chosen; one that is not there is
// a problem at "meeting".
func chosenMeeting(ctx context.Context, tx *postgres.Tx, group org.GroupID, id org.MeetingID, v *fault.ValidationError) (postgres.MeetingName, error) {
	if id == 0 {
		return postgres.MeetingName{}, nil
	}
	meetings, err := tx.MeetingNames(ctx, group, meetingsToChoose)
	m := meetingOf(meetings, id)
	if err == nil && m.ID == 0 {
		v.Add("meeting", "unknown_choice")
	}
	return m, err
}

// OpenYear lets a locked year be changed again. It takes a reason at "why".
// fault.ErrWrongState when it is open, fault.ErrConflict when somebody else has locked
// or opened it since it was read.
func (room *Room) OpenYear(ctx context.Context, actor org.Actor, l YearLock) error {
	return room.changeYear(ctx, actor, l, func(_ *postgres.Tx, y *quality.GoalYear) (string, error) {
		if !y.Locked() {
			return "", fault.ErrWrongState
		}
		var v fault.ValidationError
		quality.NeededText(&v, "why", l.Why, quality.MaxOpening)
		*y = quality.GoalYear{Year: l.Year, OpenedWhy: l.Why, Version: y.Version}
		return "goals.open_year", v.OrNil()
	})
}

// changeYear changes the year as do says, and writes what it gives into the log.
func (room *Room) changeYear(ctx context.Context, actor org.Actor, l YearLock, do func(*postgres.Tx, *quality.GoalYear) (string, error)) error {
	if err := mayDecide(actor, l.GroupID); err != nil {
		return err
	}
	if l.Year < firstYear || l.Year > lastYear {
		return fault.ErrNotFound
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockGoals(ctx, l.GroupID, l.Year); err != nil {
			return err
		}
		settled, err := room.settled(ctx, tx, l.GroupID)
		if err != nil {
			return err
		}
		y := lockOf(settled, l.Year)
		if y.Version != l.Version {
			return fault.ErrConflict
		}
		action, err := do(tx, &y)
		if err != nil {
			return err
		}
		if err := tx.SaveGoalYear(ctx, l.GroupID, y); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, GroupID: l.GroupID,
			Subject: "goal_year", SubjectID: int64(l.Year), After: auditedYear{l.Year, l.Why}})
	})
}

// auditedYear is what the audit keeps of locking or opening a year.
type auditedYear struct {
	Year int    `json:"year"`
	Why  string `json:"opened_why,omitempty"`
}
