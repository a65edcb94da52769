package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestLineDecisions(t *testing.T) {
	w := newWorld(t)
	all := func(group org.GroupID) []quality.LineDecision {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.LineDecision, error) {
			return tx.LineDecisions(ctx, group, []quality.IndicatorID{w.divided.ID, w.plain.ID})
		})
	}
	add := func(d quality.LineDecision) quality.LineDecisionID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (quality.LineDecisionID, error) {
			return tx.AddLineDecision(ctx, d)
		})
	}
	adding := func(d quality.LineDecision) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			_, err := tx.AddLineDecision(ctx, d)
			return err
		}
	}
	remove := func(d quality.LineDecision) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteLineDecision(ctx, d) }
	}
	whole := quality.LineDecision{GroupID: w.full, IndicatorID: w.divided.ID, StratumID: w.strata[0].ID, UnitID: w.ala,
		Kind: quality.NewPhase, Period: quality.Quarter(2024, 2), Baseline: 12, Reason: "Ny vårdavdelning"}
	bare := quality.LineDecision{GroupID: w.full, IndicatorID: w.plain.ID, Kind: quality.LeftOut,
		Period: quality.WholeYear(2020), Reason: "Sjukhuset var stängt"}
	whole.ID, bare.ID = add(whole), add(bare)
	same(t, "as they were stored", all(w.full), []quality.LineDecision{whole, bare})
	same(t, "in the other group", len(all(w.bare)), 0)
	same(t, "of no measure", len(fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.LineDecision, error) {
		return tx.LineDecisions(ctx, w.full, nil)
	})), 0)

	exists := fault.Problem{Field: "period", Code: "decision_exists"}
	w.problem("the same once more", exists, adding(whole))
	w.problem("the same once more, about every line", exists, adding(bare))
	everyLine := whole
	everyLine.UnitID = 0
	everyLine.ID = add(everyLine)
	other := everyLine
	other.GroupID = w.bare
	w.refused("another group's", fault.ErrConflict, remove(other))
	w.write(remove(everyLine))
	w.refused("what is removed", fault.ErrConflict, remove(everyLine))
	same(t, "what is left", all(w.full), []quality.LineDecision{whole, bare})

	foreign := whole
	foreign.GroupID, foreign.Period = w.bare, quality.Quarter(2025, 1)
	w.refused("a measure of another group", fault.ErrNotFound, adding(foreign))
	short := whole
	short.UnitID, short.Baseline = w.bo, 9
	if err := w.try(adding(short)); err == nil {
		t.Error("a baseline of nine periods was taken")
	}
}
