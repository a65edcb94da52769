package postgres

import (
	"context"
	"maps"
	"slices"
	"time"
)

// ReplicaWithin says how long a reading of the replica may take.
func (db *DB) ReplicaWithin(most time.Duration) { db.replica.within = most }

// Exec runs a statement in the transaction, for tests of the transaction itself.
func (tx *Tx) Exec(ctx context.Context, sql string, args ...any) error {
	_, err := tx.tx.Exec(ctx, sql, args...)
	return translate(err)
}

// Text is the single text a query gives.
func (tx *Tx) Text(ctx context.Context, sql string, args ...any) (text string, err error) {
	err = tx.tx.QueryRow(ctx, sql, args...).Scan(&text)
	return text, translate(err)
}

// TranslatedConstraints is the names of the constraints that users run into.
func TranslatedConstraints() []string { return slices.Sorted(maps.Keys(constraintProblems)) }
