package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"samsyn/internal/postgres"
)

// importTimeout is how long one file may take.
const importTimeout = 30 * time.Minute

// importer reads or stores an uploaded file.
type importer struct {
	river.WorkerDefaults[postgres.ImportJob]
	config Config
}

// Timeout is longer than the largest file takes on a slow machine.
func (w *importer) Timeout(*river.Job[postgres.ImportJob]) time.Duration { return importTimeout }

// Work does the job. What goes wrong is told on the file's page, and here to whoever
// runs the program.
func (w *importer) Work(ctx context.Context, job *river.Job[postgres.ImportJob]) error {
	err := w.config.Collect.WorkFile(ctx, job.Args)
	if err != nil {
		w.config.Log.ErrorContext(ctx, "file not worked through", "file", job.Args.FileID, "run", job.Args.Run, "error", err)
	}
	return err
}
