// Package postgres is the only place with SQL: one file per aggregate, each
// statement directly above the method that runs it. It turns rows into the pure
// packages' types and PostgreSQL's errors into package fault's. It must not know
// HTTP, the rooms, or any rule about who may do what.
package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// AppRole is the database role the program works as: it owns nothing and cannot
// alter the audit log.
const AppRole = "samsyn_app"

// DB is the pool of connections. Everything is read and written through Read and
// Write, whose Tx carries all the SQL, so that the pool cannot be used inside a
// transaction by mistake.
type DB struct {
	pool *pgxpool.Pool
}

// Tx is one transaction.
type Tx struct {
	tx pgx.Tx
}

// Open connects to the database at the URL. A login role that is a member of
// AppRole steps down to it on each connection, so that one address is enough.
func Open(ctx context.Context, url string) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("databasens adress går inte att tolka: %w", err)
	}
	config.AfterConnect = stepDown
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("databasen svarar inte: %w", err)
	}
	return &DB{pool: pool}, nil
}

func stepDown(ctx context.Context, conn *pgx.Conn) error {
	var member bool
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)
		AND current_user <> $1 AND pg_has_role(current_user, (SELECT oid FROM pg_roles WHERE rolname = $1), 'MEMBER')`,
		AppRole).Scan(&member)
	if err != nil || !member {
		return err
	}
	_, err = conn.Exec(ctx, "SET ROLE "+AppRole)
	return err
}

// Close waits for what runs and closes the connections.
func (db *DB) Close() { db.pool.Close() }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// Read runs fn on one unchanging snapshot, read-only.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, fn)
}

// maxAttempts is how often a write that lost a race inside PostgreSQL is tried.
const maxAttempts = 5

// Write runs fn in one transaction: all of it is stored, or nothing when fn
// fails. fn may be run again when PostgreSQL asks for it (deadlock, serialization
// failure), so it must not have effects outside the transaction.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	var err error
	for range maxAttempts {
		if err = db.run(ctx, pgx.TxOptions{}, fn); !retryable(err) {
			return err
		}
	}
	return err
}

func (db *DB) run(ctx context.Context, options pgx.TxOptions, fn func(*Tx) error) (err error) {
	tx, err := db.pool.BeginTx(ctx, options)
	if err != nil {
		return translate(err)
	}
	defer func() {
		rollback := tx.Rollback(context.WithoutCancel(ctx))
		if err == nil && rollback != nil && !errors.Is(rollback, pgx.ErrTxClosed) {
			err = rollback
		}
	}()
	if err := fn(&Tx{tx: tx}); err != nil {
		return err
	}
	return translate(tx.Commit(ctx))
}
