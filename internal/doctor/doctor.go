// Package doctor examines an installation and says in sentences what is wrong with it, for
// whoever looks after it. It changes nothing. What it looks at is handed to it; the
// sentences are Swedish, as all that the commands say.
package doctor

import (
	"context"
	"time"

	"samsyn/internal/config"
	"samsyn/internal/postgres"
)

// Level is how bad something is.
type Level int

// The levels: all is well, somebody should know, something does not work.
const (
	Fine Level = iota
	Note
	Wrong
)

// String is the level as it stands before the sentence.
func (l Level) String() string { return [...]string{"bra", "obs", "FEL"}[l] }

// Finding is one thing that was looked at.
type Finding struct {
	Level Level
	Text  string
}

// Patient is what is examined.
type Patient struct {
	Config config.Config
	// Settings is what is wrong with the settings, Unknown the names that are none.
	Settings error
	Unknown  []string
	// DataDir is the private database's folder; "" with an external one.
	DataDir string
	// Database looks at the database. Nil when there is none yet.
	Database func(ctx context.Context) (postgres.Inspection, error)
	// Open opens the database as the running program does, and closes it again.
	Open func(ctx context.Context) error
	// Log works the log's chain out again.
	Log func(ctx context.Context) (postgres.AuditCheck, error)
	Now func() time.Time
}

// Examine looks at everything, each thing by itself: what one cannot find out the next may.
func Examine(ctx context.Context, p Patient) (found []Finding) {
	found = append(found, settings(p)...)
	found = append(found, computer(ctx, p)...)
	if p.Settings != nil {
		return found
	}
	found = append(found, database(ctx, p)...)
	return append(found, mailServer(ctx, p)...)
}

// Worst is the worst level among the findings.
func Worst(found []Finding) (worst Level) {
	for _, f := range found {
		worst = max(worst, f.Level)
	}
	return worst
}

// findings gathers.
type findings []Finding

func (f *findings) fine(text string)  { *f = append(*f, Finding{Fine, text}) }
func (f *findings) note(text string)  { *f = append(*f, Finding{Note, text}) }
func (f *findings) wrong(text string) { *f = append(*f, Finding{Wrong, text}) }
