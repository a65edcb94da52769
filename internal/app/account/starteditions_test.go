package account

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb/testgroup"
)

// TestStartTellsOfEditions: the receiving chair of those that wait, and those who fix
// editions of figures that were changed after one had gone.
func TestStartTellsOfEditions(t *testing.T) {
	f := testgroup.New(t)
	f.Exec(`UPDATE membership SET role = 'program_area_chair' WHERE person_id = 5;
		INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now());
		INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) VALUES (decode(repeat('1', 64), 'hex'), 1, 2025, 'internal', '{}', now());
		INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at, reason)
		SELECT 1, 2025, n, decode(repeat('1', 64), 'hex'), decode(repeat('1', 64), 'hex'), '2026-02-20', 'Skäl' FROM generate_series(1, 2) n;
		INSERT INTO submission (group_id, unit_id, period_start, period_months, state, submitted_at) VALUES (1, 1, '2025-10-01', 3, 'submitted', '2026-01-10'), (1, 2, '2025-10-01', 3, 'draft', NULL);
		INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at) VALUES
		(1, 1, 1, 'proportion', '2025-10-01', 3, 'reported', 1, 2, '2026-03-01'), (1, 1, 3, 'proportion', '2025-10-01', 3, 'reported', 1, 2, '2026-02-01'),
		(2, 2, 1, 'proportion', '2025-10-01', 3, 'reported', 1, 2, '2026-03-01');`)
	room := New(f.DB, testgroup.Clock)
	told := func(id org.PersonID) (lines []string) {
		t.Helper()
		start, err := room.Start(t.Context(), f.Actor(id), f.Programme())
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range start.Tasks {
			if task.Kind == AcknowledgeEdition || task.Kind == EditionChanged {
				lines = append(lines, fmt.Sprintf("%s %d:%d %d", task.Kind, task.Period.Year, task.Edition, task.Count))
			}
		}
		return lines
	}
	check := func(what string, chair, convener []string) {
		t.Helper()
		if got := told(testgroup.Member); !slices.Equal(got, chair) {
			t.Errorf("%s: the receiving chair is told %q, want %q", what, got, chair)
		}
		for _, id := range []org.PersonID{testgroup.Convener, testgroup.Chair} {
			if got := told(id); !slices.Equal(got, convener) {
				t.Errorf("%s: %d is told %q, want %q", what, id, got, convener)
			}
		}
		if got := told(testgroup.MedicalLead); got != nil {
			t.Errorf("%s: a unit's is told %q", what, got)
		}
	}
	check("nothing is delivered", nil, nil)
	deliver := `INSERT INTO report_edition_event (edition_id, kind, direction, happened_on, with_whom, noted_at) VALUES (%d, 'delivered', 'up', '2026-02-21', 'Dit', now())`
	f.Exec(fmt.Sprintf(deliver, 1))
	check("an earlier one", []string{"acknowledge_edition 2025:1 0"}, nil)
	f.Exec(fmt.Sprintf(deliver, 2))
	check("the latest", []string{"acknowledge_edition 2025:2 0"}, []string{"edition_changed 2025:2 1"})
	f.Exec(`INSERT INTO report_edition_event (edition_id, kind, happened_on, with_whom, noted_at) VALUES (2, 'acknowledged', '2026-02-22', 'Lars', now())`)
	check("acknowledged", nil, []string{"edition_changed 2025:2 1"})
	f.Exec(`UPDATE report_edition_event SET taken_back_at = now()`)
	check("all taken back", nil, nil)

	f.Exec(`UPDATE report_edition_event SET taken_back_at = NULL WHERE kind = 'delivered'`)
	if err := f.DB.Read(t.Context(), func(tx *postgres.Tx) error { return olderEditions(t.Context(), tx, t) }); err != nil {
		t.Fatal(err)
	}
}

// olderEditions: nobody is told of what changes in years long ago.
func olderEditions(ctx context.Context, tx *postgres.Tx, t *testing.T) error {
	for since, want := range map[int]int{2025: 1, 2026: 0} {
		got, err := tx.ChangedEditions(ctx, testgroup.Group, since)
		if err != nil {
			return err
		}
		if len(got) != want {
			t.Errorf("since %d: %v", since, got)
		}
	}
	return nil
}
