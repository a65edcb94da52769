package setup_test

import (
	"context"
	"slices"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

func TestFill(t *testing.T) {
	db, _ := demoAt(t, now)
	var told []setup.Filled
	if err := setup.Fill(t.Context(), db, now, setup.Filling{Groups: 2, Units: 3, Years: 2, Work: 12}, func(f setup.Filled) { told = append(told, f) }); err != nil {
		t.Fatal(err)
	}
	if len(told) != 2 || told[1].Groups != 2 || told[1].Figures != 2*told[0].Figures || told[0].Figures < 3*2*4*10 {
		t.Errorf("told %v", told)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		g, err := tx.GroupByCode(ctx, "exempel-3-2")
		if err != nil {
			return err
		}
		ds, err := dataset.Load(ctx, tx, g.ID, now.Year()-2, now.Year()-1)
		if err != nil {
			return err
		}
		if !g.ExampleData || len(ds.Units) != 3 || len(ds.Figures) != told[0].Figures {
			t.Errorf("example %v, %d units, %d figures", g.ExampleData, len(ds.Units), len(ds.Figures))
		}
		for n := range ds.Measures {
			m := &ds.Measures[n]
			if !m.Kind.Numeric() {
				continue
			}
			row := ds.Row(m, quality.Stratum{}, now.Year()-1)
			if row.Total.State != analysis.Reported || !row.Total.Complete() || row.Total.Standing != quality.ApprovedFigure {
				t.Errorf("%s: %s, %d of %d, %s", m.Code, row.Total.State, row.Total.Filled(), row.Total.Expected, row.Total.Standing)
			}
		}
		log, err := tx.Audit(ctx, postgres.AuditPage{Limit: 100})
		if n := len(slices.DeleteFunc(log, func(e postgres.AuditRow) bool { return e.Action != "setup.fill" })); n != 2 {
			t.Errorf("%d rows in the log", n)
		}
		return err
	})
	if err := setup.Fill(t.Context(), db, now, setup.Filling{Groups: 1, Units: 3, Years: 2}, func(setup.Filled) {}); err == nil {
		t.Error("the same groups were filled in once more")
	}
	fresh := testdb.New(t).DB
	if err := setup.Default(t.Context(), fresh, now); err != nil {
		t.Fatal(err)
	}
	if err := setup.Fill(t.Context(), fresh, now, setup.Filling{Groups: 1, Units: 3, Years: 2}, func(setup.Filled) {}); err == nil {
		t.Error("made-up groups were mixed with real ones")
	}
}
