package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ReportFileState is how far the making of a report's file has come.
type ReportFileState string

// The states.
const (
	ReportFileWaiting   ReportFileState = "waiting"
	ReportFileWorking   ReportFileState = "working"
	ReportFileMade      ReportFileState = "made"
	ReportFileFailed    ReportFileState = "failed"
	ReportFileCancelled ReportFileState = "cancelled"
)

// ReportFile is a file made from a report's document, or asked for.
type ReportFile struct {
	ID     int64
	SHA256 []byte `db:"sha256"` // of the document, 32 bytes
	Format string
	UnitID org.UnitID // whose report it is; zero for the whole
	Maker  string     // the version of what makes it
	State  ReportFileState
	// Stage is what is being done, and how many of its steps are; 0 of 0 when they are
	// not counted.
	Stage       string
	Done, Total int
	Problem     string // why it failed
	Try         int    // counted from 1
	Name        string // "" until it is made, as the three below
	Size        int64
	// ContentSHA256 is the file's own.
	ContentSHA256 []byte `db:"content_sha256"`
	MadeAt        *time.Time
	AskedAt       time.Time
	AskedBy       string // "" when nobody did
	// What the document is.
	GroupID  org.GroupID
	Year     int
	Audience string
	Edition  int // the number of the edition that it is of; zero for a draft's
}

const reportFileColumns = `f.id, f.sha256, f.format, coalesce(f.unit_id, 0) AS unit_id, f.maker, f.state, f.stage, f.done, f.total, f.problem,
       f.try, f.name, coalesce(f.size, 0) AS size, f.content_sha256, f.made_at, f.asked_at, coalesce(p.name, '') AS asked_by,
       d.group_id, d.year, d.audience, coalesce(e.number, 0) AS edition
FROM report_file f
JOIN report_document d ON d.sha256 = f.sha256
LEFT JOIN report_edition e ON e.group_id = d.group_id AND e.year = d.year AND f.sha256 IN (e.internal_sha256, e.public_sha256)
LEFT JOIN person p ON p.id = f.asked_by`

const selectReportFile = `-- name: report file
SELECT ` + reportFileColumns + `
WHERE f.id = @id`

// ReportFile reads one file but for its content; fault.ErrNotFound when there is none.
func (tx *Tx) ReportFile(ctx context.Context, id int64) (ReportFile, error) {
	return one[ReportFile](ctx, tx, selectReportFile, pgx.StrictNamedArgs{"id": id})
}

// ReportFilesOf are the files to list: those of a year's drafts, or of one of its editions.
type ReportFilesOf struct {
	GroupID  org.GroupID
	Year     int
	Edition  int // zero for drafts
	Audience string
}

const selectReportFiles = `-- name: report files
SELECT DISTINCT ON (f.format, f.unit_id) ` + reportFileColumns + `
WHERE d.group_id = @group AND d.year = @year AND d.audience = @audience AND coalesce(e.number, 0) = @edition
  AND NOT EXISTS (SELECT 1 FROM data_package_edition k WHERE d.sha256 IN (k.internal_sha256, k.public_sha256))
ORDER BY f.format, f.unit_id, (e.number IS NOT NULL AND f.state = 'made') DESC, f.id DESC`

// ReportFiles reads the latest file of each format and unit; of an edition rather one that
// is made than one that is not.
func (tx *Tx) ReportFiles(ctx context.Context, of ReportFilesOf) ([]ReportFile, error) {
	return collect[ReportFile](ctx, tx, selectReportFiles, pgx.StrictNamedArgs{"group": of.GroupID, "year": of.Year,
		"edition": of.Edition, "audience": of.Audience})
}

const selectReportFilesOfDocument = `-- name: report files of document
SELECT DISTINCT ON (f.format) ` + reportFileColumns + `
WHERE f.sha256 = @sha256 AND f.unit_id IS NULL
ORDER BY f.format, f.state = 'made' DESC, f.id DESC`

// ReportFilesOfDocument reads the latest file of each format that is made of the document
// with the SHA-256, rather one that is made than one that is not.
func (tx *Tx) ReportFilesOfDocument(ctx context.Context, sha256 []byte) ([]ReportFile, error) {
	return collect[ReportFile](ctx, tx, selectReportFilesOfDocument, pgx.StrictNamedArgs{"sha256": sha256})
}

