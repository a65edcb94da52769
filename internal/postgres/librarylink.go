package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// LibraryLinkRow is a link with the names of what it points at, "" for nothing.
type LibraryLinkRow struct {
	improvement.LibraryLink
	MeasureCode, MeasureName string
	CheckedByName            string
}

const selectLibraryLinks = `-- name: library links
SELECT l.id, l.group_id, l.kind, l.title, l.url, l.source, l.area, l.what, coalesce(l.year, 0)::int AS year, coalesce(l.indicator_id, 0) AS indicator_id, l.checked_on,
       coalesce(l.checked_by, 0) AS checked_by, l.ended_at, l.written_at, l.version, coalesce(i.code, '') AS measure_code,
       coalesce((SELECT v.name FROM indicator_version v WHERE v.indicator_id = l.indicator_id ORDER BY v.valid_from DESC LIMIT 1), '') AS measure_name,
       coalesce(p.name, '') AS checked_by_name
FROM library_link l
LEFT JOIN indicator i ON i.id = l.indicator_id
LEFT JOIN person p ON p.id = l.checked_by
WHERE l.group_id = @group AND l.ended_at IS NULL
ORDER BY array_position(ARRAY['guideline', 'care_programme', 'register', 'national_plan', 'publication', 'research_project', 'other'], l.kind),
         l.area COLLATE "sv-x-icu", l.year DESC NULLS LAST, i.position NULLS FIRST, l.title COLLATE "sv-x-icu", l.id`

// LibraryLinks reads the group's links that have not been taken away, by kind, and in each
// those of all measures first; research by year, the latest first.
func (tx *Tx) LibraryLinks(ctx context.Context, group org.GroupID) ([]LibraryLinkRow, error) {
	return collect[LibraryLinkRow](ctx, tx, selectLibraryLinks, pgx.StrictNamedArgs{"group": group})
}

const insertLibraryLink = `-- name: insert library link
INSERT INTO library_link (group_id, kind, title, url, source, area, what, year, indicator_id, checked_on, checked_by, written_at)
VALUES (@group, @kind, @title, @url, @source, @area, @what, nullif(@year::int, 0), nullif(@indicator::bigint, 0), @checked_on, nullif(@by::bigint, 0), @at)
RETURNING id`

// AddLibraryLink stores a new link and gives its id; fault.ErrNotFound for a measure that is
// not the group's.
func (tx *Tx) AddLibraryLink(ctx context.Context, l improvement.LibraryLink) (improvement.LibraryLinkID, error) {
	return value[improvement.LibraryLinkID](ctx, tx, insertLibraryLink, libraryLinkArgs(l))
}

const updateLibraryLink = `-- name: update library link
UPDATE library_link SET kind = @kind, title = @title, url = @url, source = @source, area = @area, what = @what, year = nullif(@year::int, 0),
    indicator_id = nullif(@indicator::bigint, 0), checked_on = @checked_on, checked_by = nullif(@by::bigint, 0), ended_at = @ended_at,
    written_at = @at, version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveLibraryLink stores a changed link; fault.ErrConflict when somebody else changed it
// since it was read.
func (tx *Tx) SaveLibraryLink(ctx context.Context, l improvement.LibraryLink) error {
	args := libraryLinkArgs(l)
	args["id"], args["version"], args["ended_at"] = l.ID, l.Version, l.EndedAt
	return exec(ctx, tx, updateLibraryLink, args, 1, fault.ErrConflict)
}

func libraryLinkArgs(l improvement.LibraryLink) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": l.GroupID, "kind": l.Kind, "title": l.Title, "url": l.URL, "source": l.Source, "area": l.Area, "what": l.What, "year": l.Year,
		"indicator": l.IndicatorID, "checked_on": l.CheckedOn, "by": l.CheckedBy, "at": l.WrittenAt}
}
