package postgres_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// boardRows has a figure with everything and one with every NULL there can be.
const boardRows = `
INSERT INTO stratification (group_id, code, name) VALUES (1, 'v', 'Vecka');
INSERT INTO stratum (stratification_id, code, name) VALUES (1, 's', 'sen');
INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at, submitted_by) VALUES
    (1, 1, '2026-01-01', 3, 'submitted', '2026-04-20 10:00Z', 1), (1, 2, '2026-01-01', 3, 'draft', NULL, NULL),
    (1, 2, '2025-10-01', 3, 'submitted', '2026-01-10 10:00Z', NULL), (2, 2, '2026-01-01', 3, 'submitted', '2026-04-20 10:00Z', NULL);
INSERT INTO figure (submission_id, unit_id, indicator_id, kind, stratum_id, period_start, period_months, state, numerator, denominator, entered_at, entered_by) VALUES
    (1, 1, 1, 'proportion', 1, '2026-01-01', 3, 'reported', 1, 2, now(), 1);
INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, entered_at) VALUES
    (2, 2, 5, 'count', '2025-01-01', 12, 'not_applicable', now()), (4, 2, 7, 'proportion', '2026-01-01', 3, 'not_applicable', now());
INSERT INTO audit (happened_at, actor_name, action, subject, subject_id) VALUES
    ('2026-04-02 10:00Z', 'x', 'submission.submit', 'submission', 1), ('2026-04-20 10:00Z', 'x', 'submission.submit', 'submission', 1),
    ('2026-04-01 10:00Z', 'x', 'submission.return', 'submission', 1), ('2026-04-01 10:00Z', 'x', 'submission.submit', 'figure', 1)`

func TestEnteredFigures(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(boardRows)
	var entered []postgres.Entered
	read(t, f, func(tx *postgres.Tx) (err error) {
		entered, err = tx.EnteredFigures(t.Context(), testgroup.Group, quality.Quarter(2026, 1).Start(), quality.WholeYear(2026).End())
		return err
	})
	want := []postgres.Entered{
		{UnitID: testgroup.Ala, Key: quality.FigureKey{IndicatorID: 1, StratumID: 1, Period: quality.Quarter(2026, 1)}},
		{UnitID: testgroup.Bo, Key: quality.FigureKey{IndicatorID: 5, Period: quality.WholeYear(2025)}},
	}
	if diff := cmp.Diff(want, entered); diff != "" {
		t.Error(diff)
	}
}

func TestFirstHandedIn(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(boardRows)
	var first map[quality.SubmissionID]time.Time
	read(t, f, func(tx *postgres.Tx) (err error) {
		first, err = tx.FirstHandedIn(t.Context(), testgroup.Group, quality.WholeYear(2025).Start(), quality.WholeYear(2026).End(), "submission.submit")
		return err
	})
	got := map[quality.SubmissionID]string{}
	for id, at := range first {
		got[id] = at.UTC().Format(time.DateOnly)
	}
	// The third was imported: nothing in the log, so its own time holds.
	if diff := cmp.Diff(map[quality.SubmissionID]string{1: "2026-04-02", 3: "2026-01-10"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPersonNames(t *testing.T) {
	f := testgroup.New(t)
	read(t, f, func(tx *postgres.Tx) error {
		names, err := tx.PersonNames(t.Context(), []org.PersonID{testgroup.Convener, 0, testgroup.Convener, 99})
		if diff := cmp.Diff(map[org.PersonID]string{testgroup.Convener: "Sara Samman"}, names); diff != "" {
			t.Error(diff)
		}
		none, noneErr := tx.PersonNames(t.Context(), nil)
		if len(none) != 0 || noneErr != nil {
			t.Errorf("nobody: %v, %v", none, noneErr)
		}
		return err
	})
}

func read(t *testing.T, f *testgroup.Fixture, fn func(*postgres.Tx) error) {
	t.Helper()
	if err := f.DB.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}
