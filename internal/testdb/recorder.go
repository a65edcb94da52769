package testdb

import (
	"context"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// Statement is what was sent to the database.
type Statement struct {
	SQL  string
	Args []any
}

// Named reports whether it is one of the program's own queries, and not the beginning
// or end of a transaction.
func (s Statement) Named() bool { return strings.HasPrefix(s.SQL, "-- name:") }

// Recorder remembers the statements of a pool that it traces (postgres.OpenTraced).
type Recorder struct {
	mu   sync.Mutex
	list []Statement
}

// TraceQueryStart remembers the statement.
func (r *Recorder) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, Statement{q.SQL, q.Args})
	return ctx
}

// TraceQueryEnd is of no interest.
func (*Recorder) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// Take gives the statements since it was last asked.
func (r *Recorder) Take() []Statement {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.list
	r.list = nil
	return taken
}
