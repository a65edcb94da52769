package fault

import (
	"fmt"
	"time"
)

// BrakedError: something has been tried wrongly so many times that nothing more is looked
// at for a while. It is a problem of the whole form, too (ValidationError).
type BrakedError struct {
	// Wait is how long it takes until the next try is looked at.
	Wait time.Duration
	// NewWay: only ways that the person has not come before have to wait; a browser that
	// the person has signed in with does not.
	NewWay bool
}

// Error says it for a log.
func (e *BrakedError) Error() string { return fmt.Sprintf("för många försök, vänta %s", e.Wait) }

// Minutes are how many minutes there are to wait, at least one.
func (e *BrakedError) Minutes() int { return max(1, int((e.Wait+time.Minute-1)/time.Minute)) }

// Unwrap is the problem that the reader is told.
func (e *BrakedError) Unwrap() error {
	code := "braked"
	if e.NewWay {
		code = "braked_new_way"
	}
	return &ValidationError{Problems: []Problem{{Code: code, Args: []any{e.Minutes()}}}}
}
