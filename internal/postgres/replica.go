package postgres

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"samsyn/internal/org"
)

const (
	// lookEvery is how often it is found out whether the replica can be used, and how long
	// it may take to answer that, or to let somebody begin to read.
	lookEvery = time.Second
	// replicaWithin is how long one reading of the replica may take; then the primary is
	// read instead. It is for a computer that has frozen, or lost its network.
	replicaWithin = 5 * time.Second
)

// replica is a copy of the database that PostgreSQL keeps up to date a little behind it.
type replica struct {
	pool *pgxpool.Pool
	log  *slog.Logger
	// start is how far the primary's log had come when the program started. Before the
	// replica has come so far it may lack tables that the program has made.
	start  string
	within time.Duration // replicaWithin, but for tests

	usable              atomic.Bool
	read, behind, broke atomic.Int64

	end  context.CancelFunc
	done chan struct{}
}

// ReplicaUse is how a replica is used.
type ReplicaUse struct {
	// Attached says that there is one to use, and Usable that it answers now.
	Attached, Usable bool
	// Read counts the readings that it was used for, Behind those that found it to lack
	// the group's last change, and Broke those that it did not bring to an end. The two
	// last were done on the primary.
	Read, Behind, Broke int64
}

const selectLogPlace = `-- name: place in the log
SELECT pg_current_wal_lsn()::text`

// AttachReplica lets ReadGroup use the replica at the URL. It need not be there: what it
// cannot do is done by the primary, and the log is told when that begins and ends. An
// error is an address that cannot be understood, or the primary's.
func (db *DB) AttachReplica(ctx context.Context, url string, log *slog.Logger) error {
	config, err := poolConfig(url, nil)
	if err != nil {
		return err
	}
	config.ConnConfig.ConnectTimeout = lookEvery
	r := &replica{log: log, within: replicaWithin, done: make(chan struct{})}
	if err := db.pool.QueryRow(ctx, selectLogPlace).Scan(&r.start); err != nil {
		return err
	}
	if r.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return err
	}
	watch, end := context.WithCancel(context.WithoutCancel(ctx))
	r.end = end
	r.usable.Store(true) // so that the log is told if it is not
	r.look(watch)
	go r.watch(watch)
	db.replica = r
	return nil
}

// Replica tells how the replica has been used.
func (db *DB) Replica() ReplicaUse {
	r := db.replica
	if r == nil {
		return ReplicaUse{}
	}
	return ReplicaUse{Attached: true, Usable: r.usable.Load(), Read: r.read.Load(), Behind: r.behind.Load(), Broke: r.broke.Load()}
}

// close stops the looking and closes the connections.
func (r *replica) close() {
	r.end()
	<-r.done
	r.pool.Close()
}

// watch finds out again and again whether the replica can be used, so that nobody who
// reads has to wait for that.
func (r *replica) watch(ctx context.Context) {
	defer close(r.done)
	again := time.NewTicker(lookEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			r.look(ctx)
		}
	}
}

// A server that is no replica, or is one of a kind that tells no place, counts as having
// come far enough.
const selectReplayed = `-- name: replica has come to the start
SELECT coalesce(pg_last_wal_replay_lsn() >= @start::pg_lsn, true)`

var errBeforeStart = errors.New("the replica has not come to where the program started")

// look finds out whether the replica can be used.
func (r *replica) look(ctx context.Context) {
	within, cancel := context.WithTimeout(ctx, lookEvery)
	defer cancel()
	var there bool
	err := r.pool.QueryRow(within, selectReplayed, pgx.StrictNamedArgs{"start": r.start}).Scan(&there)
	if ctx.Err() != nil {
		return // the program is stopping
	}
	if err == nil && !there {
		err = errBeforeStart
	}
	r.found(ctx, err)
}

// found notes that the replica can be used, or why it cannot, and tells the log when that
// has changed.
func (r *replica) found(ctx context.Context, err error) {
	switch was := r.usable.Swap(err == nil); {
	case err != nil && was:
		r.log.WarnContext(ctx, "the read replica is not used", "error", err)
	case err == nil && !was:
		r.log.InfoContext(ctx, "the read replica is used again")
	}
}

// ReadGroup is Read of what the group's pages are made of: all that fn reads must be such
// that changing it gives the group another Revision. It is read from the replica when that
// has the very Revision that the primary has: then it has all that anybody has stored or
// been shown, by any process, since a group's changes are committed one after the other
// and replayed in that order. Else, and whatever goes wrong there, the primary is read,
// and fn then run again.
func (db *DB) ReadGroup(ctx context.Context, group org.GroupID, fn func(*Tx) error) error {
	r := db.replica
	if r == nil || group == 0 || !r.usable.Load() {
		return db.Read(ctx, fn)
	}
	var now string
	if err := db.pool.QueryRow(ctx, selectRevision, pgx.StrictNamedArgs{"group": group}).Scan(&now); err != nil {
		return db.Read(ctx, fn)
	}
	err := r.readAt(ctx, group, now, fn)
	switch {
	case err == nil:
		r.read.Add(1)
		return nil
	case ctx.Err() != nil:
		return err
	case errors.Is(err, errBehind):
		r.behind.Add(1)
	default:
		// Also what fn says is missing or wrong: the primary has the last word.
		r.broke.Add(1)
		if unavailable(err) || errors.Is(err, context.DeadlineExceeded) {
			r.found(ctx, err) // until the next look
		}
	}
	return db.Read(ctx, fn)
}

var errBehind = errors.New("the replica lacks the group's last change")

// readAt runs fn on the replica if it has that revision of the group.
func (r *replica) readAt(ctx context.Context, group org.GroupID, revision string, fn func(*Tx) error) error {
	within, cancel := context.WithTimeout(ctx, lookEvery)
	defer cancel()
	tx, err := r.pool.BeginTx(within, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // nothing was changed
	// fn has a context of its own: what it waits for is cut off below it.
	late := time.AfterFunc(r.within, func() { _ = tx.Conn().PgConn().Conn().SetDeadline(time.Unix(1, 0)) })
	defer late.Stop()
	ours := &Tx{tx: tx}
	has, err := ours.Revision(within, group)
	if err != nil {
		return err
	}
	if has != revision {
		return errBehind
	}
	return fn(ours)
}
