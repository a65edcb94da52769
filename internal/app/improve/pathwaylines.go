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
		if err := setLines(ctx, tx, ref.ID, phaseLines{p.Number, improvement.DoneCriterion, p.Of(improvement.DoneCriterion), l.Criteria}); err != nil {
			return err
		}
		if err := setLines(ctx, tx, ref.ID, phaseLines{p.Number, improvement.CheckItem, p.Of(improvement.CheckItem), l.Checks}); err != nil {
			return err
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
