package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectConsultationFiles = `-- name: consultation files
SELECT f.id, f.group_id, f.consultation_id, f.name, f.media_type, length(f.content)::int AS size, f.sha256, f.added_at,
       coalesce(f.added_by, 0) AS added_by
FROM consultation_file f
WHERE f.consultation_id = @id AND f.group_id = @group
ORDER BY f.id`

// ConsultationFiles reads which files the consultation has, without the files themselves.
func (tx *Tx) ConsultationFiles(ctx context.Context, group org.GroupID, id improvement.ConsultationID) ([]improvement.ConsultationFile, error) {
	return collect[improvement.ConsultationFile](ctx, tx, selectConsultationFiles, pgx.StrictNamedArgs{"group": group, "id": id})
}

const selectConsultationFile = `-- name: consultation file
SELECT f.content FROM consultation_file f WHERE f.id = @id AND f.consultation_id = @consultation AND f.group_id = @group`

// ConsultationFile reads the file itself; fault.ErrNotFound when it is not the consultation's.
func (tx *Tx) ConsultationFile(ctx context.Context, f improvement.ConsultationFile) ([]byte, error) {
	return value[[]byte](ctx, tx, selectConsultationFile, pgx.StrictNamedArgs{"group": f.GroupID, "consultation": f.ConsultationID, "id": f.ID})
}

const insertConsultationFile = `-- name: insert consultation file
INSERT INTO consultation_file (group_id, consultation_id, name, media_type, content, added_at, added_by)
VALUES (@group, @consultation, @name, @type, @content, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddConsultationFile stores a file with a consultation and gives its id. One that is there
// already is a problem at "file", whoever was first.
func (tx *Tx) AddConsultationFile(ctx context.Context, f improvement.ConsultationFile, content []byte) (improvement.ConsultationFileID, error) {
	return value[improvement.ConsultationFileID](ctx, tx, insertConsultationFile, pgx.StrictNamedArgs{"group": f.GroupID,
		"consultation": f.ConsultationID, "name": f.Name, "type": f.MediaType, "content": content, "at": f.AddedAt, "by": f.AddedBy})
}

const deleteConsultationFile = `-- name: delete consultation file
DELETE FROM consultation_file WHERE id = @id AND consultation_id = @consultation AND group_id = @group`

// DeleteConsultationFile removes a file; fault.ErrNotFound when it is not the consultation's.
func (tx *Tx) DeleteConsultationFile(ctx context.Context, f improvement.ConsultationFile) error {
	return exec(ctx, tx, deleteConsultationFile, pgx.StrictNamedArgs{"group": f.GroupID, "consultation": f.ConsultationID, "id": f.ID}, 1, fault.ErrNotFound)
}
