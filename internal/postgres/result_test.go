package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// library is a group (1) with two indicators: one whose definition has every
// column, and one with as little as there may be.
const library = `
WITH hr AS (INSERT INTO healthcare_region (code, name) VALUES ('hr', 'HR') RETURNING id),
g AS (INSERT INTO programme_group (healthcare_region_id, code, name, short_name) SELECT id, 'g', 'G', 'G' FROM hr RETURNING id),
i AS (INSERT INTO indicator (group_id, code, category, scope, kind, certainty)
    SELECT g.id, code, 'medical', 'all_units', 'proportion', 'proposal' FROM g, (VALUES ('full'), ('bare')) c (code) RETURNING id, code),
v AS (INSERT INTO indicator_version (indicator_id, valid_from, name, name_en, unit_label, rate_per, direction, decimals,
        reporting_months, scale_min, scale_max, change_note, comparable)
    SELECT id, d::date, 'namn ' || d, 'name', '%', 1000, 'higher', 1, 3, 0, 10, 'varför', false
    FROM i, (VALUES ('2024-01-01'), ('2025-01-01')) days (d) WHERE code = 'full'),
w AS (INSERT INTO indicator_version (indicator_id, valid_from, name, direction, reporting_months)
    SELECT id, '2024-01-01', 'bara namn', 'none', 12 FROM i WHERE code = 'bare')
INSERT INTO selected_indicator (group_id, year, indicator_id)
SELECT g.id, y, i.id FROM g, i, (VALUES (2023), (2024), (2025)) years (y)`

// handedIn is a unit's figure for four years, of which one is a draft.
const handedIn = `
WITH r AS (INSERT INTO region (healthcare_region_id, code, name) SELECT id, 'r', 'R' FROM healthcare_region RETURNING id),
h AS (INSERT INTO hospital (region_id, code, name, city) SELECT id, 'h', 'H', 'Ort' FROM r RETURNING id),
c AS (INSERT INTO clinic (hospital_id, name) SELECT id, 'K' FROM h RETURNING id),
u AS (INSERT INTO unit (clinic_id, code, name, short_name, care_level) SELECT id, 'u', 'U', 'U', 'general' FROM c RETURNING id),
s AS (INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at)
    SELECT g.id, u.id, start::date, months, state, now() FROM programme_group g, u,
        (VALUES ('2020-01-01', 48, 'submitted'), ('2025-10-01', 3, 'draft')) p (start, months, state)
    RETURNING id, unit_id, period_start, period_months)
INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at)
SELECT s.id, s.unit_id, i.id, 'proportion', s.period_start, s.period_months, 'reported', 1, 2, now()
FROM s, indicator i WHERE i.code = 'full'`

func TestGroupVersions(t *testing.T) {
	db := testdb.New(t).DB
	if err := write(t, db, library); err != nil {
		t.Fatal(err)
	}
	snapshot(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		groups, err := tx.AllGroups(ctx)
		if err != nil {
			return err
		}
		got, err := tx.GroupVersions(ctx, groups[0].ID)
		if err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, groups[0].ID, time.Date(2025, time.June, 1, 0, 0, 0, 0, time.UTC))
		if err != nil || len(library) != 2 || len(got) != 2 {
			t.Fatalf("%d of %d indicators: %v", len(got), len(library), err)
		}
		for _, i := range library {
			alone, err := tx.Versions(ctx, i.ID)
			if err != nil {
				return err
			}
			if diff := cmp.Diff(alone, got[i.ID]); diff != "" {
				t.Errorf("%s: not what is read alone: %s", i.Code, diff)
			}
		}
		if none, err := tx.GroupVersions(ctx, org.GroupID(0)); err != nil || len(none) != 0 {
			t.Errorf("another group's: %v %v", none, err)
		}
		return nil
	})
}

func TestResultYears(t *testing.T) {
	db := testdb.New(t).DB
	for _, sql := range []string{library, handedIn} {
		if err := write(t, db, sql); err != nil {
			t.Fatal(err)
		}
	}
	snapshot(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		groups, err := tx.AllGroups(ctx)
		if err != nil {
			return err
		}
		got, err := tx.ResultYears(ctx, groups[0].ID)
		// A period belongs to the year it ends in, and a draft is nobody's yet.
		want := []postgres.ResultYear{{Year: 2023, HasFigures: true}, {Year: 2024}, {Year: 2025}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		if none, err := tx.ResultYears(ctx, 0); err != nil || len(none) != 0 {
			t.Errorf("another group's: %v %v", none, err)
		}
		return nil
	})
}

func snapshot(t *testing.T, db *postgres.DB, fn func(context.Context, *postgres.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *postgres.Tx) error { return fn(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}
