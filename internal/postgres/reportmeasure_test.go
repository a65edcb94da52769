package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestReportMeasures(t *testing.T) {
	w := newWorld(t)
	indicator := w.divided.ID
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.BeginReport(ctx, w.full, 2026, noon, w.anna)
	})
	read := func(group org.GroupID, year int) []postgres.MeasureText {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.MeasureText, error) {
			return tx.ReportMeasures(ctx, group, year)
		})
	}
	save := func(e postgres.MeasureEdit) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error { return tx.SaveReportMeasure(ctx, e) }
	}
	edit := postgres.MeasureEdit{GroupID: w.full, Year: 2026, At: noon, By: w.anna,
		MeasureText: postgres.MeasureText{IndicatorID: indicator, Discussion: "Varför", Assessment: "Bra", NextSteps: "Mer", Message: "Kort."}}
	w.refused("changed before there is anything", fault.ErrConflict, save(func() postgres.MeasureEdit { e := edit; e.Version = 1; return e }()))
	w.write(save(edit))
	w.refused("begun by two", fault.ErrConflict, save(edit))
	want := edit.MeasureText
	want.Version, want.EditedAt, want.EditedBy = 1, ptr(noon), "Anna"
	same(t, "written", read(w.full, 2026), []postgres.MeasureText{want})
	edit.Version, edit.Discussion, edit.Message, edit.By = 1, "", "", 0
	w.write(save(edit))
	w.refused("changed by somebody else meanwhile", fault.ErrConflict, save(edit))
	want.Version, want.Discussion, want.Message, want.EditedBy = 2, "", "", ""
	same(t, "changed", read(w.full, 2026), []postgres.MeasureText{want})
	same(t, "another year's", len(read(w.full, 2025)), 0)
	same(t, "another group's", len(read(w.bare, 2026)), 0)
	edit.Year, edit.Version = 2025, 0
	if err := w.try(save(edit)); err == nil {
		t.Error("written in a report that has not begun")
	}
}
