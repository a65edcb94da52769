package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// ReportDocument is all that a report says to an audience ("internal" or "public"), as
// JSON, named by its SHA-256 (32 bytes).
type ReportDocument struct {
	SHA256   []byte
	GroupID  org.GroupID
	Year     int
	Audience string
	Content  []byte
	MadeAt   time.Time
}

const insertReportDocument = `-- name: add report document
INSERT INTO report_document (sha256, group_id, year, audience, content, made_at)
VALUES (@sha256, @group, @year, @audience, @content, @at)
ON CONFLICT (sha256) DO NOTHING`

// AddReportDocument stores the document, unless it is there already.
func (tx *Tx) AddReportDocument(ctx context.Context, d ReportDocument) error {
	return exec(ctx, tx, insertReportDocument, pgx.StrictNamedArgs{"sha256": d.SHA256, "group": d.GroupID, "year": d.Year,
		"audience": d.Audience, "content": d.Content, "at": d.MadeAt}, -1, nil)
}

const selectReportDocument = `-- name: report document
SELECT d.sha256, d.group_id, d.year, d.audience, d.content, d.made_at FROM report_document d WHERE d.sha256 = @sha256`

// ReportDocument reads the document with the SHA-256, or fault.ErrNotFound.
func (tx *Tx) ReportDocument(ctx context.Context, sha256 []byte) (ReportDocument, error) {
	return one[ReportDocument](ctx, tx, selectReportDocument, pgx.StrictNamedArgs{"sha256": sha256})
}
