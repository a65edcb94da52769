package testdb_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
	"samsyn/migrations"
)

// TestMigrationsUpDownUp is the promise of every migration's way back: nothing is
// left when all are taken back, and the second way up leads to the same schema.
func TestMigrationsUpDownUp(t *testing.T) {
	d := testdb.NewEmpty(t)
	empty := dump(t, d.OwnerURL)
	if strings.Contains(empty, "CREATE TABLE") {
		t.Fatal("the empty database has tables")
	}
	migrate(t, d)
	first := dump(t, d.OwnerURL)
	if !strings.Contains(first, "CREATE TABLE") {
		t.Fatal("the migrated database has no tables")
	}
	down(t, d)
	same(t, "all migrations down", empty, dump(t, d.OwnerURL))
	migrate(t, d)
	same(t, "up the second time", first, dump(t, d.OwnerURL))
}

// TestEachMigrationGoesBack takes the migrations back one at a time, so that a
// migration that leaves something for an earlier one to clean up is found.
func TestEachMigrationGoesBack(t *testing.T) {
	d := testdb.NewEmpty(t)
	p := provider(t, d)
	schemas := []string{dump(t, d.OwnerURL)}
	for range p.ListSources() {
		if _, err := p.UpByOne(t.Context()); err != nil {
			t.Fatal(err)
		}
		schemas = append(schemas, dump(t, d.OwnerURL))
	}
	for i := len(schemas) - 2; i >= 0; i-- {
		result, err := p.Down(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		same(t, "after the way back of "+result.Source.Path, schemas[i], dump(t, d.OwnerURL))
	}
}

// keptApart is the migration that lets nobody hold the same role twice at a time.
const keptApart = 9

// TestRolesHeldTwiceBecomeOne: what could be stored before roles were kept apart
// lasts as long as it did, each day once.
func TestRolesHeldTwiceBecomeOne(t *testing.T) {
	d := testdb.NewEmpty(t)
	p := provider(t, d)
	if _, err := p.UpTo(t.Context(), keptApart-1); err != nil {
		t.Fatal(err)
	}
	conn, err := sql.Open("pgx", d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := conn.ExecContext(t.Context(), `INSERT INTO person (email, name) VALUES ('a@b', 'A'), ('b@b', 'B');
		INSERT INTO membership (person_id, role, valid_from, valid_to) VALUES
			(1, 'administrator', '2026-01-01', NULL), (1, 'administrator', '2026-01-01', NULL),
			(1, 'administrator', '2025-06-01', '2026-02-01'), (1, 'administrator', '2025-07-01', '2025-08-01'),
			(2, 'administrator', '2026-01-01', '2026-01-31'), (2, 'administrator', '2026-02-01', NULL)`); err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), keptApart); err != nil {
		t.Fatal(err)
	}
	var got string
	if err := conn.QueryRowContext(t.Context(), `SELECT string_agg(concat(person_id, ' ', valid_from, '–', valid_to), ', '
		ORDER BY person_id, valid_from) FROM membership`).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if want := "1 2025-06-01–2025-12-31, 1 2026-01-01–, 2 2026-01-01–2026-01-31, 2 2026-02-01–"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func migrate(t *testing.T, d *testdb.Database) {
	t.Helper()
	if err := postgres.Migrate(t.Context(), d.OwnerURL); err != nil {
		t.Fatal(err)
	}
}

func down(t *testing.T, d *testdb.Database) {
	t.Helper()
	if _, err := provider(t, d).DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
}

// provider is goose on the database.
func provider(t *testing.T, d *testdb.Database) *goose.Provider {
	t.Helper()
	db, err := sql.Open("pgx", d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
