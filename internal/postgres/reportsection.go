package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// SectionPlan is what a section of a year's report is to be: its heading, what stands
// under it, who writes it and by when. Version is the one it was read with.
type SectionPlan struct {
	GroupID   org.GroupID
	Year      int
	SectionID int64
	Heading   string
	Content   string
	AuthorID  org.PersonID // zero for nobody
	DueOn     *time.Time
	Version   int
}

const insertReportSection = `-- name: insert report section
INSERT INTO report_section (group_id, year, content, heading, author_id, due_on, position)
SELECT @group, @year, @content, @heading, nullif(@author::bigint, 0), @due,
       (SELECT coalesce(max(s.position), 0) + 1 FROM report_section s WHERE s.group_id = @group AND s.year = @year)
RETURNING id`

// AddReportSection puts a section last in the year's report.
func (tx *Tx) AddReportSection(ctx context.Context, p SectionPlan) (int64, error) {
	return value[int64](ctx, tx, insertReportSection, pgx.StrictNamedArgs{"group": p.GroupID, "year": p.Year,
		"content": p.Content, "heading": p.Heading, "author": p.AuthorID, "due": p.DueOn})
}

const updateSectionPlan = `-- name: update report section plan
UPDATE report_section
SET heading = @heading, content = @content, author_id = nullif(@author::bigint, 0), due_on = @due, version = version + 1
WHERE id = @id AND group_id = @group AND year = @year AND version = @version`

// SaveSectionPlan changes what a section is to be, or is fault.ErrConflict when it has
// been changed since it was read.
func (tx *Tx) SaveSectionPlan(ctx context.Context, p SectionPlan) error {
	return exec(ctx, tx, updateSectionPlan, pgx.StrictNamedArgs{"id": p.SectionID, "group": p.GroupID, "year": p.Year,
		"content": p.Content, "heading": p.Heading, "author": p.AuthorID, "due": p.DueOn, "version": p.Version}, 1, fault.ErrConflict)
}

const orderReportSections = `-- name: order report sections
UPDATE report_section s SET position = o.position
FROM unnest(@ids::bigint[]) WITH ORDINALITY AS o (id, position)
WHERE s.id = o.id AND s.group_id = @group AND s.year = @year`

// OrderReportSections puts all the year's sections in the order of the ids. A section's
// place is no part of its version: whoever writes in it is not disturbed.
func (tx *Tx) OrderReportSections(ctx context.Context, group org.GroupID, year int, ids []int64) error {
	return exec(ctx, tx, orderReportSections, pgx.StrictNamedArgs{"group": group, "year": year, "ids": nonNil(ids)}, int64(len(ids)), fault.ErrConflict)
}

const deleteReportSection = `-- name: delete report section
DELETE FROM report_section WHERE id = @id AND group_id = @group AND year = @year AND version = @version`

// DeleteReportSection removes a section with its text, or is fault.ErrConflict when it has
// been changed since it was read.
func (tx *Tx) DeleteReportSection(ctx context.Context, p SectionPlan) error {
	return exec(ctx, tx, deleteReportSection,
		pgx.StrictNamedArgs{"id": p.SectionID, "group": p.GroupID, "year": p.Year, "version": p.Version}, 1, fault.ErrConflict)
}

const deleteReportHeadings = `-- name: delete report headings
DELETE FROM report_heading WHERE group_id = @group`

const insertReportHeadings = `-- name: insert report headings
INSERT INTO report_heading (group_id, content, heading, position)
SELECT @group, h.content, h.heading, h.position
FROM unnest(@contents::text[], @headings::text[]) WITH ORDINALITY AS h (content, heading, position)`

// ReplaceReportHeadings makes the headings the group's template in place of those it had.
func (tx *Tx) ReplaceReportHeadings(ctx context.Context, group org.GroupID, list []ReportHeading) error {
	contents, headings := make([]string, len(list)), make([]string, len(list))
	for n, h := range list {
		contents[n], headings[n] = h.Content, h.Heading
	}
	if err := exec(ctx, tx, deleteReportHeadings, pgx.StrictNamedArgs{"group": group}, -1, nil); err != nil {
		return err
	}
	args := pgx.StrictNamedArgs{"group": group, "contents": contents, "headings": headings}
	return exec(ctx, tx, insertReportHeadings, args, int64(len(list)), nil)
}

const selectOwnSections = `-- name: own report sections
SELECT s.id, s.year, s.heading, s.due_on
FROM report_section s
WHERE s.author_id = @author AND s.group_id = @group AND s.state <> 'ready' AND s.due_on <= @until
  AND NOT EXISTS (SELECT 1 FROM report r WHERE r.group_id = s.group_id AND r.year > s.year)
ORDER BY s.due_on, s.position, s.id
LIMIT @limit`

// OwnSection is a section of a report that somebody is to write.
type OwnSection struct {
	ID      int64
	Year    int
	Heading string
	DueOn   time.Time
}

// OwnReportSections reads the sections of the latest report that somebody is to write and
// has not said to be ready, those due first first.
func (tx *Tx) OwnReportSections(ctx context.Context, o Own) ([]OwnSection, error) {
	return collect[OwnSection](ctx, tx, selectOwnSections,
		pgx.StrictNamedArgs{"author": o.OwnerID, "group": o.GroupID, "until": o.Until, "limit": o.Limit})
}
