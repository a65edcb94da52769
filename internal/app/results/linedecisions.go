package results

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DecideLine stores what the group has decided about how the measure's lines are
// judged: the coordinator writes it down. Problems stand at "unit", "kind", "period",
// "baseline" and "reason".
func (room *Room) DecideLine(ctx context.Context, actor org.Actor, a AboutMeasure, d quality.LineDecision) error {
	if !actor.May(org.EditIndicators, a.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		w, err := about(ctx, tx, a)
		if err != nil {
			return err
		}
		v := w.problems(d.UnitID, d.Check())
		if d.Period != (quality.Period{}) && !slices.Contains(w.timeline.Periods, d.Period) {
			v.Add("period", "unknown_choice")
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		d.GroupID, d.IndicatorID, d.StratumID = a.GroupID, w.measure.ID, w.stratum.ID
		if d.ID, err = tx.AddLineDecision(ctx, d); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "results.decide_line",
			GroupID: a.GroupID, UnitID: d.UnitID, Subject: "line_decision", SubjectID: int64(d.ID), After: w.audited(d)})
	})
}

// UndoDecision takes a decision back, so that the lines are judged as if it had never
// been made; fault.ErrConflict when somebody else has done so already.
func (room *Room) UndoDecision(ctx context.Context, actor org.Actor, a AboutMeasure, id quality.LineDecisionID) error {
	if !actor.May(org.EditIndicators, a.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		w, err := about(ctx, tx, a)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(w.ds.Decisions, func(d quality.LineDecision) bool { return d.ID == id })
		if at < 0 {
			return fault.ErrConflict
		}
		d := w.ds.Decisions[at]
		if err := tx.DeleteLineDecision(ctx, d); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "results.undo_decision",
			GroupID: a.GroupID, UnitID: d.UnitID, Subject: "line_decision", SubjectID: int64(d.ID), Before: w.audited(d)})
	})
}

// auditedDecision is what the audit keeps of a decision.
type auditedDecision struct {
	Indicator string                   `json:"indicator"`
	Stratum   string                   `json:"stratum,omitempty"`
	Period    string                   `json:"period"`
	Decision  quality.LineDecisionKind `json:"decision"`
	Baseline  int                      `json:"baseline,omitempty"`
	Reason    string                   `json:"reason"`
}

func (w written) audited(d quality.LineDecision) auditedDecision {
	kept := auditedDecision{Indicator: w.measure.Code, Period: d.Period.Code(), Decision: d.Kind, Baseline: d.Baseline, Reason: d.Reason}
	for _, part := range w.measure.Strata {
		if part.ID == d.StratumID {
			kept.Stratum = part.Name
		}
	}
	return kept
}
