package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// JobSchema is the schema with the job queue's tables. Its library (river) makes
// and migrates them; our own migrations make the schema.
const JobSchema = "river"

const (
	lockJobs = `-- name: lock the job queue's migrations
SELECT pg_try_advisory_lock(hashtextextended('samsyn migrate jobs', 0))`
	unlockJobs = `-- name: unlock the job queue's migrations
SELECT pg_advisory_unlock(hashtextextended('samsyn migrate jobs', 0))`
	grantJobs = `-- name: grant the job queue
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ` + JobSchema + ` TO ` + AppRole + `;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ` + JobSchema + ` TO ` + AppRole
	jobVersionTable = `-- name: job version table exists
SELECT coalesce(has_table_privilege(to_regclass('` + JobSchema + `.river_migration'), 'SELECT'), false)`
	selectJobVersions = `-- name: job versions
SELECT version FROM ` + JobSchema + `.river_migration WHERE line = 'main'`
)

// migrateJobs brings the job queue's tables to its library's version, one program
// at a time.
func migrateJobs(ctx context.Context, ownerURL string) (err error) {
	config, err := pgxpool.ParseConfig(ownerURL)
	if err != nil {
		return err
	}
	config.ConnConfig.RuntimeParams["lock_timeout"] = lockTimeout
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	// Asked again and again: a statement that waits would keep its snapshot.
	for locked := false; !locked; {
		if err := conn.QueryRow(ctx, lockJobs).Scan(&locked); err != nil {
			return err
		}
		if !locked && !pause(ctx, longestPause) {
			return ctx.Err()
		}
	}
	defer func() {
		_, unlock := conn.Exec(context.WithoutCancel(ctx), unlockJobs)
		err = errors.Join(err, unlock)
	}()
	migrator, err := jobMigrator(pool)
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("jobbköns tabeller gick inte att uppdatera: %w", err)
	}
	_, err = conn.Exec(ctx, grantJobs)
	return err
}

func jobMigrator(pool *pgxpool.Pool) (*rivermigrate.Migrator[pgx.Tx], error) {
	return rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: JobSchema,
		Logger: slog.New(slog.DiscardHandler)})
}

// pendingJobs names the versions of the job queue's tables that the database has
// not got.
func pendingJobs(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	migrator, err := jobMigrator(nil)
	if err != nil {
		return nil, err
	}
	applied := map[int]bool{}
	var exists bool
	if err := conn.QueryRow(ctx, jobVersionTable).Scan(&exists); err != nil {
		return nil, err
	}
	if exists {
		rows, err := conn.Query(ctx, selectJobVersions)
		if err != nil {
			return nil, err
		}
		versions, err := pgx.CollectRows(rows, pgx.RowTo[int])
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			applied[v] = true
		}
	}
	var names []string
	for _, v := range migrator.AllVersions() {
		if !applied[v.Version] {
			names = append(names, fmt.Sprintf("%s %03d", JobSchema, v.Version))
		}
	}
	return names, nil
}

// JobDriver lets the job queue's library work on the same connections as the rest.
func (db *DB) JobDriver() *riverpgxv5.Driver { return riverpgxv5.New(db.pool) }
