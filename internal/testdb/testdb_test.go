package testdb_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// signIn connects to an address for the test's duration.
func signIn(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func TestEachDatabaseIsItsOwn(t *testing.T) {
	a, b := testdb.New(t), testdb.New(t)
	if _, err := signIn(t, a.OwnerURL).Exec(t.Context(), `CREATE TABLE only_here (n int)`); err != nil {
		t.Fatal(err)
	}
	var found *string
	if err := signIn(t, b.OwnerURL).QueryRow(t.Context(), `SELECT to_regclass('only_here')::text`).Scan(&found); err != nil || found != nil {
		t.Errorf("the other database has it too: %v, %v", found, err)
	}
	if err := a.DB.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestDatabaseIsDropped(t *testing.T) {
	var url string
	t.Run("inner", func(t *testing.T) { url = testdb.New(t).OwnerURL })
	if conn, err := pgx.Connect(t.Context(), url); err == nil {
		conn.Close(t.Context())
		t.Error("the database is still there after its test")
	}
}

// dump is the schema as SQL, without goose's own table and without the random
// key that newer versions of pg_dump put first and last.
func dump(t *testing.T, url string) string {
	t.Helper()
	cmd := exec.Command(testdb.Tool(t, "pg_dump"), "--schema-only", "--exclude-table=goose_db_version*", url)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pg_dump: %v", err)
	}
	return regexp.MustCompile(`(?m)^\\(un)?restrict .*$`).ReplaceAllString(string(out), "")
}

// TestFoldersOfKilledTestsAreRemoved relies on the order: the server of this
// process has been started, which sweeps, before this test by New.
func TestFoldersOfKilledTestsAreRemoved(t *testing.T) {
	left, err := os.MkdirTemp("", "samsyn-testdb-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(left, "lock"), []byte("1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	testdb.Sweep()
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
	testdb.New(t) // the sweep has left the running server alone
}

// same reports a difference between two dumps.
func same(t *testing.T, what, a, b string) {
	t.Helper()
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("%s (-before +after):\n%s", what, diff)
	}
}
