package setup_test

import (
	"testing"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/postgres"
	"samsyn/internal/server/compose"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

// TestDemoEditions: what has happened to the example's editions by a day, and that a later
// start changes nothing.
func TestDemoEditions(t *testing.T) {
	for name, c := range map[string]struct {
		now    time.Time
		events []int // by edition, the latest first
	}{
		"before last year's report": {time.Date(2026, 2, 10, 9, 0, 0, 0, time.UTC), []int{5}},
		"after it":                  {time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC), []int{3, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			db := testdb.New(t).DB
			if err := setup.Default(t.Context(), db, c.now); err != nil {
				t.Fatal(err)
			}
			if _, err := setup.Demo(t.Context(), db, c.now, "ett lösenord för exemplet"); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := setup.DemoEditions(t.Context(), db, c.now, compose.Edition); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Read(t.Context(), func(tx *postgres.Tx) error { return checkEditions(t, tx, c.events) }); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func checkEditions(t *testing.T, tx *postgres.Tx, want []int) error {
	group, err := tx.GroupByCode(t.Context(), "neonatologi")
	if err != nil {
		return err
	}
	editions, err := tx.Editions(t.Context(), group.ID, 0)
	if err != nil {
		return err
	}
	events, err := tx.EditionEvents(t.Context(), group.ID, 0)
	if err != nil {
		return err
	}
	if len(editions) != len(want) {
		t.Fatalf("%d editions", len(editions))
	}
	for n, e := range editions {
		count := 0
		for _, v := range events {
			if v.EditionID == e.ID {
				count++
			}
		}
		if count != want[n] || e.Number != 1 || e.FixedBy != "Exempelsammanställande" {
			t.Errorf("%d:%d by %s: %d events, want %d", e.Year, e.Number, e.FixedBy, count, want[n])
		}
		for _, sum := range [][]byte{e.InternalSHA256, e.PublicSHA256} {
			d, err := tx.ReportDocument(t.Context(), sum)
			if err != nil {
				return err
			}
			if doc, err := edition.Decode(d.Content); err != nil || !doc.Example || doc.Language != "sv" || string(doc.Audience) != d.Audience || len(doc.Sections) < 10 {
				t.Errorf("%d for %s: %v", e.Year, d.Audience, err)
			}
		}
	}
	return nil
}
