package postgres

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"samsyn/internal/fault"
)

// constraintProblems says, for each constraint that a user can run into, which
// field it is about and which sentence explains it.
var constraintProblems = map[string]fault.Problem{
	"person_email_unique":           {Field: "email", Code: "email_taken"},
	"membership_one_convener":       {Field: "role", Code: "one_convener"},
	"indicator_code_unique":         {Field: "code", Code: "code_taken"},
	"indicator_version_from_unique": {Field: "valid_from", Code: "version_exists"},
	"long_term_goal_span":           {Field: "end_year", Code: "span_three_to_five"},
}

// translate turns a PostgreSQL error into one that a user can act on, where
// there is one, and keeps the original for the log.
func translate(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.ErrNotFound
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	if p, known := constraintProblems[pg.ConstraintName]; known {
		return &fault.ValidationError{Problems: []fault.Problem{p}}
	}
	if pg.Code == "23503" { // foreign_key_violation: it refers to something that is not there
		return fmt.Errorf("%w: %w", fault.ErrNotFound, err)
	}
	return err
}

// retryable reports whether PostgreSQL gave up a transaction that may succeed if
// run again.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
