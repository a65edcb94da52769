package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestGroupNames(t *testing.T) {
	w := newWorld(t)
	names := func(group org.GroupID) org.GroupNames {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.GroupNames, error) { return tx.GroupNames(ctx, group) })
	}
	always := date(2000, time.January, 1)
	same(t, "with a body above", names(w.full), org.GroupNames{Name: "Östra gruppen", ShortName: "Östra", BodyID: 1, From: always})
	same(t, "without", names(w.bare), org.GroupNames{Name: "Andra gruppen", ShortName: "Andra", From: always})
	wanted := org.GroupNames{Name: "Nya", ShortName: "N", BodyID: 1, NationalArea: "Barn", From: date(2026, time.March, 1), To: ptr(date(2027, time.March, 1))}
	save := func(group org.GroupID, n org.GroupNames) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveGroupNames(ctx, group, n) }
	}
	w.write(save(w.bare, wanted))
	same(t, "with everything", names(w.bare), wanted)
	w.refused("no such group", fault.ErrNotFound, save(99, wanted))
	wanted.BodyID = 99
	w.refused("no such body", fault.ErrNotFound, save(w.bare, wanted))
	w.refused("no such group to read", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.GroupNames(ctx, 99)
		return err
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.TakePart(ctx, postgres.Joining{GroupID: w.bare, UnitID: w.ala, Participation: org.Full, From: date(2024, time.January, 1)})
	})
	units := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Unit, error) { return tx.Units(ctx, w.bare) })
	if len(units) != 1 || !units[0].ActiveFrom.Equal(wanted.From) || units[0].ActiveTo == nil || !units[0].ActiveTo.Equal(*wanted.To) {
		t.Errorf("a unit is there as long as the group: %+v", units)
	}
	administered := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.AdministeredGroup, error) {
		return tx.AdministeredGroups(ctx)
	})
	wanted.BodyID = 1
	same(t, "for those who care for accounts", administered[1],
		postgres.AdministeredGroup{ID: w.bare, Version: 1, SetUp: true, GroupNames: wanted})
	bodies := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Body, error) { return tx.Bodies(ctx) })
	same(t, "what is above", bodies, []org.Body{{ID: 1, Name: "Provområdet barn", ShortName: "Provområdet"}})
}

func TestFormerNames(t *testing.T) {
	w := newWorld(t)
	add := func(f org.FormerName) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.AddFormerName(ctx, w.full, f) }
	}
	w.write(add(org.FormerName{Name: "Utan år"}))
	w.write(add(org.FormerName{Name: "RMPG", FromYear: 2009, ToYear: 2014}))
	w.write(add(org.FormerName{Name: "RMPO", FromYear: 2015, ToYear: 2019}))
	w.problem("twice", fault.Problem{Field: "former", Code: "former_taken"}, add(org.FormerName{Name: "RMPG"}))
	read := func(group org.GroupID) []org.FormerName {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.FormerName, error) {
			return tx.FormerNames(ctx, group)
		})
	}
	same(t, "the latest first", read(w.full), []org.FormerName{{ID: 3, Name: "RMPO", FromYear: 2015, ToYear: 2019},
		{ID: 2, Name: "RMPG", FromYear: 2009, ToYear: 2014}, {ID: 1, Name: "Utan år"}})
	same(t, "another group's", len(read(w.bare)), 0)
	remove := func(group org.GroupID) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteFormerName(ctx, group, 3) }
	}
	w.refused("by another group", fault.ErrNotFound, remove(w.bare))
	w.write(remove(w.full))
	same(t, "removed", len(read(w.full)), 2)
}
