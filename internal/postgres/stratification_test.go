package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// divisionOf reads the group's division with the code as package quality has it.
func (w *world) divisionOf(code string) (d quality.Division) {
	w.t.Helper()
	for _, s := range fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Division, error) {
		return tx.Divisions(ctx, w.full)
	}) {
		if s.Code == code {
			d = quality.Division{ID: s.ID, Code: s.Code, Name: s.Name, Kind: s.Kind, Strata: s.Strata, Version: s.Version}
		}
	}
	return d
}

func TestDivisions(t *testing.T) {
	w := newWorld(t)
	sex := quality.Division{Code: "kon", Name: "Kön", Kind: quality.BySex, Strata: []quality.Stratum{{Code: "f", Name: "flicka"},
		{Code: "p", Name: "pojke", ValidFrom: date(2026, time.January, 1), ValidTo: date(2027, time.January, 1)}}}
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		if err := tx.LockDivisions(ctx, w.full); err != nil {
			return err
		}
		sex.ID, err = tx.AddDivision(ctx, w.full, sex)
		return err
	})
	got := w.divisionOf("kon")
	sex.Version = 1
	for n := range got.Strata {
		sex.Strata[n].ID = got.Strata[n].ID
	}
	same(t, "as it was added", got, sex)
	same(t, "an older one has no kind of its own", w.divisionOf("GA").Kind, quality.ByOther)
	w.problem("the same code", fault.Problem{Field: "code", Code: "code_taken"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddDivision(ctx, w.full, sex)
		return err
	})

	// One part is renamed, one removed and one added.
	sex.Name, sex.Kind = "Barnets kön", quality.ByOther
	sex.Strata[0].Name = "flickor"
	sex.Strata = append(sex.Strata[:1:1], quality.Stratum{Code: "o", Name: "uppgift saknas"})
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDivision(ctx, w.full, sex) })
	w.refused("an older version", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveDivision(ctx, w.full, sex) })
	got = w.divisionOf("kon")
	if len(got.Strata) != 2 || got.Strata[0] != sex.Strata[0] || got.Strata[1].Code != "o" || got.Name != sex.Name || got.Version != 2 {
		t.Errorf("changed: %+v", got)
	}

	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.DeleteDivision(ctx, w.full, got) })
	if d := w.divisionOf("kon"); d.ID != 0 {
		t.Errorf("removed: %+v", d)
	}
	regions := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Region, error) {
		return tx.GroupRegions(ctx, w.full)
	})
	if len(regions) != 1 || regions[0].Name != "Region Norr" || regions[0].ID != w.region {
		t.Errorf("the group's regions: %+v", regions)
	}
}

func TestUseOfDivisions(t *testing.T) {
	w := newWorld(t)
	uses := func() []postgres.DivisionUse {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.DivisionUse, error) {
			return tx.DivisionUses(ctx, w.full)
		})
	}
	if all := uses(); len(all) != 2 || all[0].Figures != 0 || !all[0].First.IsZero() || !all[1].Last.IsZero() {
		t.Errorf("before any figure: %+v", all)
	}
	division := w.divisionOf("GA").ID
	divide := func(id quality.IndicatorID, to int64) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.DivideIndicator(ctx, w.full, id, to) }
	}
	w.write(divide(w.plain.ID, division))
	w.write(divide(w.plain.ID, 0))
	full, _ := w.twoFigures()
	used := 0
	for _, u := range uses() {
		if u.StratumID == full.StratumID {
			used = u.Figures
			same(t, "the first and the last", []time.Time{u.First, u.Last}, []time.Time{full.Period.Start(), full.Period.Start()})
		}
	}
	if used != 1 {
		t.Errorf("%d figures", used)
	}
	w.refused("one with figures", fault.ErrConflict, divide(full.IndicatorID, 0))
}
