package improve

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
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
