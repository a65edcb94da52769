package goals

import (
	"context"
	"errors"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// DivideMeasure says how the children of a measure are divided, zero for not, as long as no
// figure has been handed in for it: figures of all children cannot become figures of some.
func (room *Room) DivideMeasure(ctx context.Context, actor org.Actor, group org.GroupID, code string, division int64) error {
	if !actor.May(org.EditIndicators, group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockDivisions(ctx, group); err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, group, room.now())
		if err != nil {
			return err
		}
		n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.Code == code })
		if n < 0 {
			return fault.ErrNotFound
		}
		all, err := tx.Stratifications(ctx, group)
		if err != nil {
			return err
		}
		name := ""
		for _, s := range all {
			if s.ID == division {
				name = s.Name
			}
		}
		if division != 0 && (name == "" || !divisible(library[n])) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "stratification", Code: "unknown_choice"}}}
		}
		if err := tx.DivideIndicator(ctx, group, library[n].ID, division); errors.Is(err, fault.ErrConflict) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "stratification", Code: "divided_already"}}}
		} else if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "goals.divide_measure", GroupID: group, Subject: "indicator",
			SubjectID: int64(library[n].ID), After: map[string]any{"code": code, "division": name}})
	})
}

// divisible reports whether the measure counts children, so that they can be divided. What
// carries over from one period to the next describes a site.
func divisible(i quality.Indicator) bool {
	return i.Kind.Numeric() && i.CountsChildren && !i.CarriesOver
}
