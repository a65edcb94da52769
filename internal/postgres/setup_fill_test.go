package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestFillGroup(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) SELECT group_id, 2025, id FROM indicator WHERE id = $1`, int64(w.plain.ID))
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		group, figures, err := tx.FillGroup(ctx, postgres.FilledGroup{From: w.full, Code: "fylld", Name: "Fylld", Units: 3, FirstYear: 2024, LastYear: 2025})
		if err != nil {
			return err
		}
		counts, err := tx.FigureCounts(ctx, group, 2025)
		sum := 0
		for _, n := range counts {
			sum += n
		}
		if err != nil || len(counts) != 1 || figures != 2*sum || sum%3 != 0 || sum == 0 {
			t.Errorf("%d figures, %v of 2025, %v", figures, counts, err)
		}
		library, err := tx.Indicators(ctx, group, quality.WholeYear(2025).End())
		if err != nil || len(library) != 1 || library[0].Code != w.plain.Code || library[0].ID == w.plain.ID {
			t.Errorf("measures %v, %v", library, err)
		}
		if err := tx.FillWork(ctx, group, 12, 2025); err != nil {
			return err
		}
		return nil
	})
	for _, table := range []string{"action", "example", "post", "support_request", "matter", "need", "task", "local_goal", "meeting", "goal_proposal"} {
		w.exec(`DO $$ BEGIN IF (SELECT count(*) FROM ` + table + `) <> 12 THEN RAISE 'not 12 rows in ` + table + `'; END IF; END $$`)
	}
}
