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
