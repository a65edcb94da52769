package postgres

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Tx is one transaction.
type Tx struct {
	tx pgx.Tx
	// changed are the groups that the log says something has been changed of.
	changed map[org.GroupID]bool
	// changedEvery says that something was changed that every group's pages may show.
	changedEvery bool
}

// Read runs fn on one unchanging snapshot, read-only. fn may be run again, as by
// Write.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, fn)
}

// Write runs fn in one transaction: all of it is stored, or nothing when fn
// fails. fn may be run again when PostgreSQL asks for it (deadlock, serialization
// failure) or went away before the end, so it must not have effects outside the
// transaction. The groups that fn writes into the log about get another Revision.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, pgx.TxOptions{}, fn)
}

// WriteSnapshot is Write on one unchanging snapshot: all that fn reads is as it was at one
// moment, whatever others store meanwhile. When they have stored something that fn writes
// too, or anything that the log tells of, it is run again, and others then wait for it.
func (db *DB) WriteSnapshot(ctx context.Context, fn func(*Tx) error) error {
	return db.run(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, fn)
}

const (
	// maxRaces is how often a transaction that lost a race inside PostgreSQL is tried.
	maxRaces = 5
	// comeback is how long a transaction waits while the database restarts.
	comeback = 5 * time.Second
	// longestPause is the most it waits between two attempts.
	longestPause = 160 * time.Millisecond
)

// run repeats a transaction for as long as that is safe and may help. When the database
// does not come back the error is fault.ErrUnavailable; one that it was sent a commit before
// it went is not, since nobody can know what became of that.
func (db *DB) run(ctx context.Context, options pgx.TxOptions, fn func(*Tx) error) error {
	deadline := time.Now().Add(comeback)
	for attempt := 1; ; attempt++ {
		ours := db.once
		if attempt > 1 && options.IsoLevel == pgx.RepeatableRead && options.AccessMode != pgx.ReadOnly {
			ours = db.onceAlone
		}
		lost, err := ours(ctx, options, fn)
		again := retryable(err) && attempt < maxRaces || lost && time.Now().Before(deadline)
		if !again || !pause(ctx, rand.N(min(longestPause, 5*time.Millisecond<<min(attempt, 6)))) {
			if lost {
				err = fmt.Errorf("%w: %w", fault.ErrUnavailable, err)
			}
			return err
		}
	}
}

// once runs one transaction. It reports whether the database went away before the
// commit was sent, so that nothing has been done; after that nobody can know.
func (db *DB) once(ctx context.Context, options pgx.TxOptions, fn func(*Tx) error) (lost bool, err error) {
	return begin(ctx, db.pool, options, fn)
}

const lockChain = `-- name: lock the log's chain
SELECT pg_advisory_lock(hashtextextended('samsyn audit chain', 0))`

const unlockChain = `-- name: unlock the log's chain
SELECT pg_advisory_unlock(hashtextextended('samsyn audit chain', 0))`

// onceAlone is once while nobody else can end a transaction that the log tells of: the
// snapshot is taken after the chain is ours, so that it is not older than its last link.
func (db *DB) onceAlone(ctx context.Context, options pgx.TxOptions, fn func(*Tx) error) (lost bool, err error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return unavailable(err), translate(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, lockChain); err != nil {
		return unavailable(err), translate(err)
	}
	defer func() {
		if _, unlock := conn.Exec(context.WithoutCancel(ctx), unlockChain); unlock != nil {
			_ = conn.Conn().Close(context.WithoutCancel(ctx)) // which lets go of the lock too
		}
	}()
	return begin(ctx, conn, options, fn)
}

// begin runs fn in a transaction on what can begin one.
func begin(ctx context.Context, on interface {
	BeginTx(context.Context, pgx.TxOptions) (pgx.Tx, error)
}, options pgx.TxOptions, fn func(*Tx) error) (lost bool, err error) {
	tx, err := on.BeginTx(ctx, options)
	if err != nil {
		return unavailable(err), translate(err)
	}
	defer func() {
		rollback := tx.Rollback(context.WithoutCancel(ctx))
		if err == nil && rollback != nil && !errors.Is(rollback, pgx.ErrTxClosed) {
			err = rollback
		}
	}()
	ours := &Tx{tx: tx}
	if err := fn(ours); err != nil {
		return tx.Conn().IsClosed(), err
	}
	if err := ours.saveRevisions(ctx); err != nil {
		return tx.Conn().IsClosed(), err
	}
	return false, translate(tx.Commit(ctx))
}

// pause waits, unless the context ends first, and says whether it did wait.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
