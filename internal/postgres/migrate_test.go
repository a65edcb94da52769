package postgres_test

import (
	"io/fs"
	"strconv"
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
