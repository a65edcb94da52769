package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ClosePhase closes the phase that is going on, today. A problem at "reason" when criteria
// are left and no reason is given.
func (room *Room) ClosePhase(ctx context.Context, actor org.Actor, ref PathwayRef, c improvement.PhaseClosing) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, action: "improve.close_phase", do: func(tx *postgres.Tx, w *pathwayWork) error {
		p := w.phases.Numbered(c.Phase)
		if p == nil {
			return fault.ErrNotFound
		}
		w.audit.Before = auditPhase(ctx, w.Title, p)
		c.On, c.By = room.today(), actor.Person.ID
		if err := w.phases.Close(c); err != nil {
			return err
		}
		w.audit.After = auditPhase(ctx, w.Title, p)
		return tx.SavePathwayPhase(ctx, ref.ID, *p)
	}})
}

// OpenPhase opens a phase again that was closed.
func (room *Room) OpenPhase(ctx context.Context, actor org.Actor, ref PathwayRef, phase int) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, action: "improve.open_phase", do: func(tx *postgres.Tx, w *pathwayWork) error {
		p := w.phases.Numbered(phase)
		if p == nil {
			return fault.ErrNotFound
		}
		w.audit.Before = auditPhase(ctx, w.Title, p)
		if err := w.phases.Open(phase); err != nil {
			return err
		}
		w.audit.After = auditPhase(ctx, w.Title, p)
		return tx.SavePathwayPhase(ctx, ref.ID, *p)
	}})
}
