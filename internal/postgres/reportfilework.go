package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"samsyn/internal/fault"
)

// ReportFileJob is the making of a report's file, in the job queue: one try.
type ReportFileJob struct {
	FileID int64 `json:"file_id"`
	Try    int   `json:"try"`
}

// ReportFileQueue is the queue of the jobs that make reports' files.
const ReportFileQueue = "report_file"

// Kind names the job in the queue.
func (ReportFileJob) Kind() string { return "report_file" }

// InsertOpts: a try that broke off is followed by another job.
func (ReportFileJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: ReportFileQueue, MaxAttempts: 1}
}

func (tx *Tx) queueReportFile(ctx context.Context, jobs ...ReportFileJob) error {
	client, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: JobSchema})
	if err != nil {
		return err
	}
	for _, job := range jobs {
		if _, err := client.InsertTx(ctx, tx.tx, job, nil); err != nil {
			return translate(err)
		}
	}
	return nil
}

const claimReportFile = `-- name: claim report file
UPDATE report_file SET state = 'working', heard_at = now()
WHERE id = @id AND try = @try AND state = 'waiting'
RETURNING id`

// ClaimReportFile begins a try; fault.ErrNotFound when it is not waited for: another
// process has it, or somebody has cancelled it.
func (tx *Tx) ClaimReportFile(ctx context.Context, job ReportFileJob) (ReportFile, error) {
	if _, err := value[int64](ctx, tx, claimReportFile, pgx.StrictNamedArgs{"id": job.FileID, "try": job.Try}); err != nil {
		return ReportFile{}, err
	}
	return tx.ReportFile(ctx, job.FileID)
}

const hearOfReportFile = `-- name: hear of report file
UPDATE report_file SET stage = @stage, done = @done, total = @total, heard_at = now()
WHERE id = @id AND try = @try AND state = 'working'`

// HearOfReportFile notes how far the try has come, and that it is alive; fault.ErrNotFound
// when it is not wanted any more.
func (tx *Tx) HearOfReportFile(ctx context.Context, f ReportFile) error {
	return exec(ctx, tx, hearOfReportFile, pgx.StrictNamedArgs{"id": f.ID, "try": f.Try, "stage": f.Stage, "done": f.Done, "total": f.Total},
		1, fault.ErrNotFound)
}

const settleReportFile = `-- name: settle report file
UPDATE report_file SET state = @state, problem = @problem, name = @name, content = @content, content_sha256 = @sum, made_at = @at
WHERE id = @id AND try = @try AND state = 'working'`

// SettleReportFile ends the try: made, with its name, content and time, or failed with a
// problem. fault.ErrConflict when it is not wanted any more.
func (tx *Tx) SettleReportFile(ctx context.Context, f ReportFile, content []byte) error {
	return exec(ctx, tx, settleReportFile, pgx.StrictNamedArgs{"id": f.ID, "try": f.Try, "state": f.State, "problem": f.Problem,
		"name": f.Name, "content": content, "sum": f.ContentSHA256, "at": f.MadeAt}, 1, fault.ErrConflict)
}

const putBackReportFile = `-- name: put back report file
UPDATE report_file SET state = 'waiting', try = try + 1, heard_at = now()
WHERE id = @id AND try = @try AND state = 'working'`

// PutBackReportFile lets another process make the file, since this one is stopping.
func (tx *Tx) PutBackReportFile(ctx context.Context, f ReportFile) error {
	if err := exec(ctx, tx, putBackReportFile, pgx.StrictNamedArgs{"id": f.ID, "try": f.Try}, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.queueReportFile(ctx, ReportFileJob{FileID: f.ID, Try: f.Try + 1})
}

// Waiting files are lost too when their job is gone: its process died before it began.
const takeUpLostReportFiles = `-- name: take up lost report files
UPDATE report_file f
SET try = f.try + 1, heard_at = now(),
    state = CASE WHEN f.try >= @most THEN 'failed' ELSE 'waiting' END,
    problem = CASE WHEN f.try >= @most THEN 'interrupted' ELSE '' END
WHERE f.heard_at < now() - @quiet::interval
  AND (f.state = 'working'
       OR f.state = 'waiting' AND NOT EXISTS (
           SELECT 1 FROM ` + JobSchema + `.river_job j
           WHERE j.kind = 'report_file' AND j.state IN ('available', 'pending', 'retryable', 'scheduled') AND (j.args ->> 'file_id')::bigint = f.id))
RETURNING f.id, f.try, f.state`

// TakeUpLostReportFiles lets files that nobody has been heard to make for so long be made
// again; those that have been tried most times have failed with the problem "interrupted".
func (tx *Tx) TakeUpLostReportFiles(ctx context.Context, quiet time.Duration, most int) error {
	lost, err := collect[struct {
		ID    int64
		Try   int
		State ReportFileState
	}](ctx, tx, takeUpLostReportFiles, pgx.StrictNamedArgs{"quiet": quiet, "most": most})
	if err != nil {
		return err
	}
	var jobs []ReportFileJob
	for _, f := range lost {
		if f.State == ReportFileWaiting {
			jobs = append(jobs, ReportFileJob{FileID: f.ID, Try: f.Try})
		}
	}
	return tx.queueReportFile(ctx, jobs...)
}
