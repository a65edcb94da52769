package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Retiring is a goal that the group does not go on with the year after.
type Retiring struct {
	GroupID org.GroupID
	ID      quality.GoalID
	Version int // the one that it was read with
	Why     string
}

// RetireGoal notes that the group does not go on with a goal, and why; it gives the
// goal's year. The goal itself stays as it was, so a locked year is no hindrance.
// fault.ErrWrongState when it is retired already or a later goal goes on from it,
// fault.ErrConflict when somebody else has changed it since it was read.
func (room *Room) RetireGoal(ctx context.Context, actor org.Actor, r Retiring) (year int, err error) {
	return room.changeRetirement(ctx, actor, r, func(g *quality.Goal, carried bool) error {
		var v fault.ValidationError
		quality.NeededText(&v, "why", r.Why, quality.MaxDecision)
		if carried || g.Retired != (quality.Retirement{}) {
			return fault.ErrWrongState
		}
		g.Retired = quality.Retirement{On: org.DayOf(room.now()), Why: r.Why}
		return v.OrNil()
	})
}

// RestoreGoal takes back that a goal is retired; only GroupID, ID and Version are read.
// fault.ErrWrongState when it is not.
func (room *Room) RestoreGoal(ctx context.Context, actor org.Actor, r Retiring) (year int, err error) {
	return room.changeRetirement(ctx, actor, r, func(g *quality.Goal, _ bool) error {
		if g.Retired == (quality.Retirement{}) {
			return fault.ErrWrongState
		}
		g.Retired = quality.Retirement{}
		return nil
	})
}

func (room *Room) changeRetirement(ctx context.Context, actor org.Actor, r Retiring, do func(g *quality.Goal, carried bool) error) (year int, err error) {
	if err := mayDecide(actor, r.GroupID); err != nil {
		return 0, err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		g, err := lockedGoal(ctx, tx, r.GroupID, r.ID)
		if err != nil {
			return err
		}
		if g.Version != r.Version {
			return fault.ErrConflict
		}
		later, err := tx.Goals(ctx, r.GroupID, g.Year+1, lastYear)
		if err != nil {
			return err
		}
		year = g.Year
		before := g.Retired
		if err := do(&g, quality.CarriedGoals(later)[g.ID]); err != nil {
			return err
		}
		if err := tx.RetireGoal(ctx, g, actor.Person.ID); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "goals.restore_goal", GroupID: r.GroupID, Subject: "goal", SubjectID: int64(g.ID),
			Before: auditedRetirement{g.Year, g.Title, before.Why}, After: auditedRetirement{g.Year, g.Title, g.Retired.Why}}
		if g.Retired.Why != "" {
			entry.Action = "goals.retire_goal"
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
	return year, err
}

// auditedRetirement is what the audit keeps of a goal that is retired, or is again one
// to go on with.
type auditedRetirement struct {
	Year  int    `json:"year"`
	Title string `json:"title"`
	Why   string `json:"retired_why,omitempty"`
}