const selectReportFileContent = `-- name: report file's content
SELECT content FROM report_file WHERE id = @id AND state = 'made'`

// ReportFileContent reads a made file's content.
func (tx *Tx) ReportFileContent(ctx context.Context, id int64) ([]byte, error) {
	return value[[]byte](ctx, tx, selectReportFileContent, pgx.StrictNamedArgs{"id": id})
}

const insertReportFile = `-- name: ask for report file
INSERT INTO report_file (sha256, format, unit_id, maker, state, asked_at, asked_by)
SELECT @sha256, @format, nullif(@unit::bigint, 0), @maker, 'waiting', @at, nullif(@by::bigint, 0)
WHERE NOT EXISTS (SELECT 1 FROM report_file f JOIN report_edition e ON f.sha256 IN (e.internal_sha256, e.public_sha256)
                  WHERE f.sha256 = @sha256 AND f.format = @format AND coalesce(f.unit_id, 0) = @unit AND f.state = 'made')
ON CONFLICT (sha256, format, coalesce(unit_id, 0), maker) WHERE state NOT IN ('failed', 'cancelled') DO NOTHING
RETURNING id`

const selectAskedReportFile = `-- name: asked report file
SELECT f.id FROM report_file f
WHERE f.sha256 = @sha256 AND f.format = @format AND coalesce(f.unit_id, 0) = @unit AND f.state NOT IN ('failed', 'cancelled')
  AND (f.maker = @maker OR f.state = 'made')
ORDER BY f.maker = @maker DESC, f.id DESC LIMIT 1`

// AskForReportFile notes that the file is wanted and puts it in the queue of what is to be
// made, once: a file that is there already, or being made, is given again. An edition's
// file is not made anew by another version of the program. It gives the file's number.
func (tx *Tx) AskForReportFile(ctx context.Context, f ReportFile, by org.PersonID) (int64, error) {
	args := pgx.StrictNamedArgs{"sha256": f.SHA256, "format": f.Format, "unit": f.UnitID, "maker": f.Maker}
	asked := pgx.StrictNamedArgs{"at": f.AskedAt, "by": by}
	for name, v := range args {
		asked[name] = v
	}
	ids, err := collect[struct{ ID int64 }](ctx, tx, insertReportFile, asked)
	if err != nil {
		return 0, err
	}
	if len(ids) == 0 {
		return value[int64](ctx, tx, selectAskedReportFile, args)
	}
	return ids[0].ID, tx.queueReportFile(ctx, ReportFileJob{FileID: ids[0].ID, Try: 1})
}

const cancelReportFile = `-- name: cancel report file
UPDATE report_file SET state = 'cancelled' WHERE id = @id AND state IN ('waiting', 'working')`

// CancelReportFile says that the file is not wanted any more. Whoever makes it hears of
// it; one that is made, or has failed, stays as it is.
func (tx *Tx) CancelReportFile(ctx context.Context, id int64) error {
	return exec(ctx, tx, cancelReportFile, pgx.StrictNamedArgs{"id": id}, -1, nil)
}

const deleteOldReportFiles = `-- name: delete old report files
DELETE FROM report_document d
WHERE d.made_at < @before
  AND NOT EXISTS (SELECT 1 FROM report_edition e WHERE d.sha256 IN (e.internal_sha256, e.public_sha256))
  AND NOT EXISTS (SELECT 1 FROM data_package_edition e WHERE d.sha256 IN (e.internal_sha256, e.public_sha256))
  AND NOT EXISTS (SELECT 1 FROM report_file f WHERE f.sha256 = d.sha256 AND f.asked_at >= @before)`

// DeleteOldReportFiles forgets the drafts' documents from before the time, with their
// files, that nobody has asked for a file of since.
func (tx *Tx) DeleteOldReportFiles(ctx context.Context, before time.Time) error {
	return exec(ctx, tx, deleteOldReportFiles, pgx.StrictNamedArgs{"before": before}, -1, fault.ErrConflict)
}
