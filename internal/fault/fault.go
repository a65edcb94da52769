// Package fault holds the errors a user can do something about, so that the
// pure packages can return them, the database layer can translate to them and
// the server can turn them into pages, all without knowing each other.
// It must not know HTTP, SQL or any of the rooms.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// The sentinels. Wrap them with %w when there is something to add for the log;
// what the user reads is chosen by the server from the sentinel alone.
var (
	// ErrNotFound: the thing does not exist, or the actor may not know that it does.
	ErrNotFound = errors.New("finns inte")
	// ErrForbidden: the actor may see the thing but not do this to it.
	ErrForbidden = errors.New("saknar behörighet")
	// ErrConflict: somebody else changed the thing since the actor read it.
	ErrConflict = errors.New("ändrat av någon annan")
	// ErrBusy: too much is going on right now; nothing has been done.
	ErrBusy = errors.New("upptaget just nu")
	// ErrWrongState: the thing is not in a state where this can be done.
	ErrWrongState = errors.New("går inte i nuvarande läge")
	// ErrUnavailable: what stores things cannot be reached, or has no room. Nothing was
	// done, and the same may go well in a moment.
	ErrUnavailable = errors.New("går inte just nu")
)

// Problem is one thing wrong with one field of what a user sent.
type Problem struct {
	// Field is the form field's name, for example "figure.12.numerator".
	// Empty when the problem concerns the whole form.
	Field string
	// Code names the rule that was broken and is the key of the sentence the
	// user reads; the server owns the sentence and its translation.
	Code string
	// Args are the values that the sentence needs, in its order.
	Args []any
}

// ValidationError says everything that is wrong with what a user sent, at once.
type ValidationError struct {
	Problems []Problem
}

// Error lists the problems for a log; it is never shown to a user.
func (e *ValidationError) Error() string {
	parts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		parts[i] = fmt.Sprintf("%s: %s", p.Field, p.Code)
	}
	return "ogiltiga uppgifter: " + strings.Join(parts, "; ")
}

// Add notes one more problem.
func (e *ValidationError) Add(field, code string, args ...any) {
	e.Problems = append(e.Problems, Problem{Field: field, Code: code, Args: args})
}

// OrNil is the error when there is any problem and nil otherwise, so that a
// check can end with "return v.OrNil()".
func (e *ValidationError) OrNil() error {
	if e == nil || len(e.Problems) == 0 {
		return nil
	}
	return e
}
