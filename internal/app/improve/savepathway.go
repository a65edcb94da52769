package improve

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// EditPathway is an introduction to change, and what can be said of it.
type EditPathway struct {
	PathwayPage
	Choices Choices
}

// PathwayToEdit reads one of the group's introductions to change it, for those who lead it.
func (room *Room) PathwayToEdit(ctx context.Context, actor org.Actor, ref PathwayRef) (EditPathway, error) {
	var e EditPathway
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if e.PathwayPage, err = room.readPathway(ctx, tx, actor, ref); err != nil {
			return err
		}
		if !e.Rights.Lead {
			return fault.ErrForbidden
		}
		e.Choices, err = room.readChoices(ctx, tx, ref.GroupID)
		return err
	})
	return e, err
}

// SavePathway changes what an introduction is called, why, who leads it, which units it
// concerns and what it is followed by. Who leads it leads its core team. A unit that has said how far it has come stays. Its
// days are moved by MovePhase. Problems stand as for CreatePathway.
func (room *Room) SavePathway(ctx context.Context, actor org.Actor, p improvement.PathwayIntroduction, units []org.UnitID) error {
	ref := PathwayRef{p.GroupID, p.ID, p.Version}
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, ended: true, action: "improve.save_pathway", do: func(tx *postgres.Tx, w *pathwayWork) error {
		c, err := room.readChoices(ctx, tx, p.GroupID)
		if err != nil {
			return err
		}
		stored, err := tx.PathwayUnits(ctx, p.GroupID, p.ID)
		if err != nil {
			return err
		}
		var had []org.UnitID
		for _, u := range stored {
			had = append(had, u.UnitID)
		}
		before := w.PathwayIntroduction
		w.Title, w.Aim, w.Source, w.LeadID, w.EffectFrom, w.Measures = p.Title, p.Aim, p.Source, p.LeadID, p.EffectFrom, p.Measures
		if err := c.checkPathway(w.PathwayIntroduction, before, units).OrNil(); err != nil {
			return err
		}
		w.audit.Before, w.audit.After = c.auditedPathway(ctx, before, had), c.auditedPathway(ctx, w.PathwayIntroduction, units)
		if w.LeadID != 0 || before.LeadID != 0 {
			if err := room.appoint(ctx, tx, coreLead{actor, w.PathwayIntroduction}, c); err != nil {
				return err
			}
		}
		return tx.SetPathwayUnits(ctx, p.GroupID, p.ID, units)
	}})
}

// SaveEconomics changes the notes on health economy. Problems stand at the fields of
// improvement.Economics.Check.
func (room *Room) SaveEconomics(ctx context.Context, actor org.Actor, ref PathwayRef, e improvement.Economics) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, work: true, ended: true, action: "improve.save_economics", do: func(_ *postgres.Tx, w *pathwayWork) error {
		if err := e.Check(); err != nil {
			return err
		}
		w.audit.Before = auditEconomics(w.PathwayIntroduction)
		w.Economics = e
		w.audit.After = auditEconomics(w.PathwayIntroduction)
		return nil
	}})
}

// EndPathway ends an introduction; problems stand as for improvement's End.
func (room *Room) EndPathway(ctx context.Context, actor org.Actor, ref PathwayRef, e improvement.Ending) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, action: "improve.end_pathway", do: func(_ *postgres.Tx, w *pathwayWork) (err error) {
		w.audit.Before = auditEnd(w.PathwayIntroduction)
		w.PathwayIntroduction, err = w.End(e, w.phases, room.today())
		w.audit.After = auditEnd(w.PathwayIntroduction)
		return err
	}})
}

// ReopenPathway lets an introduction that has ended go on.
func (room *Room) ReopenPathway(ctx context.Context, actor org.Actor, ref PathwayRef) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, ended: true, action: "improve.reopen_pathway", do: func(_ *postgres.Tx, w *pathwayWork) (err error) {
		w.audit.Before = auditEnd(w.PathwayIntroduction)
		w.PathwayIntroduction, err = w.Reopen()
		w.audit.After = auditEnd(w.PathwayIntroduction)
		return err
	}})
}
