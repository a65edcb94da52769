package postgres_test

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		if diff := cmp.Diff(files, pending(url)); diff != "" {
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
	for i, file := range files {
		number, _, _ := strings.Cut(file, "_")
		if want := fmt.Sprintf("%05d", i+1); number != want {
			t.Errorf("%s: number %s, want %s", file, number, want)
		}
	}
}
