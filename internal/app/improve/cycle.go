package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// CyclePage is a turn of plan, do, study, act to write, within its action.
type CyclePage struct {
	Action ActionRow
	Cycle  improvement.Cycle // with Number one after the last for a new one
	Last   LastChange
}

// Cycle reads one of an action's turns to change it, or for id zero a new one.
// fault.ErrForbidden for those who may not change the action.
func (room *Room) Cycle(ctx context.Context, actor org.Actor, of improvement.Action, id improvement.CycleID) (CyclePage, error) {
	var p CyclePage
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		p, err = cycleIn(ctx, tx, actor, of, id)
		if err != nil || id == 0 {
			return err
		}
		p.Last, err = tx.LastChange(ctx, "pdsa_cycle", int64(id))
		return err
	})
	return p, err
}

// cycleIn reads the action that of names, and its turn.
func cycleIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, of improvement.Action, id improvement.CycleID) (CyclePage, error) {
	var p CyclePage
	if err := mayInside(actor, of.GroupID); err != nil {
		return p, err
	}
	var err error
	if p.Action, err = tx.Action(ctx, of.GroupID, of.ID); err != nil {
		return p, err
	}
	if !MayEditAction(actor, p.Action.Action) {
		return p, fault.ErrForbidden
	}
	all, err := tx.Cycles(ctx, of.GroupID, of.ID)
	if err != nil {
		return p, err
	}
	if id == 0 {
		p.Cycle = improvement.Cycle{ActionID: of.ID, Number: len(all) + 1}
		return p, nil
	}
	var ok bool
	if p.Cycle, ok = first(all, func(c improvement.Cycle) bool { return c.ID == id }); !ok {
		return p, fault.ErrNotFound
	}
	return p, nil
}

// auditedCycle is what the audit keeps of a turn.
type auditedCycle struct {
	Area       string                   `json:"area"`
	Number     int                      `json:"cycle"`
	Plan       string                   `json:"pdsa_plan"`
	Prediction string                   `json:"prediction,omitempty"`
	Done       string                   `json:"pdsa_done,omitempty"`
	Study      string                   `json:"study,omitempty"`
	Act        string                   `json:"act,omitempty"`
	Outcome    improvement.CycleOutcome `json:"outcome,omitempty"`
	StartedOn  string                   `json:"started_on,omitempty"`
	EndedOn    string                   `json:"ended_on,omitempty"`
}

func auditCycle(ctx context.Context, area string, c improvement.Cycle) auditedCycle {
	return auditedCycle{Area: area, Number: c.Number, Plan: c.Plan, Prediction: c.Prediction, Done: c.Done, Study: c.Study, Act: c.Act,
		Outcome: c.Outcome, StartedOn: dayOf(ctx, c.StartedOn), EndedOn: dayOf(ctx, c.EndedOn)}
}

// SaveCycle stores a turn of an action of the group: a new one for ID zero, whose number
// is one after the last, and otherwise a changed one, fault.ErrConflict when somebody else
// has changed it since its Version. Problems stand at the fields of improvement.Cycle.Check.
func (room *Room) SaveCycle(ctx context.Context, actor org.Actor, group org.GroupID, c improvement.Cycle) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, err := cycleIn(ctx, tx, actor, improvement.Action{GroupID: group, ID: c.ActionID}, c.ID)
		if err != nil {
			return err
		}
		if c.Version != p.Cycle.Version {
			return fault.ErrConflict
		}
		if err := c.Check(); err != nil {
			return err
		}
		c.Number = p.Cycle.Number
		e := postgres.AuditEntry{At: room.now(), Action: "improve.add_cycle", GroupID: group, UnitID: p.Action.UnitID, Subject: "pdsa_cycle",
			SubjectID: int64(c.ID), After: auditCycle(ctx, p.Action.Area, c)}
		if c.ID == 0 {
			id, err := tx.AddCycle(ctx, c)
			if err != nil {
				return err
			}
			e.SubjectID = int64(id)
			return tx.AppendAudit(ctx, actor, e)
		}
		if err := tx.SaveCycle(ctx, c); err != nil {
			return err
		}
		e.Action, e.Before = "improve.save_cycle", auditCycle(ctx, p.Action.Area, p.Cycle)
		return tx.AppendAudit(ctx, actor, e)
	})
}
