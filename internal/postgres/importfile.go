package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"samsyn/internal/org"
)

// FileTask is what is to be done with an uploaded file.
type FileTask string

// The tasks.
const (
	ReadFile  FileTask = "read"  // find out what storing it would do
	StoreFile FileTask = "store" // do it
)

// FileState is how far the task has come.
type FileState string

// The states.
const (
	FileQueued     FileState = "queued"
	FileRunning    FileState = "running"
	FileRead       FileState = "read" // waits for the decision
	FileUnreadable FileState = "unreadable"
	FileStored     FileState = "stored"
	FileCancelled  FileState = "cancelled"
	FileFailed     FileState = "failed" // nothing was stored
)

// ImportFile is a file that somebody has uploaded, and what is being done with it.
type ImportFile struct {
	ID       int64
	GroupID  org.GroupID
	PersonID org.PersonID
	// UnitCode and PeriodCode are the one form the file is for; empty for all that
	// the person may enter for.
	UnitCode, PeriodCode string
	Name                 string
	UploadedAt           time.Time
	ExpiresAt            time.Time
	Task                 FileTask
	State                FileState
	// Run counts how often work was asked for; ClaimedAt is when it began, and
	// SettledAt when it ended.
	Run       int
	ClaimedAt *time.Time
	SettledAt *time.Time
	// Stage names what is going on and Progress how far it has come, in percent.
	Stage    string
	Progress int
	// Cancel says that the work is to stop.
	Cancel bool
	// Outcome is what came of it, as the use cases keep it; nil while nothing has.
	Outcome json.RawMessage
	// Overtaken says that it was to be stored, but the figures had become others.
	Overtaken bool
	// ClientAddress and RequestID are where the decision came from.
	ClientAddress, RequestID string
}

const importFileColumns = `id, group_id, person_id, unit_code, period_code, name, uploaded_at, expires_at, task, state, run,
       claimed_at, settled_at, stage, progress, cancel, outcome, overtaken, client_address, request_id`

const insertImportFile = `-- name: add import file
INSERT INTO import_file (group_id, person_id, unit_code, period_code, name, content, uploaded_at, expires_at)
VALUES (@group, @person, @unit, @period, @name, @content, @uploaded, @expires)
RETURNING id`

// AddImportFile keeps an uploaded file, queued to be read, and gives its number.
func (tx *Tx) AddImportFile(ctx context.Context, f ImportFile, content []byte) (int64, error) {
	return value[int64](ctx, tx, insertImportFile, pgx.StrictNamedArgs{
		"group": f.GroupID, "person": f.PersonID, "unit": f.UnitCode, "period": f.PeriodCode, "name": f.Name,
		"content": content, "uploaded": f.UploadedAt, "expires": f.ExpiresAt})
}

const selectImportFile = `-- name: import file
SELECT ` + importFileColumns + `
FROM import_file
WHERE id = @id AND person_id = @person AND expires_at > @now`

// ImportFile reads the person's own file; fault.ErrNotFound when it is somebody
// else's, or has expired.
func (tx *Tx) ImportFile(ctx context.Context, id int64, person org.PersonID, now time.Time) (ImportFile, error) {
	return one[ImportFile](ctx, tx, selectImportFile, pgx.StrictNamedArgs{"id": id, "person": person, "now": now})
}

const selectImportFiles = `-- name: import files
SELECT ` + importFileColumns + `
FROM import_file
WHERE group_id = @group AND person_id = @person AND expires_at > @now
ORDER BY id DESC LIMIT 20`

// ImportFiles reads the person's own files for the group, the newest first, twenty
// at most.
func (tx *Tx) ImportFiles(ctx context.Context, group org.GroupID, person org.PersonID, now time.Time) ([]ImportFile, error) {
	return collect[ImportFile](ctx, tx, selectImportFiles, pgx.StrictNamedArgs{"group": group, "person": person, "now": now})
}

const selectImportContent = `-- name: import file's content
SELECT content FROM import_file WHERE id = @id`

// ImportContent reads the file itself.
func (tx *Tx) ImportContent(ctx context.Context, id int64) ([]byte, error) {
	return value[[]byte](ctx, tx, selectImportContent, pgx.StrictNamedArgs{"id": id})
}

// Work that goes on keeps its file, but not for ever: its process may have died.
const deleteImportFiles = `-- name: delete expired import files
DELETE FROM import_file
WHERE expires_at <= @now AND (state <> 'running' OR expires_at <= @now::timestamptz - interval '1 day')`

// DeleteImportFiles forgets the files that have expired.
func (tx *Tx) DeleteImportFiles(ctx context.Context, now time.Time) error {
	return exec(ctx, tx, deleteImportFiles, pgx.StrictNamedArgs{"now": now}, -1, nil)
}

// ImportJob is work on a file in the job queue: one run of its task.
type ImportJob struct {
	FileID int64 `json:"file_id"`
	Run    int   `json:"run"`
}

// ImportQueue is the queue of the jobs with files.
const ImportQueue = "import"

// Kind names the job in the queue.
func (ImportJob) Kind() string { return "import_file" }

// InsertOpts: work that broke off is asked for again by whoever wants it done.
func (ImportJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: ImportQueue, MaxAttempts: 1}
}

// QueueImport puts a job in the queue, which it enters when the transaction is
// committed.
func (tx *Tx) QueueImport(ctx context.Context, job ImportJob) error {
	client, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: JobSchema})
	if err != nil {
		return err
	}
	_, err = client.InsertTx(ctx, tx.tx, job, nil)
	return translate(err)
}
