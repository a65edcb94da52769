package postgres_test

import (
	"database/sql"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"

	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
	"samsyn/migrations"
)

func TestPendingAndMigrate(t *testing.T) {
	d := testdb.NewEmpty(t)
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	pending := func(url string) []string {
		names, err := postgres.Pending(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	for _, url := range []string{d.OwnerURL, d.AppURL} {
		var ours []string
		jobs := 0
		for _, name := range pending(url) {
			if strings.HasPrefix(name, postgres.JobSchema+" ") {
				jobs++
			} else {
				ours = append(ours, name)
			}
		}
		if jobs == 0 {
			t.Error("the job queue's tables are not pending in an empty database")
		}
		if diff := cmp.Diff(files, ours); diff != "" {
			t.Errorf("pending in an empty database:\n%s", diff)
		}
	}
	// Two programs that start at once must not migrate at once.
	var finished sync.WaitGroup
	for range 3 {
		finished.Go(func() {
			if err := postgres.Migrate(t.Context(), d.OwnerURL); err != nil {
				t.Error(err)
			}
		})
	}
	finished.Wait()
	for _, url := range []string{d.OwnerURL, d.AppURL} {
		if names := pending(url); len(names) > 0 {
			t.Errorf("still pending: %v", names)
		}
	}
}

func TestMigrationsAreNumberedInOrder(t *testing.T) {
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for n, file := range files {
		text, _, _ := strings.Cut(file, "_")
		if number, err := strconv.Atoi(text); err != nil || len(text) != 5 || number != n+1 {
			t.Errorf("%s: want number %05d", file, n+1)
		}
	}
}

// A migration does not stand in the way of those who work while it waits for a table, and
// is done when the table is free.
func TestAMigrationWaitsItsTurn(t *testing.T) {
	d := testdb.NewEmpty(t)
	if err := postgres.Migrate(t.Context(), d.OwnerURL); err != nil {
		t.Fatal(err)
	}
	conn, other := connect(t, d.OwnerURL), connect(t, d.OwnerURL)
	// Some steps once more, of which one alters a table that somebody is reading.
	db, err := sql.Open("pgx", d.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	steps, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := steps.DownTo(t.Context(), 35); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`BEGIN`, `SELECT count(*) FROM person`} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan error, 1)
	go func() { done <- postgres.Migrate(t.Context(), d.OwnerURL) }()
	until(t, other, `SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'person'::regclass`)
	began := time.Now()
	if _, err := other.Exec(t.Context(), `UPDATE person SET name = name`); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("somebody else waited %v for the migration", took)
	}
	select {
	case err := <-done:
		t.Fatalf("it did not try again: %v", err)
	default:
	}
	if _, err := conn.Exec(t.Context(), `COMMIT`); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// until waits for the query to be true.
func until(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		var yes bool
		if err := conn.QueryRow(t.Context(), sql).Scan(&yes); err != nil {
			t.Fatal(err)
		}
		if yes {
			return
		}
		<-again.C
	}
}
