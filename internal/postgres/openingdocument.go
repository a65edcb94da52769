package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// OpenDocument is a document as everybody may read it: its latest published version, without
// who has had to do with it and what it belongs to.
type OpenDocument struct {
	ID          improvement.DocumentID
	Kind        improvement.DocumentKind
	Title       string
	Year        int // zero for none
	Number      int // of the version
	PublishedAt time.Time
	Body        string // Markdown; "" for a file
	FileName    string // "" for a text
	Size        int    // of the archive copy, in bytes
}

// OpenDocumentsAsked says which of a group's open documents to read.
type OpenDocumentsAsked struct {
	GroupID org.GroupID
	ID      improvement.DocumentID // one alone; zero for all
	Limit   int
}

const selectOpenDocuments = `-- name: open documents
SELECT d.id, d.kind, d.title, coalesce(d.year, 0)::int AS year, v.number, v.published_at, CASE WHEN @id::bigint = 0 THEN '' ELSE v.body END AS body,
       v.file_name, length(a.content)::int AS size
FROM document d
JOIN LATERAL (SELECT v.number, v.published_at, v.published_for, v.body, v.file_name FROM document_version v
    WHERE v.document_id = d.id AND v.published_at IS NOT NULL ORDER BY v.number DESC LIMIT 1) v ON true
JOIN document_archive a ON a.document_id = d.id AND a.number = v.number
WHERE d.group_id = @group AND d.open_to_all AND coalesce(v.published_for, 'all') = 'all' AND d.withdrawn_at IS NULL AND (@id = 0 OR d.id = @id)
ORDER BY d.year DESC NULLS FIRST, v.published_at DESC, d.id DESC
LIMIT @limit`

// OpenDocuments reads the group's documents that are published for everybody and not
// withdrawn: the latest year first, after those of no year. The text is read of one alone.
func (tx *Tx) OpenDocuments(ctx context.Context, asked OpenDocumentsAsked) ([]OpenDocument, error) {
	return collect[OpenDocument](ctx, tx, selectOpenDocuments, pgx.StrictNamedArgs{"group": asked.GroupID, "id": asked.ID, "limit": asked.Limit})
}
