package postgres_test

import (
	"database/sql"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
	"samsyn/migrations"
)

// TestARestoredLogVerifies: a copy by PostgreSQL's own programs keeps the chain, and it
// goes on there, also when the new server's transactions have numbers that the old one's had.
func TestARestoredLogVerifies(t *testing.T) {
	w := newChained(t)
	w.logs(1)
	w.logs(3)
	before := w.receipt()
	file := filepath.Join(t.TempDir(), "copy")
	empty := testdb.NewEmpty(t)
	for _, command := range [][]string{
		{"pg_dump", "--format=custom", "--file=" + file, w.d.OwnerURL},
		{"pg_restore", "--exit-on-error", "--dbname=" + empty.OwnerURL, file},
	} {
		if out, err := exec.CommandContext(t.Context(), testdb.Tool(t, command[0]), command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", command[0], err, out)
		}
	}
	db, err := postgres.Open(t.Context(), empty.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	restored := &chained{world: &world{t: t, db: db}, d: empty, owner: connect(t, empty.OwnerURL)}
	same(t, "restored", found(restored.check(before)), "")
	restored.logs(2)
	check := restored.check(before)
	same(t, "goes on", found(check), "")
	same(t, "links and rows", []int64{check.Links, check.Rows}, []int64{3, 6})
	restored.byOwner(`DELETE FROM audit WHERE id = 3`)
	same(t, "still watches", found(restored.check(before)), "row_removed 3 2")
}

// unchained is the last migration without the chain.
const unchained = 39

// TestWhatWasLoggedBeforeIsSealed: rows that an older version wrote are the first link, and
// those that it writes while the new one starts get links too.
func TestWhatWasLoggedBeforeIsSealed(t *testing.T) {
	d := testdb.NewEmpty(t)
	conn, err := sql.Open("pgx", d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	p, err := goose.NewProvider(goose.DialectPostgres, conn, migrations.FS, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), unchained); err != nil {
		t.Fatal(err)
	}
	const older = `INSERT INTO audit (happened_at, person_id, actor_name, action, group_id, unit_id, subject, subject_id, before, after, client_address, request_id)
		VALUES ('2026-01-02 03:04:05.678901', NULL, 'Åsa', 'figure.save', NULL, NULL, 'figure', 7, NULL, '{"mean": 1.50}', '', '')`
	app := connect(t, d.AppURL)
	for range 3 {
		if _, err := app.Exec(t.Context(), older); err != nil {
			t.Fatal(err)
		}
	}
	if err := postgres.Migrate(t.Context(), d.OwnerURL); err != nil {
		t.Fatal(err)
	}
	if _, err := app.Exec(t.Context(), older); err != nil {
		t.Fatal(err)
	}
	db, err := postgres.Open(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	w := &chained{world: &world{t: t, db: db}, d: d, owner: connect(t, d.OwnerURL)}
	check := w.check()
	same(t, "found", found(check), "")
	same(t, "links and rows", []int64{check.Links, check.Rows}, []int64{2, 4})
	w.byOwner(`UPDATE audit SET subject_id = 8 WHERE id = 2`)
	same(t, "watched", found(w.check()), "row_changed 2 1")
}

// backdate lets the log's links be made so many months ago.
func (c *chained) backdate(months string) {
	c.t.Helper()
	definition := text(c.t, c.db, `SELECT pg_get_functiondef('audit_seal'::regproc)`)
	old := definition
	if i := strings.Index(definition, "clock_timestamp()"); i >= 0 {
		end := strings.Index(definition[i:], ";") + i
		old = definition[:i] + "clock_timestamp() - interval '" + months + " months'" + definition[end:]
	}
	if old == definition {
		c.t.Fatal("the function does not ask for the time")
	}
	c.byOwner(old)
}

// TestThinning: what is older than five years can be removed by whoever owns the database,
// the log tells of it, and the chain can still be checked.
func TestThinning(t *testing.T) {
	w := newChained(t)
	w.backdate("84")
	w.logs(2)
	w.logs(1)
	w.backdate("66")
	w.logs(1)
	w.backdate("0")
	w.logs(1)
	now := time.Now()
	thin := func(o postgres.ThinOrder) (postgres.Thinning, error) {
		o.Now, o.Actor = now, "samsyn thin-audit"
		return postgres.ThinAudit(t.Context(), w.d.OwnerURL, o)
	}
	if _, err := thin(postgres.ThinOrder{Before: now.AddDate(-4, 0, 0), Apply: true}); err != postgres.ErrTooYoung {
		t.Errorf("four years old: %v", err)
	}
	must := func(o postgres.ThinOrder) postgres.Thinning {
		t.Helper()
		done, err := thin(o)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	six := postgres.ThinOrder{Before: now.AddDate(-6, 0, 0)}
	same(t, "would be", must(six), postgres.Thinning{Rows: 3, UpTo: 2})
	same(t, "nothing yet", w.check().Rows, int64(5))
	six.Apply = true
	if _, err := postgres.ThinAudit(t.Context(), w.d.AppURL, postgres.ThinOrder{Before: six.Before, Now: now, Actor: "x", Apply: true}); err == nil {
		t.Error("the program thins the log")
	}
	same(t, "done", must(six), postgres.Thinning{Rows: 3, UpTo: 2})
	check := w.check()
	same(t, "found", found(check), "")
	same(t, "links, rows and thinned", []int64{check.Links, check.Rows, check.Thinned}, []int64{5, 3, 2})
	same(t, "the log tells", text(t, w.db, `SELECT actor_name || ' ' || action || ' ' || (after->>'rows') FROM audit ORDER BY id DESC LIMIT 1`),
		"samsyn thin-audit audit.thin 3")
	same(t, "again", must(six), postgres.Thinning{UpTo: 2})
	same(t, "nothing more is told", w.check().Links, int64(5))
	same(t, "more", must(postgres.ThinOrder{Before: now.AddDate(-5, 0, 0), Apply: true}), postgres.Thinning{Rows: 1, UpTo: 3})
	same(t, "found then", found(w.check()), "")

	w.byOwner(`DELETE FROM audit WHERE link = (SELECT key FROM audit_link WHERE id = 4)`)
	same(t, "younger rows", found(w.check()), "row_removed 5 4")
	w.byOwner(`DELETE FROM audit WHERE action = 'audit.thin' AND id = (SELECT max(id) FROM audit)`)
	check = w.check()
	same(t, "without the telling", found(check), "thinned 0 3, row_removed 5 4, row_removed 7 6")
}
