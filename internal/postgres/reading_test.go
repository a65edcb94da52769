package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestReadings(t *testing.T) {
	w := newWorld(t)
	all := func(group org.GroupID) []postgres.Reading {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Reading, error) { return tx.Readings(ctx, group) })
	}
	save := func(group org.GroupID, r quality.Reading) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReading(ctx, group, r) }
	}
	bo := quality.Reading{IndicatorID: w.divided.ID, UnitID: w.bo, Text: "Ur journalen", WrittenAt: noon}
	ala := quality.Reading{IndicatorID: w.divided.ID, UnitID: w.ala, Text: "Ur registret", WrittenAt: noon, WrittenBy: w.anna}
	w.write(save(w.full, bo))
	w.write(save(w.full, ala))
	bo.Version, ala.Version = 1, 1
	want := []postgres.Reading{{Reading: ala, WriterName: "Anna"}, {Reading: bo}}
	same(t, "in the units' order", all(w.full), want)
	same(t, "in the other group", len(all(w.bare)), 0)

	first := ala
	first.Version = 0
	w.refused("a first one when there is one", fault.ErrConflict, save(w.full, first))
	ala.Text, ala.WrittenBy = "", w.bert
	w.write(save(w.full, ala))
	w.refused("a version that is not the latest", fault.ErrConflict, save(w.full, ala))
	same(t, "without the one taken away", all(w.full), want[1:])
	ala.Version = 2
	one := fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Reading, error) {
		return tx.Reading(ctx, w.divided.ID, w.ala)
	})
	same(t, "the one taken away", one, postgres.Reading{Reading: ala, WriterName: "Bert"})

	plain := bo
	plain.IndicatorID, plain.Version = w.plain.ID, 0
	w.refused("a unit that is not the group's", fault.ErrNotFound, save(w.bare, plain))
	w.refused("a measure of another group", fault.ErrConflict, save(w.bare, bo))
	w.refused("a reading that never was", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Reading(ctx, w.plain.ID, w.bo)
		return err
	})
}
