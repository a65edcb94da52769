package postgres_test

import (
	"context"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func (w *world) targets(group org.GroupID, first, last int) []quality.Target {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Target, error) {
		return tx.Targets(ctx, group, first, last)
	})
}

func saveTarget(target quality.Target) func(context.Context, *postgres.Tx) error {
	return func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.SaveTarget(ctx, target); return err }
}

func TestTargets(t *testing.T) {
	w := newWorld(t)
	store := func(target quality.Target) quality.Target {
		target.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (quality.TargetID, error) {
			return tx.SaveTarget(ctx, target)
		})
		target.Version++
		return target
	}
	own := store(quality.Target{IndicatorID: w.divided.ID, Year: 2026, UnitID: w.ala, Kind: quality.ValueTarget,
		Threshold: ptr(2.5), Second: ptr(4.25), Challenging: ptr(1.5), Basis: "Enhetens eget"})
	everybodys := store(quality.Target{IndicatorID: w.divided.ID, Year: 2026, Kind: quality.BetterHalf})
	same(t, "everybody's first", w.targets(w.full, 2026, 2026), []quality.Target{everybodys, own})
	same(t, "other years", len(w.targets(w.full, 2020, 2025)), 0)
	same(t, "another group's", len(w.targets(w.bare, 2026, 2026)), 0)

	w.refused("a second one", fault.ErrConflict, saveTarget(quality.Target{IndicatorID: w.divided.ID, Year: 2026, Kind: quality.FollowOnly}))
	stale := own
	own.Second, own.Basis = nil, ""
	own = store(own)
	everybodys.Kind, everybodys.Threshold = quality.ValueTarget, ptr(0.0)
	everybodys = store(everybodys)
	same(t, "changed", w.targets(w.full, 2026, 2026), []quality.Target{everybodys, own})
	w.refused("changed meanwhile", fault.ErrConflict, saveTarget(stale))
	remove := func(target quality.Target) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteTarget(ctx, target) }
	}
	w.refused("removing what was changed meanwhile", fault.ErrConflict, remove(stale))
	w.write(remove(own))
	w.refused("changing what was removed", fault.ErrConflict, saveTarget(own))
	same(t, "one removed", w.targets(w.full, 2026, 2026), []quality.Target{everybodys})
	w.write(remove(everybodys))
	same(t, "both removed", len(w.targets(w.full, 2026, 2026)), 0)
	w.refused("of no indicator", fault.ErrNotFound, saveTarget(quality.Target{IndicatorID: 99, Year: 2026, Kind: quality.FollowOnly}))
}

// TestTargetsHaveTheirShape: a value needs its threshold, and nothing else has one.
func TestTargetsHaveTheirShape(t *testing.T) {
	w := newWorld(t)
	for _, kind := range []quality.TargetKind{quality.ValueTarget, quality.BetterHalf, quality.SmallerSpread, quality.FollowOnly} {
		for n, numbers := range [][2]*float64{{nil, nil}, {ptr(1.0), nil}, {ptr(1.0), ptr(2.0)}, {nil, ptr(2.0)}} {
			good := kind == quality.ValueTarget && (n == 1 || n == 2) || kind != quality.ValueTarget && n == 0
			err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
				target := quality.Target{IndicatorID: w.plain.ID, Year: 2026, Kind: kind, Threshold: numbers[0], Second: numbers[1]}
				id, err := tx.SaveTarget(ctx, target)
				if err != nil {
					return err
				}
				target.ID, target.Version = id, 1
				return tx.DeleteTarget(ctx, target)
			})
			if good && err != nil || !good && (err == nil || !strings.Contains(err.Error(), "target_threshold")) {
				t.Errorf("%s with numbers %d: %v", kind, n, err)
			}
		}
	}
}
