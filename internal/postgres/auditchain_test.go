package postgres_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// chained is a database with a log, and its owner, who goes behind the program's back.
type chained struct {
	*world
	d     *testdb.Database
	owner *pgx.Conn
}

func newChained(t *testing.T) *chained {
	t.Helper()
	d := testdb.New(t)
	return &chained{world: &world{t: t, db: d.DB}, d: d, owner: connect(t, d.OwnerURL)}
}

func connect(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// logs writes a transaction of so many rows.
func (c *chained) logs(rows int) {
	c.t.Helper()
	c.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CopyAudit(ctx, org.Actor{Person: org.Person{Name: "Åsa"}, ClientAddress: "192.0.2.1"}, entries(rows))
	})
}

func entries(rows int) []postgres.AuditEntry {
	list := make([]postgres.AuditEntry, rows)
	for n := range list {
		list[n] = postgres.AuditEntry{At: noon, Action: "figure.save", Subject: "figure", SubjectID: int64(n + 1),
			Before: map[string]any{"comment": "å|ä\n\"ö\"", "mean": 1.50}, After: map[string]any{"numerator": n}}
	}
	return list
}

func (c *chained) byOwner(sql string) {
	c.t.Helper()
	if _, err := c.owner.Exec(c.t.Context(), sql); err != nil {
		c.t.Fatal(err)
	}
}

func (c *chained) check(receipts ...postgres.AuditReceipt) postgres.AuditCheck {
	c.t.Helper()
	return fetch(c.world, func(ctx context.Context, tx *postgres.Tx) (postgres.AuditCheck, error) {
		return tx.VerifyAudit(ctx, receipts)
	})
}

// found says what a check found, as kind, row and link.
func found(check postgres.AuditCheck) string {
	var list []string
	for _, b := range check.Breaches {
		list = append(list, fmt.Sprintf("%s %d %d", b.Kind, b.Row, b.Link))
	}
	return strings.Join(list, ", ")
}

func (c *chained) receipt() postgres.AuditReceipt {
	c.t.Helper()
	return fetch(c.world, func(ctx context.Context, tx *postgres.Tx) (postgres.AuditReceipt, error) { return tx.AuditReceipt(ctx) })
}

// TestTheOwnerIsFoundOut: whatever is done to the log behind the program's back is found,
// and named. Rows 1, 2–4 and 5 are in links 1, 2 and 3.
func TestTheOwnerIsFoundOut(t *testing.T) {
	for name, c := range map[string]struct{ sql, want string }{
		"nothing":         {"", ""},
		"a value":         {`UPDATE audit SET after = '{"numerator": 9}' WHERE id = 3`, "row_changed 3 2"},
		"who":             {`UPDATE audit SET actor_name = 'Bo' WHERE id = 1`, "row_changed 1 1"},
		"when":            {`UPDATE audit SET happened_at = happened_at - interval '1 microsecond' WHERE id = 5`, "row_changed 5 3"},
		"nothing for ''":  {`UPDATE audit SET before = NULL WHERE id = 5`, "row_changed 5 3"},
		"what moved":      {`UPDATE audit SET action = 'figure.sav', subject = 'efigure' WHERE id = 5`, "row_changed 5 3"},
		"two":             {`UPDATE audit SET subject_id = 7 WHERE id IN (2, 5)`, "row_changed 2 2, row_changed 5 3"},
		"one removed":     {`DELETE FROM audit WHERE id = 3`, "row_removed 3 2"},
		"a link's":        {`DELETE FROM audit WHERE link = (SELECT key FROM audit_link WHERE id = 2)`, "row_removed 2 2, row_removed 3 2, row_removed 4 2"},
		"moved":           {`UPDATE audit SET link = (SELECT key FROM audit_link WHERE id = 3) WHERE id = 4`, "row_removed 4 2, row_added 4 3"},
		"a link removed":  {`DELETE FROM audit_link WHERE id = 2`, "link_removed 0 2, row_added 2 0, row_added 3 0, row_added 4 0"},
		"with its rows":   {`DELETE FROM audit WHERE id BETWEEN 2 AND 4; DELETE FROM audit_link WHERE id = 2`, "link_removed 0 2"},
		"closed up":       {`DELETE FROM audit WHERE id BETWEEN 2 AND 4; DELETE FROM audit_link WHERE id = 2; UPDATE audit_link SET id = 2 WHERE id = 3`, "link_forged 0 2, link_changed 0 2"},
		"a link's time":   {`UPDATE audit_link SET made_at = made_at - interval '1 day' WHERE id = 1`, "link_changed 0 1"},
		"a link's leaves": {`UPDATE audit_link SET leaves = set_byte(leaves, 20, get_byte(leaves, 20) # 1) WHERE id = 1`, "link_changed 0 1, row_changed 1 1"},
		"emptied":         {`DELETE FROM audit WHERE id = 1; UPDATE audit_link SET leaves = NULL WHERE id = 1`, "thinned 0 1"},
		"put in": {`ALTER TABLE audit DISABLE TRIGGER audit_written; INSERT INTO audit (happened_at, actor_name, action, subject) VALUES (now(), 'Bo', 'a', 's')`,
			"row_added 6 0"},
		"put into a link": {`ALTER TABLE audit DISABLE TRIGGER audit_written; INSERT INTO audit (happened_at, actor_name, action, subject, link)
			SELECT now(), 'Bo', 'a', 's', key FROM audit_link WHERE id = 2`, "row_added 6 2"},
		"without a seal": {`ALTER TABLE audit_link DISABLE TRIGGER audit_seal; INSERT INTO audit (happened_at, actor_name, action, subject) VALUES (now(), 'Bo', 'a', 's')`,
			"row_added 6 0"},
		"a thinning of their own": {`DELETE FROM audit WHERE id = 1; UPDATE audit_link SET leaves = NULL WHERE id = 1;
			INSERT INTO audit (happened_at, actor_name, action, subject, after) VALUES (now(), 'Bo', 'audit.thin', 'audit', '{"up_to": 1}')`, "thinned 0 1"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newChained(t)
			for _, rows := range []int{1, 3, 1} {
				w.logs(rows)
			}
			w.byOwner(c.sql)
			check := w.check()
			same(t, "found", found(check), c.want)
			same(t, "whole", check.Whole(), c.want == "")
			if c.want == "" {
				same(t, "read", []int64{check.Links, check.Rows, check.Receipt.Link}, []int64{3, 5, 3})
			}
			for _, b := range check.Breaches {
				if b.At.IsZero() {
					t.Errorf("%s: when?", b.Kind)
				}
			}
		})
	}
}

