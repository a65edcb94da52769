package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MovePhase moves the last day of a phase, or the first day of all for phase zero, and what
// follows; how, and why, is kept. Problems stand at "to" and "why".
func (room *Room) MovePhase(ctx context.Context, actor org.Actor, ref PathwayRef, m improvement.PhaseMove) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, action: "improve.move_phase", do: func(tx *postgres.Tx, w *pathwayWork) error {
		if err := m.Check(); err != nil {
			return err
		}
		p := w.phases.Numbered(max(m.Phase, 1))
		if p == nil {
			return fault.ErrNotFound
		}
		w.audit.Before = auditPhase(ctx, w.Title, p)
		m.MovedAt, m.MovedBy = room.now(), actor.Person.ID
		var err error
		if m, w.StartsOn, err = w.phases.Move(m); err != nil {
			return err
		}
		after := auditPhase(ctx, w.Title, p)
		after.Reason = m.Why
		w.audit.After = after
		if err := tx.SavePathwayPhase(ctx, ref.ID, *p); err != nil {
			return err
		}
		return tx.AddPathwayMove(ctx, ref.ID, m)
	}})
}
