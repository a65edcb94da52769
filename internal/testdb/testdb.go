// Package testdb gives each test a real PostgreSQL database of its own: one
// private server for the test process, one migrated template in it, and a copy of
// the template for each test, dropped when the test is over.
// Only tests may import it; it knows nothing of what they store.
package testdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/localpg"
	"samsyn/internal/postgres"
)

// template is the migrated database that the tests' are copied from.
const template = "samsyn_template"

// folderPattern names the temporary folders, so that those that a killed test
// process left can be recognised.
const folderPattern = "samsyn-testdb-"

// Database is one test's own.
type Database struct {
	// DB is the pool, as the application's role.
	DB *postgres.DB
	// AppURL and OwnerURL are the database's addresses as the application's role
	// and as the owner of the schema.
	AppURL, OwnerURL string
}

// server is the test process's, started by the first test that needs it.
var server struct {
	once    sync.Once
	dir     string
	started *localpg.Server
	err     error
	copies  atomic.Int64
}

// Main is the package's TestMain: func TestMain(m *testing.M) { testdb.Main(m) }.
// It runs the tests and stops the server after them. A test process that is
// killed takes its server with it.
func Main(m *testing.M) {
	code := m.Run()
	if err := end(); err != nil {
		fmt.Fprintln(os.Stderr, "testdb:", err)
		code = 1
	}
	os.Exit(code)
}

// end stops the server, if any test has started it, and removes its folder.
func end() error {
	var err error
	if server.started != nil {
		err = server.started.Stop()
	}
	if server.dir == "" {
		return err
	}
	return errors.Join(err, os.RemoveAll(server.dir))
}

// New is a fresh migrated database for the test. It fails the test when there is
// no PostgreSQL.
func New(t testing.TB) *Database {
	t.Helper()
	d := copyOf(t, template)
	db, err := postgres.Open(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	d.DB = db
	t.Cleanup(db.Close)
	return d
}

// NewEmpty is a fresh database without any schema, and so without DB, for tests
// of the migrations themselves.
func NewEmpty(t testing.TB) *Database {
	t.Helper()
	return copyOf(t, "template0")
}

// Tool is the path of one of PostgreSQL's own programs, of the server's version.
func Tool(t testing.TB, name string) string {
	t.Helper()
	return running(t).Tool(name)
}

// copyOf makes a database from a template and drops it after the test.
func copyOf(t testing.TB, from string) *Database {
	t.Helper()
	s := running(t)
	name := fmt.Sprintf("test_%d", server.copies.Add(1))
	if err := asOwner(t.Context(), s, "CREATE DATABASE "+name+" TEMPLATE "+from); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := asOwner(context.Background(), s, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return &Database{AppURL: s.URL(localpg.AppRole, name), OwnerURL: s.URL(localpg.OwnerRole, name)}
}

// running is the process's server.
func running(t testing.TB) *localpg.Server {
	t.Helper()
	server.once.Do(func() { server.err = begin(context.Background()) })
	if server.err != nil {
		t.Fatal(server.err)
	}
	return server.started
}

// begin starts the server in a temporary folder and makes the template.
func begin(ctx context.Context) error {
	sweep()
	dir, err := os.MkdirTemp("", folderPattern)
	if err != nil {
		return err
	}
	server.dir = dir
	s, err := localpg.Start(ctx, localpg.Options{Dir: dir, Unsafe: true})
	if err != nil {
		return err
	}
	server.started = s
	if err := asOwner(ctx, s, "CREATE DATABASE "+template); err != nil {
		return err
	}
	return postgres.Migrate(ctx, s.URL(localpg.OwnerRole, template))
}

// asOwner runs one statement as the server's owner.
func asOwner(ctx context.Context, s *localpg.Server, statement string) (err error) {
	conn, err := pgx.Connect(ctx, s.URL(localpg.OwnerRole, "postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, statement)
	return err
}

// sweep removes folders of test processes that were killed: nobody holds their
// lock. What cannot be removed is left for the next time.
func sweep() {
	locks, err := filepath.Glob(filepath.Join(os.TempDir(), folderPattern+"*", "lock"))
	if err != nil {
		return
	}
	for _, path := range locks {
		lock, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			_ = os.RemoveAll(filepath.Dir(path))
		}
		_ = lock.Close()
	}
}
