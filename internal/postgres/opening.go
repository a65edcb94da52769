package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// PublicGroup is a group as somebody without an account finds it: what it has opened to
// everybody, and the mark of all that it has.
type PublicGroup struct {
	ID       org.GroupID
	Code     string
	Name     string
	Region   string // the healthcare region's name
	Example  bool   // made-up figures
	Kinds    []org.OpenKind
	Editions int // how many editions of its yearly report are published
	Revision string
	// ChangedAt is when the mark was set, by the database's clock.
	ChangedAt time.Time
}

// Anything reports whether there is something to read.
func (g PublicGroup) Anything() bool {
	for _, k := range g.Kinds {
		if k != org.OpenSearch {
			return true
		}
	}
	return g.Editions > 0
}

const publicGroupColumns = `
SELECT g.id, g.code, g.name, h.name AS region, g.example_data AS example,
       ARRAY(SELECT o.kind FROM group_opening o WHERE o.group_id = g.id AND o.audience = 'everybody' ORDER BY o.kind) AS kinds,
       (SELECT count(*) FROM report_edition e WHERE e.group_id = g.id AND e.published_at IS NOT NULL)::int AS editions,
       coalesce(r.revision::text, '') AS revision, coalesce(r.changed_at, 'epoch') AS changed_at
FROM programme_group g
JOIN healthcare_region h ON h.id = g.healthcare_region_id
LEFT JOIN group_revision r ON r.group_id = g.id`

const selectPublicGroups = `-- name: public groups
` + publicGroupColumns + `
ORDER BY g.name COLLATE "sv-x-icu", g.id`

// PublicGroups reads all groups, those that have opened nothing too, by name.
func (tx *Tx) PublicGroups(ctx context.Context) ([]PublicGroup, error) {
	return collect[PublicGroup](ctx, tx, selectPublicGroups, pgx.StrictNamedArgs{})
}

const selectPublicGroup = `-- name: public group
` + publicGroupColumns + `
WHERE g.code = @code`

// PublicGroup reads a group by its code; fault.ErrNotFound when there is none.
func (tx *Tx) PublicGroup(ctx context.Context, code string) (PublicGroup, error) {
	return one[PublicGroup](ctx, tx, selectPublicGroup, pgx.StrictNamedArgs{"code": code})
}

const selectOpenings = `-- name: openings
SELECT o.audience, o.kind, o.opened_at AS at, coalesce(p.name, '') AS by
FROM group_opening o
LEFT JOIN person p ON p.id = o.opened_by
WHERE o.group_id = @group
ORDER BY o.audience, o.kind`

// Openings reads what the group has opened, and for whom.
func (tx *Tx) Openings(ctx context.Context, group org.GroupID) (org.Openings, error) {
	return collect[org.Opening](ctx, tx, selectOpenings, pgx.StrictNamedArgs{"group": group})
}

// OpenedKind is a kind of thing of a group's, for an audience.
type OpenedKind struct {
	GroupID  org.GroupID
	Audience org.Audience
	Kind     org.OpenKind
}

const insertOpening = `-- name: open a kind
INSERT INTO group_opening (group_id, audience, kind, opened_at, opened_by)
VALUES (@group, @audience, @kind, @at, nullif(@by::bigint, 0))
ON CONFLICT DO NOTHING`

// OpenKind opens the kind; fault.ErrConflict when it is open already.
func (tx *Tx) OpenKind(ctx context.Context, k OpenedKind, at time.Time, by org.PersonID) error {
	return exec(ctx, tx, insertOpening, pgx.StrictNamedArgs{"group": k.GroupID, "audience": k.Audience, "kind": k.Kind, "at": at, "by": by},
		1, fault.ErrConflict)
}

const deleteOpening = `-- name: close a kind
DELETE FROM group_opening WHERE group_id = @group AND audience = @audience AND kind = @kind`

// CloseKind closes the kind; fault.ErrConflict when it is closed already.
func (tx *Tx) CloseKind(ctx context.Context, k OpenedKind) error {
	return exec(ctx, tx, deleteOpening, pgx.StrictNamedArgs{"group": k.GroupID, "audience": k.Audience, "kind": k.Kind}, 1, fault.ErrConflict)
}

const selectPublicDocuments = `-- name: public documents of published editions
SELECT d.content
FROM report_edition e
JOIN report_document d ON d.sha256 = e.public_sha256
WHERE e.group_id = @group AND e.published_at IS NOT NULL
ORDER BY e.year DESC, e.number DESC`

// PublicDocuments reads the documents, as JSON, of all the group's published editions as
// everybody reads them, the latest first.
func (tx *Tx) PublicDocuments(ctx context.Context, group org.GroupID) ([][]byte, error) {
	type row struct{ Content []byte }
	rows, err := collect[row](ctx, tx, selectPublicDocuments, pgx.StrictNamedArgs{"group": group})
	list := make([][]byte, len(rows))
	for n, r := range rows {
		list[n] = r.Content
	}
	return list, err
}
