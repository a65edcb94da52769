package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// BenchmarkChain writes into a log with its chain and, in turn, into one without it:
// transactions of one row, and of 100,000 rows.
func BenchmarkChain(b *testing.B) {
	d, bare := testdb.New(b), testdb.New(b)
	if _, err := connect(b, bare.OwnerURL).Exec(b.Context(), `DROP TRIGGER audit_written ON audit`); err != nil {
		b.Fatal(err)
	}
	actor := org.Actor{Person: org.Person{Name: "Bo"}, ClientAddress: "192.0.2.1", RequestID: "r1"}
	for name, rows := range map[string]int{"one": 1, "hundred-thousand": 100_000} {
		list := entries(rows)
		b.Run(name, func(b *testing.B) {
			var took [2][]time.Duration
			for b.Loop() {
				for n, db := range []*postgres.DB{d.DB, bare.DB} {
					begun := time.Now()
					if err := db.Write(b.Context(), func(tx *postgres.Tx) error { return tx.CopyAudit(b.Context(), actor, list) }); err != nil {
						b.Fatal(err)
					}
					took[n] = append(took[n], time.Since(begun))
				}
			}
			for n, what := range []string{"chained", "bare"} {
				slices.Sort(took[n])
				b.ReportMetric(float64(took[n][len(took[n])/2].Microseconds())/1000, what+"-ms")
				b.ReportMetric(float64(took[n][0].Microseconds())/1000, what+"-least-ms")
			}
		})
	}
	begun := time.Now()
	var check postgres.AuditCheck
	if err := d.DB.Read(b.Context(), func(tx *postgres.Tx) (err error) {
		check, err = tx.VerifyAudit(context.WithoutCancel(b.Context()), nil)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	b.Logf("checked %d rows in %d links in %s", check.Rows, check.Links, time.Since(begun).Round(time.Millisecond))
}
