package postgres

import (
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"samsyn/internal/fault"
)

// constraintProblems says, for each constraint that a user can run into, which
// field it is about and which sentence explains it.
var constraintProblems = map[string]fault.Problem{
	"person_email_unique":           {Field: "email", Code: "email_taken"},
	"person_hsa_id_unique":          {Field: "hsa_id", Code: "hsa_id_taken"},
	"membership_one_convener":       {Field: "role", Code: "one_convener"},
	"membership_held_once":          {Field: "role", Code: "role_held"},
	"stratification_code_unique":    {Field: "code", Code: "code_taken"},
	"indicator_code_unique":         {Field: "code", Code: "code_taken"},
	"programme_group_code_unique":   {Field: "code", Code: "code_taken"},
	"unit_code_unique":              {Field: "code", Code: "code_taken"},
	"indicator_version_from_unique": {Field: "valid_from", Code: "version_exists"},
	"long_term_goal_span":           {Field: "end_year", Code: "span_three_to_five"},
	"missing_reason_unique":         {Field: "text", Code: "reason_taken"},
	"group_former_name_unique":      {Field: "former", Code: "former_taken"},
	"api_token_name_unique":         {Field: "name", Code: "token_name_taken"},
	"figure_rule_unique":            {Field: "right", Code: "rule_exists"},
	"line_decision_unique":          {Field: "period", Code: "decision_exists"},
	"milestone_unique":              {Field: "text", Code: "milestone_exists"},
	"nomination_round_year":         {Field: "year", Code: "round_exists"},

	"consultation_file_once": {Field: "file", Code: "file_there"},

	"pathway_member_once": {Field: "person", Code: "in_team"},
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
	if meaning := faultOf(pg); meaning != nil {
		return fmt.Errorf("%w: %w", meaning, err)
	}
	if pgerrcode.IsDataException(pg.Code) {
		return &dataError{pg}
	}
	return err
}

// dataError is a value that PostgreSQL could not take, without its words: they repeat the
// value, which somebody may have written, and end in the log.
type dataError struct{ pg *pgconn.PgError }

// Error is what kind of value it was.
func (e *dataError) Error() string {
	return fmt.Sprintf("PostgreSQL did not take a value (SQLSTATE %s, %s)", e.pg.Code, e.pg.Routine)
}

// Unwrap gives PostgreSQL's error.
func (e *dataError) Unwrap() error { return e.pg }

// faultOf is what an error without a field of its own means to a user; nil when
// it is a mistake of ours.
func faultOf(pg *pgconn.PgError) error {
	if pg.ConstraintName == "submission_state_facts" {
		return fault.ErrWrongState
	}
	if pgerrcode.IsInsufficientResources(pg.Code) { // a full disk, memory, connections
		return fault.ErrUnavailable
	}
	switch pg.Code {
	case pgerrcode.UniqueViolation, pgerrcode.ExclusionViolation: // somebody else has just added the same
		return fault.ErrConflict
	case pgerrcode.SerializationFailure, pgerrcode.DeadlockDetected: // tried again, in vain
		return fault.ErrConflict
	case pgerrcode.ForeignKeyViolation: // it refers to something that is not there
		return fault.ErrNotFound
	}
	return nil
}

// retryable reports whether PostgreSQL gave up a transaction that may succeed if
// run again. A snapshot older than the last link of the log's chain would fork it.
func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == pgerrcode.SerializationFailure || pg.Code == pgerrcode.DeadlockDetected ||
		pg.ConstraintName == "audit_link_id_unique")
}

// unavailable reports whether the database could not be reached or was on its way
// down or up: nothing has been done, and it may be back in a moment.
func unavailable(err error) bool {
	var connect *pgconn.ConnectError
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &pg):
		return pgerrcode.IsOperatorIntervention(pg.Code) && pg.Code != pgerrcode.QueryCanceled
	case errors.As(err, &connect):
		return true
	}
	return pgconn.SafeToRetry(err) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
