package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
)

const queueTask = `-- name: queue task
UPDATE import_file SET task = @task, state = 'queued', run = run + 1, claimed_at = NULL, settled_at = NULL, stage = '',
    progress = 0, cancel = false, overtaken = false, client_address = @client_address, request_id = @request_id
WHERE id = @id AND run = @run AND state NOT IN ('queued', 'running', 'stored')`

// QueueTask asks for the file's task to be done, in a new run; fault.ErrConflict
// when the file is not as it was read: somebody else has asked too.
func (tx *Tx) QueueTask(ctx context.Context, f ImportFile) error {
	return exec(ctx, tx, queueTask, pgx.StrictNamedArgs{"id": f.ID, "run": f.Run, "task": f.Task,
		"client_address": f.ClientAddress, "request_id": f.RequestID}, 1, fault.ErrConflict)
}

const claimImport = `-- name: claim import
UPDATE import_file SET state = 'running', claimed_at = @now
WHERE id = @id AND run = @run AND state = 'queued'
RETURNING ` + importFileColumns

// ClaimImport begins a run of work on a file; fault.ErrNotFound when it is not
// waited for: another process has it, or somebody has cancelled it.
func (tx *Tx) ClaimImport(ctx context.Context, job ImportJob, now time.Time) (ImportFile, error) {
	return one[ImportFile](ctx, tx, claimImport, pgx.StrictNamedArgs{"id": job.FileID, "run": job.Run, "now": now})
}

const holdImport = `-- name: hold import
SELECT pg_advisory_xact_lock(hashtextextended('samsyn import', @id))`

// HoldImport says that this process works on the file, for as long as the
// transaction lasts: the server lets go of it when the process dies.
func (tx *Tx) HoldImport(ctx context.Context, id int64) error {
	return exec(ctx, tx, holdImport, pgx.StrictNamedArgs{"id": id}, -1, nil)
}

const importIsHeld = `-- name: import is held
SELECT NOT pg_try_advisory_xact_lock_shared(hashtextextended('samsyn import', @id))`

const breakOffImport = `-- name: break off import
UPDATE import_file SET state = 'failed', settled_at = @now, stage = @stage
WHERE id = @id AND run = @run AND state = 'running'`

// BreakOffImport settles a run whose process died, and reports whether it had:
// nobody holds the file although the run has begun. Call it some time after that,
// since a run begins before it holds the file. Its transaction must not be a Read,
// which would look at the state as it was before the lock was tried.
func (tx *Tx) BreakOffImport(ctx context.Context, f ImportFile, now time.Time) (bool, error) {
	held, err := value[bool](ctx, tx, importIsHeld, pgx.StrictNamedArgs{"id": f.ID})
	if err != nil || held {
		return false, err
	}
	tag, err := tx.tx.Exec(ctx, breakOffImport, pgx.StrictNamedArgs{"id": f.ID, "run": f.Run, "now": now, "stage": f.Stage})
	return err == nil && tag.RowsAffected() == 1, translate(err)
}

const importIsLost = `-- name: import is lost
SELECT coalesce(bool_and(coalesce(CASE WHEN j.state = 'running' THEN j.attempted_at ELSE j.finalized_at END < now() - interval '15 seconds', false)), false)
FROM ` + JobSchema + `.river_job j
WHERE j.kind = 'import_file' AND j.args @> jsonb_build_object('file_id', @id::bigint, 'run', @run::int)`

// ImportIsLost reports whether the run, which has not begun, has no job left that could
// begin it: a process took it out of the queue a while ago, and died before it began.
func (tx *Tx) ImportIsLost(ctx context.Context, job ImportJob) (bool, error) {
	return value[bool](ctx, tx, importIsLost, pgx.StrictNamedArgs{"id": job.FileID, "run": job.Run})
}

const reportImport = `-- name: report import
UPDATE import_file SET stage = @stage, progress = @progress
WHERE id = @id AND run = @run AND state = 'running'
RETURNING cancel`

// ReportImport notes how far the run has come, and tells whether it is to stop;
// fault.ErrNotFound when it is not running any more.
func (tx *Tx) ReportImport(ctx context.Context, f ImportFile) (cancel bool, err error) {
	return value[bool](ctx, tx, reportImport, pgx.StrictNamedArgs{
		"id": f.ID, "run": f.Run, "stage": f.Stage, "progress": f.Progress})
}

const cancelImport = `-- name: cancel import
UPDATE import_file SET cancel = true, state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
    settled_at = CASE state WHEN 'queued' THEN @now::timestamptz END
WHERE id = @id AND state IN ('queued', 'running')`

// CancelImport stops the work: at once when it has not begun, else as soon as it
// hears of it. Work that has ended stays as it is.
func (tx *Tx) CancelImport(ctx context.Context, id int64, now time.Time) error {
	return exec(ctx, tx, cancelImport, pgx.StrictNamedArgs{"id": id, "now": now}, -1, nil)
}

const settleImport = `-- name: settle import
UPDATE import_file SET state = @state, task = @task, settled_at = @settled_at, stage = @stage, progress = @progress,
    outcome = coalesce(@outcome::json, outcome), overtaken = @overtaken
WHERE id = @id AND run = @run AND state = 'running'`

// SettleImport ends the run; what it did is committed with it. An Outcome that is
// nil leaves the one before. fault.ErrConflict when the run was broken off.
func (tx *Tx) SettleImport(ctx context.Context, f ImportFile) error {
	var outcome *string
	if f.Outcome != nil {
		text := string(f.Outcome)
		outcome = &text
	}
	return exec(ctx, tx, settleImport, pgx.StrictNamedArgs{"id": f.ID, "run": f.Run, "state": f.State, "task": f.Task,
		"settled_at": f.SettledAt, "stage": f.Stage, "progress": f.Progress, "outcome": outcome, "overtaken": f.Overtaken},
		1, fault.ErrConflict)
}

// ImportPage is some rows of a file that would do the same, in the file's order.
type ImportPage struct {
	Kind string // what they would do
	Page int    // counted from 1
	Rows json.RawMessage
}

const deleteImportPages = `-- name: delete import pages
DELETE FROM import_page WHERE file_id = @id`

// SetImportPages keeps the pages of the file's rows in place of those before.
func (tx *Tx) SetImportPages(ctx context.Context, id int64, pages []ImportPage) error {
	if err := exec(ctx, tx, deleteImportPages, pgx.StrictNamedArgs{"id": id}, -1, nil); err != nil {
		return err
	}
	_, err := tx.tx.CopyFrom(ctx, pgx.Identifier{"import_page"}, []string{"file_id", "kind", "page", "rows"},
		pgx.CopyFromSlice(len(pages), func(n int) ([]any, error) {
			return []any{id, pages[n].Kind, pages[n].Page, pages[n].Rows}, nil
		}))
	return translate(err)
}

const selectImportPages = `-- name: import pages
SELECT kind, page, rows FROM import_page
WHERE file_id = @id AND (@kind = '' OR kind = @kind) AND page BETWEEN @first AND @last
ORDER BY kind, page`

// ImportPages reads the pages of the kind, "" for all kinds, from the first to the
// last number.
func (tx *Tx) ImportPages(ctx context.Context, id int64, kind string, first, last int) ([]ImportPage, error) {
	return collect[ImportPage](ctx, tx, selectImportPages,
		pgx.StrictNamedArgs{"id": id, "kind": kind, "first": first, "last": last})
}
