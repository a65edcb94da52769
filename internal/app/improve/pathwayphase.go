package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Ticks are the lines of a phase that somebody ticked, and those that were ticked when the
// form was opened: what has not been touched stays, whoever ticked it since.
type Ticks struct {
	Phase        int
	Ticked, Were []improvement.PathwayItemID
}

// TickItems ticks lines of a phase, and takes ticks away, for those who work in the core
// team. fault.ErrNotFound for a phase that there is not, fault.ErrWrongState for one that
// is closed.
func (room *Room) TickItems(ctx context.Context, actor org.Actor, ref PathwayRef, t Ticks) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, work: true, beside: true, action: "improve.tick_phase", do: func(tx *postgres.Tx, w *pathwayWork) error {
		p, err := w.open(t.Phase)
		if err != nil {
			return err
		}
		before, after := auditedPhase{Title: w.Title, Phase: p.Name, Done: ticked(p)}, auditedPhase{Title: w.Title, Phase: p.Name}
		today := room.today()
		for n, item := range p.Items {
			is := slices.Contains(t.Ticked, item.ID)
			if is == slices.Contains(t.Were, item.ID) || is == (item.DoneOn != nil) {
				continue
			}
			item.DoneOn, item.DoneBy = nil, 0
			if is {
				item.DoneOn, item.DoneBy = &today, actor.Person.ID
			}
			p.Items[n] = item
			if err := tx.SavePathwayItem(ctx, ref.ID, item); err != nil {
				return err
			}
		}
		after.Done = ticked(p)
		w.audit.Before, w.audit.After = before, after
		return nil
	}})
}

// open is the phase with the number, which must not be closed.
func (w *pathwayWork) open(number int) (*improvement.PathwayPhase, error) {
	p := w.phases.Numbered(number)
	switch {
	case p == nil:
		return nil, fault.ErrNotFound
	case p.ClosedOn != nil:
		return nil, fault.ErrWrongState
	}
	return p, nil
}

// ticked are the phase's lines that are done.
func ticked(p *improvement.PathwayPhase) []string {
	var lines []string
	for _, i := range p.Items {
		if i.DoneOn != nil {
			lines = append(lines, i.Text)
		}
	}
	return lines
}

// PhaseLines are a phase's lines as they are to be.
type PhaseLines struct {
	Phase            int
	Name             string
	Criteria, Checks []string
}

// SavePhaseLines changes what a phase is called and its lines; one whose words stay keeps
// its tick. Problems stand at "name", "criteria" and "checks".
func (room *Room) SavePhaseLines(ctx context.Context, actor org.Actor, ref PathwayRef, l PhaseLines) error {
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, action: "improve.save_phase_lines", do: func(tx *postgres.Tx, w *pathwayWork) error {
		p, err := w.open(l.Phase)
		if err != nil {
			return err
		}
		if err := l.check(); err != nil {
			return err
		}
		w.audit.Before = auditedPhase{Title: w.Title, Phase: p.Name, Lines: texts(p.Items)}
		p.Name = l.Name
		if err := tx.SavePathwayPhase(ctx, ref.ID, *p); err != nil {
			return err
		}
		for kind, lines := range map[improvement.ItemKind][]string{improvement.DoneCriterion: l.Criteria, improvement.CheckItem: l.Checks} {
			if err := setLines(ctx, tx, ref.ID, phaseLines{p.Number, kind, p.Of(kind), lines}); err != nil {
				return err
			}
		}
		w.audit.After = auditedPhase{Title: w.Title, Phase: l.Name, Lines: append(slices.Clone(l.Criteria), l.Checks...)}
		return nil
	}})
}

func (l PhaseLines) check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "name", l.Name, improvement.MostPhaseName)
	if len(l.Criteria) == 0 {
		v.Add("criteria", "required")
	}
	improvement.CheckLines(&v, "criteria", l.Criteria)
	improvement.CheckLines(&v, "checks", l.Checks)
	return v.OrNil()
}

func texts(items []improvement.PathwayItem) []string {
	var list []string
	for _, i := range items {
		list = append(list, i.Text)
	}
	return list
}

// phaseLines are a phase's lines of a kind, as they are and as they are to be.
type phaseLines struct {
	phase  int
	kind   improvement.ItemKind
	stored []improvement.PathwayItem
	wanted []string
}

func setLines(ctx context.Context, tx *postgres.Tx, id improvement.PathwayID, l phaseLines) error {
	left := slices.Clone(l.stored)
	for position, text := range l.wanted {
		n := slices.IndexFunc(left, func(i improvement.PathwayItem) bool { return i.Text == text })
		if n < 0 {
			if err := tx.AddPathwayItem(ctx, id, improvement.PathwayItem{Phase: l.phase, Kind: l.kind, Text: text, Position: position}); err != nil {
				return err
			}
			continue
		}
		kept := left[n]
		left = slices.Delete(left, n, n+1)
		kept.Position = position
		if err := tx.SavePathwayItem(ctx, id, kept); err != nil {
			return err
		}
	}
	for _, gone := range left {
		if err := tx.DeletePathwayItem(ctx, id, gone.ID); err != nil {
			return err
		}
	}
	return nil
}

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
