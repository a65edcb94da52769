package reportfile

import (
	"context"
	"errors"

	"samsyn/internal/document"
	"samsyn/internal/edition"
)

// Problem is why a file could not be made.
func Problem(err error) edition.FileProblem {
	var missing *document.MissingError
	var late *document.TimeoutError
	var full *document.DiskFullError
	var large *document.MemoryError
	switch {
	case errors.As(err, &missing):
		return edition.ProgramMissing
	case errors.As(err, &late), errors.Is(err, context.DeadlineExceeded):
		return edition.TookTooLong
	case errors.As(err, &full):
		return edition.DiskFull
	case errors.As(err, &large):
		return edition.FileTooLarge
	}
	return edition.ProgramFailed
}
