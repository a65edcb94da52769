package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// DocumentRow is a document with how far it has come.
type DocumentRow struct {
	improvement.Document
	// Latest is the number of its latest version, State how far that has come, and
	// Published the number of the latest that is published; zero for none.
	Latest      int
	State       improvement.DocumentState
	Published   int
	PublishedAt *time.Time
	// PublishedFor is for whom that one is: others wait for the next, whatever the document
	// says by now.
	PublishedFor improvement.DocumentReaders
	FileName     string // of the latest published version; "" for a text
	GoalTitle    string
	MeasureCode  string
	MeasureName  string
}

const documentColumns = `
SELECT d.id, d.group_id, d.kind, d.title, coalesce(d.year, 0)::int AS year, d.readers, coalesce(d.goal_id, 0) AS goal_id,
       coalesce(d.indicator_id, 0) AS indicator_id, coalesce(d.mandate_id, 0) AS mandate_id, coalesce(d.meeting_id, 0) AS meeting_id, d.withdrawn_at, d.written_at,
       coalesce(d.written_by, 0) AS written_by, d.version, latest.number AS latest, latest.state,
       coalesce(published.number, 0) AS published, published.published_at, coalesce(published.published_for, CASE WHEN published.number IS NULL THEN '' ELSE d.readers END) AS published_for, coalesce(published.file_name, '') AS file_name,
       coalesce(g.title, '') AS goal_title, coalesce(i.code, '') AS measure_code,
       coalesce((SELECT v.name FROM indicator_version v WHERE v.indicator_id = d.indicator_id ORDER BY v.valid_from DESC LIMIT 1), '') AS measure_name
FROM document d
JOIN LATERAL (SELECT v.number, v.state FROM document_version v WHERE v.document_id = d.id ORDER BY v.number DESC LIMIT 1) latest ON true
LEFT JOIN LATERAL (SELECT v.number, v.published_at, v.published_for, v.file_name FROM document_version v
    WHERE v.document_id = d.id AND v.published_at IS NOT NULL ORDER BY v.number DESC LIMIT 1) published ON true
LEFT JOIN goal g ON g.id = d.goal_id
LEFT JOIN indicator i ON i.id = d.indicator_id
WHERE d.group_id = @group`

// DocumentFilter says which of a group's documents to read; what is zero is not asked for.
type DocumentFilter struct {
	GroupID org.GroupID
	Kind    improvement.DocumentKind
	Year    int
	// GoalID and IndicatorID are what they belong to.
	GoalID      quality.GoalID
	IndicatorID quality.IndicatorID
	MeetingID   org.MeetingID
	// Unpublished reads those too that are not published, or are withdrawn.
	Unpublished bool
	// Readers are those whose documents are read.
	Readers     []improvement.DocumentReaders
	Limit, Skip int
}

const selectDocuments = `-- name: documents` + documentColumns + `
  AND (@kind::text = '' OR d.kind = @kind) AND (@year::int = 0 OR d.year = @year)
  AND (@goal::bigint = 0 OR d.goal_id = @goal) AND (@indicator::bigint = 0 OR d.indicator_id = @indicator)
  AND (@meeting::bigint = 0 OR d.meeting_id = @meeting)
  AND (@unpublished::boolean OR published.number IS NOT NULL AND d.withdrawn_at IS NULL)
  AND d.readers = ANY(@readers::text[]) AND coalesce(published.published_for, d.readers) = ANY(@readers)
ORDER BY d.year DESC NULLS FIRST, coalesce(published.published_at, d.written_at) DESC, d.id DESC
LIMIT @limit OFFSET @skip`

// Documents reads a part of the group's documents: the latest year first, after those of no
// year.
func (tx *Tx) Documents(ctx context.Context, f DocumentFilter) ([]DocumentRow, error) {
	return collect[DocumentRow](ctx, tx, selectDocuments, pgx.StrictNamedArgs{"group": f.GroupID, "kind": f.Kind, "year": f.Year, "goal": f.GoalID, "indicator": f.IndicatorID,
		"meeting": f.MeetingID, "unpublished": f.Unpublished, "readers": nonNil(f.Readers), "limit": f.Limit, "skip": f.Skip})
}

