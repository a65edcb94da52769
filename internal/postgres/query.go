package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// collect runs the query and reads every row into T by column name. The error is
// translated.
func collect[T any](ctx context.Context, tx *Tx, sql string, args pgx.StrictNamedArgs) ([]T, error) {
	rows, err := tx.tx.Query(ctx, sql, args)
	if err != nil {
		return nil, translate(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return list, translate(err)
}

// one runs the query and reads its only row into T by column name; no row is
// fault.ErrNotFound.
func one[T any](ctx context.Context, tx *Tx, sql string, args pgx.StrictNamedArgs) (T, error) {
	rows, err := tx.tx.Query(ctx, sql, args)
	if err != nil {
		var none T
		return none, translate(err)
	}
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return row, translate(err)
}

// value runs the query and reads its only column of its only row.
func value[T any](ctx context.Context, tx *Tx, sql string, args pgx.StrictNamedArgs) (T, error) {
	rows, err := tx.tx.Query(ctx, sql, args)
	if err != nil {
		var none T
		return none, translate(err)
	}
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	return v, translate(err)
}

// exec runs a statement that must touch exactly so many rows; fewer means that
// somebody else got there first, which is the error given.
func exec(ctx context.Context, tx *Tx, sql string, args pgx.StrictNamedArgs, want int64, otherwise error) error {
	tag, err := tx.tx.Exec(ctx, sql, args)
	if err != nil {
		return translate(err)
	}
	if want >= 0 && tag.RowsAffected() != want {
		return fmt.Errorf("%d rader berördes, väntade %d: %w", tag.RowsAffected(), want, otherwise)
	}
	return nil
}
