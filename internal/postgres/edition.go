package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Edition is a year's report as it was fixed. Its documents are named by their SHA-256,
// 32 bytes. Names are empty where a command did it.
type Edition struct {
	ID             int64
	GroupID        org.GroupID
	Year           int
	Number         int
	InternalSHA256 []byte
	PublicSHA256   []byte
	FixedAt        time.Time
	FixedBy        string
	// Reason is why there is another one; "" for the first.
	Reason string
	// PublishedAt is when it was opened to everybody; nil while it is not.
	PublishedAt *time.Time
	PublishedBy string
}

const editionColumns = `
SELECT e.id, e.group_id, e.year, e.number, e.internal_sha256, e.public_sha256, e.fixed_at, coalesce(f.name, '') AS fixed_by,
       e.reason, e.published_at, coalesce(p.name, '') AS published_by
FROM report_edition e
LEFT JOIN person f ON f.id = e.fixed_by
LEFT JOIN person p ON p.id = e.published_by`

const selectEditions = `-- name: editions
` + editionColumns + `
WHERE e.group_id = @group AND (@year::integer = 0 OR e.year = @year)
ORDER BY e.year DESC, e.number DESC`

// Editions reads the editions of the year's report, the latest first; those of every year
// when it is zero.
func (tx *Tx) Editions(ctx context.Context, group org.GroupID, year int) ([]Edition, error) {
	return collect[Edition](ctx, tx, selectEditions, pgx.StrictNamedArgs{"group": group, "year": year})
}

const selectPublishedEdition = `-- name: published edition
` + editionColumns + `
JOIN programme_group g ON g.id = e.group_id
WHERE g.code = @code AND e.year = @year AND e.number = @number AND e.published_at IS NOT NULL`

// PublishedEdition reads an edition that is open to everybody, by its group's code; any
// other is fault.ErrNotFound.
func (tx *Tx) PublishedEdition(ctx context.Context, code string, year, number int) (Edition, error) {
	return one[Edition](ctx, tx, selectPublishedEdition, pgx.StrictNamedArgs{"code": code, "year": year, "number": number})
}

const lockReport = `-- name: lock report
SELECT r.year FROM report r WHERE r.group_id = @group AND r.year = @year FOR UPDATE`

// LockReport keeps others from fixing, publishing or noting anything of the year's editions
// until the transaction ends; fault.ErrNotFound until the report has begun.
func (tx *Tx) LockReport(ctx context.Context, group org.GroupID, year int) error {
	_, err := value[int](ctx, tx, lockReport, pgx.StrictNamedArgs{"group": group, "year": year})
	return err
}

const insertEdition = `-- name: add edition
INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at, fixed_by, reason)
VALUES (@group, @year, @number, @internal, @public, @at, nullif(@by::bigint, 0), @reason)
RETURNING id`

// AddEdition stores a new edition, fixed at FixedAt by somebody. Its documents must be
// there. fault.ErrConflict when there is one with the number already.
func (tx *Tx) AddEdition(ctx context.Context, e Edition, by org.PersonID) (int64, error) {
	return value[int64](ctx, tx, insertEdition, pgx.StrictNamedArgs{"group": e.GroupID, "year": e.Year, "number": e.Number,
		"internal": e.InternalSHA256, "public": e.PublicSHA256, "at": e.FixedAt, "by": by, "reason": e.Reason})
}

const updatePublished = `-- name: publish edition
UPDATE report_edition SET published_at = @at, published_by = nullif(@by::bigint, 0)
WHERE id = @id AND (published_at IS NULL) = (@at::timestamptz IS NOT NULL)`

// PublishEdition opens the edition to everybody from at, or closes it when at is nil;
// fault.ErrConflict when it is so already.
func (tx *Tx) PublishEdition(ctx context.Context, id int64, at *time.Time, by org.PersonID) error {
	return exec(ctx, tx, updatePublished, pgx.StrictNamedArgs{"id": id, "at": at, "by": by}, 1, fault.ErrConflict)
}