const selectDocument = `-- name: document` + documentColumns + ` AND d.id = @id`

// Document reads one of the group's documents; fault.ErrNotFound when it is not the group's.
func (tx *Tx) Document(ctx context.Context, group org.GroupID, id improvement.DocumentID) (DocumentRow, error) {
	return one[DocumentRow](ctx, tx, selectDocument, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertDocument = `-- name: insert document
INSERT INTO document (group_id, kind, title, year, readers, goal_id, indicator_id, mandate_id, meeting_id, written_at, written_by)
VALUES (@group, @kind, @title, nullif(@year::int, 0), @readers, nullif(@goal::bigint, 0), nullif(@indicator::bigint, 0),
        nullif(@mandate::bigint, 0), nullif(@meeting::bigint, 0), @at, nullif(@by::bigint, 0))
RETURNING id`

// AddDocument stores a new document without a version, and gives its id; fault.ErrNotFound
// for a measure that is not the group's.
func (tx *Tx) AddDocument(ctx context.Context, d improvement.Document) (improvement.DocumentID, error) {
	args := documentArgs(d)
	args["meeting"] = d.MeetingID
	return value[improvement.DocumentID](ctx, tx, insertDocument, args)
}

const updateDocument = `-- name: update document
UPDATE document SET kind = @kind, title = @title, year = nullif(@year::int, 0), readers = @readers, goal_id = nullif(@goal::bigint, 0),
    indicator_id = nullif(@indicator::bigint, 0), mandate_id = nullif(@mandate::bigint, 0), withdrawn_at = @withdrawn_at,
    written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveDocument stores a changed document; fault.ErrConflict when somebody else changed it
// since it was read.
func (tx *Tx) SaveDocument(ctx context.Context, d improvement.Document) error {
	args := documentArgs(d)
	args["id"], args["version"], args["withdrawn_at"] = d.ID, d.Version, d.WithdrawnAt
	return exec(ctx, tx, updateDocument, args, 1, fault.ErrConflict)
}

func documentArgs(d improvement.Document) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": d.GroupID, "kind": d.Kind, "title": d.Title, "year": d.Year, "readers": d.Readers,
		"goal": d.GoalID, "indicator": d.IndicatorID, "mandate": d.MandateID, "at": d.WrittenAt, "by": d.WrittenBy}
}

// DocumentVersion is a version with the names of those who have had to do with it, "" for
// nobody, and the SHA-256 of its archive copy; none before it is published.
type DocumentVersion struct {
	improvement.DocumentVersion
	WrittenByName, ReviewedByName, PublishedByName string
	SHA256                                         []byte
	Size                                           int // of the file or the archive copy, in bytes
}

const selectDocumentVersions = `-- name: document versions
SELECT v.document_id, v.number, v.state, v.body, v.file_name, v.media_type, v.note, v.written_at, coalesce(v.written_by, 0) AS written_by,
       v.reviewed_at, coalesce(v.reviewed_by, 0) AS reviewed_by, v.published_at, coalesce(v.published_by, 0) AS published_by,
       coalesce(v.published_for, '') AS published_for,
       coalesce(w.name, '') AS written_by_name, coalesce(r.name, '') AS reviewed_by_name, coalesce(p.name, '') AS published_by_name,
       a.sha256, coalesce(length(a.content), length(v.content), 0)::int AS size
FROM document_version v
LEFT JOIN document_archive a ON a.document_id = v.document_id AND a.number = v.number
LEFT JOIN person w ON w.id = v.written_by
LEFT JOIN person r ON r.id = v.reviewed_by
LEFT JOIN person p ON p.id = v.published_by
WHERE v.document_id = @document
ORDER BY v.number DESC`

// DocumentVersions reads the document's versions without their files, the latest first.
func (tx *Tx) DocumentVersions(ctx context.Context, document improvement.DocumentID) ([]DocumentVersion, error) {
	return collect[DocumentVersion](ctx, tx, selectDocumentVersions, pgx.StrictNamedArgs{"document": document})
}