// TestAReceiptTellsOfTheEnd: what is cut off at the end, and a chain that is made anew from
// some place on, are found by whoever has kept a receipt.
func TestAReceiptTellsOfTheEnd(t *testing.T) {
	w := newChained(t)
	same(t, "of nothing", w.receipt(), postgres.AuditReceipt{})
	w.logs(1)
	first := w.receipt()
	w.logs(2)
	w.logs(1)
	last := w.receipt()
	read, ok := postgres.ParseAuditReceipt(last.String())
	if !ok || read.Link != 3 || !slices.Equal(read.Hash, last.Hash) || last.At.Sub(read.At).Abs().Seconds() > 1 {
		t.Fatalf("%q is read as %v", last, read)
	}
	for _, wrong := range []string{"", "samsyn-logg 3 00 2026-01-01T00:00:00Z", strings.Replace(last.String(), " 3 ", " x ", 1), "x" + last.String(), last.String() + " y"} {
		if _, ok := postgres.ParseAuditReceipt(wrong); ok {
			t.Errorf("%q is a receipt", wrong)
		}
	}
	same(t, "with receipts", found(w.check(first, last)), "")
	w.byOwner(`DELETE FROM audit WHERE id > 1; DELETE FROM audit_link WHERE id > 1`)
	same(t, "without one", found(w.check(first)), "")
	check := w.check(first, last)
	same(t, "cut off", found(check), "end_removed 0 2")
	same(t, "as far as", check.Breaches[0].Last, int64(3))
	w.logs(1)
	w.logs(1)
	same(t, "written anew", found(w.check(first, last)), "past_changed 0 3")
}

// TestFiftyWritersMakeOneChain: none forks it and none is lost, nor those on a snapshot.
func TestFiftyWritersMakeOneChain(t *testing.T) {
	w := newChained(t)
	const writers, each = 50, 4
	var all sync.WaitGroup
	errs := make(chan error, writers*each)
	for n := range writers {
		all.Go(func() {
			for range each {
				write := w.db.Write
				if n%5 == 0 {
					write = w.db.WriteSnapshot
				}
				errs <- write(t.Context(), func(tx *postgres.Tx) error {
					if err := tx.CopyAudit(t.Context(), org.Actor{Person: org.Person{Name: "Bo"}}, entries(2)); err != nil {
						return err
					}
					return tx.AppendAudit(t.Context(), org.Actor{Person: org.Person{Name: "Bo"}}, entries(1)[0])
				})
			}
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	check := w.check()
	same(t, "found", found(check), "")
	same(t, "links and rows", []int64{check.Links, check.Rows}, []int64{writers * each, 3 * writers * each})
}

// TestWhatFailsLeavesNoLink: nor does a transaction that writes nothing into the log.
func TestWhatFailsLeavesNoLink(t *testing.T) {
	w := newChained(t)
	w.logs(1)
	w.logs(0)
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.CopyAudit(ctx, org.Actor{Person: org.Person{Name: "Bo"}}, entries(1)); err != nil {
			return err
		}
		return context.Canceled
	}); err == nil {
		t.Error("it was stored")
	}
	w.logs(1)
	check := w.check()
	same(t, "links", []int64{check.Links, check.Rows}, []int64{2, 2})
	same(t, "found", found(check), "")
	same(t, "open", text(t, w.db, `SELECT count(*)::text FROM audit_link WHERE id IS NULL`), "0")
}
