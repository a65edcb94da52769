package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// ImportFile is a file that somebody has uploaded and not yet decided about.
type ImportFile struct {
	ID       int64
	GroupID  org.GroupID
	PersonID org.PersonID
	// UnitCode and PeriodCode are the one form the file is for; empty for all that
	// the person may enter for.
	UnitCode, PeriodCode string
	Name                 string
	Content              []byte
	UploadedAt           time.Time
	ExpiresAt            time.Time
}

const insertImportFile = `-- name: add import file
INSERT INTO import_file (group_id, person_id, unit_code, period_code, name, content, uploaded_at, expires_at)
VALUES (@group, @person, @unit, @period, @name, @content, @uploaded, @expires)
RETURNING id`

// AddImportFile keeps an uploaded file and gives its number.
func (tx *Tx) AddImportFile(ctx context.Context, f ImportFile) (int64, error) {
	return value[int64](ctx, tx, insertImportFile, pgx.StrictNamedArgs{
		"group": f.GroupID, "person": f.PersonID, "unit": f.UnitCode, "period": f.PeriodCode, "name": f.Name,
		"content": f.Content, "uploaded": f.UploadedAt, "expires": f.ExpiresAt})
}

const selectImportFile = `-- name: import file
SELECT id, group_id, person_id, unit_code, period_code, name, content, uploaded_at, expires_at
FROM import_file
WHERE id = @id AND person_id = @person AND expires_at > @now`

// ImportFile reads the person's own file; fault.ErrNotFound when it is somebody
// else's, or has expired.
func (tx *Tx) ImportFile(ctx context.Context, id int64, person org.PersonID, now time.Time) (ImportFile, error) {
	return one[ImportFile](ctx, tx, selectImportFile, pgx.StrictNamedArgs{"id": id, "person": person, "now": now})
}

const deleteImportFiles = `-- name: delete expired import files
DELETE FROM import_file WHERE expires_at <= @now`

// DeleteImportFiles forgets the files that have expired.
func (tx *Tx) DeleteImportFiles(ctx context.Context, now time.Time) error {
	return exec(ctx, tx, deleteImportFiles, pgx.StrictNamedArgs{"now": now}, -1, nil)
}
