package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib" // goose speaks database/sql
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"samsyn/migrations"
)

// versionTable is where goose notes which migrations have been run.
const versionTable = "goose_db_version"

const (
	// lockTimeout is how long a migration waits for a table that somebody else works with.
	// Whoever comes to the table after it waits behind it, so it must be short: the old
	// version may still be answering requests.
	lockTimeout = "3s"
	// lockTries is how often a migration that did not get its table tries again.
	lockTries = 20
	// lockPause is how long those who were waiting get in between.
	lockPause = time.Second
)

// Migrate brings the schema to this program's version. The address must be the
// owner's. Several programs may start at once: a lock in the database lets one
// migrate while the others wait. It may be run while an older program works on the
// database: it gives up rather than keep that one waiting, and tries again.
func Migrate(ctx context.Context, ownerURL string) error {
	var err error
	for range lockTries {
		if err = migrate(ctx, ownerURL); !lockedOut(err) || !pause(ctx, lockPause) {
			return err
		}
	}
	return fmt.Errorf("databasen är upptagen av annat och gick inte att uppdatera; försök igen när färre arbetar i den: %w", err)
}

// lockedOut reports whether a table was not to be had in time.
func lockedOut(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == pgerrcode.LockNotAvailable
}

// openOwner opens the database for the migrations' library.
func openOwner(ownerURL string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(ownerURL)
	if err != nil {
		return nil, fmt.Errorf("databasens adress går inte att tolka: %w", err)
	}
	config.RuntimeParams["lock_timeout"] = lockTimeout
	return stdlib.OpenDB(*config), nil
}

func migrate(ctx context.Context, ownerURL string) (err error) {
	db, err := openOwner(ownerURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("databasen gick inte att uppdatera: %w", err)
	}
	if _, err = db.ExecContext(ctx, grantVersions); err != nil {
		return err
	}
	return migrateJobs(ctx, ownerURL)
}

// The program checks what has been run before it starts, also as its own role.
// goose has let go of its lock by now, and two who grant at once get in each
// other's way: both statements run in one transaction, which holds a lock.
const grantVersions = `-- name: grant applied migrations
SELECT pg_advisory_xact_lock(hashtextextended('samsyn grant versions', 0));
GRANT SELECT ON ` + versionTable + ` TO ` + AppRole

const versionTableExists = `-- name: version table exists
SELECT to_regclass('` + versionTable + `') IS NOT NULL`

const selectApplied = `-- name: applied migrations
SELECT version_id FROM ` + versionTable + ` WHERE is_applied`

// Pending is the names of this program's migrations that the database has not
// run, in order, the job queue's last; none means that the program and the schema
// agree. The owner's address or the application's will do.
func Pending(ctx context.Context, url string) (names []string, err error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("databasen svarar inte: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	return pending(ctx, conn)
}

// Pending is the function of that name for a database that is open.
func (db *DB) Pending(ctx context.Context) ([]string, error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Release()
	return pending(ctx, conn.Conn())
}

func pending(ctx context.Context, conn *pgx.Conn) (names []string, err error) {
	applied, err := appliedVersions(ctx, conn)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		version, err := goose.NumericComponent(file)
		if err != nil {
			return nil, err
		}
		if !applied[version] {
			names = append(names, file)
		}
	}
	jobs, err := pendingJobs(ctx, conn)
	return append(names, jobs...), err
}

// NewestMigration is the number of this program's last migration: the version of its schema.
func NewestMigration() (newest int64, err error) {
	files, err := fs.Glob(migrations.FS, "*.sql")
	for _, file := range files {
		version, numberErr := goose.NumericComponent(file)
		newest, err = max(newest, version), errors.Join(err, numberErr)
	}
	return newest, err
}

// appliedVersions is the numbers of the migrations that have been run.
func appliedVersions(ctx context.Context, conn *pgx.Conn) (map[int64]bool, error) {
	applied := map[int64]bool{}
	var exists bool
	if err := conn.QueryRow(ctx, versionTableExists).Scan(&exists); err != nil || !exists {
		return applied, err
	}
	rows, err := conn.Query(ctx, selectApplied)
	if err != nil {
		return nil, err
	}
	versions, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	for _, v := range versions {
		applied[v] = true
	}
	return applied, err
}
