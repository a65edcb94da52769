package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestSmallNumbersOfAGroup(t *testing.T) {
	w := newWorld(t)
	limits := org.SmallNumbers{MaskingThreshold: 50, ReliabilityLimit: 1}
	save := func(group org.GroupID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSmallNumbers(ctx, group, limits) }
	}
	w.write(save(w.full))
	w.refused("no such group", fault.ErrNotFound, save(99))
	group := func(id org.GroupID) org.SmallNumbers {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Group, error) { return tx.Group(ctx, id) }).SmallNumbers()
	}
	same(t, "the group's limits", group(w.full), limits)
	same(t, "another group's limits", group(w.bare), org.SmallNumbers{MaskingThreshold: 5, ReliabilityLimit: 10})
}
