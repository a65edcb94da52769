package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"samsyn/internal/app/report"
	"samsyn/internal/postgres"
)

const (
	// filesWithin is how long a report's file may take when the settings say nothing.
	filesWithin = 10 * time.Minute
	// settling is how long noting what came of it may take beside that.
	settling = time.Minute
	// filesAtOnce is how many are made at a time: each takes a core or two, and some
	// hundred megabytes.
	filesAtOnce = 2
	// tendQueue is the queue of the looks at files that nobody makes: not that of the
	// files, since those may take all its workers.
	tendQueue = "tend_report_files"
	// tendEvery is how long after one such look the next comes.
	tendEvery = 20 * time.Second
)

// addReportFiles adds the work on reports' files, when there is something that makes them.
func addReportFiles(c Config, config *river.Config) error {
	if c.MakeFile == nil {
		return nil
	}
	config.Queues[postgres.ReportFileQueue] = river.QueueConfig{MaxWorkers: filesAtOnce, FetchPollInterval: time.Second}
	config.Queues[tendQueue] = river.QueueConfig{MaxWorkers: 1}
	config.PeriodicJobs = append(config.PeriodicJobs, river.NewPeriodicJob(river.PeriodicInterval(min(tendEvery, c.Every)),
		func() (river.JobArgs, *river.InsertOpts) { return tendArgs{}, nil },
		&river.PeriodicJobOpts{ID: tendArgs{}.Kind(), RunOnStart: true}))
	return errors.Join(river.AddWorkerSafely(config.Workers, &fileMaker{config: c}), river.AddWorkerSafely(config.Workers, &fileTender{config: c}))
}

// fileMaker makes a report's file.
type fileMaker struct {
	river.WorkerDefaults[postgres.ReportFileJob]
	config Config
}

func (w *fileMaker) within() time.Duration {
	if w.config.FilesWithin > 0 {
		return w.config.FilesWithin
	}
	return filesWithin
}

// Timeout is longer than a file may take, since the work itself keeps to its time and
// tells that it was too short.
func (w *fileMaker) Timeout(*river.Job[postgres.ReportFileJob]) time.Duration {
	return w.within() + settling
}

// Work does the job. What goes wrong is told on the file's page, and here to whoever runs
// the program.
func (w *fileMaker) Work(ctx context.Context, job *river.Job[postgres.ReportFileJob]) error {
	err := w.config.Report.WorkOnFile(ctx, job.Args, w.within(), w.config.MakeFile)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, report.ErrFileCancelled):
		return river.JobCancel(err)
	case ctx.Err() != nil:
		w.config.Log.InfoContext(ctx, "report file put back", "file", job.Args.FileID, "try", job.Args.Try)
		return err
	}
	w.config.Log.ErrorContext(ctx, "report file not made", "file", job.Args.FileID, "try", job.Args.Try, "error", err)
	return err
}

// tendArgs asks for a look at the files that nobody makes any more.
type tendArgs struct{}

// Kind names the job in the queue.
func (tendArgs) Kind() string { return "tend_report_files" }

// InsertOpts: the next look comes soon, so one that failed is not repeated.
func (tendArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: tendQueue, MaxAttempts: 1}
}

// fileTender looks after files whose process has died, and old ones.
type fileTender struct {
	river.WorkerDefaults[tendArgs]
	config Config
}

// Work does the job.
func (w *fileTender) Work(ctx context.Context, _ *river.Job[tendArgs]) error {
	return w.config.Report.TendFiles(ctx)
}
