package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestSupportRequests(t *testing.T) {
	w := newWorld(t)
	add := func(s improvement.Support) improvement.SupportID {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.SupportID, error) {
			return tx.AddSupport(ctx, s)
		})
	}
	one := func(group org.GroupID, id improvement.SupportID) postgres.Support {
		s := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Support, error) {
			return tx.Support(ctx, group, id)
		})
		s.AskedAt = s.AskedAt.UTC()
		return s
	}
	bare := improvement.Support{GroupID: w.full, UnitID: w.bo, Title: "Hjälp", Body: "Hur?", AskedBy: w.bert, AskedAt: noon.AddDate(0, 0, -1), State: improvement.SupportAsked, Version: 1}
	full := improvement.Support{GroupID: w.full, UnitID: w.ala, AskedUnit: w.bo, Title: "Visa oss", Body: "Hur gör ni?", Link: "/mal/1", LinkText: "Målet",
		AskedBy: w.anna, AskedAt: noon, State: improvement.SupportAsked, Version: 1}
	bare.ID, full.ID = add(bare), add(full)
	same(t, "as little as there may be", one(w.full, bare.ID), postgres.Support{Support: bare, AskedByName: "Bert"})
	same(t, "asked of a unit", one(w.full, full.ID), postgres.Support{Support: full, AskedByName: "Anna"})

	save := func(s improvement.Support) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveSupport(ctx, s) }
	}
	done := full
	for _, step := range []func(improvement.Support) (improvement.Support, error){
		func(s improvement.Support) (improvement.Support, error) { return s.Take(w.bert, noon) },
		func(s improvement.Support) (improvement.Support, error) { return s.Reply("Så här", w.bert, noon) },
		func(s improvement.Support) (improvement.Support, error) { return s.End(w.anna, noon) },
	} {
		var err error
		if done, err = step(done); err != nil {
			t.Fatal(err)
		}
		w.write(save(done))
		w.refused("a version that is not the latest", fault.ErrConflict, save(done))
		done.Version++
	}
	got := one(w.full, full.ID)
	same(t, "the whole way", []any{got.State, got.Answer, got.AskedByName, got.TakenByName, got.AnsweredByName, got.EndedByName, got.TakenAt.Equal(noon), got.EndedAt.Equal(noon)},
		[]any{improvement.SupportClosed, "Så här", "Anna", "Bert", "Bert", "Anna", true, true})
	w.refused("a request of another group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Support(ctx, w.bare, full.ID)
		return err
	})
	foreign := bare
	foreign.GroupID = w.bare
	w.refused("a unit that is not the group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddSupport(ctx, foreign)
		return err
	})

	whole := postgres.Window{Most: 10}
	for _, c := range []struct {
		filter postgres.SupportFilter
		want   []improvement.SupportID
	}{
		{postgres.SupportFilter{Window: whole}, []improvement.SupportID{full.ID, bare.ID}},
		{postgres.SupportFilter{Window: postgres.Window{Skip: 1, Most: 1}}, []improvement.SupportID{bare.ID}},
		{postgres.SupportFilter{Asked: []org.UnitID{w.bo}, Window: whole}, []improvement.SupportID{full.ID}},
		{postgres.SupportFilter{OfSupport: true, Window: whole}, []improvement.SupportID{bare.ID}},
		{postgres.SupportFilter{OfSupport: true, Asked: []org.UnitID{w.bo}, Window: whole}, []improvement.SupportID{full.ID, bare.ID}},
		{postgres.SupportFilter{Asked: []org.UnitID{w.ala}, Window: whole}, nil},
		{postgres.SupportFilter{From: []org.UnitID{w.ala}, Window: whole}, []improvement.SupportID{full.ID}},
		{postgres.SupportFilter{States: []improvement.SupportState{improvement.SupportAsked}, Window: whole}, []improvement.SupportID{bare.ID}},
	} {
		var got []improvement.SupportID
		for _, s := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Support, error) {
			return tx.Supports(ctx, w.full, c.filter)
		}) {
			got = append(got, s.ID)
		}
		same(t, "found", got, c.want)
	}
}
